"""Rules that are never reached: all that they match, a rule that is tried before them takes whole.

Told by the rules' own examples, which stand for what they are there for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from notice_parse.errors import GrammarError
from notice_parse.grammar.compile import Grammar
from notice_parse.grammar.examples import pattern_of, run_example
from notice_parse.grammar.groups import GROUPS, Group, group_of
from notice_parse.grammar.read import ReadFile


@dataclass(frozen=True)
class Tried:
    """A rule with its compiled pattern and examples, and where it stands."""

    id: str
    where: str
    pattern: Any
    examples: Sequence[dict[str, Any]]


def base_rules(files: Sequence[ReadFile], grammar: Grammar) -> list[Tried]:
    """The rules of the base in the order of its files; `files` have their examples."""
    return [tried for file in files for tried in _tried(file, grammar)]


def hidden_in_base(rules: Sequence[Tried]) -> Iterator[GrammarError]:
    """Rules of the base that a rule before them in their group hides."""
    for group in GROUPS:
        members = [rule for rule in rules if rule.id.startswith(group.prefix)]
        for index, rule in enumerate(members):
            for before in members[:index]:
                if takes_all(before, rule, group):
                    yield _hidden(rule, before)
                    break


def hidden_by_extension(file: ReadFile, grammar: Grammar, base: Sequence[Tried]) -> Iterator[GrammarError]:
    """Rules of an extension that are never reached, and those that keep a rule of the base from being reached.

    `grammar` is the base with the extension, `base` the rules of the base with their examples.
    """
    assert file.data is not None
    known = {rule.id: rule for rule in base}
    before: list[Tried] = []
    for number, (data, rule) in enumerate(zip(file.data["rules"], _tried(file, grammar), strict=True)):
        target = known.get(data["also"]) if data["also"] else None
        if target is not None and data.get("words"):
            for index, example in enumerate(rule.examples):
                if takes_all(target, Tried(rule.id, rule.where, rule.pattern, [example])):
                    where = file.where("rules", number, "examples", index)
                    message = f"also {target.id}: it matches {example['text']!r} already"
                    yield GrammarError(message, where=where, hint="leave it out")
        elif target is not None and takes_all(target, rule):
            hint = "leave it out, or give an example that needs it"
            message = f"rule {rule.id}: all that its examples match, {target.id} matches already"
            yield GrammarError(message, where=rule.where, hint=hint)
        group = None if data["also"] or data["instead"] else group_of(rule.id)
        if group is None:
            continue
        mine = [other for other in before if other.id.startswith(group.prefix)]
        if earlier := next((other for other in mine if takes_all(other, rule, group)), None):
            yield _hidden(rule, earlier)
        for other in base:
            if other.id.startswith(group.prefix) and takes_all(rule, other, group):
                hint = f"narrow it, or say `instead: '{other.id}'` if that is meant"
                message = f"rule {rule.id} hides {other.id}: it takes all that the examples of that rule match"
                yield GrammarError(message, where=rule.where, hint=hint)
        before.append(rule)


def takes_all(first: Tried, second: Tried, group: Group | None = None) -> bool:
    """Whether every match in the second rule's examples lies within one of the first rule."""
    seen = False
    anchored = group is not None and group.anchored
    for example in second.examples:
        if not example["finds"]:
            continue
        theirs = run_example(second.id, second.pattern, example).spans
        ours = run_example(first.id, first.pattern, example).spans
        for start, end in theirs:
            if not any(a <= start and (a == start or not anchored) and end <= b for a, b in ours):
                return False
        seen = seen or bool(theirs)
    return seen


def _tried(file: ReadFile, grammar: Grammar) -> Iterator[Tried]:
    assert file.data is not None
    for index, rule in enumerate(file.data["rules"]):
        pattern = pattern_of(rule, file.data, grammar)
        yield Tried(rule["id"], file.where("rules", index, "id"), pattern, rule["examples"])


def _hidden(rule: Tried, before: Tried) -> GrammarError:
    message = f"rule {rule.id} is never reached: all that its examples match, {before.id} takes before it"
    return GrammarError(message, where=rule.where, hint=f"put it before {before.id}, or make that one narrower")
