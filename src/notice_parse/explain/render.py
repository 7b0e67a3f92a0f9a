"""An explanation as text for a terminal: source lines with carets under the value, then what decided it."""

from __future__ import annotations

import json
from typing import Any

from rich.cells import cell_len
from rich.text import Text

from notice_parse.emit.as_table import render
from notice_parse.emit.wrap import wrap
from notice_parse.explain.model import Explanation, Quote, Reason, Step
from notice_parse.messages import Language, told, told_explanation

_MOST_QUOTES = 3
"""Lines of a value that are shown."""
_LABEL = 12
"""Columns of the words `rule`, `words`, `nearly` and their gap."""
_INDENT = 2
_LISTS = ("dropped",)
_QUOTED = ("tokens", "folded", "clause", "columns", "below", "indicator", "scope", "deadline", "action", "modality")
"""Facts that quote the document or name fields, and have no words of ours."""


def emit_explanation(
    explanation: Explanation, *, width: int = 100, color: bool = False, language: Language = Language.en
) -> str:
    """The explanation as text, no line wider than `width` columns, of which a Chinese character takes two.

    What the grammar's files say of a rule stays in the language they are written in.
    """
    page = _Page(width, language)
    lines: list[Text] = []
    for group in explanation.groups:
        lines += [Text(line, style="bold") for line in wrap(page.put(group.title), width).split("\n")]
        for step in group.steps:
            lines += page.step(step)
        lines.append(Text(""))
    return render(lines[:-1], width, color)


class _Page:
    """What is being written: its width and language, and the rules whose reason and pattern have been shown."""

    def __init__(self, width: int, language: Language) -> None:
        self._width = width
        self._language = language
        self._shown: set[str] = set()

    def put(self, text: str) -> str:
        """Words of ours in the language of the page."""
        return told_explanation(text, self._language)

    def step(self, step: Step) -> list[Text]:
        lines = self._labelled(self.put(step.name), self._value(step.value), "cyan", _INDENT)
        number = max((len(str(quote.line)) for quote in step.quotes), default=0)
        for quote in step.quotes[:_MOST_QUOTES]:
            lines += _quoted(quote, number, self._width)
        if len(step.quotes) > _MOST_QUOTES:
            more = f"… and {len(step.quotes) - _MOST_QUOTES} lines more, up to line {step.quotes[-1].line}"
            lines.append(Text(f"    {self.put(more)}", style="dim"))
        for name, text in step.facts:
            lines += self._labelled(self.put(name), self._fact(name, text), "dim")
        for reason in step.reasons:
            lines += self._reason(reason)
        for nearly in step.nearly:
            told = [nearly.id, _mark(nearly.text), self.put(nearly.why), nearly.where]
            lines += self._labelled(self.put("nearly"), _filled(told, self._room), "yellow")
        return lines

    @property
    def _room(self) -> int:
        return self._width - 4 - _LABEL

    def _value(self, value: Any) -> str:
        """A value as it is; diagnostics are values too, and so is what a line was taken for."""
        shown = _shown(value)
        if self._language is Language.en or not isinstance(value, str):
            return shown if value is not None else self.put(shown)
        message = told(shown, self._language)
        return message if message != shown else self.put(shown)

    def _fact(self, name: str, text: str) -> str:
        if name in _LISTS and self._language is Language.zh:
            return "，".join(self.put(part) for part in text.split(", "))
        return text if name in _QUOTED else self.put(text)

    def _reason(self, reason: Reason) -> list[Text]:
        matched = _mark(reason.matched) if reason.matched else ""
        says = f"→ {reason.says}" if reason.says else ""
        done = f"{matched} {says}".strip()
        # A word says more than the name of its list, a rule's name more than what it matched.
        parts = [done, reason.id] if reason.kind == "words" else [reason.id, done]
        lines = self._labelled(self.put(reason.kind), _filled([*parts, reason.where], self._room), "green")
        if reason.id in self._shown:
            return lines
        self._shown.add(reason.id)
        if reason.reason:
            lines += self._labelled("", reason.reason if reason.kind == "rule" else self.put(reason.reason), "")
        if reason.pattern:
            lines += self._labelled("", reason.pattern, "", style="dim")
        return lines

    def _labelled(self, label: str, text: str, color: str, indent: int = 4, *, style: str = "") -> list[Text]:
        """A label and its text, folded beside it."""
        room = max(_LABEL, cell_len(label) + 2)
        out = []
        for index, line in enumerate(wrap(_plain(text), self._width - indent - room).split("\n")):
            head = label if index == 0 else ""
            told_line = Text(" " * indent + head + " " * (room - cell_len(head)), style=color)
            out.append(told_line.append(line, style=style or "none"))
        return out


def _filled(parts: list[str], room: int) -> str:
    """The parts beside one another, each begun on a new line where it would have to be cut."""
    lines = [""]
    for part in parts:
        if not part:
            continue
        joined = f"{lines[-1]}  {part}" if lines[-1] else part
        if lines[-1] and cell_len(joined) > room:
            lines.append(part)
        else:
            lines[-1] = joined
    return "\n".join(lines)


def _mark(text: str) -> str:
    shown = text.replace("\n", "⏎").replace("\t", "⇥")
    return f"“{shown if len(shown) <= 40 else shown[:39] + '…'}”"


def _quoted(quote: Quote, number: int, width: int) -> list[Text]:
    """The source line, cut around the value where it is too wide, and the carets below it."""
    gutter = f"    {quote.line:>{number}} │ "
    text, start, end = _window(quote, width - len(gutter))
    carets = " " * cell_len(text[:start]) + "^" * max(1, cell_len(text[start:end]))
    line = Text(gutter, style="dim").append(text[:start], style="none")
    line.append(text[start:end], style="bold").append(text[end:], style="none")
    below = Text(" " * (len(gutter) - 2) + "│ ", style="dim").append(carets, style="red")
    return [line, below]


def _window(quote: Quote, room: int) -> tuple[str, int, int]:
    """A part of the line that fits, with `[start, end)` of the value in it; … stands where it was cut."""
    text = _plain(quote.text)
    start, end = quote.start, quote.end
    if cell_len(text) <= room:
        return text, start, end
    low = start
    while low > 0 and cell_len(text[low - 1 : end]) <= (room - 4) * 3 // 4:
        low -= 1
    high = low
    while high < len(text) and cell_len(text[low : high + 1]) <= room - 4:
        high += 1
    head, tail = ("… " if low else ""), (" …" if high < len(text) else "")
    cut = head + text[low:high] + tail
    return cut, start - low + len(head), min(end, high) - low + len(head)


def _plain(text: str) -> str:
    """One blank for what a terminal would act upon, or would give a width that only it knows; line ends are kept."""
    return "".join(c if c.isprintable() or c in "\u3000\n" else " " for c in text)


def _shown(value: Any) -> str:
    if value is None:
        return "(none)"
    if isinstance(value, str):
        text = value.strip().replace("\n", " ")
        return text if len(text) <= 160 else text[:159] + "…"
    if isinstance(value, dict):
        if isinstance(value.get("text"), str):
            return str(value["text"])
        if "name" in value:
            return " ".join(str(value[key]) for key in ("name", "post") if value.get(key))
        told = {k: v for k, v in value.items() if v not in (None, [], "", False) and not isinstance(v, dict | list)}
        return ", ".join(f"{key}: {text}" for key, text in told.items())
    return json.dumps(value, ensure_ascii=False)
