"""Runs the examples that stand with each rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from notice_parse.grammar.compile import Grammar, Rule
from notice_parse.grammar.load import base_paths, grammar_dir, load_base, read_grammar_file
from notice_parse.source import Source
from notice_parse.text.normalise import normalise
from notice_parse.text.patterns import LIMITED, compile_pattern
from notice_parse.text.watch import watching

Found = dict[str, str | None]


class ExampleResult(NamedTuple):
    """What one example expects and what its rule found.

    `folded` is the text as the rule sees it, `spans` are the matches in it; `place` is the path of the example in its
    file; `too_long` says that the rule did not come to an end.
    """

    rule_id: str
    text: str
    expected: list[Found]
    found: list[Found]
    folded: str = ""
    spans: tuple[tuple[int, int], ...] = ()
    place: tuple[str | int, ...] = ()
    too_long: bool = False

    @property
    def ok(self) -> bool:
        return (
            not self.too_long
            and len(self.found) == len(self.expected)
            and all(
                all(found.get(key) == value for key, value in expected.items())
                for expected, found in zip(self.expected, self.found, strict=True)
            )
        )


def run_examples(folder: Path | None = None) -> Iterator[ExampleResult]:
    """Each example of each rule of a folder (the shipped grammars by default). Texts are normalised first, as documents are."""
    root = folder or grammar_dir()
    grammar: Grammar = load_base(str(folder) if folder else None)
    for path in base_paths(root):
        file: dict[str, Any] = read_grammar_file(path)
        yield from run_file(file, grammar)


def run_file(file: dict[str, Any], grammar: Grammar) -> Iterator[ExampleResult]:
    """Each example of each rule of a file that was read; an extension's rules are run by themselves.

    `grammar` has the words: the base for a file of it, the base with the extension for an extension.
    """
    for index, rule in enumerate(file["rules"]):
        pattern = pattern_of(rule, file, grammar)
        for number, example in enumerate(rule["examples"]):
            yield run_example(rule["id"], pattern, example, ("rules", index, "examples", number))


def pattern_of(rule: dict[str, Any], file: dict[str, Any], grammar: Grammar) -> Any:
    """The compiled pattern of a rule by itself, without what is also or instead of it.

    Errors: GrammarError for a bad pattern.
    """
    source = grammar.expand(rule["pattern"], file["id"], rule["id"])
    if "extends" not in file:
        return Rule(rule["id"], source, {}).pattern
    return compile_pattern(f"{LIMITED}{rule['id']})(?:{source})(?#/limited:{rule['id']})")


def run_example(rule_id: str, pattern: Any, example: dict[str, Any], place: Sequence[str | int] = ()) -> ExampleResult:
    """What a pattern finds in an example's text."""
    folded = normalise(Source(example["text"])).folded
    with watching() as watch:
        matches = list(pattern.finditer(folded))
    found = [{"match": m.group(), **m.groupdict()} for m in matches]
    spans = tuple(m.span() for m in matches)
    return ExampleResult(
        rule_id, example["text"], example["finds"], found, folded, spans, tuple(place), bool(watch.left_out)
    )
