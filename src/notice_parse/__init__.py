"""Chinese government notices as validated records.

    import notice_parse
    extraction = notice_parse.extract("notice.txt")
    for task in extraction.notices[0].tasks:
        print(task.number, task.text, [unit.name for unit in task.responsible_units])

Importing the package reads no file and builds no rule; the names below are loaded when they are first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from notice_parse._version import __version__

if TYPE_CHECKING:
    from notice_parse.api import extract, extract_text, find_quantities, find_targets
    from notice_parse.grammar import load_grammar
    from notice_parse.records import Extraction, Notice, NumericTarget, Task

__all__ = [
    "Extraction",
    "Notice",
    "NumericTarget",
    "Task",
    "__version__",
    "extract",
    "extract_text",
    "find_quantities",
    "find_targets",
    "load_grammar",
]

_HOMES = {
    "extract": "notice_parse.api",
    "extract_text": "notice_parse.api",
    "find_quantities": "notice_parse.api",
    "find_targets": "notice_parse.api",
    "load_grammar": "notice_parse.grammar",
    "Extraction": "notice_parse.records",
    "Notice": "notice_parse.records",
    "NumericTarget": "notice_parse.records",
    "Task": "notice_parse.records",
}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
