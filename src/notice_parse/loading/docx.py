"""Word documents (.docx) to the text that Word shows: paragraphs as lines, with their automatic numbers; tables in place.

Tracked changes are read as accepted; headers and footers, comments, hidden text and the codes of fields are left out.
The file is read directly: libraries for it give neither automatic numbers nor text boxes nor tracked changes.
"""

from __future__ import annotations

from collections.abc import Iterator

from notice_parse.loading.docx_numbering import Numbering
from notice_parse.loading.grid import ABOVE, LEFT, fill, table_lines
from notice_parse.loading.office_xml import Element, Package, attribute, child, integer, is_on, local, value
from notice_parse.loading.zipped import damaged

_WHAT = "Word document"
# What may stand around blocks or runs without changing the text.
_TRANSPARENT = {"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "hyperlink", "fldSimple", "dir", "bdo",
                "ruby", "rubyBase"}  # fmt: skip
_BREAKS = {"br": "\n", "cr": "\n", "tab": "\t", "ptab": "\t", "noBreakHyphen": "-"}
_COLUMNS = 256


def docx_to_text(data: bytes, where: str) -> str:
    """The text of a document.

    Errors: SourceError where the file is damaged or unpacks to more than any document needs.
    """
    package = Package(data, where, _WHAT)
    main = package.main_part("word/document.xml")
    root = package.parse(main)
    body = child(root, "body")
    if body is None:
        raise damaged(_WHAT, where)
    parts = package.related(main)
    reader = _Reader(Numbering(_part(package, parts, "numbering"), _part(package, parts, "styles")))
    lines = list(reader.blocks(body))
    for kind in ("footnotes", "endnotes"):
        notes = _part(package, parts, kind)
        for note in notes if notes is not None else ():
            # The first notes are the rules above the notes, and have a type.
            if attribute(note, "type") in (None, "normal"):
                lines.extend(reader.blocks(note))
    return "\n".join(_squeezed(lines)) + "\n"


def _part(package: Package, parts: dict[str, str], kind: str) -> Element | None:
    return package.parse(parts[kind]) if kind in parts else None


def _squeezed(lines: list[str]) -> Iterator[str]:
    """The lines, with one empty line for each run of them and none at the ends."""
    empty = True
    for line in lines:
        line = line.strip(" \t\u3000") and line.rstrip()
        if line or not empty:
            yield line
        empty = not line


class _Reader:
    """Walks the document in reading order; `_held` is text whose paragraph mark was deleted: it opens the next paragraph."""

    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering
        self._held = ""
        self._boxes: list[Element] = []

    def blocks(self, parent: Element) -> Iterator[str]:
        """The lines of what a body, a cell, a text box or a note holds."""
        for element in parent:
            name = local(element)
            if name == "p":
                yield from self._paragraph(element)
            elif name == "tbl":
                yield from table_lines(self._table(element))
            elif name == "AlternateContent":
                yield from self.blocks(_preferred(element))
            elif name in _TRANSPARENT:
                yield from self.blocks(element)
        if self._held:
            yield self._held
            self._held = ""

    def _paragraph(self, paragraph: Element) -> Iterator[str]:
        properties = child(paragraph, "pPr")
        outer, self._boxes = self._boxes, []
        text = self._held + "".join(self._runs(paragraph))
        self._held = ""
        boxes, self._boxes = self._boxes, outer
        mark = child(properties, "rPr")
        if child(mark, "del") is not None or child(mark, "moveFrom") is not None:
            self._held = text
        else:
            number = self._numbering.number(properties)
            yield from (number.rstrip() + _gap(number, text) + text).strip(" \t").split("\n")
        for box in boxes:
            yield from self.blocks(box)

    def _runs(self, parent: Element) -> Iterator[str]:
        for element in parent:
            name = local(element)
            if name == "t":
                yield element.text or ""
            elif name == "r":
                if not is_on(child(element, "rPr", "vanish")):
                    yield from self._runs(element)
            elif name in _BREAKS:
                yield _BREAKS[name]
            elif name == "sym":
                yield _symbol(attribute(element, "char"))
            elif name in ("drawing", "pict", "object"):
                self._boxes.extend(e for e in element.iter() if local(e) == "txbxContent")
            elif name == "AlternateContent":
                yield from self._runs(_preferred(element))
            elif name == "oMath" or name == "oMathPara":
                yield "".join(e.text or "" for e in element.iter() if local(e) == "t")
            elif name in _TRANSPARENT:
                yield from self._runs(element)

    def _table(self, table: Element) -> list[list[str]]:
        grid: list[list[str]] = []
        for row in _children(table, "tr"):
            properties = child(row, "trPr")
            if child(properties, "del") is not None:
                continue
            cells = [""] * min(integer(value(properties, "gridBefore"), 0), _COLUMNS)
            for cell in _children(row, "tc"):
                cells.extend(self._cell(cell))
                if len(cells) > _COLUMNS:
                    break
            grid.append(cells)
        return _checked(fill(grid))

    def _cell(self, cell: Element) -> list[str]:
        """The text of a cell, or a mark, and a mark for each further column it covers."""
        properties = child(cell, "tcPr")
        text = "\n".join(line for line in self._cell_lines(cell) if line.strip())
        vertical, horizontal = child(properties, "vMerge"), child(properties, "hMerge")
        if vertical is not None and attribute(vertical, "val") != "restart":
            text = ABOVE
        elif horizontal is not None and attribute(horizontal, "val") != "restart":
            text = LEFT
        across = max(1, min(integer(value(properties, "gridSpan"), 1), _COLUMNS))
        return [text, *[ABOVE if text == ABOVE else LEFT] * (across - 1)]

    def _cell_lines(self, cell: Element) -> Iterator[str]:
        for line in self.blocks(cell):
            # A table inside a cell is read as the text of the cell.
            if line.startswith("|---"):
                continue
            yield line.strip("| ").replace(" | ", "\t") if line.startswith("| ") and line.endswith(" |") else line


def _children(parent: Element, name: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, also those inside content controls."""
    for element in parent:
        found = local(element)
        if found == name:
            yield element
        elif found in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"):
            yield from _children(element, name)


def _checked(grid: list[list[str]]) -> list[list[str]]:
    """The rows without marks that have nothing to go on with."""
    for index, row in enumerate(grid):
        for column, text in enumerate(row):
            if (text == ABOVE and index == 0) or (text == LEFT and column == 0):
                row[column] = ""
    return grid


def _preferred(choice: Element) -> Element:
    """Of content that is there twice, for newer and for older programs, the newer one."""
    return next((e for e in choice if local(e) == "Choice"), choice)


def _gap(number: str, text: str) -> str:
    """What parts an automatic number from its text: nothing in Chinese, a blank where digits would run together."""
    return " " if number and number.rstrip()[-1:].isascii() and text.lstrip()[:1].isascii() else ""


def _symbol(code: str | None) -> str:
    """A character of a font of symbols; what means something only in that font is shown as a square."""
    try:
        character = chr(int(code or "", 16))
    except (ValueError, OverflowError):
        return ""
    return "□" if "\ue000" <= character <= "\uf8ff" else character
