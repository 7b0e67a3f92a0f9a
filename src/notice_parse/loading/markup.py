"""HTML to the text of the notice in it: blocks on lines of their own, tables as pipe tables with merged cells."""

from __future__ import annotations

import re

from notice_parse.loading.grid import GridCell, lay_out, table_lines
from notice_parse.loading.html_article import Article, find_article, is_frame
from notice_parse.loading.html_tree import BLOCKS, Node, parse_html
from notice_parse.loading.ordinal_forms import to_ordinal

_SPACES = re.compile(" {2,}")
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_LIST_FORMS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_OWN_NUMBER = re.compile(r"\s*[（(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3}|[①-⑳])[)）.．、]?")
_NO_MARK = re.compile(r"list-style(?:-type)?\s*:[^;]{0,400}none", re.IGNORECASE)
_MOST_CELLS = 512


def html_to_text(html: str) -> str:
    """The text of the notice in an HTML document.

    Shape: lines end in LF, none is empty; tables are in the canonical form of docs/tables.md.
    Errors: none; tags that are never closed are read as a browser would.
    """
    article = find_article(parse_html(html))
    writer = _Writer(article)
    writer.walk(article.root)
    return "\n".join([*article.lead, *writer.lines()]) + "\n"


class _Writer:
    """Lines so far, and the line under way in pieces."""

    def __init__(self, article: Article) -> None:
        self._article = article
        self._lines: list[str] = []
        self._parts: list[str] = []
        self._numbers: dict[int, str] = {}
        self._number = ""  # of a list item, for the first line of its text

    def lines(self) -> list[str]:
        self._break()
        return self._lines

    def walk(self, node: Node) -> None:
        """Write what an element holds; the depth of the tree is bounded by the parser."""
        for child in node.children:
            if isinstance(child, str):
                self._parts.append(_BLANKS.sub(" ", child) if child.isascii() or node.tag != "pre" else child)
            elif id(child) not in self._article.left_out:
                self._element(child)

    def _element(self, node: Node) -> None:
        tag = node.tag
        if tag == "br":
            self._break()
        elif tag == "table" and not is_frame(node):
            self._break()
            self._lines.extend(self._table(node))
        elif tag in BLOCKS:
            self._break()
            if tag == "ol":
                self._numbers.update(_list_numbers(node))
            if id(node) in self._numbers:
                self._number = self._numbers[id(node)]
            if tag == "pre":
                self._preformatted(node)
            else:
                self.walk(node)
            self._break()
        elif tag not in ("rt", "rp"):
            self.walk(node)

    def _preformatted(self, node: Node) -> None:
        for line in node.text().split("\n"):
            self._parts.append(line.rstrip())
            self._break(keep=True)

    def _break(self, *, keep: bool = False) -> None:
        line = "".join(self._parts)
        self._parts = []
        line = line.rstrip() if keep else _SPACES.sub(" ", line).strip(" ")
        if line.strip():
            self._lines.append(self._number + line)
            self._number = ""

    def _table(self, table: Node) -> list[str]:
        caption: list[str] = []
        rows: list[list[GridCell]] = []
        for node in table.nodes():
            if id(node) in self._article.left_out:
                continue
            if node.tag == "caption":
                caption.extend(self._inside(node))
            elif node.tag == "tr":
                cells = [c for c in node.children if isinstance(c, Node) and c.tag in ("td", "th")]
                rows.append(
                    [self._cell(c, len(rows)) for c in cells[:_MOST_CELLS] if id(c) not in self._article.left_out]
                )
        _close_open_spans(rows)
        return [*caption, *table_lines(lay_out(rows))]

    def _cell(self, cell: Node, row: int) -> GridCell:
        across, down = _span(cell.get("colspan")), _span(cell.get("rowspan"))
        return GridCell("\n".join(self._inside(cell)), across, down if down else 10_000 - min(row, 9_999))

    def _inside(self, node: Node) -> list[str]:
        writer = _Writer(self._article)
        writer.walk(node)
        return writer.lines()


def _span(text: str) -> int:
    """The columns or rows of a cell; 0 rows means all that follow."""
    digits = re.match(r"\s*(\d{1,4})", text)
    return int(digits[1]) if digits else 1


def _close_open_spans(rows: list[list[GridCell]]) -> None:
    """No cell goes on below the last row."""
    for index, row in enumerate(rows):
        row[:] = [cell._replace(down=min(cell.down, len(rows) - index)) for cell in row]


def _list_numbers(items: Node) -> dict[int, str]:
    """The number that a browser prints before each item of a numbered list, unless the text brings its own."""
    if items.tag != "ol" or _NO_MARK.search(items.get("style")):
        return {}
    number = _span(items.get("start")) if items.get("start") else 1
    form = _LIST_FORMS.get(items.get("type"), "decimal")
    numbers: dict[int, str] = {}
    for item in items.children:
        if not isinstance(item, Node) or item.tag != "li":
            continue
        if item.get("value").isdigit():
            number = _span(item.get("value"))
        if not _NO_MARK.search(item.get("style")) and not _OWN_NUMBER.match(item.text()):
            numbers[id(item)] = to_ordinal(number, form) + ". "
        number += 1
    return numbers
