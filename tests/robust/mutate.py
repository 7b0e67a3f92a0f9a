"""Documents spoiled in many ways, from a seed: the same number gives the same bytes."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import cache

from notices.cases import load_cases
from shared import CHECKOUT, SHARED

Mutation = Callable[[str, random.Random], str]

_FILES = CHECKOUT / "tests" / "loading" / "files"
_BINARY = ("notice.docx", "notice.xlsx", "long-table.pdf")
_LONGEST = 6000
"""Characters of a document that is spoiled; a window of a longer one tells as much and costs less."""

_MARKERS = (
    "一、", "（一）", "1.", "1．", "(1)", "①", "第一条", "一是", "——", "● ", "- ", "# ", "**", "附件1", "十、", "（十二）", "99.",
    "壹、", "第三章", "2.1.3 ", "Ａ．", "二十一、", "⑳", "㉑", "⒈", "a)", "〇、", "百、", "（零）", "２、", "٣.", "³、",
)  # fmt: skip
_BRACKETS = "（）()〔〕【】[]《》<>“”‘’「」『』{}"
_DIGITS = (
    "0",
    "9" * 30,
    "8" * 5000,
    "1." + "3" * 50,
    "１２",
    "²",
    "٣",
    "①",
    "〇",
    "万亿",
    "1e9",
    "-",
    "3.5.7",
    "1,2,3",
    "½",
    "%",
    "％",
    "零",
    "十十",
    "2024",
    "13月",
    "２月30日",
)
_LABELS = (
    "责任单位：", "牵头单位：", "配合单位:", "牵头领导：", "完成时限：", "抄送：", "主送：", "（市财政局负责）", "由市建设局牵头，", "责任领导",
    "附件：1.", "注：", "说明：1.", "名词解释", "目录", "各位代表：", "印发", "云政办发〔2024〕1号", "云政发〔20２4〕号", "2024年2月30日", "二〇二四年十三月四十日",
)  # fmt: skip
_ODD = (
    "\x00", "\ufeff", "\u200b", "\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\r", "\r\n", "\u202e", "\ufffd", "\U0001f3d9", "\U00020000",
    "\ud7ff", "\ue000", "e\u0301", "&nbsp;", "&#0;", "&lt;", "<br>", "<sub>", "</td>", "<table><tr><td>", "</table>", "<script>", "\\", "_{x}", "`", "|", "\t", "\x1b[31m",
    "\u3000", "\u00ad", "ﬁ", "İ", "ß", "後", "發", "㎡", "㏊", "℃", "‰", "\ufe0f", "\u0600",
)  # fmt: skip


def _at(text: str, chance: random.Random) -> int:
    return chance.randint(0, len(text))


def _insert(words: tuple[str, ...] | str) -> Mutation:
    def mutation(text: str, chance: random.Random) -> str:
        for _ in range(chance.randint(1, 12)):
            at = _at(text, chance)
            text = text[:at] + chance.choice(words) * chance.choice((1, 1, 1, 2, 5)) + text[at:]
        return text

    return mutation


def _lines(change: Callable[[list[str], random.Random], object]) -> Mutation:
    def mutation(text: str, chance: random.Random) -> str:
        lines = text.split("\n")
        change(lines, chance)
        return "\n".join(lines)

    return mutation


def _shuffle_some(lines: list[str], chance: random.Random) -> None:
    start = chance.randrange(len(lines))
    stop = min(len(lines), start + chance.randint(2, 20))
    part = lines[start:stop]
    chance.shuffle(part)
    lines[start:stop] = part


def _delete_lines(lines: list[str], chance: random.Random) -> None:
    for _ in range(chance.randint(1, max(1, len(lines) // 3))):
        if lines:
            del lines[chance.randrange(len(lines))]


def _duplicate_lines(lines: list[str], chance: random.Random) -> None:
    for _ in range(chance.randint(1, 5)):
        at = chance.randrange(len(lines))
        lines[at:at] = [lines[at]] * chance.choice((1, 2, 30))


def _join_lines(lines: list[str], chance: random.Random) -> None:
    start = chance.randrange(len(lines))
    stop = min(len(lines), start + chance.randint(2, 40))
    lines[start:stop] = [chance.choice(("", " ", "\t", "　")).join(lines[start:stop])]


def _split_lines(lines: list[str], chance: random.Random) -> None:
    for _ in range(chance.randint(1, 20)):
        at = chance.randrange(len(lines))
        cut = chance.randint(0, len(lines[at]))
        lines[at : at + 1] = [lines[at][:cut], lines[at][cut:]]


def _move_cells(lines: list[str], chance: random.Random) -> None:
    """Cells of one row go to another, or are lost; a line without cells gets some."""
    for _ in range(chance.randint(1, 8)):
        a, b = chance.randrange(len(lines)), chance.randrange(len(lines))
        mark = next((m for m in ("|", "\t", "，") if m in lines[a]), "|")
        cells = lines[a].split(mark)
        cell = cells.pop(chance.randrange(len(cells)))
        lines[a] = mark.join(cells)
        others = lines[b].split(mark)
        others.insert(chance.randint(0, len(others)), cell)
        lines[b] = mark.join(others)


def _drop_characters(text: str, chance: random.Random) -> str:
    share = chance.choice((0.005, 0.02, 0.1, 0.3))
    return "".join(c for c in text if chance.random() > share)


def _swap_characters(text: str, chance: random.Random) -> str:
    characters = list(text)
    for _ in range(chance.randint(1, 60)):
        if len(characters) > 1:
            a, b = chance.randrange(len(characters)), chance.randrange(len(characters))
            characters[a], characters[b] = characters[b], characters[a]
    return "".join(characters)


def _truncate(text: str, chance: random.Random) -> str:
    a, b = sorted((_at(text, chance), _at(text, chance)))
    return text[a:b] or text[:1]


def _long_line(text: str, chance: random.Random) -> str:
    at = _at(text, chance)
    piece = text[at : at + chance.randint(1, 40)].replace("\n", "") or "甲"
    return text[:at] + piece * chance.randint(50, 400) + text[at:]


def _nest(text: str, chance: random.Random) -> str:
    opener, closer = chance.choice(
        ("（）", "()", "《》", "〔〕", "“”", "<>", ("<td>", "</td>"), ("<table>", "</table>"), ("> ", ""))
    )
    depth = chance.choice((3, 30, 600))
    a, b = sorted((_at(text, chance), _at(text, chance)))
    return text[:a] + opener * depth + text[a:b] + closer * chance.choice((0, depth - 1, depth, depth + 1)) + text[b:]


def _repeat_block(text: str, chance: random.Random) -> str:
    a = _at(text, chance)
    return text[:a] + text[a : a + chance.randint(10, 300)] * chance.randint(2, 20) + text[a:]


def _no_line_ends(text: str, chance: random.Random) -> str:
    return text.replace("\n", chance.choice(("", " ", "\r", "\u2028", "<br>", "</p><p>")))


def _change_digits(text: str, chance: random.Random) -> str:
    digits = "0123456789０９一二十百千万亿.%〇"
    return "".join(chance.choice(digits) if c.isdigit() and chance.random() < 0.4 else c for c in text)


MUTATIONS: tuple[Mutation, ...] = (
    _insert(_MARKERS), _insert(_BRACKETS), _insert(_DIGITS), _insert(_LABELS), _insert(_ODD),
    _lines(_shuffle_some), _lines(_delete_lines), _lines(_duplicate_lines), _lines(_join_lines), _lines(_split_lines),
    _lines(_move_cells), _drop_characters, _swap_characters, _truncate, _long_line, _nest, _repeat_block, _no_line_ends,
    _change_digits,
)  # fmt: skip


def _flip_bytes(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5, 40))):
        if changed:
            changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _as_bytes(text: str, chance: random.Random) -> bytes:
    """In one encoding, or a part of it in another, or with bytes flipped."""
    encoding = chance.choice(("utf-8", "utf-8", "utf-8", "utf-8", "gb18030", "utf-16", "utf-8-sig", "big5hkscs"))
    way = chance.random()
    if way < 0.85:
        return text.encode(encoding, "replace")
    if way < 0.93:
        return _flip_bytes(text.encode(encoding, "replace"), chance)
    at = _at(text, chance)
    return text[:at].encode("utf-8", "replace") + text[at:].encode("gb18030", "replace")


@cache
def _invented() -> tuple[str, ...]:
    samples = [path.read_text(encoding="utf-8") for path in sorted((CHECKOUT / "samples").glob("yunxi*"))]
    return (*samples, *(case.text for case in load_cases()))


class Mutator:
    """`document(n)` is the n-th spoiled document of a seed. `real` draws on the real notices too, where they are there."""

    def __init__(self, seed: int, *, real: bool = True) -> None:
        self._seed = seed
        self._texts = list(_invented())
        if real and (SHARED / "notices").is_dir():
            paths = sorted(p for p in (SHARED / "notices").rglob("*") if p.suffix in (".txt", ".md"))
            self._texts += [path.read_text(encoding="utf-8") for path in paths]
        self._binary = [(_FILES / name).read_bytes() for name in _BINARY]

    def document(self, number: int) -> bytes:
        """Bytes of a text as a rule; one in a hundred is an office file or a PDF with bytes changed."""
        chance = random.Random(f"{self._seed}/{number}")
        if number % 100 == 99:
            return _flip_bytes(chance.choice(self._binary), chance)
        text = chance.choice(self._texts)
        if len(text) > _LONGEST:
            at = chance.choice((0, chance.randrange(len(text))))
            text = text[at : at + _LONGEST]
        if chance.random() < 0.1:
            other = chance.choice(self._texts)[:_LONGEST]
            text = text[: _at(text, chance)] + other[_at(other, chance) :]
        for _ in range(chance.choice((1, 1, 2, 3, 6))):
            text = chance.choice(MUTATIONS)(text, chance)[: 10 * _LONGEST] or "甲"
        return _as_bytes(text, chance)
