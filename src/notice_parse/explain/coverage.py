"""How much of the grammar some documents use, and how much of the documents the grammar reads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from notice_parse.diagnostics import Finding
from notice_parse.explain.document import Traced, trace_document
from notice_parse.explain.lines import classes_of
from notice_parse.explain.rulebook import Rulebook
from notice_parse.grammar.compile import Grammar
from notice_parse.grammar.read import ReadFile
from notice_parse.source import Source

LEFT = frozenset({"kept as text", "outside every notice", "unclaimed", "table (other)"})
"""Classes of lines that give nothing because no rule reads them."""


class LeftLine(NamedTuple):
    """A line that no rule claimed."""

    path: str
    line: int
    kind: str
    text: str


@dataclass(slots=True)
class Coverage:
    """What a run over documents counted. `fired` and `in_documents` hold every rule, those that never fired with 0."""

    documents: int = 0
    fired: dict[str, int] = field(default_factory=dict)
    in_documents: dict[str, int] = field(default_factory=dict)
    classes: Counter[str] = field(default_factory=Counter)
    """Lines that hold text, by what they were taken for."""
    left: list[LeftLine] = field(default_factory=list)

    @property
    def never(self) -> list[str]:
        """The rules that fired in no document, in the order of the files."""
        return [rule for rule, count in self.fired.items() if not count]

    def to_json(self, book: Rulebook) -> dict[str, Any]:
        return {
            "schema_version": "1.0",
            "grammar": book.grammar.fingerprint,
            "documents": self.documents,
            "rules": [
                {"id": rule, "where": book.where(rule), "fired": count, "documents": self.in_documents[rule]}
                for rule, count in self.fired.items()
            ],
            "never": self.never,
            "lines": dict(self.classes.most_common()),
            "left": [line._asdict() for line in self.left],
        }


def measure(
    documents: Iterable[tuple[Source, list[Finding]]], grammar: Grammar, extensions: Sequence[ReadFile] = ()
) -> Coverage:
    """Read each document with its rules recorded, and count; rules for the place of a notice where they fire."""
    book = Rulebook(grammar, extensions=extensions)
    found = Coverage(fired=dict.fromkeys(book.ids(), 0), in_documents=dict.fromkeys(book.ids(), 0))
    for source, findings in documents:
        traced = trace_document(source, grammar, findings, extensions)
        found.documents += 1
        for rule, count in traced.trace.fired.items():
            found.fired[rule] = found.fired.get(rule, 0) + count
            found.in_documents[rule] = found.in_documents.get(rule, 0) + 1
        _count_lines(traced, found)
    return found


def _count_lines(traced: Traced, found: Coverage) -> None:
    for line, kind in classes_of(traced).items():
        name = "field" if kind.startswith("field ") else kind
        found.classes[name] += 1
        if name in LEFT:
            start, end = traced.places.line_range(line)
            text = traced.source.text[start:end].strip()
            found.left.append(LeftLine(traced.source.info.path, line, name, text))
