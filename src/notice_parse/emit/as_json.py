"""JSON and JSON Lines: UTF-8 unescaped, keys in the order of the models, numbers exactly as written."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from msgspec.json import Encoder

    from notice_parse.records.base import Record

# A number stands behind a key.
_EXPONENT = re.compile(rb'":-?\d+(?:\.\d+)?E[+-]?\d+(?=[,}])')

# JSON allows them as they are, but some readers split lines at them.
_LINE_ENDS = tuple((c.encode(), f"\\u{ord(c):04x}".encode()) for c in "\u0085\u2028\u2029")


def emit_json(record: Record) -> bytes:
    """One record as JSON over several lines, indented by two, with a final line end."""
    import msgspec

    return msgspec.json.format(_compact(record), indent=2) + b"\n"


def emit_jsonl(record: Record) -> bytes:
    """One record as JSON on a line of its own, with its line end."""
    return _compact(record) + b"\n"


def _compact(record: Record) -> bytes:
    data = _encoder().encode(record)
    for character, escape in _LINE_ENDS:
        data = data.replace(character, escape)
    # Decimal writes 5E+8 for five hundred millions that came out of a multiplication; readers take that for a float.
    return _EXPONENT.sub(_plain, data)


def _plain(match: re.Match[bytes]) -> bytes:
    if match.string[match.start() - 1 : match.start()] == b"\\":
        return match.group()  # the quotation mark is inside a text
    return b'":' + format(Decimal(match.group()[2:].decode()), "f").encode()


@lru_cache(maxsize=1)
def _encoder() -> Encoder:
    from msgspec.json import Encoder

    # The fields of a model lie in its __dict__ in their order; going through model_dump costs six times as much.
    return Encoder(decimal_format="number", enc_hook=vars)
