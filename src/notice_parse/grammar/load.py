"""From `grammars/*.yaml` to a Grammar: strict YAML, checked once, then kept in digested form like byte code.

Reading YAML costs more than everything else at start-up. The digested form lies beside the package's own byte code,
under the hash of the files' bytes, and is written only where Python itself may write byte code.
"""

from __future__ import annotations

import contextlib
import hashlib
import marshal
import os
import sys
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from notice_parse.errors import GrammarError
from notice_parse.grammar.compile import Grammar

_PACKAGE = Path(__file__).resolve().parent.parent
_PLACES = "places"
Files = list[dict[str, Any]]


def grammar_dir() -> Path:
    """The folder of the shipped grammars: inside an installed wheel, or beside `src` in a checkout."""
    for folder in (_PACKAGE / "grammars", _PACKAGE.parent.parent / "grammars"):
        if folder.is_dir():
            return folder
    raise GrammarError("the shipped grammars are missing", where=str(_PACKAGE), hint="reinstall notice-parse")


Asked = str | os.PathLike[str] | Sequence[str | os.PathLike[str]]
"""What is named to be put onto the shipped grammar."""


def load_grammar(grammar: Asked | Grammar = ()) -> Grammar:
    """The shipped grammar, with the extensions that are named: files, or names of shipped files for places.

    Without a name, the shipped files for places are used each for the notices of its place. One that is named is used
    for every notice; `national` leaves those that are not named out. The result is kept, and made anew when the
    content of a file changes.
    Errors: GrammarError with file and line for what is wrong in a file, or for a name that there is not.
    """
    if isinstance(grammar, Grammar):
        return grammar
    if not grammar:
        return load_base()
    from notice_parse.grammar.select import build, read_selection

    return build(read_selection([grammar] if isinstance(grammar, str | os.PathLike) else grammar))


@lru_cache(maxsize=4)
def load_base(folder: str | None = None) -> Grammar:
    """The grammar of all files in a folder (the shipped one by default), in the order of their names.

    Files in its folder `places` are extensions for the notices of their places.
    Errors: GrammarError with file and line for YAML that is not valid, a duplicate key, an unknown key, a rule without
    both kinds of example, or an id given twice.
    """
    root = Path(folder) if folder else grammar_dir()
    paths = base_paths(root)
    if not paths:
        raise GrammarError("no grammar file (*.yaml) in the folder", where=str(root))
    paths += place_paths(root)
    contents = [path.read_bytes() for path in paths]
    digest = hashlib.sha256()
    for path, content in zip(paths, contents, strict=True):
        digest.update(path.name.encode() + b"\0" + content + b"\0")
    fingerprint = digest.hexdigest()[:16]
    kept = _kept_path(fingerprint)
    read = _read_kept(kept)
    if read is None:
        read = _read_files(paths, contents)
        _keep(kept, read)
    return Grammar(read[0], fingerprint, read[1])


def base_paths(root: Path) -> list[Path]:
    """The files of the base, in the order in which they are read."""
    return sorted(root.glob("*.yaml"))


def place_paths(root: Path) -> list[Path]:
    """The files for places."""
    return sorted((root / _PLACES).glob("*.yaml"))


def keep_digest() -> None:
    """Read the shipped grammars anew and keep them digested, even where Python is told to write no byte code."""
    root = grammar_dir()
    paths = [*base_paths(root), *place_paths(root)]
    read = _read_files(paths, [path.read_bytes() for path in paths])
    _keep(_kept_path(load_base().fingerprint), read, always=True)


def read_grammar_file(path: Path) -> dict[str, Any]:
    """One file, checked against the schema, with its examples.

    Errors: GrammarError, the first thing that is wrong.
    """
    return _read_file(path, path.read_bytes())


def _read_file(path: Path, content: bytes) -> dict[str, Any]:
    from notice_parse.grammar.read import read_file

    file = read_file(content, str(path))
    if file.data is None:
        raise file.problems[0]
    return file.data


def _read_files(paths: Sequence[Path], contents: Sequence[bytes]) -> tuple[Files, Files]:
    """The files of the base and those for places, the latter so that each comes after those it extends."""
    from notice_parse.grammar.places import in_order

    files = [_read_file(path, content) for path, content in zip(paths, contents, strict=True)]
    for path, file in zip(paths, files, strict=True):
        placed = path.parent.name == _PLACES
        if placed != ("extends" in file) or (placed and not file["place"]):
            raise GrammarError(
                "a file of the folder `places` extends the base for a `place`; others do not extend", where=str(path)
            )
    base = [file for file in files if "extends" not in file]
    _check_ids(base)
    return base, in_order([file for file in files if "extends" in file])


def _check_ids(files: Files) -> None:
    seen: dict[str, str] = {}
    for file in files:
        for rule in file["rules"]:
            if rule["id"] in seen:
                raise GrammarError(
                    f"rule id {rule['id']} is given twice",
                    where=file["path"],
                    hint=f"the other is in {seen[rule['id']]}",
                )
            seen[rule["id"]] = file["path"]


def _kept_path(fingerprint: str) -> Path:
    return _PACKAGE / "__pycache__" / f"grammar.{sys.implementation.cache_tag}.{fingerprint}.bin"


def _read_kept(path: Path) -> tuple[Files, Files] | None:
    try:
        version, base, places = marshal.loads(path.read_bytes())
    except (OSError, ValueError, EOFError, TypeError):
        return None
    return (base, places) if version == _FORMAT else None


_FORMAT = 2


def _keep(path: Path, read: tuple[Files, Files], *, always: bool = False) -> None:
    if sys.dont_write_bytecode and not always:
        return
    base, places = (
        [{**f, "rules": [{k: v for k, v in r.items() if k != "examples"} for r in f["rules"]]} for f in files]
        for files in read
    )
    with contextlib.suppress(OSError, ValueError):
        path.parent.mkdir(exist_ok=True)
        aside = path.with_suffix(f".{os.getpid()}.tmp")
        aside.write_bytes(marshal.dumps((_FORMAT, base, places)))
        aside.replace(path)
        for old in path.parent.glob(f"grammar.{sys.implementation.cache_tag}.*.bin"):
            if old != path:
                old.unlink()
