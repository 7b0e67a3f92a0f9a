"""`notice-parse grammar test`: what each rule does on its own examples."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from notice_parse.cli import console
from notice_parse.cli.cells import carets, columns
from notice_parse.errors import GrammarError
from notice_parse.messages import say

if TYPE_CHECKING:
    from notice_parse.grammar.examples import ExampleResult
    from notice_parse.grammar.inventory import Held


def test_files(names: Sequence[str], rules: Sequence[str], verbose: bool, output: str | None) -> int:
    """Write what each rule did and give the exit code: 1 where an example fails.

    Errors: GrammarError, the first thing wrong in a file, or for a rule that there is not.
    """
    from notice_parse.grammar.inventory import find_named, read_inventory

    shipped = {h.data["id"] for h in read_inventory()} if names else set()
    held = read_inventory([name for name in names if name not in shipped])
    asked = [h for h in held if not names or h.kind == "extension" or h.data["id"] in names]
    for rule in rules:
        find_named([h for h in asked if h.data["rules"]], rule)
    lines: list[str] = []
    ran = failed = 0
    for h in asked:
        results = [r for r in _run(h, held) if not rules or r.rule_id in rules]
        ran += len(results)
        failed += sum(not result.ok for result in results)
        lines += _report(h, results, everything=verbose or bool(rules))
    with console.output(output) as out:
        out.write("".join(f"{line}\n" for line in lines).encode("utf-8", "backslashreplace"))
    if failed:
        console.tell(say("{count} examples, {failed} failed", count=ran, failed=failed))
    else:
        console.tell(say("{count} examples, none failed", count=ran))
    return int(bool(failed))


def _run(held: Held, every: Sequence[Held]) -> Iterator[ExampleResult]:
    from notice_parse.grammar.check import check_extension
    from notice_parse.grammar.examples import run_file
    from notice_parse.grammar.inventory import grammar_of

    if held.file.problems:
        raise held.file.problems[0]
    grammar = grammar_of(held, every)
    try:
        yield from run_file(held.data, grammar)
    except GrammarError:
        # The pattern by itself has no line; what checks the file knows it.
        if held.file.is_extension and (problems := check_extension(held.file, grammar.files)):
            raise problems[0] from None
        raise


def _report(held: Held, results: Sequence[ExampleResult], *, everything: bool) -> Iterator[str]:
    by_rule: dict[str, list[ExampleResult]] = {}
    for result in results:
        by_rule.setdefault(result.rule_id, []).append(result)
    heads = columns([[_verdict(of_rule), rule, _did(of_rule)] for rule, of_rule in by_rule.items()] or [["", "", ""]])
    for head, of_rule in zip(heads, by_rule.values(), strict=False):
        yield head
        for result in of_rule:
            if everything or not result.ok:
                yield from _example(held, result)


def _verdict(results: Sequence[ExampleResult]) -> str:
    return "ok" if all(result.ok for result in results) else "FAIL"


def _did(results: Sequence[ExampleResult]) -> str:
    found = sum(len(result.found) for result in results)
    missed = sum(not result.expected for result in results)
    template = "examples {count}, matches {found}, near misses {missed}"
    return say(template, count=len(results), found=found, missed=missed)


def _example(held: Held, result: ExampleResult) -> Iterator[str]:
    yield f"      {'ok  ' if result.ok else 'FAIL'}  {held.file.where(*result.place)}"
    yield f"        {result.folded}"
    if result.spans:
        yield f"        {carets(result.folded, result.spans)}"
    if result.too_long:
        yield f"        {say('the rule took too long and was stopped')}"
    named = [{key: value for key, value in found.items() if value is not None} for found in result.found]
    rows = [[f"        {say('found')}", _flow(named)]]
    if not result.ok:
        rows.append([f"        {say('expected')}", _flow(result.expected)])
    yield from columns(rows)


def _flow(found: object) -> str:
    return json.dumps(found, ensure_ascii=False) if found else say("nothing")
