"""Foldings: which characters are written alike for the rules.

The table is explicit and one to one, so that a folded text has the length of the text it came from. It is not NFKC,
which turns `10⁴` into `104` and glues `①` to the number before it.
"""

from __future__ import annotations

from collections.abc import Set


def _table() -> dict[int, str]:
    table = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    groups = {
        " ": "\u3000\u00a0\u2002\u2003\u2009",
        "\n": "\r\f\v\x85\u2028\u2029",
        "[": "〔【［﹝〖",
        "]": "〕】］﹞〗",
        "(": "（﹙",
        ")": "）﹚",
        "<": "〈＜",
        ">": "〉＞",
        "-": "—–－―─‐‑‒−﹣",
        "~": "～〜∼",
        ".": "．﹒",
        ":": "：﹕∶︰",
        ";": "；﹔",
        ",": "，﹐",
        "、": "﹑､",
        "。": "｡",
        "%": "％﹪",
        "“": "「『＂〝",
        "”": "」』〞",
        "·": "•・‧∙●",
        "/": "／∕",
        "+": "＋",
        "×": "✕",
        "〇": "○◯",
    }
    for target, members in groups.items():
        for member in members:
            table[ord(member)] = target
    # ASCII quotes open and close alike; leaving them as they are keeps the table one to one.
    return table


FOLDS = _table()
_FOLDED = {chr(code): to for code, to in FOLDS.items()}
_CHARACTERS = frozenset(_FOLDED)
_SHORT = 200
"""Characters up to which translating is quicker than replacing."""


def fold(text: str, characters: Set[str] | None = None) -> str:
    """The text with widths, brackets, dashes and line ends written one way.

    Shape: the same length as `text`; `fold(fold(x)) == fold(x)`. `characters` are those of the text where they are known.
    """
    if text.isascii() and "\r" not in text and "\f" not in text and "\v" not in text:
        return text
    if characters is None and len(text) <= _SHORT:
        return text.translate(FOLDS)
    for character in _CHARACTERS & characters if characters is not None else _CHARACTERS.intersection(text):
        text = text.replace(character, _FOLDED[character])
    return text
