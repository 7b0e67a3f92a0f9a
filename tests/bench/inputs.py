"""The documents that are measured: the invented samples, and real notices where they lie beside the checkout."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from shared import CHECKOUT, SHARED

SAMPLES = sorted((CHECKOUT / "samples").glob("yunxi*"))
SMALL = CHECKOUT / "samples" / "yunxi-2023-schedule.txt"

_KINDS = {
    "schedule": SMALL,
    "table notice": CHECKOUT / "samples" / "yunxi-2023-indicators.txt",
    "gazette": CHECKOUT / "samples" / "yunxi-gazette-2022-03.md",
    "work report": CHECKOUT / "samples" / "yunxi-2024-work-report.md",
    "policy": CHECKOUT / "samples" / "yunxi-2022-policy.txt",
}
_REAL = {
    "schedule, real": "jiaxing-2024-schedule.txt",
    "table notice, real": "tongxiang-2023-indicators.txt",
    "gazette, real": "tongxiang-gazette-2021-02.md",
    "work report, real": "tongxiang-2023-work-report.md",
    "policy, real": "wild/029_guowuyuan_2018.txt",
}


class Document(NamedTuple):
    """`kept`: part of the project, so that its ratios can stand in the baseline."""

    kind: str
    path: Path
    kept: bool


def documents() -> list[Document]:
    """One of each kind, invented; then the real ones that are there."""
    invented = [Document(kind, path, True) for kind, path in _KINDS.items()]
    real = [Document(kind, SHARED / "notices" / name, False) for kind, name in _REAL.items()]
    return invented + [document for document in real if document.path.exists()]


def largest() -> Document:
    return max(documents(), key=lambda document: document.path.stat().st_size)


def long_document(size: int) -> str:
    """The samples behind one another, again and again, until the text has about `size` bytes of UTF-8."""
    texts = [path.read_text(encoding="utf-8") for path in SAMPLES]
    made: list[str] = []
    length = 0
    while length < size:
        text = texts[len(made) % len(texts)]
        made.append(text)
        length += len(text.encode()) + 1
    return "\n".join(made)
