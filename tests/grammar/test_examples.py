"""Every rule of every grammar finds what its own examples say."""

from __future__ import annotations

from collections import defaultdict

from notice_parse.grammar.check_base import MAY_MATCH_NOTHING
from notice_parse.grammar.examples import ExampleResult, run_example, run_examples
from notice_parse.grammar.load import grammar_dir, load_base
from notice_parse.text.guarded import limited
from notice_parse.text.patterns import compile_pattern


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


def test_no_rule_matches_nothing() -> None:
    grammar = load_base()
    for path in grammar_dir().glob("*.yaml"):
        for rule in grammar.rules(path.stem):
            assert rule.pattern.search("") is None or rule.id in MAY_MATCH_NOTHING, rule.id


def test_each_rule_does_the_same_with_a_time_limit() -> None:
    """Where an extension matches also what a rule of the base matches, both are run by another engine."""
    grammar = load_base()
    seen = 0
    for result in run_examples():
        source = grammar.rule(result.rule_id).source
        example = {"text": result.text, "finds": result.expected}
        assert run_example("x", compile_pattern(limited(source, "x")), example).found == result.found, result.rule_id
        seen += 1
    assert seen > 400
