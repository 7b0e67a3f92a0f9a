"""How Word writes a number of a list: 3, 三, ③, 叁, C, iii."""

from __future__ import annotations

_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
# First character of a run of enclosed numbers, and how many there are.
_ENCLOSED = {
    "decimalEnclosedCircle": ("①", 20),
    "decimalEnclosedCircleChinese": ("①", 20),
    "decimalEnclosedParen": ("⑴", 20),
    "decimalEnclosedFullstop": ("⒈", 20),
    "ideographEnclosedCircle": ("㊀", 10),
}
_CHINESE = {"chineseCounting", "chineseCountingThousand", "taiwaneseCounting", "taiwaneseCountingThousand",
            "japaneseCounting"}  # fmt: skip
_BY_DIGIT = {"ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital", "koreanDigital", "koreanDigital2"}
_IN_LEGAL = {"chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"}
_WIDE = {"decimalFullWidth", "decimalFullWidth2"}


def to_ordinal(number: int, form: str) -> str:
    """The number in a form that Word names; a form that is not known here is written in digits."""
    if form == "none" or form == "bullet":
        return ""
    if form in _CHINESE:
        return _counting(number, _DIGITS, "十百千")
    if form in _IN_LEGAL:
        return _counting(number, _LEGAL, "拾佰仟")
    if form in _BY_DIGIT:
        return "".join(_DIGITS[int(digit)] for digit in str(max(number, 0)))
    if form in _WIDE:
        return "".join(chr(0xFF10 + int(digit)) for digit in str(max(number, 0)))
    if form in _ENCLOSED:
        first, count = _ENCLOSED[form]
        return chr(ord(first) + number - 1) if 1 <= number <= count else str(number)
    if form == "decimalZero":
        return f"{number:02d}"
    if number > 0:
        return _alphabetic(number, form)
    return str(number)


def _alphabetic(number: int, form: str) -> str:
    if form in ("upperLetter", "lowerLetter"):
        # Word writes AA after Z, then BB: the letter is doubled.
        letter = chr(ord("A") + (number - 1) % 26) * min((number - 1) // 26 + 1, 20)
        return letter if form == "upperLetter" else letter.lower()
    if form in ("upperRoman", "lowerRoman") and number < 5000:
        roman, rest = "", number
        for worth, letters in _ROMAN:
            roman += letters * (rest // worth)
            rest %= worth
        return roman.upper() if form == "upperRoman" else roman
    if form == "ideographTraditional" and number <= len(_STEMS):
        return _STEMS[number - 1]
    if form == "ideographZodiac" and number <= len(_BRANCHES):
        return _BRANCHES[number - 1]
    return str(number)


def _counting(number: int, digits: str, powers: str) -> str:
    """十, 十一, 二十, 一百零五: up to 9999, beyond that in digits."""
    if not 0 < number < 10_000:
        return str(number)
    parts: list[str] = []
    for position in range(3, -1, -1):
        digit = number // 10**position % 10
        if digit:
            parts.append(digits[digit] + (powers[position - 1] if position else ""))
        elif parts and parts[-1] != "零" and number % 10**position:
            parts.append("零")
    text = "".join(parts)
    return text[1:] if 10 <= number < 20 and digits == _DIGITS else text
