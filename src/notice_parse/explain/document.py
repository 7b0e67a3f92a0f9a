"""A document read once more with every rule recorded, and all stages kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from notice_parse.assembly.drafts import TaskDraft
from notice_parse.assembly.notices import Reading
from notice_parse.diagnostics import Finding
from notice_parse.explain.evidence import Evidence
from notice_parse.explain.places import Places
from notice_parse.explain.rulebook import Rulebook
from notice_parse.grammar.compile import Grammar
from notice_parse.grammar.read import ReadFile
from notice_parse.grammar.select import read_places
from notice_parse.grammar.trace import Trace, TracingGrammar
from notice_parse.layout.blocks import Block
from notice_parse.layout.nodes import Node, Part
from notice_parse.pipeline import Stages, extract_source
from notice_parse.records import Extraction, Notice, Task
from notice_parse.source import Source
from notice_parse.text.normalise import NormText, normalise
from notice_parse.tokens.kinds import Token
from notice_parse.tokens.tokenizer import tokenizer_for


@dataclass(frozen=True)
class ReadTask:
    """A task with what it was made from."""

    notice: Notice
    reading: Reading
    task: Task
    draft: TaskDraft
    ordinal: int
    """Its place among the tasks of its notice, from 1."""


@dataclass(frozen=True)
class Traced:
    """A document, its records, every stage before them, and what each rule did."""

    source: Source
    grammar: Grammar
    norm: NormText
    stages: Stages
    extraction: Extraction
    trace: Trace
    book: Rulebook
    places: Places
    evidence: Evidence

    def of(self, reading: Reading) -> Traced:
        """The same for one notice, with the grammar that it was read with: a place may add to it."""
        plain = reading.grammar.plain if isinstance(reading.grammar, TracingGrammar) else reading.grammar
        if plain is self.grammar:
            return self
        book = Rulebook(plain)
        return replace(self, grammar=plain, book=book, evidence=Evidence(self.norm, self.trace, book))

    @property
    def readings(self) -> list[Reading]:
        """What each notice was made from."""
        return self.stages.readings

    @cached_property
    def tokens(self) -> list[Token]:
        return tokenizer_for(self.grammar).tokenize(self.norm)

    def tasks(self) -> Iterator[ReadTask]:
        """Every task, in source order."""
        for notice, reading in zip(self.extraction.notices, self.readings, strict=True):
            for ordinal, (task, draft) in enumerate(zip(notice.tasks, reading.drafts, strict=True), 1):
                yield ReadTask(notice, reading, task, draft, ordinal)

    def block_at(self, reading: Reading, offset: int) -> Block | None:
        """The logical line of a notice that holds an offset of the NormText."""
        held = (b for b in reading.blocks.blocks if any(start <= offset < end for start, end in b.ranges))
        return next(held, None)

    def node_of(self, reading: Reading, block: Block) -> tuple[Part, Node] | None:
        """The place of a block in the tree; a piece of a block that was read on its own counts as it."""
        nodes = self._nodes[id(reading)]
        return next((nodes[start] for start, _ in block.ranges if start in nodes), None)

    @cached_property
    def _nodes(self) -> dict[int, dict[int, tuple[Part, Node]]]:
        """For each reading the place in the tree of the block that begins at an offset."""
        found: dict[int, dict[int, tuple[Part, Node]]] = {}
        for reading in self.readings:
            nodes = found[id(reading)] = {}
            for part in reading.parts:
                for node in part.root.walk():
                    for own in (*node.own_blocks(), *node.fields):
                        if own.ranges:
                            nodes.setdefault(own.ranges[0][0], (part, node))
        return found


def trace_document(
    source: Source, grammar: Grammar, findings: Sequence[Finding] = (), extensions: Sequence[ReadFile] = ()
) -> Traced:
    """Read a document with its rules recorded. The records are those that `extract --audit` gives.

    `extensions` are the files that were put onto the shipped grammar, so that places in them can be told.
    """
    trace = Trace()
    tracing = TracingGrammar(grammar, trace)
    stages = Stages()
    with trace.watch():
        extraction = extract_source(source, tracing, audit=True, findings=findings, stages=stages)
    norm = stages.readings[0].norm if stages.readings else normalise(source)
    placed = list(tracing.of_places.values())
    used = placed[-1] if placed else tracing
    book = Rulebook(used.plain, extensions=[*extensions, *read_places(used.extensions)])
    evidence = Evidence(norm, trace, book)
    return Traced(source, used.plain, norm, stages, extraction, trace, book, Places(source, norm), evidence)
