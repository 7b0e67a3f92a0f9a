"""Word's automatic numbers, counted as Word counts them: they are printed on the page but stand nowhere in the text."""

from __future__ import annotations

import re
from typing import NamedTuple

from notice_parse.loading.office_xml import Element, attribute, child, integer, is_on, local, value
from notice_parse.loading.ordinal_forms import to_ordinal

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_BULLET = "·"
"""Printed for a bullet from a font of symbols, whose character means nothing elsewhere."""


class Level(NamedTuple):
    """A level of a list: `text` holds `%1` where the number of level 1 goes; `restart` is the level after which it starts anew."""

    start: int
    form: str
    text: str
    suffix: str
    legal: bool
    restart: int | None
    style: str | None


class _List(NamedTuple):
    abstract: str
    levels: dict[int, Level]
    starts: dict[int, int]


class Numbering:
    """The lists of a document and how far each has been counted."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self._abstract: dict[str, dict[int, Level]] = {}
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()
        self._styles = _Styles(styles)
        if numbering is not None:
            self._read(numbering)

    def number(self, properties: Element | None) -> str:
        """What Word prints before a paragraph with these properties; counts it."""
        list_id, level = self._place(properties)
        found = self._lists.get(list_id or "")
        if found is None or level not in found.levels:
            return ""
        counts = self._counts.setdefault(found.abstract, {})
        if list_id not in self._begun:
            self._begun.add(list_id or "")
            for at, start in found.starts.items():
                counts[at] = start - 1
        rule = found.levels[level]
        counts[level] = counts[level] + 1 if level in counts else rule.start
        for deeper in [at for at in counts if at > level]:
            restart = found.levels[deeper].restart if deeper in found.levels else None
            if restart is None or (restart and level < restart):
                del counts[deeper]
        return self._printed(found, counts, level)

    def _printed(self, found: _List, counts: dict[int, int], level: int) -> str:
        rule = found.levels[level]
        if rule.form == "bullet":
            mark = rule.text.strip()
            return mark if mark and not any("\ue000" <= c <= "\uf8ff" or c.isascii() for c in mark) else _BULLET

        def place(match: re.Match[str]) -> str:
            at = int(match.group(1)) - 1
            other = found.levels.get(at)
            if other is None:
                return ""
            return to_ordinal(counts.get(at, other.start), "decimal" if rule.legal else other.form)

        return _PLACE.sub(place, rule.text) + ("\t" if rule.suffix == "tab" else " " if rule.suffix == "space" else "")

    def _place(self, properties: Element | None) -> tuple[str | None, int]:
        """The list and level of a paragraph: its own, else those of its style."""
        own = child(properties, "numPr")
        list_id, level = value(own, "numId"), value(own, "ilvl")
        style = value(properties, "pStyle") or self._styles.default
        if list_id is None:
            list_id, style_level = self._styles.numbering(style)
            level = level if level is not None else style_level
            if level is None and list_id in self._lists:
                chain = self._styles.chain(style)
                level = next((str(at) for at, rule in self._lists[list_id].levels.items() if rule.style in chain), None)
        return list_id, integer(level, 0)

    def _read(self, root: Element) -> None:
        links: dict[str, str] = {}
        by_style: dict[str, str] = {}
        for element in root:
            if local(element) == "abstractNum":
                key = attribute(element, "abstractNumId") or ""
                self._abstract[key] = _levels(element)
                if (link := value(element, "numStyleLink")) is not None:
                    links[key] = link
                if (named := value(element, "styleLink")) is not None:
                    by_style[named] = key
        for element in root:
            if local(element) != "num":
                continue
            key = value(element, "abstractNumId") or ""
            key = by_style.get(links.get(key, ""), key)
            levels, starts = dict(self._abstract.get(key, {})), {}
            for override in (e for e in element if local(e) == "lvlOverride"):
                at = integer(attribute(override, "ilvl"), 0)
                levels.update(_levels(override))
                if (start := value(override, "startOverride")) is not None:
                    starts[at] = integer(start, 1)
            self._lists[attribute(element, "numId") or ""] = _List(key, levels, starts)


class _Styles:
    """Which list the paragraphs of a style belong to."""

    def __init__(self, styles: Element | None) -> None:
        self._by_id: dict[str, Element] = {}
        self.default: str | None = None
        for style in styles if styles is not None else ():
            if local(style) == "style" and (attribute(style, "type") or "paragraph") == "paragraph":
                name = attribute(style, "styleId") or ""
                self._by_id[name] = style
                if (attribute(style, "default") or "0") in ("1", "true", "on"):
                    self.default = name

    def chain(self, style: str | None) -> list[str]:
        """A style and those it is based on."""
        found: list[str] = []
        while style is not None and style in self._by_id and style not in found:
            found.append(style)
            style = value(self._by_id[style], "basedOn")
        return found

    def numbering(self, style: str | None) -> tuple[str | None, str | None]:
        for name in self.chain(style):
            own = child(self._by_id[name], "pPr", "numPr")
            if (list_id := value(own, "numId")) is not None:
                return list_id, value(own, "ilvl")
        return None, None


def _levels(element: Element) -> dict[int, Level]:
    levels: dict[int, Level] = {}
    for lvl in (e for e in element if local(e) == "lvl"):
        at = integer(attribute(lvl, "ilvl"), 0)
        if not 0 <= at < _LEVELS:
            continue
        restart = value(lvl, "lvlRestart")
        levels[at] = Level(
            start=integer(value(lvl, "start"), 0),
            form=_form(lvl),
            text=value(lvl, "lvlText") or "",
            suffix=value(lvl, "suff") or "tab",
            legal=is_on(child(lvl, "isLgl")),
            restart=integer(restart, 0) if restart is not None else None,
            style=value(lvl, "pStyle"),
        )
    return levels


def _form(lvl: Element) -> str:
    """The form of the numbers; newer forms stand in a choice with an older one beside them."""
    form = value(lvl, "numFmt") or value(lvl, "AlternateContent", "Choice", "numFmt")
    return form or value(lvl, "AlternateContent", "Fallback", "numFmt") or "decimal"
