"""Run one program over sentences, in its own environment: `peer_run.py NAME < sentences.json > found.json`.

Needs only the standard library and the program itself. Each gets the sentences one by one, warm; what it returns is
brought to (value, unit), kindly: the unit is what its own answer says, in the words of the sentence where it shows them.
"""

from __future__ import annotations

import contextlib
import io
import json
import re
import statistics
import sys
import time
from collections.abc import Callable
from importlib import import_module
from typing import Any

Pair = tuple[float, str]
Find = Callable[[str], list[Pair]]

ROUNDS = 5
_NUMERAL = re.compile(r"^[\s\d０-９.．,，零〇一二两三四五六七八九十百千万亿几多~\-—至到]+")


def notice_parse_targets() -> Find:
    from notice_parse import find_targets

    return lambda text: _ends(find_targets(text))


def notice_parse_quantities() -> Find:
    from notice_parse import find_quantities

    return lambda text: _ends(find_quantities(text))


def _ends(found: Any) -> list[Pair]:
    """Both ends of ranges. A number that is the target of several indicators was found once in the text."""
    once = {(str(each.span.segments), each.text): each for each in found}
    return [
        (float(value), each.unit)
        for each in once.values()
        for value in (each.value, each.value_high)
        if value is not None
    ]


def plain_regex() -> Find:
    find: Find = import_module("plain_regex").find
    return find


def ms_recognizers() -> Find:
    """The models of percentages, money, dimensions and ages, and numbers that none of them holds."""
    number = import_module("ms_recognizers_number").NumberRecognizer("zh-cn")
    unit = import_module("ms_recognizers_number_with_unit").NumberWithUnitRecognizer("zh-cn")
    models = [
        number.get_percentage_model(),
        unit.get_currency_model(),
        unit.get_dimension_model(),
        unit.get_age_model(),
    ]
    numbers = number.get_number_model()

    def find(text: str) -> list[Pair]:
        found: list[Pair] = []
        held: list[tuple[int, int]] = []
        for model in models:
            for result in model.parse(text):
                value = result.resolution.get("value") if result.resolution else None
                place = (result.start, result.end)
                if value is None or place in held:
                    continue
                held.append(place)
                percent = value.endswith("%")
                found.append((float(value.rstrip("%")), "%" if percent else _NUMERAL.sub("", result.text)))
        for result in numbers.parse(text):
            if not any(start <= result.start and result.end <= end for start, end in held):
                found.append((float(result.resolution["value"]), ""))
        return found

    return find


_DUCKLING = {
    "$": "元",
    "kilometre": "公里",
    "metre": "米",
    "minute": "分钟",
    "day": "天",
    "kilogram": "千克",
    "gram": "克",
}


def duckling() -> Find:
    """Numbers, distances, money, quantities, volumes and durations, in Chinese."""
    module = import_module("duckling")
    zones = module.load_time_zones("/usr/share/zoneinfo")
    locale = module.parse_locale("ZH_CN", module.default_locale_lang(module.parse_lang("ZH")))
    context = module.Context(module.get_current_ref_time(zones, "Asia/Shanghai"), locale)
    kinds = module.parse_dimensions(["number", "quantity", "distance", "amount-of-money", "volume", "duration"])

    def find(text: str) -> list[Pair]:
        found: list[Pair] = []
        for result in module.parse(text, context, kinds, False):
            value = result["value"]
            body = result["body"].encode("latin-1", "ignore").decode("utf-8", "ignore")
            for each in [value] if "value" in value else [value[end] for end in ("from", "to") if end in value]:
                unit = each.get("unit", "个" if body.endswith("个") else "")
                found.append((float(each["value"]), _DUCKLING.get(unit, unit)))
        return found

    return find


def jionlp() -> Find:
    """Money, which is the only kind of quantity that it takes out of a sentence."""
    extract = import_module("jionlp").ner.extract_money

    def find(text: str) -> list[Pair]:
        found: list[Pair] = []
        for result in extract(text):
            values = result["detail"]["num"]
            for value in values if isinstance(values, list) else [values]:
                with contextlib.suppress(ValueError, TypeError):
                    found.append((float(value), result["detail"]["case"]))
        return found

    return find


def chinese2digits() -> Find:
    """Values, and percentages as fractions of one."""
    take = import_module("chinese2digits").takeNumberFromString

    def find(text: str) -> list[Pair]:
        result = take(text)
        return [
            (float(value) * 100, "%") if "%" in written else (float(value), "")
            for written, value in zip(result["CHNumberStringList"], result["digitsStringList"], strict=True)
        ]

    return find


def sinan() -> Find:
    module = import_module("sinan")

    def find(text: str) -> list[Pair]:
        result = module.Sinan(text).parse(False)
        return [(float(each[0]), each[1]) for key, all_ in result.items() if key != "datetime" for each in all_]

    return find


def quantulum3() -> Find:
    """Made for English; `%` is the only unit that both languages write alike."""
    parse = import_module("quantulum3.parser").parse

    def find(text: str) -> list[Pair]:
        return [
            (float(each.value), {"percentage": "%", "dimensionless": ""}.get(each.unit.name, each.unit.name))
            for each in parse(text)
        ]

    return find


def cn2an() -> Find:
    """Rewrites Chinese numerals in a sentence and takes nothing out of it: measured for speed only."""
    transform = import_module("cn2an").transform

    def find(text: str) -> list[Pair]:
        transform(text, "cn2an")
        return []

    return find


def main() -> None:
    """Print `{"seconds", "floor", "failed", "found"}`; `floor` is a search for digits, `failed` counts exceptions."""
    name = sys.argv[1]
    texts: list[str] = json.load(sys.stdin)
    with contextlib.redirect_stdout(io.StringIO()):
        find: Find = globals()[name]()
        failed = 0
        found: list[list[Pair]] = []
        for text in texts:
            try:
                found.append(find(text))
            except Exception:
                failed += 1
                found.append([])
        seconds, floor = _timed(find, texts)
    json.dump({"seconds": seconds, "floor": floor, "failed": failed, "found": found}, sys.stdout)


def _timed(find: Find, texts: list[str]) -> tuple[float, float]:
    """Processor seconds of one run over all texts, in turns with a search for digits: medians."""
    digits = re.compile(r"\d+(?:\.\d+)?")
    taken, floors = [], []
    for _ in range(ROUNDS):
        start = time.process_time()
        for text in texts:
            with contextlib.suppress(Exception):
                find(text)
        middle = time.process_time()
        for _again in range(20):
            for text in texts:
                digits.findall(text)
        floors.append((time.process_time() - middle) / 20)
        taken.append(middle - start)
    return statistics.median(taken), statistics.median(floors)


if __name__ == "__main__":
    main()
