"""Where the notice stands in a saved web page: what is around it (menus, places to click, the footer) is left out.

A page is described by how much Chinese text outside links each element holds. From the body the way goes down as long as
one child holds most of it and nothing beside it reads as content; of what is left, chrome is left out. Where in doubt
more of the page is kept: a line too many is reported by the pipeline, a line too few is lost.
"""

from __future__ import annotations

import re
from collections import defaultdict

from notice_parse.loading.html_tree import BLOCKS, Node

_CHINESE = re.compile(r"[\u3400-\u9fff]")
_NEVER = frozenset({
    "script", "style", "head", "template", "noscript", "svg", "select", "button", "nav", "footer", "aside", "iframe",
    "object", "input", "textarea", "audio", "video", "canvas", "map", "noframes", "datalist",
})  # fmt: skip
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
# Words of class names and ids that stand for what surrounds an article.
_CHROME = re.compile(
    r"(?:^|[\s_-])(?:nav(?:bar|igation|igator)?|menu|foot(?:er)?|bread-?crumbs?|crumbs?|sidebar|side-?nav|share|sharing"
    r"|bdsharebuttonbox|toolbar|copyright|friend-?links?|search(?:box|bar)?|login|banner|qr-?code|ewm|top-?bar|pagination"
    r"|related|hot-?news|comments?)(?:$|[\s_-])",
    re.IGNORECASE,
)
_FOOTER = re.compile(r"版权所有|ICP备|公网安备|网站标识码|Copyright\s*(?:©|&copy;|\(c\))", re.IGNORECASE)
_FOOTER_LENGTH = 600
_FOOTER_SIZE = 200
"""Elements inside a footer, at most."""
_CONTAINERS = frozenset({
    "body", "div", "section", "article", "main", "center", "form", "table", "tbody", "tr", "td", "font", "span", "html", "dl", "dd",
})  # fmt: skip
_DOCUMENT = re.compile(r"\.(?:docx?|wps|pdf|ofd|xlsx?|et|zip|rar|txt)(?![A-Za-z])", re.IGNORECASE)
_LONG_CELL = 800
_MOST = 0.6
_LINKED = 0.7
_FEW_LINKS = 3
_SMALL_PART = 0.4
_NUMBER = re.compile(
    r"文\s*号\s*(?:[：:]\s*)?([\u4e00-\u9fff]{1,14}\s*[〔\[（(【]\s*\d{4}\s*[〕\]）)】]\s*(?:第\s*)?\d{1,4}\s*号)"
)


class Article:
    """`root` is the element that holds the notice, `left_out` what inside it is not part of it, by identity.

    `lead` are lines that belong before it but stand elsewhere on the page: the document's number and title.
    """

    def __init__(self, root: Node, left_out: set[int], lead: list[str]) -> None:
        self.root, self.left_out, self.lead = root, left_out, lead


def find_article(page: Node) -> Article:
    """The notice of a page; the whole body where nothing around it can be told from it."""
    body = next((node for node in page.nodes() if node.tag == "body"), page)
    left_out = _hidden(page)
    weights = _Weights(body, left_out)
    if not weights.own[id(body)]:
        # All of it is hidden until a program of the page shows it, or it is links alone.
        return Article(body, {id(node) for node in page.nodes() if node.tag in ("script", "style", "head")}, [])
    for node in body.nodes():
        if node is not body and _is_chrome(node, weights, weights.own[id(body)]):
            left_out.add(id(node))
    weights = _Weights(body, left_out)
    root = _descend(body, weights, left_out)
    return Article(root, left_out, _lead(page, body, root, left_out))


class _Weights:
    """Chinese characters by element: `own` outside links, `linked` inside them; `links` and `size` count links and elements."""

    def __init__(self, body: Node, left_out: set[int]) -> None:
        self.own: defaultdict[int, int] = defaultdict(int)
        self.linked: defaultdict[int, int] = defaultdict(int)
        self.links: defaultdict[int, int] = defaultdict(int)
        self.size: defaultdict[int, int] = defaultdict(int)
        order = list(body.nodes())
        gone: set[int] = set()
        for node in order:
            if id(node) in left_out or (node.parent is not None and id(node.parent) in gone):
                gone.add(id(node))
        for node in reversed(order):
            if id(node) in gone:
                continue
            key = id(node)
            self.size[key] += 1
            self.own[key] += sum(len(_CHINESE.findall(c)) for c in node.children if isinstance(c, str))
            if (
                node.tag == "a"
                and node.has("href")
                and not _DOCUMENT.search(node.get("href") + " " + node.text()[-12:])
            ):
                self.linked[key] += self.own.pop(key)
                self.links[key] += 1
            if node.parent is not None and node is not body:
                for weight in (self.own, self.linked, self.links, self.size):
                    weight[id(node.parent)] += weight[key]


def _hidden(page: Node) -> set[int]:
    return {
        id(node)
        for node in page.nodes()
        if node.tag in _NEVER or node.has("hidden") or _HIDDEN_STYLE.search(node.get("style"))
    }


def _is_chrome(node: Node, weights: _Weights, total: int) -> bool:
    key = id(node)
    own, linked = weights.own[key], weights.linked[key]
    if own > _SMALL_PART * total or node.tag not in BLOCKS:
        return False
    if node.tag == "div" and node.get("title") in ("header", "footer"):
        # Running heads of a document that an office program saved as a page.
        return True
    if _CHROME.search(node.get("class")) or _CHROME.search(node.get("id")):
        return node.tag not in ("p", "td", "tr", "table", "h1", "h2")
    if weights.links[key] >= _FEW_LINKS and linked >= _LINKED * (own + linked):
        return True
    if own >= _FOOTER_LENGTH or weights.size[key] > _FOOTER_SIZE:
        return False
    text = node.text()
    return _FOOTER.search(text) is not None and "。" not in text


def _descend(body: Node, weights: _Weights, left_out: set[int]) -> Node:
    node = body
    while True:
        inside = [child for child in node.children if isinstance(child, Node) and id(child) not in left_out]
        if not inside:
            return node
        best = max(inside, key=lambda child: weights.own[id(child)])
        if best.tag not in _CONTAINERS or weights.own[id(best)] < _MOST * weights.own[id(node)]:
            return node
        if best.tag in ("table", "tbody", "tr", "td") and not is_frame(best):
            return node
        if any(_is_content(child, weights, left_out) for child in node.children if child is not best):
            return node
        node = best


def is_frame(node: Node) -> bool:
    """Whether a table (or the part of one) only arranges a page: tables inside it, or one cell with nearly all its text."""
    table = node
    while table.tag != "table" and table.parent is not None:
        table = table.parent
    if table.get("role") == "presentation":
        return True
    if any(inner.tag == "table" and inner is not table for inner in table.nodes()):
        return True
    lengths = [len(inner.text()) for inner in table.nodes() if inner.tag in ("td", "th")]
    return len(lengths) < 2 or (max(lengths) > _LONG_CELL and max(lengths) > _MOST * sum(lengths))


def _is_content(child: Node | str, weights: _Weights, left_out: set[int]) -> bool:
    """Whether something beside the heaviest element is part of the notice: text of its own, not a container of things to click."""
    if isinstance(child, str):
        return len(_CHINESE.findall(child)) > 1
    if id(child) in left_out or weights.own[id(child)] < 2:
        return False
    if child.tag in ("p", "pre", "blockquote") or (child.tag == "table" and not is_frame(child)):
        return True
    if child.tag in BLOCKS:
        return child.tag in ("div", "section", "center", "td", "th") and not any(
            n.tag in BLOCKS or n.tag == "a" for n in child.nodes() if n is not child
        )
    return weights.links[id(child)] == 0


def _lead(page: Node, body: Node, root: Node, left_out: set[int]) -> list[str]:
    """The document's number and its title where the page shows them outside the article."""
    if root is body:
        return []
    inside = "".join(root.text(left_out).split())
    lead: list[str] = []
    number = _NUMBER.search(" ".join(body.text().split()))
    if number and "".join(number[1].split()) not in inside[:2000]:
        lead.append("".join(number[1].split()))
    title = _title(page, body, left_out)
    if title and "".join(title.split()) not in inside[:1000]:
        lead.append(title)
    return lead


def _title(page: Node, body: Node, left_out: set[int]) -> str:
    for node in page.nodes():
        if node.tag == "meta" and node.get("name").lower() == "articletitle" and node.get("content").strip():
            return " ".join(node.get("content").split())
    shown = "".join(node.text() for node in page.nodes() if node.tag == "title")
    for tag in ("h1", "h2", "h3"):
        for node in body.nodes():
            if node.tag != tag or id(node) in left_out:
                continue
            text = "".join(node.text().split())
            # The title of the window repeats that of the article, with the site's name after it.
            if len(text) >= 6 and text[:20] in "".join(shown.split()):
                return " ".join(node.text().split())
    return ""
