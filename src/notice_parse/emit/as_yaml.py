"""YAML: the same data as the JSON, in blocks that people can read.

Written here because the library's dumpers reach 1 to 6 MB a second and spread every span over six lines. Any YAML 1.1 or
1.2 reader gets back what the JSON holds: text that could be read as something else is quoted, numbers are written out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from json.encoder import encode_basestring as _quoted
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from notice_parse.records.base import Record

# Starts with a Chinese character and holds nothing that YAML gives a meaning to: no quoting needed.
_BARE = re.compile(r"[\u4e00-\u9fff][\u4e00-\u9fffA-Za-z0-9，。、；：（）《》〈〉“”‘’〔〕【】％%+./·…★—－~～_-]*")
_BARE_WORD = re.compile(r"[a-z]{2,}[0-9]*(?:[_-][a-z]+)*")
_MISREAD = frozenset({"null", "true", "false", "yes", "no", "on", "off", "nan", "inf"})
# What JSON leaves as it is and YAML does not allow or folds as a line end.
_NOT_PRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_PLAIN = frozenset({str, int, bool, Decimal, date, type(None)})
_FLOW_KEYS = frozenset({"span", "segments"})


def emit_yaml(record: Record) -> bytes:
    """One record as a YAML document, opened by `---`, so that documents can follow one another."""
    out: list[str] = ["---\n"]
    _mapping(vars(record), "", out.append)
    return "".join(out).encode()


def _mapping(fields: Mapping[str, Any], indent: str, write: Callable[[str], None]) -> None:
    for key, value in fields.items():
        head = indent + _key(key)
        kind = type(value)
        if kind in _PLAIN:
            write(f"{head} {_scalar(value)}\n")
        elif kind is list or kind is tuple:
            if value and key not in _FLOW_KEYS:
                write(f"{head}\n")
                _sequence(value, indent + "  ", write)
            else:
                write(f"{head} {_flow(value)}\n")
        else:
            held = value if kind is dict else _held(value)
            if held and key not in _FLOW_KEYS:
                write(f"{head}\n")
                _mapping(held, indent + "  ", write)
            else:
                write(f"{head} {_flow(held)}\n")


def _held(record: Any) -> Mapping[str, Any]:
    """The fields of a record, in order; a Span has slots."""
    return vars(record) if hasattr(record, "__dict__") else {name: getattr(record, name) for name in record.__slots__}


def _sequence(items: Sequence[Any], indent: str, write: Callable[[str], None]) -> None:
    inner = indent + "  "
    for item in items:
        if type(item) in _PLAIN or isinstance(item, list | tuple):
            write(f"{indent}- {_flow(item)}\n")
            continue
        lines: list[str] = []
        _mapping(item if isinstance(item, dict) else _held(item), inner, lines.append)
        # The first line of an item stands behind its dash.
        lines[0] = f"{indent}- {lines[0][len(inner) :]}"
        write("".join(lines))


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join([f"{_key(key)} {_flow(held)}" for key, held in value.items()]) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join([_flow(item) for item in value]) + "]"
    return _scalar(value)


@lru_cache(maxsize=1024)
def _key(key: str) -> str:
    return f"{_scalar(key)}:"


def _scalar(value: Any) -> str:
    kind = type(value)
    if kind is str:
        if _BARE.fullmatch(value) or (_BARE_WORD.fullmatch(value) and value not in _MISREAD):
            return str(value)
        return _NOT_PRINTABLE.sub(_escape, _quoted(value))
    if kind is int:
        return str(value)
    if value is None:
        return "null"
    if kind is Decimal:
        return format(value, "f")
    if kind is bool:
        return "true" if value else "false"
    # A date is quoted, so that it stays the string that it is in JSON.
    return _quoted(value.isoformat())


def _escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match.group()):04x}"
