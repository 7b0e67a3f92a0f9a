"""Where the clause of a number begins and ends."""

from __future__ import annotations

from notice_parse.text.patterns import compile_pattern

# A comma or colon between figures belongs to them: 1,200家, 1:1.
_MARK = compile_pattern(r"[;!?。\n\t]|:(?![0-9])|,(?!(?<=[0-9],)[0-9]{3}(?![0-9]))")
_DIGITS = frozenset("0123456789")
_BEFORE = 120
_AFTER = 60


def clause_start(text: str, low: int, at: int) -> int:
    """Start of the clause that holds `at`, not before `low`; looks back over 120 characters at most."""
    start = max(low, at - _BEFORE)
    for mark in ";!?。\n\t":
        start = max(start, text.rfind(mark, start, at) + 1)
    found = text.rfind(",", start, at)
    while found >= 0 and _in_figure(text, found, at):
        found = text.rfind(",", start, found)
    start = max(start, found + 1)
    found = text.rfind(":", start, at)
    while found >= 0 and found + 1 < at and text[found + 1] in _DIGITS:
        found = text.rfind(":", start, found)
    return max(start, found + 1)


def _in_figure(text: str, comma: int, end: int) -> bool:
    """Whether a comma divides the thousands of a figure, by what stands before `end`."""
    after = text[comma + 1 : min(comma + 5, end)]
    return (
        comma > 0
        and text[comma - 1] in _DIGITS
        and len(after) >= 3
        and _DIGITS.issuperset(after[:3])
        and after[3:] not in _DIGITS
    )


def clause_end(text: str, at: int, high: int) -> int:
    """End of the clause that holds `at`, not after `high`; looks ahead over 60 characters at most."""
    limit = min(high, at + _AFTER)
    match = _MARK.search(text, at, limit)
    return match.start() if match else limit
