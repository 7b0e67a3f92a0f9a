"""Which rules are told to have read a text, and which to have come near to it."""

from __future__ import annotations

import pytest

from notice_parse.explain.evidence import Evidence
from notice_parse.explain.rulebook import Rulebook
from notice_parse.grammar import load_grammar
from notice_parse.grammar.trace import Trace, TracingGrammar
from notice_parse.quantities.lexicon import lexicon_of
from notice_parse.source import Source
from notice_parse.text.normalise import NormText, normalise
from notice_parse.text.passage import Passage


def _tried(text: str, *tries: tuple[str, str, str]) -> tuple[Evidence, NormText]:
    """The evidence on a document after some rules were tried: rule, method, text."""
    trace = Trace()
    grammar = TracingGrammar(load_grammar(), trace)
    with trace.watch():
        for rule, method, tried in tries:
            getattr(grammar.rule(rule).pattern, method)(tried)
    norm = normalise(Source(text))
    return Evidence(norm, trace, Rulebook(load_grammar())), norm


def test_a_rule_kept_back_by_what_stands_around() -> None:
    line = "附件:1.任务清单"
    evidence, norm = _tried(line, ("header.attachment-mark", "match", line), ("header.contents-head", "match", line))
    (near,) = evidence.nearly(Passage(norm, [(0, len(line))]), 0, len(line), ("header.",))
    assert (near.id, near.text, near.why) == (
        "header.attachment-mark",
        "附件:",
        "but for what has to stand around it",
    )
    assert near.where.startswith("grammars/header.yaml:")


def test_a_rule_that_matched_is_not_near() -> None:
    evidence, norm = _tried("附件2", ("header.attachment-mark", "match", "附件2"))
    passage = Passage(norm, [(0, 3)])
    assert [read.rule for read in evidence.fired(passage)] == ["header.attachment-mark"]
    assert evidence.nearly(passage, 0, 3, ("header.",)) == []


def test_a_match_is_placed_in_the_text_around() -> None:
    document = "一、贯通三环路\n责任单位:市建设局"
    evidence, norm = _tried(document, ("roles.name.ring", "search", "贯通三环路"))
    passage = Passage(norm, [(0, 7)])
    (read,) = evidence.fired(passage)
    assert (read.start, read.end, read.text) == (4, 5, "三")
    assert evidence.fired(passage, 0, 4) == []
    assert evidence.fired(Passage(norm, [(8, len(document))])) == []


@pytest.mark.parametrize(
    ("document", "found"), [("公告\n另行公告停水", []), ("公布\n另行公告停水", ["kinds.title.announcement"])]
)
def test_a_rule_about_lines_holds_for_its_own_line(document: str, found: list[str]) -> None:
    """公告 tried as a line says nothing of a line further down that holds the word."""
    evidence, norm = _tried(document, ("kinds.title.announcement", "search", "公告"))
    fired = evidence.fired(Passage(norm, [(3, len(document))]))
    assert [read.rule for read in fired] == found


def test_a_longer_text_counts_only_where_it_stands() -> None:
    document = "云溪市人民政府办公室文件\n好。\n云溪市人民政府办公室"
    evidence, norm = _tried(document, ("header.issuing-head", "match", "云溪市人民政府办公室文件"))
    assert evidence.fired(Passage(norm, [(0, 10)]))
    assert evidence.fired(Passage(norm, [(16, len(document))])) == []


def test_a_rule_that_only_bars_a_match_is_never_near() -> None:
    text = "检验食品机构"
    trace = Trace()
    grammar = TracingGrammar(load_grammar(), trace)
    with trace.watch():
        assert lexicon_of(grammar).middle.match(text)
    norm = normalise(Source(text))
    passage = Passage(norm, [(0, len(text))])
    assert Evidence(norm, trace, Rulebook(load_grammar())).nearly(passage, 0, len(text), ("targets.",)) == []


def test_a_rule_about_numbers_that_saw_only_the_number_is_not_near() -> None:
    text = "建成三条"
    evidence, norm = _tried(text, ("roles.name.ring", "search", text))
    assert evidence.nearly(Passage(norm, [(0, 4)]), 0, 4, ("roles.",)) == []
    evidence, norm = _tried("满3周岁", ("roles.criterion.reach", "search", "满3周岁"))
    assert evidence.nearly(Passage(norm, [(0, 4)]), 0, 4, ("roles.",)) == []
