"""HTML to the text that a reader sees: blocks on lines of their own, table rows as lines of tab-separated cells."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_HIDDEN = {"script", "style", "head", "template", "noscript", "svg", "select", "button"}
# fmt: off
_BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main",
    "nav", "ol", "p", "pre", "section", "table", "tbody", "tfoot", "thead", "title", "tr", "ul",
}
# fmt: on
_CELLS = {"td", "th"}
_SPACES = re.compile(" {2,}")
_BLANKS = re.compile(r"[ \t\r\n\f]+")


def html_to_text(html: str) -> str:
    """The visible text of an HTML document.

    Shape: lines end in LF, none is empty; the cells of a row are parted by a tab, and a block inside a cell does not break its row.
    Errors: none; tags that are never closed are read as a browser would.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.text()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._parts: list[str] = []
        self._hidden: list[str] = []
        self._cells = 0  # depth of cells; above 0 a block is a blank, not a line end
        self._row_started = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - inherited
        if self._hidden:
            if tag == self._hidden[-1]:
                self._hidden.append(tag)
            elif tag == "body":
                self._hidden.clear()
            return
        if tag in _HIDDEN:
            self._hidden.append(tag)
        elif tag in _CELLS:
            if self._row_started:
                self._parts.append("\t")
            self._row_started = True
            self._cells += 1
        elif tag == "tr":
            self._cells = 0
            self._row_started = False
            self._break()
        elif tag == "br" or tag in _BLOCKS:
            self._break()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _HIDDEN:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if self._hidden:
            if tag == self._hidden[-1]:
                self._hidden.pop()
        elif tag in _CELLS:
            self._cells = max(0, self._cells - 1)
        elif tag == "table":
            self._cells = 0
            self._row_started = False
            self._break()
        elif tag in _BLOCKS:
            self._break()

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self._parts.append(_BLANKS.sub(" ", data))

    def _break(self) -> None:
        self._parts.append(" " if self._cells else "\n")

    def text(self) -> str:
        lines = (re.sub(" *\t *", "\t", _SPACES.sub(" ", line)).strip(" ") for line in "".join(self._parts).split("\n"))
        return "\n".join(line for line in lines if line) + "\n"
