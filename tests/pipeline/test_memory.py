"""Nothing of a document stays in memory once its records are let go, though the collector does not run meanwhile."""

from __future__ import annotations

import gc

import notice_parse
from shared import CHECKOUT


def test_no_cycles_are_left() -> None:
    text = (CHECKOUT / "samples" / "yunxi-2024-schedule.md").read_text(encoding="utf-8")
    notice_parse.extract_text(text)
    gc.collect()
    gc.disable()
    try:
        before = len(gc.get_objects())
        notice_parse.extract_text(text)
        after = len(gc.get_objects())
    finally:
        gc.enable()
    assert after - before < 50, "parts of the document hold each other"
