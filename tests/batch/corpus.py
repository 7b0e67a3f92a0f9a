"""Many documents out of the few at hand: each a sample, or a real notice where there are some, varied from a seed."""

from __future__ import annotations

import random
import re
from pathlib import Path

from shared import CHECKOUT, SHARED

_SAMPLES = sorted((CHECKOUT / "samples").glob("yunxi*"))
_YEARS = 8  # folders


def make_corpus(folder: Path, count: int, *, seed: int, real: bool = False) -> list[Path]:
    """Write `count` documents into folders of years; the same seed gives the same bytes.

    Each is a document with some lines left out and its numbers changed, in one of two encodings. `real` draws on the
    real notices as well where they are there.
    """
    chance = random.Random(seed)
    texts = [path.read_text(encoding="utf-8") for path in _SAMPLES]
    if real:
        texts += [path.read_text(encoding="utf-8") for path in sorted((SHARED / "notices" / "wild").glob("*.txt"))]
    made = []
    for index in range(count):
        text = _varied(texts[index % len(texts)], chance)
        path = folder / f"{2031 + index % _YEARS}年" / f"通知{index:05}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("gb18030" if chance.random() < 0.3 else "utf-8"))
        made.append(path)
    return made


def _varied(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    kept = [line for index, line in enumerate(lines) if index < 12 or chance.random() > 0.05]
    changed = re.sub(r"(?<![\d.])[1-9]\d{0,2}(?=[个亩场公名])", lambda _: str(chance.randint(1, 999)), "\n".join(kept))
    return changed.replace("〕1号", f"〕{chance.randint(1, 99)}号")


def damaged(kind: int, data: bytes, chance: random.Random) -> bytes:
    """The bytes of a document after an accident; ten kinds of them."""
    place = chance.randrange(1, len(data))
    return (
        b"",
        b" \r\n\t" * chance.randrange(1, 50),
        chance.randbytes(chance.randrange(500, 3000)),
        b"%PDF-1.4\n" + data[:place],
        b"PK\x03\x04" + chance.randbytes(300),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        data[:place] + b"\0" * 700 + data[place:],
        data[:place] + chance.randbytes(40) + data[place:],
        ("（" * 4000 + "《" * 4000).encode() + data[:place],
        b"\xff\xfe" + chance.randbytes(801),
    )[kind % 10]
