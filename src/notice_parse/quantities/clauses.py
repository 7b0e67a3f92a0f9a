"""Where the clause of a number begins and ends."""

from __future__ import annotations

from notice_parse.text.patterns import compile_pattern

# A comma or colon between figures belongs to them: 1,200家, 1:1.
_MARK = compile_pattern(r"[;!?。\n\t]|:(?![0-9])|,(?!(?<=[0-9],)[0-9]{3}(?![0-9]))")
_BEFORE = 120
_AFTER = 60


def clause_start(text: str, low: int, at: int) -> int:
    """Start of the clause that holds `at`, not before `low`; looks back over 120 characters at most."""
    start = low = max(low, at - _BEFORE)
    for match in _MARK.finditer(text, low, at):
        start = match.end()
    return start


def clause_end(text: str, at: int, high: int) -> int:
    """End of the clause that holds `at`, not after `high`; looks ahead over 60 characters at most."""
    limit = min(high, at + _AFTER)
    match = _MARK.search(text, at, limit)
    return match.start() if match else limit
