"""Runs the examples that stand with each rule."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from notice_parse.grammar.compile import Grammar
from notice_parse.grammar.load import grammar_dir, load_grammar, read_grammar_file
from notice_parse.source import Source
from notice_parse.text.normalise import normalise


class ExampleResult(NamedTuple):
    """What one example expects and what its rule found."""

    rule_id: str
    text: str
    expected: list[dict[str, str | None]]
    found: list[dict[str, str | None]]

    @property
    def ok(self) -> bool:
        return len(self.found) == len(self.expected) and all(
            all(found.get(key) == value for key, value in expected.items())
            for expected, found in zip(self.expected, self.found, strict=True)
        )


def run_examples(folder: Path | None = None) -> Iterator[ExampleResult]:
    """Each example of each rule of a folder (the shipped grammars by default). Texts are normalised first, as documents are."""
    root = folder or grammar_dir()
    grammar: Grammar = load_grammar(str(folder) if folder else None)
    for path in sorted(root.glob("*.yaml")):
        file: dict[str, Any] = read_grammar_file(path)
        for rule in file["rules"]:
            pattern = grammar.rule(rule["id"]).pattern
            for example in rule["examples"]:
                found = [
                    {"match": m.group(), **m.groupdict()}
                    for m in pattern.finditer(normalise(Source(example["text"])).folded)
                ]
                yield ExampleResult(rule["id"], example["text"], example["finds"], found)
