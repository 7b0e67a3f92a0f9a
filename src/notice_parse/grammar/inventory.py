"""The grammar files as they are written: what each holds and where, for people who read, extend and check them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from notice_parse.errors import GrammarError
from notice_parse.grammar.check import check_extension
from notice_parse.grammar.check_base import base_problems
from notice_parse.grammar.compile import Grammar
from notice_parse.grammar.extend import extend, home_of
from notice_parse.grammar.groups import group_of
from notice_parse.grammar.load import base_paths, grammar_dir, load_base, place_paths
from notice_parse.grammar.places import in_order, parents_of
from notice_parse.grammar.read import Hint, ReadFile, near, read_file
from notice_parse.grammar.select import closure, extension_problems, read_selection, unknown_parent

if TYPE_CHECKING:
    from notice_parse.grammar.reach import Tried

Kind = Literal["base", "place", "extension"]


@dataclass(frozen=True)
class Held:
    """A grammar file and what it is: of the base, shipped for a place, or given by the user."""

    kind: Kind
    file: ReadFile

    @property
    def data(self) -> dict[str, Any]:
        """Its data, or an empty file where it has not the form of one."""
        return self.file.data or {"id": Path(self.file.name).stem, "about": "", "vocabulary": {}, "rules": []}

    def words(self) -> int:
        """So many words it has or adds."""
        added = [*self.data["vocabulary"].values(), *self.data.get("also", {}).values()]
        return sum(len(words) for words in added)


def read_inventory(names: Sequence[str] = ()) -> list[Held]:
    """All shipped files, then those named with what lies beside them and is extended; each read as it is.

    Errors: GrammarError for a file that cannot be read; what is wrong in a file is in its `problems`.
    """
    root = grammar_dir()
    held = [Held("base", _read(path)) for path in base_paths(root)]
    held += [Held("place", _read(path)) for path in place_paths(root)]
    if names:
        held += [Held("extension", read_file(content, name)) for name, content in read_selection(names).files]
    return held


def all_problems(held: Sequence[Held], named: Sequence[str] = ()) -> list[GrammarError]:
    """Everything wrong with the shipped files, or with those named only, in the order of files and lines.

    While something is wrong in the base, that is told and no more, since extensions are checked against it.
    """
    from notice_parse.grammar.reach import base_rules, hidden_in_base

    asked = [h for h in held if not named or h.kind == "extension" or h.data["id"] in named]
    files = [h.file for h in held if h.kind == "base"]
    wrong = [problem for file in files for problem in file.problems] or base_problems(files)
    if wrong:
        return wrong
    base = load_base()
    tried = base_rules(files, base)
    place = _place_of(asked)
    found = [problem for problem in hidden_in_base(tried) if place(problem)[0] >= 0]
    every = {h.data["id"]: h.data for h in held if h.file.is_extension}
    taken = {h.data["id"]: h.data["path"] for h in held if h.kind != "extension"}
    for h in asked:
        found += h.file.problems
        sound = h.file.sound_part()
        if sound is None or sound.data is None or h.kind == "base":
            continue
        if h.kind == "extension" and (odd := extension_problems(sound, taken)):
            found += odd
            continue
        taken[sound.data["id"]] = h.file.name
        found += _extension_problems(h.file, sound, base, every, tried)
    return sorted(found, key=place)


def _place_of(held: Sequence[Held]) -> Callable[[GrammarError], tuple[int, int]]:
    order = {h.file.name: index for index, h in enumerate(held)}

    def place(error: GrammarError) -> tuple[int, int]:
        name, _, line = (error.where or "").rpartition(":")
        return (order[name], int(line)) if name in order and line.isdigit() else (order.get(error.where or "", -1), 0)

    return place


def _extension_problems(
    file: ReadFile, sound: ReadFile, base: Grammar, every: dict[str, dict[str, Any]], tried: Sequence[Tried]
) -> list[GrammarError]:
    from notice_parse.grammar.reach import hidden_by_extension

    assert sound.data is not None
    problems = [unknown_parent(sound, name, every) for name in parents_of(sound.data) if name not in every]
    files = base.files
    for extension in in_order(every.values()):
        if extension["id"] in closure(parents_of(sound.data), every) - {sound.data["id"]}:
            files = extend(files, extension)
    problems += check_extension(file, files)
    if not problems and file.data is not None:
        problems = list(hidden_by_extension(file, Grammar(extend(files, file.data), ""), tried))
    return problems


def grammar_of(held: Held, every: Sequence[Held]) -> Grammar:
    """The grammar that a file's rules are run with: the base, for an extension with it and what it extends."""
    base = load_base()
    if not held.file.is_extension:
        return base
    known = {h.data["id"]: h.data for h in every if h.file.is_extension}
    wanted = closure([held.data["id"]], known)
    files = base.files
    for extension in in_order(known.values()):
        if extension["id"] in wanted:
            files = extend(files, extension)
    return Grammar(files, "")


@dataclass(frozen=True)
class Shown:
    """A rule, list or file with where it stands; `data` is as written, `more` what extensions make of it."""

    what: Literal["rule", "list", "file"]
    name: str
    where: str
    data: Any
    more: tuple[Shown, ...] = ()


def find_named(held: Sequence[Held], name: str) -> Shown:
    """The rule, word list (`file.list`) or file of a name.

    Errors: GrammarError with near names where there is none.
    """
    for h in held:
        if name in (h.data["id"], h.file.name):
            return Shown("file", h.data["id"], h.file.where("id"), h.data)
    rules = {rule.name: rule for rule in _rules(held)}
    if name in rules:
        more = [r for r in rules.values() if name in (r.data.get("also"), r.data.get("instead"))]
        return Shown("rule", name, rules[name].where, rules[name].data, tuple(more))
    lists = list(_lists(held))
    found = [shown for shown in lists if shown.name == name]
    if found:
        return Shown("list", name, found[0].where, found[0].data, tuple(found[1:]))
    known = [*rules, *(shown.name for shown in lists), *(h.data["id"] for h in held)]
    inside = [other for other in known if name in other][:3]
    hint = near(name, known) or (Hint(f"did you mean {', '.join(inside)}?") if inside else None)
    hint = hint or Hint("`notice-parse grammar list` names all")
    raise GrammarError(f"there is no rule, word list or file {name}", hint=hint)


def _rules(held: Sequence[Held]) -> Iterator[Shown]:
    for h in held:
        for index, rule in enumerate(h.data["rules"]):
            yield Shown("rule", rule["id"], h.file.where("rules", index, "id"), rule)


def _lists(held: Sequence[Held]) -> Iterator[Shown]:
    """Each list by its full name, those of the base first; an extension's words bear the name of the list they join."""
    base = {h.data["id"]: h.data for h in held if h.kind == "base"}
    for h in held:
        for name, words in h.data["vocabulary"].items():
            try:
                full = name if h.file.is_extension and "." in name and home_of(name, base) else f"{h.data['id']}.{name}"
            except KeyError:
                full = name
            yield Shown("list", full, h.file.where("vocabulary", name), words)


def group_name(rule_id: str) -> str | None:
    """What the group of rules is for that a rule belongs to by its id."""
    group = group_of(rule_id)
    return group.about if group else None


def _read(path: Path) -> ReadFile:
    """A shipped file, named from here where it lies below."""
    here = Path.cwd()
    return read_file(path.read_bytes(), str(path.relative_to(here) if path.is_relative_to(here) else path))
