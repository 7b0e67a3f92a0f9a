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
from functools import lru_cache
from pathlib import Path
from typing import Any

from notice_parse.errors import GrammarError
from notice_parse.grammar.compile import Grammar

_PACKAGE = Path(__file__).resolve().parent.parent


def grammar_dir() -> Path:
    """The folder of the shipped grammars: inside an installed wheel, or beside `src` in a checkout."""
    for folder in (_PACKAGE / "grammars", _PACKAGE.parent.parent / "grammars"):
        if folder.is_dir():
            return folder
    raise GrammarError("the shipped grammars are missing", where=str(_PACKAGE), hint="reinstall notice-parse")


@lru_cache(maxsize=4)
def load_grammar(folder: str | None = None) -> Grammar:
    """The grammar of all files in a folder (the shipped one by default), in the order of their names.

    Errors: GrammarError with file and line for YAML that is not valid, a duplicate key, an unknown key, a rule without
    both kinds of example, or an id given twice.
    """
    root = Path(folder) if folder else grammar_dir()
    paths = sorted(root.glob("*.yaml"))
    if not paths:
        raise GrammarError("no grammar file (*.yaml) in the folder", where=str(root))
    contents = [path.read_bytes() for path in paths]
    digest = hashlib.sha256()
    for path, content in zip(paths, contents, strict=True):
        digest.update(path.name.encode() + b"\0" + content + b"\0")
    fingerprint = digest.hexdigest()[:16]
    kept = _kept_path(fingerprint)
    files = _read_kept(kept)
    if files is None:
        files = [_read_file(path, content) for path, content in zip(paths, contents, strict=True)]
        _check_ids(files)
        _keep(kept, files)
    return Grammar(files, fingerprint)


def keep_digest() -> None:
    """Read the shipped grammars anew and keep them digested, even where Python is told to write no byte code."""
    root = grammar_dir()
    files = [read_grammar_file(path) for path in sorted(root.glob("*.yaml"))]
    _keep(_kept_path(load_grammar().fingerprint), files, always=True)


def read_grammar_file(path: Path) -> dict[str, Any]:
    """One file, checked, with its examples."""
    return _read_file(path, path.read_bytes())


def _read_file(path: Path, content: bytes) -> dict[str, Any]:
    from pydantic import ValidationError

    from notice_parse.grammar.schema import GrammarFile
    from notice_parse.grammar.strict_yaml import load_strict

    data = load_strict(content, str(path))
    try:
        model = GrammarFile.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise GrammarError(
            f"{place}: {first['msg']}", where=str(path), hint="docs/grammar.md gives the format"
        ) from error
    out = model.model_dump(by_alias=True)
    out["path"] = path.name
    return out


def _check_ids(files: list[dict[str, Any]]) -> None:
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


def _read_kept(path: Path) -> list[dict[str, Any]] | None:
    try:
        loaded: list[dict[str, Any]] = marshal.loads(path.read_bytes())
    except (OSError, ValueError, EOFError, TypeError):
        return None
    return loaded


def _keep(path: Path, files: list[dict[str, Any]], *, always: bool = False) -> None:
    if sys.dont_write_bytecode and not always:
        return
    slim = [{**f, "rules": [{k: v for k, v in r.items() if k != "examples"} for r in f["rules"]]} for f in files]
    with contextlib.suppress(OSError, ValueError):
        path.parent.mkdir(exist_ok=True)
        aside = path.with_suffix(f".{os.getpid()}.tmp")
        aside.write_bytes(marshal.dumps(slim))
        aside.replace(path)
        for old in path.parent.glob(f"grammar.{sys.implementation.cache_tag}.*.bin"):
            if old != path:
                old.unlink()
