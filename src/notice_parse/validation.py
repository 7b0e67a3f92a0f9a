"""Whether records are what the contract says, and whether their spans give back their text."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from notice_parse.records import SCHEMA_VERSION, Extraction, Span
from notice_parse.source import Source
from notice_parse.text.fold import fold

# White space is dropped from records, and Markdown's marks with it.
_DROPPED = re.compile(r"[\s*#|\\`_]+")
_ONE_BRACKET = str.maketrans("[]", "()")
_SHOWN = 40


class Problem(NamedTuple):
    """`place` is the path of fields inside the record: notices.0.tasks.3.span."""

    place: str
    message: str


def find_schema_problems(value: Any) -> list[Problem]:
    """Where a record, as plain values, differs from the schema: wrong types, fields missing, unknown or mistyped."""
    from pydantic import ValidationError

    try:
        extraction = Extraction.model_validate_json(json.dumps(value, default=str))
    except ValidationError as error:
        return [Problem(".".join(str(part) for part in e["loc"]), e["msg"]) for e in error.errors()]
    except (ValueError, RecursionError) as error:
        return [Problem("", f"not a record: {error}")]
    # The models read `"5"` as 5 and fill in what is missing; the contract allows neither.
    problems = list(_differences(extraction.model_dump(mode="json"), value, ""))
    if extraction.schema_version != SCHEMA_VERSION:
        problems.append(
            Problem("schema_version", f"{extraction.schema_version}, and this release writes {SCHEMA_VERSION}")
        )
    return problems + list(_inner_problems(extraction))


def find_span_problems(extraction: Extraction, source: Source) -> list[Problem]:
    """Records whose span does not give back their text, or whose lines are not those of their offsets."""
    text = source.text
    problems = []
    for place, quotes, span in _spans(extraction):
        if any(end > len(text) for _, end in span.segments):
            problems.append(Problem(place, f"the span ends at {span.segments[-1][1]}, the text at {len(text)}"))
            continue
        cut = "".join(text[start:end] for start, end in span.segments)
        for quote in quotes:
            if not _is_quoted(quote, cut, whole=len(quotes) == 1):
                problems.append(Problem(place, f"the span gives {_short(cut)}, the record says {_short(quote)}"))
        if span.segments and quotes:
            first, last = span.segments[0][0], max(span.segments[-1][1] - 1, span.segments[-1][0])
            lines = source.line_of(min(first, len(text))), source.line_of(min(last, len(text)))
            if (span.line_start, span.line_end) != lines and _is_ordered(span):
                problems.append(
                    Problem(
                        place,
                        f"the span says lines {span.line_start} to {span.line_end}, its offsets {lines[0]} to {lines[1]}",
                    )
                )
    return problems


def _differences(want: Any, have: Any, place: str) -> Iterator[Problem]:
    if isinstance(want, dict) and isinstance(have, dict):
        for key in want.keys() - have.keys():
            yield Problem(_join(place, key), "the field is missing")
        for key in want.keys() & have.keys():
            yield from _differences(want[key], have[key], _join(place, key))
    elif isinstance(want, list) and isinstance(have, list):
        for index, (one, other) in enumerate(zip(want, have, strict=True)):
            yield from _differences(one, other, _join(place, str(index)))
    elif _kind(want) is not _kind(have) or not _same(want, have):
        yield Problem(place, f"{have!r} should be {want!r}")


def _kind(value: Any) -> type:
    return Decimal if type(value) in (int, float, Decimal) else type(value)


def _same(want: Any, have: Any) -> bool:
    """A decimal may be written with more digits than the JSON number of the models keeps."""
    return bool(want == have or (isinstance(want, float) and isinstance(have, Decimal) and want == float(have)))


def _join(place: str, key: str) -> str:
    return f"{place}.{key}" if place else key


def _inner_problems(extraction: Extraction) -> Iterator[Problem]:
    """What the types cannot say: spans that run backwards, ids given twice."""
    for place, _, span in _spans(extraction):
        if span.line_start < 1 or span.line_end < span.line_start or any(not 0 <= a <= b for a, b in span.segments):
            yield Problem(place, "the span runs backwards")
    ids = Counter(task.id for notice in extraction.notices for task in notice.tasks)
    for id_, count in ids.items():
        if count > 1:
            yield Problem("notices", f"the task id {id_} is given {count} times")


def _spans(extraction: Extraction) -> Iterator[tuple[str, tuple[str, ...], Span]]:
    """Every span with its place and what it has to quote: one text as a whole, or several that it contains."""
    for n, notice in enumerate(extraction.notices):
        here = f"notices.{n}"
        yield f"{here}.span", (), notice.span
        if notice.delivered_by is not None:
            yield f"{here}.delivered_by.span", (notice.delivered_by.name,), notice.delivered_by.span
        for g, entry in enumerate(notice.glossary):
            yield f"{here}.glossary.{g}.span", (entry.term, entry.definition), entry.span
        for t, task in enumerate(notice.tasks):
            at = f"{here}.tasks.{t}"
            yield f"{at}.span", (task.text,), task.span
            quoted = [
                *(("lead_leaders", i, leader.name, leader.span) for i, leader in enumerate(task.lead_leaders)),
                *(("responsible_units", i, unit.name, unit.span) for i, unit in enumerate(task.responsible_units)),
                *(("numeric_targets", i, target.text, target.span) for i, target in enumerate(task.numeric_targets)),
                *(("qualitative_targets", i, q.text, q.span) for i, q in enumerate(task.qualitative_targets)),
                *(("numbers", i, use.text, use.span) for i, use in enumerate(task.numbers or ())),
            ]
            for field, index, text, span in quoted:
                yield f"{at}.{field}.{index}.span", (text,), span


def _is_ordered(span: Span) -> bool:
    """Segments may be read in another order than they stand in, as with the cells of a table; then lines say less."""
    return all(a[1] <= b[0] for a, b in zip(span.segments, span.segments[1:], strict=False))


def _is_quoted(quote: str, cut: str, *, whole: bool) -> bool:
    want, have = _bare(quote), _bare(cut)
    return want == have if whole else want in have


def _bare(text: str) -> str:
    """In one width and without white space, since records keep neither as it was."""
    return _DROPPED.sub("", fold(unicodedata.normalize("NFKC", text))).translate(_ONE_BRACKET)


def _short(text: str) -> str:
    return repr(text if len(text) <= _SHOWN else text[:_SHOWN] + "…")
