"""Which extensions are put onto the shipped grammar: what a user names, and the files that those extend."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from notice_parse.errors import GrammarError
from notice_parse.grammar.check import check_extension
from notice_parse.grammar.compile import Grammar
from notice_parse.grammar.extend import extend
from notice_parse.grammar.groups import NATIONAL
from notice_parse.grammar.load import grammar_dir, load_base, place_paths
from notice_parse.grammar.places import in_order, parents_of
from notice_parse.grammar.read import Hint, ReadFile, near, read_file
from notice_parse.grammar.selection import Selection


def read_selection(names: Sequence[str | os.PathLike[str]]) -> Selection:
    """Find and read what is named.

    Errors: GrammarError for a name that is neither a file nor a shipped grammar, or a file that cannot be read.
    """
    shipped: list[str] = []
    files: dict[Path, bytes] = {}
    automatic = True
    for name in dict.fromkeys(os.fspath(name) for name in names):
        if name == NATIONAL:
            automatic = False
        elif _is_path(name):
            files.setdefault(Path(name), _content(name))
        else:
            shipped.append(_shipped(name))
    named = len(files)
    _add_parents(files)
    contents = tuple((str(path), content) for path, content in files.items())
    return Selection(tuple(shipped), automatic, contents, named)


@lru_cache(maxsize=8)
def build(selection: Selection) -> Grammar:
    """The grammar of a selection; the same object for the same content.

    Errors: GrammarError with file and line for what is wrong in a file.
    """
    base = load_base()
    if selection == Selection():
        return base
    places = {file["id"]: file for file in base.places}
    read = {file.data["id"]: file for file in read_all(selection) if file.data is not None}
    every = {**places, **{file_id: file.data for file_id, file in read.items() if file.data is not None}}
    named = list(read)[: selection.named]
    roots = [*selection.shipped, *(name for name in named if not every[name]["place"])]
    always = closure(roots, every)
    placed = closure([name for name in named if every[name]["place"]], every)
    if selection.automatic:
        placed |= set(places)
    files = base.files
    for extension in in_order(every.values()):
        if file := read.get(extension["id"]):
            _raise_first(check_extension(file, _below(file, base.files, every)))
        if extension["id"] in always:
            files = extend(files, extension)
    chosen = {*named, *(places if selection.automatic else ())}
    left = [
        file if file["id"] in chosen else {**file, "place": None}  # it is there for those that extend it
        for file in in_order(every.values())
        if file["id"] in placed - always
    ]
    ids = tuple(file["id"] for file in in_order(every.values()) if file["id"] in always)
    return Grammar(files, _fingerprint(base, selection), left, ids)


def read_all(selection: Selection) -> list[ReadFile]:
    """The files of a selection, read.

    Errors: GrammarError for one that has not the form of an extension, or has the name of another.
    """
    base = load_base()
    taken = {file["id"]: file["path"] for file in base.files}
    taken |= {file["id"]: f"places/{file['path']}" for file in base.places}
    out = []
    for name, content in selection.files:
        file = read_file(content, name)
        _raise_first(file.problems)
        assert file.data is not None
        _raise_first(extension_problems(file, taken))
        taken[file.data["id"]] = name
        out.append(file)
    return out


def read_extensions(names: Sequence[str | os.PathLike[str]]) -> list[ReadFile]:
    """The files that are named, with those beside them that they extend, each with the line of everything in it.

    Errors: GrammarError for one that is not there or not valid.
    """
    return read_all(read_selection(names))


def read_places(ids: Sequence[str]) -> list[ReadFile]:
    """The shipped files for places that are among some extensions, with the line of everything in them."""
    found = {path.stem: path for path in place_paths(grammar_dir())} if ids else {}
    return [read_file(found[name].read_bytes(), f"grammars/places/{name}.yaml") for name in ids if name in found]


def extension_problems(file: ReadFile, taken: dict[str, str]) -> list[GrammarError]:
    """What keeps a file of the right form from being an extension beside others; `taken` are ids with their files."""
    assert file.data is not None
    if not file.is_extension:
        return [file.problem(message="the file does not say what it extends", hint="add extends: 'national'")]
    file_id = file.data["id"]
    if file_id == NATIONAL or file_id in taken:
        whose = taken.get(file_id, NATIONAL)
        return [GrammarError(f"the id {file_id} is that of {whose}", where=file.where("id"), hint="choose another")]
    return []


def closure(names: Sequence[str], every: dict[str, Any]) -> set[str]:
    """The extensions and all that they extend, directly or not."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name in every and name not in found:
            found.add(name)
            waiting.extend(parents_of(every[name]))
    return found


def _below(file: ReadFile, files: list[dict[str, Any]], every: dict[str, Any]) -> list[dict[str, Any]]:
    """The files that an extension is put onto: those of the base with all that it extends."""
    assert file.data is not None
    parents = closure(parents_of(file.data), every) - {file.data["id"]}
    for name in parents_of(file.data):
        if name not in every:
            raise unknown_parent(file, name, every)
    for extension in in_order(every.values()):
        if extension["id"] in parents:
            files = extend(files, extension)
    return files


def unknown_parent(file: ReadFile, name: str, every: dict[str, Any]) -> GrammarError:
    return GrammarError(
        f"it extends {name}, which is no grammar",
        where=file.where("extends"),
        hint=near(name, [NATIONAL, *every]) or Hint("national is the shipped base; another file lies beside this one"),
    )


def _add_parents(files: dict[Path, bytes]) -> None:
    """Read what the files extend, as far as it lies beside them under its name."""
    shipped = {file["id"] for file in load_base().places}
    waiting = list(files)
    while waiting:
        path = waiting.pop()
        data = read_file(files[path], str(path)).data
        for name in parents_of(data) if data and "extends" in data else ():
            beside = path.with_name(f"{name}.yaml")
            if name not in shipped and beside not in files and beside.is_file():
                files[beside] = _content(str(beside))
                waiting.append(beside)


def _is_path(name: str) -> bool:
    return name.lower().endswith((".yaml", ".yml")) or "/" in name or os.sep in name or Path(name).is_file()


def _content(name: str) -> bytes:
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise GrammarError(f"cannot read the file: {error.strerror}", where=name, hint="check the name") from error


def _shipped(name: str) -> str:
    known = [file["id"] for file in load_base().places]
    if name not in known:
        hint = near(name, [NATIONAL, *known]) or Hint("give a file, or a name that `notice-parse grammar list` shows")
        raise GrammarError(f"there is no grammar {name}", hint=hint)
    return name


def _raise_first(problems: Sequence[GrammarError]) -> None:
    if not problems:
        return
    first = problems[0]
    if len(problems) > 1:
        # The hint of the first stands where all are told.
        more = Hint(f"and {len(problems) - 1} more; `notice-parse grammar check` tells all")
        raise GrammarError(first.message, where=first.where, hint=more)
    raise first


def _fingerprint(base: Grammar, selection: Selection) -> str:
    digest = hashlib.sha256(f"{base.fingerprint} {selection.shipped} {selection.automatic}".encode())
    for index, (_, content) in enumerate(selection.files):
        digest.update(f"\0{index < selection.named}\0".encode() + content)
    return digest.hexdigest()[:16]
