"""The recording grammar: the same records, plain patterns everywhere else, and true reports."""

from __future__ import annotations

import re

import pytest

from notice_parse.explain.document import trace_document
from notice_parse.fields.responsibility_statement import statement_reader
from notice_parse.grammar import load_grammar
from notice_parse.grammar.trace import Trace, TracedPattern, TracingGrammar
from notice_parse.layout.document import head_rules
from notice_parse.loading import load
from notice_parse.pipeline import extract_source
from notice_parse.quantities.lexicon import lexicon_of
from notice_parse.quantities.roles import roles_of
from notice_parse.text.patterns import compile_pattern
from shared import CHECKOUT

SAMPLES = sorted(CHECKOUT.glob("samples/yunxi*"))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_records_are_the_same(sample: object) -> None:
    source, findings = load(sample)  # type: ignore[arg-type]
    traced = trace_document(source, load_grammar(), findings)
    assert traced.extraction == extract_source(source, load_grammar(), audit=True, findings=findings)
    assert traced.trace.fired


def test_other_grammars_keep_plain_patterns() -> None:
    source, _ = load(SAMPLES[0])
    trace_document(source, load_grammar())
    grammar = load_grammar()
    assert isinstance(grammar.rule("header.addressee").pattern, re.Pattern)
    assert isinstance(head_rules(grammar).opening, re.Pattern)
    assert isinstance(lexicon_of(grammar).noun_class, re.Pattern)
    assert isinstance(statement_reader(grammar)._phrase, re.Pattern)
    assert isinstance(compile_pattern(grammar.rule("header.addressee").source), re.Pattern)


def test_nothing_is_recorded_outside() -> None:
    trace = Trace()
    grammar = TracingGrammar(load_grammar(), trace)
    with trace.watch():
        pattern = head_rules(grammar).opening
        assert isinstance(pattern, TracedPattern)
        assert pattern.match("抄送:市委各部门")
    before = dict(trace.fired)
    assert before == {"header.copied-to": 1}
    assert pattern.match("抄送:市委各部门")
    assert trace.fired == before


def test_methods_answer_as_the_pattern_does() -> None:
    trace = Trace()
    grammar = TracingGrammar(load_grammar(), trace)
    text = "五年内产值翻一番,收入翻两番"
    with trace.watch():
        traced = grammar.rule("numerals.multiple").pattern
        plain = load_grammar().rule("numerals.multiple").pattern
        assert [m.span() for m in traced.finditer(text)] == [m.span() for m in plain.finditer(text)]
        assert traced.findall(text) == plain.findall(text)
        assert traced.sub("X", text) == plain.sub("X", text)
        assert traced.split(text) == plain.split(text)
        assert traced.fullmatch("翻一番") is not None
        assert traced.search(text, 8) is not None
        assert traced.match(text) is None
        assert (traced.pattern, traced.groups, traced.groupindex) == (plain.pattern, plain.groups, plain.groupindex)
    spans = {(a.method, a.start, a.end): [(f.start, f.end) for f in a.found] for a in trace.attempts.values()}
    assert spans["match", 0, len(text)] == []
    assert spans["search", 8, len(text)] == [(11, 14)]
    assert spans["finditer", 0, len(text)] == [(5, 8), (11, 14)]


def test_the_alternative_that_matched_is_told() -> None:
    trace = Trace()
    grammar = TracingGrammar(load_grammar(), trace)
    with trace.watch():
        roles = roles_of(grammar)
        assert roles.at("贯通三环路", 2)
        opening = head_rules(grammar).opening
        assert opening.match("抄送:市委各部门")
        phrase = statement_reader(grammar)._phrase
        assert phrase.search("市财政局配合")
    assert set(trace.fired) == {"roles.name.ring", "header.copied-to", "responsibility.phrase.cooperating"}


def test_a_rule_that_bars_a_match_has_fired() -> None:
    """检验机构 is one noun: the rule that says so keeps the verb 检验 from being read; before 食品 it does not."""
    trace = Trace()
    grammar = TracingGrammar(load_grammar(), trace)
    with trace.watch():
        middle = lexicon_of(grammar).middle
        assert middle.match("检验食品")
        assert trace.fired["targets.verb.compound"] == 0
        assert middle.match("检验机构") is None
    assert trace.fired["targets.verb.compound"] == 1
