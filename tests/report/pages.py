"""Pages to look into: made from the samples and from records made by hand."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from html.parser import HTMLParser
from pathlib import Path

from notice_parse import api
from notice_parse.diff.compare import compare
from notice_parse.emit.as_json import emit_json
from notice_parse.messages import Language
from notice_parse.records import Extraction
from notice_parse.report.build import Report, build_report
from notice_parse.report.inputs import read_inputs
from notice_parse.report.render import render
from shared import CHECKOUT

SAMPLES = CHECKOUT / "samples"
OLD, NEW = SAMPLES / "yunxi-2023-schedule.txt", SAMPLES / "yunxi-2024-schedule.md"


@lru_cache(maxsize=8)
def extracted(path: Path) -> Extraction:
    return api.extract(path)


def records_file(folder: Path, extraction: Extraction, name: str = "records.json") -> Path:
    path = folder / name
    path.write_bytes(emit_json(extraction))
    return path


def diff_file(folder: Path) -> Path:
    path = folder / "diff.json"
    path.write_bytes(emit_json(compare(extracted(OLD), extracted(NEW))))
    return path


def built(*paths: Path, language: Language | None = None) -> Report:
    return build_report(read_inputs([str(path) for path in paths]), language)


def page(*paths: Path, language: Language | None = None) -> str:
    return render(built(*paths, language=language)).decode()


def write_page(folder: Path, *paths: Path, language: Language | None = None) -> Path:
    path = folder / "report.html"
    path.write_text(page(*paths, language=language), encoding="utf-8")
    return path


class Elements(HTMLParser):
    """Every element of a page with its attributes and the text directly in it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str], list[str]]] = []
        self._open: list[list[str]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        texts: list[str] = []
        self.found.append((tag, {name: value or "" for name, value in attrs}, texts))
        if tag not in {"meta", "input", "link", "img", "br"}:
            self._open.append(texts)

    def handle_startendtag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}, []))

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 - the signature is the parser's
        if self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._open:
            self._open[-1].append(data)

    def of(self, tag: str, **attributes: str) -> list[tuple[dict[str, str], str]]:
        """The elements of a tag that have these attributes, with their own text."""
        return [
            (held, "".join(texts))
            for name, held, texts in self.found
            if name == tag and all(held.get(key.rstrip("_")) == value for key, value in attributes.items())
        ]
