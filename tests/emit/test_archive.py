"""The SQLite archive: keys, search, and a rerun that replaces a document's rows and no others."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from made import made_extraction
from notice_parse.emit.as_sqlite import open_archive
from notice_parse.emit.writers import writing_archive
from notice_parse.errors import EmitError


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Two documents of three tasks each."""
    path = tmp_path / "a.sqlite"
    with writing_archive(str(path)) as writer:
        writer.add(made_extraction("a.txt"))
        writer.add(made_extraction("b.txt"))
    return path


@pytest.fixture
def ask(archive: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(archive)) as connection:
        yield connection


def counts(ask: sqlite3.Connection) -> dict[str, int]:
    tables = ("sources", "notices", "tasks", "units", "leaders", "targets", "qualitative_targets", "allocations")
    others = ("extra", "glossary", "diagnostics")
    return {name: ask.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in (*tables, *others)}


def test_every_record_has_its_row(ask: sqlite3.Connection) -> None:
    assert counts(ask) == {
        "sources": 2,
        "notices": 2,
        "tasks": 6,
        "units": 18,
        "leaders": 6,
        "targets": 6,
        "qualitative_targets": 6,
        "allocations": 12,
        "extra": 12,
        "glossary": 2,
        "diagnostics": 6,
    }
    assert ask.execute("PRAGMA foreign_key_check").fetchall() == []
    row = ask.execute("SELECT year, indicator, value, base_value, quote, source FROM panel").fetchone()
    assert row == (2031, "口袋公园面积", 1.1, 11000, "不少于1.10万平方米", "a.txt")


def test_search_finds_three_characters(ask: sqlite3.Connection) -> None:
    found = "SELECT count(*) FROM search WHERE search MATCH ?"
    assert ask.execute(found, ('"口袋公园"',)).fetchone() == (6,), "indicators are searched too"
    assert ask.execute(found, ('text : "无障碍设施"',)).fetchone() == (2,)
    assert ask.execute("SELECT count(*) FROM tasks WHERE text LIKE '%座椅%'").fetchone() == (2,)


def test_a_rerun_replaces_a_document_and_no_other(archive: Path, ask: sqlite3.Connection) -> None:
    changed = made_extraction("a.txt")
    changed.notices[0].tasks = changed.notices[0].tasks[:1]
    changed.notices[0].tasks[0].text = "建设湿地公园三处"
    with writing_archive(str(archive)) as writer:
        writer.add(changed)
    told = counts(ask)
    assert (told["sources"], told["tasks"], told["units"]) == (2, 4, 12)
    found = "SELECT count(*) FROM search WHERE search MATCH ?"
    assert ask.execute(found, ('"湿地公园"',)).fetchone() == (1,)
    assert ask.execute(found, ('text : "无障碍设施"',)).fetchone() == (1,)
    ask.execute("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)")


def test_a_failure_leaves_the_archive_as_it_was(archive: Path, ask: sqlite3.Connection) -> None:
    before = counts(ask)

    def stopped() -> None:
        with open_archive(archive) as opened:
            opened.drop("a.txt")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    assert counts(ask) == before


def test_another_database_is_not_written_into(tmp_path: Path) -> None:
    other = tmp_path / "other.sqlite"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE tasks (mine)")
    with pytest.raises(EmitError, match="no archive"), writing_archive(str(other)):
        pass
    (tmp_path / "text.sqlite").write_text("This is text. " * 100)
    with pytest.raises(EmitError), writing_archive(str(tmp_path / "text.sqlite")):
        pass
    with pytest.raises(EmitError, match="standard output"), writing_archive("-"):
        pass
