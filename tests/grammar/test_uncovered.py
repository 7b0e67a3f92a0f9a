"""Every shipped rule does something in a document, and `grammar coverage` says which."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from notice_parse.cli.main import main
from notice_parse.explain.coverage import Coverage, measure
from notice_parse.explain.coverage_text import emit_coverage
from notice_parse.explain.rulebook import Rulebook
from notice_parse.grammar import load_grammar
from notice_parse.loading import load
from notice_parse.source import Source, SourceInfo
from shared import CHECKOUT

UNCOVERED: dict[str, str] = yaml.safe_load((Path(__file__).parent / "uncovered.yaml").read_text(encoding="utf-8"))
SAMPLES = sorted(CHECKOUT.glob("samples/yunxi*"))
CASES = sorted((CHECKOUT / "tests" / "notices" / "cases").glob("*.yaml"))
Captured = pytest.CaptureFixture[str]


def _documents() -> Iterator[tuple[Source, list[Any]]]:
    for sample in SAMPLES:
        yield load(sample)
    for case in CASES:
        text = yaml.safe_load(case.read_text(encoding="utf-8"))["text"]
        yield Source(text, SourceInfo(case.name, "")), []


@pytest.fixture(scope="module")
def found() -> Coverage:
    return measure(_documents(), load_grammar())


def test_every_rule_fires_in_a_document(found: Coverage) -> None:
    """Write a case for a rule that is new (tests/notices/README.md), or say in uncovered.yaml why none can show it."""
    assert found.documents == len(SAMPLES) + len(CASES) > 100
    assert [rule for rule in found.never if rule not in UNCOVERED] == []


def test_every_exception_is_needed(found: Coverage) -> None:
    assert all(isinstance(reason, str) and len(reason) > 20 for reason in UNCOVERED.values())
    assert [rule for rule in UNCOVERED if rule not in found.never] == []


def test_every_line_is_claimed(found: Coverage) -> None:
    assert found.classes.total() > 2000
    assert [line for line in found.left if line.kind == "unclaimed"] == []


def test_counts_of_one_document(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        "云溪市人民政府关于绿化的意见\n绿化要紧。\n一、贯通二环路和三环路。（市建设局负责）\n", encoding="utf-8"
    )
    counted = measure([load(path)], load_grammar())
    assert counted.documents == 1
    assert counted.fired["roles.name.ring"] == 2
    assert counted.in_documents["roles.name.ring"] == 1
    assert counted.fired["roles.name.forum"] == 0
    assert "roles.name.forum" in counted.never
    assert [(line.line, line.kind, line.text) for line in counted.left] == [(2, "kept as text", "绿化要紧。")]
    assert dict(counted.classes) == {"head or foot": 1, "kept as text": 1, "item": 1}


def test_command_as_text_and_json(capsys: Captured) -> None:
    sample = str(CHECKOUT / "samples" / "yunxi-2023-schedule.txt")
    assert main(["grammar", "coverage", sample]) == 0
    out = capsys.readouterr().out
    total = len(Rulebook(load_grammar()).ids())
    used = int(out.split(" of ")[0])
    assert out.startswith(f"{used} of {total} rules fired in 1 document\n")
    assert "\nnever fired\n" in out
    assert "  roles.name.forum  grammars/roles.yaml:" in out
    assert f"{sample}:12: kept as text: 抓好落实。" in out
    assert "… and 1 more; --all tells each" in out
    assert main(["grammar", "coverage", sample, "-f", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert list(told) == ["schema_version", "grammar", "documents", "rules", "never", "lines", "left"]
    assert len(told["rules"]) == total
    assert len(told["never"]) == total - used == sum(not rule["fired"] for rule in told["rules"])
    assert len(told["left"]) == told["lines"]["kept as text"] == 11
    assert main(["grammar", "coverage", sample, "--all"]) == 0
    out = capsys.readouterr().out
    assert sum(line.startswith(f"  {sample}:") for line in out.splitlines()) == 11


def test_a_document_that_cannot_be_read_stops_the_count(capsys: Captured) -> None:
    assert main(["grammar", "coverage", str(SAMPLES[0]), "nowhere.txt"]) == 3
    out, err = capsys.readouterr()
    assert out == ""
    assert "nowhere.txt" in err


def test_colour_only_where_it_is_wanted(found: Coverage) -> None:
    book = Rulebook(load_grammar())
    assert "\x1b[" not in emit_coverage(found, book)
    assert "\x1b[" in emit_coverage(found, book, color=True)
