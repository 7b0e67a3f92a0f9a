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


WITHOUT_NUMBERS = [
    "加快推进云溪老城更新，持续优化政务服务，让办事群众少跑路、快办结，不断提升窗口单位的服务水平。",
    "健全启川市应急指挥体系，完善预案和演练制度，压实属地、部门和企业的责任，守住安全生产底线。",
    "深化农村集体产权改革，鼓励村集体与社会资本合作，盘活闲置校舍和厂房，带动农户就近就业增收。",
    "严格落实河湖长制，加强云溪河沿线排污口排查整治，推动上下游联防联控，让水更清、岸更绿。",
]


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
