"""The page as HTML: one file that fetches nothing, and runs no script but its own."""

from __future__ import annotations

import base64
import hashlib
import json
from functools import lru_cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined

from notice_parse._version import __version__
from notice_parse.report.build import Report
from notice_parse.report.facets import FACETS
from notice_parse.report.labels import Labels
from notice_parse.report.sources import Link


def render(report: Report) -> bytes:
    """The page in UTF-8.

    Whatever comes from a document is escaped by the template, and the policy in the page's head lets only the script
    and the style with the digests given there count: text that were taken for markup by mistake could do nothing.
    """
    style, script = _part("page.css"), _part("page.js")
    page = (
        _environment()
        .get_template("page.html.jinja")
        .render(
            report=report,
            t=report.labels,
            where=_Where(report.labels),
            policy=_policy(style, script),
            style=style,
            script=script,
            data=_data(report),
            facets=[(name, report.facets.choices(name)) for name in FACETS],
            version=__version__,
        )
    )
    return page.encode("utf-8", "replace")


def _data(report: Report) -> str:
    """What the script needs as JSON that no HTML parser can see an end tag in."""
    data = {
        "facets": report.facets.labels(),
        "items": report.facets.items,
        "starts": [shown.starts for shown in report.sources.shown],
        "shown": report.labels("shown"),
        "filtered": report.labels("filtered_by"),
        "roles": [report.labels(role) for role in ("lead", "responsible", "cooperating")],
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _policy(style: str, script: str) -> str:
    return (
        f"default-src 'none'; script-src '{_digest(script)}'; style-src '{_digest(style)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@lru_cache(maxsize=2)
def _part(name: str) -> str:
    text = (files("notice_parse.report") / "page" / name).read_text(encoding="utf-8")
    assert "</" not in text, f"{name} would end its own element"
    return "\n" + text.replace("\r\n", "\n")


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("notice_parse.report", "page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


class _Where:
    """A link's words: 第38行, 第38–41行."""

    def __init__(self, labels: Labels) -> None:
        self._labels = labels

    def __call__(self, link: Link) -> str:
        if link.first == link.last:
            return self._labels("line", n=link.first)
        return self._labels("lines", first=link.first, last=link.last)
