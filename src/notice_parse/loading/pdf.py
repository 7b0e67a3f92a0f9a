"""PDF documents to text: the text layer in reading order, tables with ruling lines as pipe tables.

Which lines go on with which, and what is a page number, is told later by the same rules as for every text.
"""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from notice_parse.diagnostics import Finding
from notice_parse.errors import SourceError
from notice_parse.loading.grid import table_lines
from notice_parse.loading.pdf_lines import Char, TextLine, read_lines
from notice_parse.loading.pdf_tables import Box, PageTable, build_table
from notice_parse.loading.zipped import damaged

if TYPE_CHECKING:
    from pdfplumber.page import Page
    from pdfplumber.pdf import PDF

_WHAT = "PDF document"
_PAGES_MOST = 3000
_EDGES_MOST = 6000
"""Lines of a page beyond which it is a drawing and not a table."""
_UNNAMED = re.compile(r"\(cid:\d+\)")
_UNNAMED_SHARE = 0.2
_PAGE_NUMBER = re.compile(r"[-—–―·.\s]*(?:第\s*)?\d{1,4}(?:\s*页)?[-—–―·.\s]*(?:[/共]\s*\d{1,4}\s*页?)?")
_MARGIN = 0.1
_EDGE = 0.085
"""Share of the height at top and bottom where programs print running heads by default; text begins further in."""
_NUMBER_EDGE = 0.13
"""The same for page numbers: official documents set them closer to the text (GB/T 9704)."""
_SHORT = 32
_OPENS = re.compile(
    r"[（(]?(?:\d{1,3}|[一二三四五六七八九十百]{1,4})[）)、.．]|[\u4e00-\u9fff]{2,8}[：:]|附件|第[一二三四五六七八九十百]+[章条]"
)
"""What opens a paragraph wherever it begins."""
_ATTACHMENT = re.compile(r"\s*(?:附件|附表|附录|表\s*\d)")
_OCR = "recognise its text first (OCR), for example with `ocrmypdf -l chi_sim in.pdf out.pdf`"


class _PageContent(NamedTuple):
    """What stands on a page, from the top: lines and tables; `pictures` tells whether there are any."""

    items: list[TextLine | PageTable]
    height: float
    characters: int
    rotated: int
    pictures: bool


def pdf_to_text(data: bytes, where: str) -> tuple[str, list[Finding]]:
    """The text of a document and which pages had none.

    Errors: SourceError where pdfplumber is not installed, and where the file is damaged, protected by a password, or
    holds pictures of pages and no text.
    """
    _check_end(data, where)
    with _quiet(), _opened(data, where) as document:
        pages = _read_pages(document, where)
    if not any(page.characters for page in pages):
        raise SourceError("the PDF holds pictures of pages and no text", where=where, hint=_OCR)
    furniture = _running_lines(pages)
    text = "\n".join(_printed(_joined([_without(page, furniture) for page in pages]))) + "\n"
    _check_named(text, where)
    if furniture:
        shown = "、".join(sorted({key[0].strip()[:20] for key in furniture}))
        return text, [
            Finding("page-furniture", f"Lines that every page repeats in its margin were left out: {shown}"),
            *_findings(pages),
        ]
    return text, list(_findings(pages))


@contextmanager
def _opened(data: bytes, where: str) -> Iterator[PDF]:
    try:
        import pdfplumber
    except ImportError as error:
        raise SourceError(
            "reading a PDF needs pdfplumber", where=where, hint="pip install 'notice-parse[pdf]'"
        ) from error
    try:
        document = pdfplumber.open(io.BytesIO(data))
        # Pages are found only when asked for.
        count = len(document.pages)
    except RecursionError:
        raise
    except Exception as error:
        # Damage shows as whatever error the part at fault leads to.
        raise _cannot_open(error, where) from error
    if not count:
        raise damaged(_WHAT, where)
    if count > _PAGES_MOST:
        raise SourceError(f"the PDF has more than {_PAGES_MOST} pages", where=where, hint="split it")
    with document:
        yield document


def _cannot_open(error: BaseException, where: str) -> SourceError:
    # pdfplumber wraps the errors of pdfminer, the first argument being the one that tells.
    told = f"{error!r} {error.args!r} {error.__cause__!r} {error.__context__!r}"
    if "Password" in told or "Encryption" in told:
        return SourceError(
            "the PDF is protected by a password", where=where, hint="open it with the password and save it without"
        )
    return damaged(_WHAT, where)


def _check_end(data: bytes, where: str) -> None:
    """A PDF that was cut short may still open, with pages missing."""
    if b"%%EOF" not in data.rstrip(b"\x00 \t\r\n")[-4096:]:
        raise damaged(_WHAT, where)


def _read_pages(document: PDF, where: str) -> list[_PageContent]:
    contents: list[_PageContent] = []
    for page in document.pages:
        try:
            contents.append(_read_page(page))
            page.close()
        except RecursionError:
            raise
        except Exception as error:
            raise SourceError(
                f"page {page.page_number} of the PDF is damaged", where=where, hint="save it anew from a PDF reader"
            ) from error
    return contents


def _read_page(page: Page) -> _PageContent:
    upright: list[Char] = []
    rotated = 0
    printed: set[tuple[str, int, int]] = set()
    for char in page.chars:
        if char["text"].isspace():
            continue
        if not char["upright"]:
            rotated += 1
            continue
        x, y = int(char["x0"]), int(char["top"])
        # Bold type is often the same character printed again, a hair beside the first.
        if any((char["text"], x + dx, y + dy) in printed for dx in (-1, 0, 1) for dy in (-1, 0, 1)):
            continue
        printed.add((char["text"], x, y))
        upright.append(Char(char["text"], char["x0"], char["x1"], char["top"], char["bottom"], char["size"]))
    tables: list[PageTable] = []
    outside = upright
    for cells in _ruled(page):
        box = (min(c[0] for c in cells), min(c[1] for c in cells), max(c[2] for c in cells), max(c[3] for c in cells))
        inside = [char for char in outside if _is_in(char, box)]
        if inside:
            tables.append(build_table(cells, inside))
            outside = [char for char in outside if not _is_in(char, box)]
    items = _in_order(outside, tables)
    return _PageContent(items, float(page.height), len(upright), rotated, bool(page.images))


def _ruled(page: Page) -> list[list[Box]]:
    """The cells of each table that lines part; a frame around text is none."""
    if not 4 <= len(page.edges) <= _EDGES_MOST:
        return []
    return [list(table.cells) for table in page.find_tables() if len(table.cells) > 2]


def _is_in(char: Char, box: Box) -> bool:
    return box[0] <= (char.x0 + char.x1) / 2 <= box[2] and box[1] <= char.middle <= box[3]


def _in_order(chars: Sequence[Char], tables: Sequence[PageTable]) -> list[TextLine | PageTable]:
    """Tables from the top, with the lines between them."""
    items: list[TextLine | PageTable] = []
    rest = list(chars)
    for table in sorted(tables, key=lambda t: t.box[1]):
        items.extend(read_lines([char for char in rest if char.middle < table.box[1]]))
        rest = [char for char in rest if char.middle >= table.box[1]]
        items.append(table)
    return [*items, *read_lines(rest)]


def _running_lines(pages: Sequence[_PageContent]) -> set[tuple[str, int]]:
    """Lines that stand at the same height in the margin of at least two pages in five, numbers aside (odd and even pages may differ)."""
    counts: Counter[tuple[str, int]] = Counter()
    for page in pages:
        counts.update({key for item in page.items if (key := _edge_key(item, page.height)) is not None})
    return {key for key, count in counts.items() if count >= max(2, 0.4 * len(pages))}


def _edge_key(item: TextLine | PageTable, height: float) -> tuple[str, int] | None:
    """What makes lines of two pages the same; None for what does not stand in the margin or numbers an attachment."""
    if isinstance(item, PageTable) or _ATTACHMENT.match(item.text):
        return None
    edge = _NUMBER_EDGE if _PAGE_NUMBER.fullmatch(item.text.strip()) else _EDGE
    if edge * height <= item.top and item.bottom <= (1 - edge) * height:
        return None
    return re.sub(r"\d+", "#", item.text), round(item.top / 3)


def _without(page: _PageContent, furniture: set[tuple[str, int]]) -> _PageContent:
    return page._replace(items=[item for item in page.items if _edge_key(item, page.height) not in furniture])


def _joined(pages: Sequence[_PageContent]) -> list[list[TextLine | PageTable]]:
    """The pages, a table that goes on over their end as one table; what stands in the margins between comes after it."""
    joined: list[list[TextLine | PageTable]] = []
    for page in pages:
        items = list(page.items)
        if joined:
            _continue_table(joined, items, page)
        joined.append(items)
    return joined


def _continue_table(
    done: list[list[TextLine | PageTable]], items: list[TextLine | PageTable], page: _PageContent
) -> None:
    above = next((other for other in reversed(done) if other), [])
    at = next((i for i, item in enumerate(items) if isinstance(item, PageTable)), None)
    if at is None:
        return
    first = items[at]
    heads = items[:at]
    last = next((i for i in range(len(above) - 1, -1, -1) if isinstance(above[i], PageTable)), None)
    if last is None or not isinstance(first, PageTable):
        return
    table, feet = above[last], above[last + 1 :]
    if not isinstance(table, PageTable) or not table.goes_on_with(first):
        return
    if len(heads) + len(feet) > 3 or not all(_in_margin(line, page.height) for line in [*heads, *feet]):
        return
    # The page number may stand after the table: it is the same for whoever looks for page numbers.
    del items[: at + 1]
    above[last] = table.with_rest(first)
    above.extend(heads)


def _in_margin(item: TextLine | PageTable, height: float) -> bool:
    if isinstance(item, PageTable):
        return False
    near = item.bottom < _MARGIN * height or item.top > (1 - _MARGIN) * height
    return len(item.text) <= _SHORT and (near or _PAGE_NUMBER.fullmatch(item.text) is not None)


def _printed(pages: Sequence[Sequence[TextLine | PageTable]]) -> Iterator[str]:
    """The lines of all pages; an empty one where a page has room between two lines, and around page numbers.

    Where paragraphs are indented, a line that is not goes on with the full line above it; all else is left as it stands.
    """
    pitch = _pitch(pages)
    indents = _are_paragraphs_indented(pages)
    held: list[str] = []
    before: TextLine | None = None
    for items in pages:
        for index, item in enumerate(items):
            if isinstance(item, PageTable):
                yield from (*held, "", *table_lines(item.grid), "")
                held, before = [], None
                continue
            if indents and before is not None and held and _goes_on(before, item, pitch):
                held[-1] += item.text
                before = item
                continue
            yield from held
            number = (index in (0, len(items) - 1)) and _PAGE_NUMBER.fullmatch(item.text.strip()) is not None
            if number or (before is not None and item.top - before.top > 1.5 * max(pitch, item.size)):
                yield ""
            held = [item.text, ""] if number else [item.text]
            before = item
    yield from held


def _goes_on(above: TextLine, line: TextLine, pitch: float) -> bool:
    """Whether a line is the rest of the paragraph above; the top of a page or column follows the foot of the one before."""
    near = line.top - above.top <= 1.5 * max(pitch, line.size)
    return above.full and line.flush and near and abs(above.size - line.size) < 0.6 and not _OPENS.match(line.text)


def _are_paragraphs_indented(pages: Sequence[Sequence[TextLine | PageTable]]) -> bool:
    lines = [item for items in pages for item in items if isinstance(item, TextLine)]
    indented = sum(1 for line in lines if line.indented)
    return indented >= 3 and indented >= 0.1 * len(lines)


def _pitch(pages: Sequence[Sequence[TextLine | PageTable]]) -> float:
    """How far lines of running text are apart."""
    steps = [
        below.top - above.top
        for items in pages
        for above, below in pairwise(items)
        if isinstance(above, TextLine) and isinstance(below, TextLine) and below.top > above.top
    ]
    return median(steps) if steps else 0.0


def _check_named(text: str, where: str) -> None:
    """Fonts may hold shapes without telling which characters they are."""
    unnamed = len(_UNNAMED.findall(text))
    if unnamed > _UNNAMED_SHARE * (len(_UNNAMED.sub("", text)) + unnamed):
        raise SourceError("the fonts of the PDF do not tell which characters they show", where=where, hint=_OCR)


def _findings(pages: Sequence[_PageContent]) -> Iterator[Finding]:
    for number, page in enumerate(pages, 1):
        if not page.characters and page.pictures:
            yield Finding(
                "page-without-text", f"Page {number} is a picture; its text has to be recognised (OCR) first."
            )
        if page.rotated:
            yield Finding(
                "rotated-text", f"Page {number}: {page.rotated} characters that do not run from left to right."
            )


@contextmanager
def _quiet() -> Iterator[None]:
    """pdfminer tells of every oddity of a file; what matters here is whether it can be read."""
    logger = logging.getLogger("pdfminer")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)
