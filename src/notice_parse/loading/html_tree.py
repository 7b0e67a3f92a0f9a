"""HTML to a tree, as a browser would read it: tags left open are closed where the next one shows that they have to be.

A page is what anybody may have written, so this takes time in proportion to its length whatever is in it, and no page
makes a tree deeper than `_DEEPEST`. The parser of the standard library does not promise the first, libxml2 stops
reading at depth 255.
"""

from __future__ import annotations

import html
import re
from collections.abc import Container, Iterator

# fmt: off
BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main",
    "nav", "ol", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "ul", "option",
})
_VOID = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
})
# fmt: on
_RAW = {"script", "style", "textarea", "title", "xmp", "noframes"}
# What a start tag closes, and what it does not look beyond.
_CLOSES: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset({"li"}), frozenset({"ul", "ol"})),
    "dt": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "dd": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "td": (frozenset({"td", "th"}), frozenset({"table", "tr"})),
    "th": (frozenset({"td", "th"}), frozenset({"table", "tr"})),
    "tr": (frozenset({"tr"}), frozenset({"table"})),
    "tbody": (frozenset({"tbody", "thead", "tfoot", "caption"}), frozenset({"table"})),
    "thead": (frozenset({"tbody", "thead", "tfoot", "caption"}), frozenset({"table"})),
    "tfoot": (frozenset({"tbody", "thead", "tfoot", "caption"}), frozenset({"table"})),
    "option": (frozenset({"option"}), frozenset({"select"})),
    "body": (frozenset({"head"}), frozenset()),
}
_PARAGRAPH = (
    frozenset({"p"}),
    frozenset({"td", "th", "li", "div", "table", "body", "section", "article", "blockquote"}),
)
_TABLE_PARTS = frozenset({"td", "th", "tr", "tbody", "thead", "tfoot", "table", "body", "html"})
_DEEPEST = 150
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*+)((?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+)>")
_PLAIN_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/><]*+)([^<>]*+)>")
_ATTRIBUTE = re.compile(r"([^\s=/>\"']+)\s*(?:=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+)))?")


class Node:
    """An element; `children` holds elements and the texts between them in order."""

    __slots__ = ("_attributes", "children", "parent", "tag")

    def __init__(self, tag: str, attributes: str, parent: Node | None) -> None:
        self.tag = tag
        self.children: list[Node | str] = []
        self.parent = parent
        self._attributes = attributes

    def get(self, name: str) -> str:
        """The value of an attribute, empty where it has none or is not there."""
        if name not in self._attributes.lower():
            return ""
        for match in _ATTRIBUTE.finditer(self._attributes):
            if match[1].lower() == name:
                return html.unescape(match[2] or match[3] or match[4] or "")
        return ""

    def has(self, name: str) -> bool:
        return any(match[1].lower() == name for match in _ATTRIBUTE.finditer(self._attributes))

    def nodes(self) -> Iterator[Node]:
        """The element and all inside it, in the order of the page."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(child for child in reversed(node.children) if isinstance(child, Node))

    def text(self, left_out: Container[int] = ()) -> str:
        """All text inside, white space and all; `left_out` are ids of elements to pass over."""
        parts: list[str] = []
        stack: list[Node | str] = [self]
        while stack:
            item = stack.pop()
            if isinstance(item, str):
                parts.append(item)
            elif id(item) not in left_out:
                stack.extend(reversed(item.children))
        return "".join(parts)


def parse_html(page: str) -> Node:
    """The tree of a page. Errors: none; every string is a page."""
    builder = _Builder()
    at, size = 0, len(page)
    tag, comments_end = _TAG, True
    while at < size:
        opening = page.find("<", at)
        if opening < 0:
            break
        if opening > at:
            builder.text(page[at:opening])
        at = opening
        if page.startswith("<!--", at):
            end = page.find("-->", at + 4) if comments_end else -1
            comments_end = end >= 0
            at = end + 3 if end >= 0 else at + 4
            continue
        after = page[at + 1 : at + 3]
        if after[:1] in ("!", "?") or (after[:1] == "/" and not after[1:].isalpha()):
            # A declaration, or what browsers read as a comment.
            end = page.find(">", at)
            at = end + 1 if end >= 0 else size
            continue
        match = tag.match(page, at)
        if match is None and tag is _TAG and after.lstrip("/")[:1].isalpha():
            # A quote that is never closed: from here on quotes are not minded, so that this is tried only once.
            tag = _PLAIN_TAG
            match = tag.match(page, at)
        if match is None:
            builder.text("<")
            at += 1
            continue
        at = _take(builder, page, match)
    if at < size:
        builder.text(page[at:])
    return builder.root


def _take(builder: _Builder, page: str, match: re.Match[str]) -> int:
    """Act on a tag and return the offset past it, or past its content where that is no markup."""
    name = match[2].lower()
    if match[1]:
        builder.close(name)
        return match.end()
    void = name in _VOID or match[3].endswith("/")
    builder.open(name, match[3], void=void)
    if name not in _RAW or void:
        return match.end()
    end = re.compile(f"</{name}", re.IGNORECASE).search(page, match.end())
    stop = end.start() if end else len(page)
    if name in ("title", "textarea"):
        builder.text(page[match.end() : stop])
    return stop


class _Builder:
    """The tree so far and the elements that are open, outermost first."""

    def __init__(self) -> None:
        self.root = Node("html", "", None)
        self._open = [self.root]

    def text(self, text: str) -> None:
        self._open[-1].children.append(html.unescape(text) if "&" in text else text)

    def open(self, tag: str, attributes: str, *, void: bool) -> None:
        if tag == "html":
            return
        if tag in BLOCKS:
            self._close_first(*_PARAGRAPH)
        if tag in _CLOSES:
            self._close_first(*_CLOSES[tag])
        node = Node(tag, attributes, self._open[-1])
        self._open[-1].children.append(node)
        if not void and len(self._open) < _DEEPEST:
            self._open.append(node)

    def close(self, tag: str) -> None:
        """Close the innermost open element of the name; inside a cell, none that stands outside it."""
        if tag == "p" and all(node.tag != "p" for node in self._open):
            return
        stops = frozenset() if tag in _TABLE_PARTS else frozenset({"td", "th", "table"})
        self._close_first(frozenset({tag}), stops)

    def _close_first(self, tags: frozenset[str], stops: frozenset[str]) -> None:
        for index in range(len(self._open) - 1, 0, -1):
            tag = self._open[index].tag
            if tag in tags:
                del self._open[index:]
                return
            if tag in stops:
                return
