"""Every rule of every grammar finds what its own examples say."""

from __future__ import annotations

from collections import defaultdict

from notice_parse.grammar.examples import ExampleResult, run_examples
from notice_parse.grammar.load import grammar_dir, load_base


def test_examples() -> None:
    by_rule: dict[str, list[ExampleResult]] = defaultdict(list)
    for result in run_examples():
        by_rule[result.rule_id].append(result)
    assert len(by_rule) >= 100
    wrong = [
        f"{r.rule_id}: {r.text!r}: expected {r.expected}, found {r.found}"
        for rs in by_rule.values()
        for r in rs
        if not r.ok
    ]
    assert not wrong, "\n".join(["", *wrong])


def test_every_rule_has_a_match_and_a_near_miss() -> None:
    found: dict[str, set[bool]] = defaultdict(set)
    for result in run_examples():
        found[result.rule_id].add(bool(result.expected))
    assert all(kinds == {True, False} for kinds in found.values())


MAY_MATCH_NOTHING = {"tables.group.places": "an empty cell may stand above the places of a header of two rows"}


def test_no_rule_matches_nothing() -> None:
    grammar = load_base()
    for path in grammar_dir().glob("*.yaml"):
        for rule in grammar.rules(path.stem):
            assert rule.pattern.search("") is None or rule.id in MAY_MATCH_NOTHING, rule.id
