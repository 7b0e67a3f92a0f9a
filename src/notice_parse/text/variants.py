"""Traditional characters read as the simplified ones that the rules are written in, one to one.

Pages put together from several sources write 後 for 后 here and there, and offices in Hong Kong, Macao and abroad write
traditional throughout. What is no traditional character must stay: 著 is right in 著名 and 乾 in 乾坤. The national
standard of simplified characters, GB 2312, settles that: its characters are left alone, but for the few below that it
holds although they are traditional. OpenCC knows the others; it is asked about single characters only, since its
phrases may change the length. Its answers are kept between runs, so that it is hardly ever imported.
"""

from __future__ import annotations

from collections.abc import Set
from functools import lru_cache

from notice_parse.text.patterns import kept_text

_HELD_BY_GB2312 = str.maketrans("後於麽夥徵馀", "后于么伙征余")


def simplify(text: str, characters: Set[str] | None = None) -> str:
    """The text with traditional characters replaced; same length, and the same object where there is none.

    `characters` are those of the text where they are known.
    """
    if characters is None:
        characters = set(text)
    table = {code: to for code, to in _HELD_BY_GB2312.items() if chr(code) in characters}
    table |= _others(characters)
    return text.translate(table) if table else text


def _others(characters: Set[str]) -> dict[int, int]:
    """Traditional characters outside GB 2312 and what they are simplified to."""
    hanzi = "".join(c for c in characters if "\u4e00" <= c <= "\u9fff")
    rare = sorted(set(hanzi).difference(hanzi.encode("gb2312", "ignore").decode("gb2312")))
    known = _traditional() if rare else {}
    return {ord(c): known[c] for c in rare if c in known}


@lru_cache(maxsize=1)
def _traditional() -> dict[str, int]:
    """Each traditional character outside GB 2312, to the simplified one."""
    pairs = kept_text(["traditional", "simplified"], _pairs)
    return {pairs[at]: ord(pairs[at + 1]) for at in range(0, len(pairs), 2)}


def _pairs(_: list[str]) -> str:
    """Traditional and simplified in turns, as OpenCC has them; a converter is made once and its answer kept."""
    from opencc import OpenCC

    hanzi = [chr(code) for code in range(0x4E00, 0xA000)]
    rare = [c for c in hanzi if not c.encode("gb2312", "ignore")]
    # Apart on lines, so that no two of them make a phrase.
    simplified = OpenCC("t2s").convert("\n".join(rare)).split("\n")
    return "".join(a + b for a, b in zip(rare, simplified, strict=True) if a != b and len(b) == 1)
