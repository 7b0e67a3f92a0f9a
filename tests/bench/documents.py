"""Whole documents to JSON, and the number engine alone over bare texts."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import notice_parse
from bench.block import Block, short
from bench.floors import one_pass
from bench.inputs import WITHOUT_NUMBERS, Document, documents, largest
from bench.measure import in_turns
from notice_parse.emit.as_json import emit_json

_HEADER = ("document", "kB", "tasks", "MB/s", "ms", "× one pass")


def whole_documents() -> Block:
    """Bytes in, JSON out: decoding, parsing, records, writing."""
    rows, ratios, figures = [], {}, {}
    for document in documents():
        data = document.path.read_bytes()
        seconds, ratio = _against_one_pass(partial(_to_json, data), [data.decode()])
        speed = len(data) / 1e6 / seconds
        tasks = sum(len(notice.tasks) for notice in notice_parse.extract(data).notices)
        rows.append(
            (document.kind, short(len(data) / 1e3), str(tasks), short(speed), short(seconds * 1e3), short(ratio))
        )
        figures[f"{document.kind} MB/s"] = speed
        if document.kept:
            ratios[document.kind] = ratio
    figures["largest MB/s"] = figures[f"{largest().kind} MB/s"]
    return Block("documents", _HEADER, rows, ratios, figures)


def bare_texts() -> Block:
    """`find_targets` on each task by itself, of the samples and of the largest document, and on texts without a number."""
    rows, ratios, figures = [], {}, {}
    kept = [document for document in documents() if document.kept]
    for name, texts, is_kept in (
        ("tasks of the samples", _tasks(kept), True),
        ("sentences without a number", WITHOUT_NUMBERS, True),
        ("tasks of the largest document", _tasks([largest()]), False),
    ):
        seconds, ratio = _against_one_pass(partial(_find_all, texts), texts)
        size = sum(len(text.encode()) for text in texts)
        found = sum(len(notice_parse.find_targets(text)) for text in texts)
        rows.append(
            (
                name,
                short(size / 1e3),
                str(len(texts)),
                str(found),
                short(size / 1e6 / seconds),
                short(seconds * 1e6 / len(texts)),
                short(ratio),
            )
        )
        figures[f"{name} MB/s"] = size / 1e6 / seconds
        if is_kept:
            ratios[name] = ratio
    return Block("bare", ("texts", "kB", "texts", "targets", "MB/s", "µs a text", "× one pass"), rows, ratios, figures)


def _against_one_pass(work: Callable[[], object], texts: list[str]) -> tuple[float, float]:
    """Seconds of the work, and how many times as long as the floor over the same texts it took."""
    turns = in_turns(partial(_pass_all, texts), {"work": work})
    return turns.median("work"), turns.ratio("work")


def _to_json(data: bytes) -> bytes:
    return emit_json(notice_parse.extract(data))


def _pass_all(texts: list[str]) -> None:
    for text in texts:
        one_pass(text)


def _find_all(texts: list[str]) -> None:
    for text in texts:
        notice_parse.find_targets(text)


def _tasks(chosen: list[Document]) -> list[str]:
    return [
        task.text
        for document in chosen
        for notice in notice_parse.extract(document.path).notices
        for task in notice.tasks
    ]
