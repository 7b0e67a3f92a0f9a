"""What the benchmark itself computes: scores, comparisons, the page; and that its data say what they seem to say."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bench import baseline
from bench.baseline import Change, best_ratios, changes
from bench.block import Block, short
from bench.inputs import long_document
from bench.limits import Limit, check
from bench.measure import FailedError, in_turns, peak, run
from bench.page import PAGE, fill
from bench.parts import PARTS
from bench.peer_score import Sentence, invented, plain, score
from bench.peers import PEERS
from bench.plain_regex import find
from shared import CHECKOUT


def test_the_sentences_are_many_and_annotated() -> None:
    sentences = invented()
    assert len(sentences) >= 60
    assert len({sentence.text for sentence in sentences}) == len(sentences)
    assert all(sentence.pairs for sentence in sentences)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ((2.5, "万人"), (25_000, "人")),
        ((4.6, "亿美元"), (460_000_000, "美元")),
        ((4, "千亿元"), (400_000_000_000, "元")),
        ((2.6, "亿千瓦时"), (260_000_000, "千瓦时")),
        ((3, "千米"), (3, "公里")),
        ((180, "亿"), (18_000_000_000, "")),
        ((155, "微克/立方米"), (155, "微克每立方米")),
        ((3, "个百分点"), (3, "个百分点")),
    ],
)
def test_plain(written: tuple[float, str], meant: tuple[float, str]) -> None:
    assert plain(written) == meant


def test_score_counts_what_is_missed_wrong_and_neither() -> None:
    sentence = Sentence("", [(5, "%"), (2.5, "万人"), (1.65, "")], also=[(10, "亿元")])
    found = [(5, "%"), (25_000, ""), (10, "亿元"), (2031, "年")]
    got = score([sentence], [found])
    assert (got.pair_recall, got.pair_precision) == (1 / 2, 1 / 2)  # 5 % of two; 2031 年 is wrong
    assert (got.value_recall, got.value_precision) == (2 / 3, 2 / 3)


def test_each_number_counts_as_often_as_it_stands_there() -> None:
    got = score([Sentence("", [(5, "个")])], [[(5, "个"), (5, "个")]])
    assert (got.pair_recall, got.pair_precision) == (1, 1 / 2)


def test_plain_regex_finds_both_ends() -> None:
    assert find("设立总规模5-10亿元的基金，新增2.5万人") == [(5, "亿元"), (10, "亿元"), (2.5, "万人")]


@pytest.mark.parametrize("name", ["notice_parse_quantities", "plain_regex"])
def test_peer_run_tells_what_was_found(name: str) -> None:
    script = CHECKOUT / "tests" / "bench" / "peer_run.py"
    texts = ["新增城镇就业2.5万人以上，增长5%。", "没有数字。"]
    done = subprocess.run([sys.executable, script, name], input=json.dumps(texts), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["found"] == [[[2.5, "万人"], [5.0, "%"]], []]
    assert told["failed"] == 0
    assert told["seconds"] > 0


def test_every_peer_has_a_function_and_is_installed_by_make() -> None:
    installed = {
        line.split("==")[0] for line in (CHECKOUT / "tests" / "bench" / "peers.txt").read_text().split("\n") if line
    }
    assert installed == {peer.package for peer in PEERS if peer.package}
    source = (CHECKOUT / "tests" / "bench" / "peer_run.py").read_text(encoding="utf-8")
    assert all(f"\ndef {peer.run}() -> Find:" in source for peer in PEERS)


def test_more_than_a_tenth_is_slower() -> None:
    found = changes({"a": {"x": 10, "y": 10, "gone": 1}}, {"a": {"x": 10.9, "y": 11.1}, "b": {"new": 3}})
    assert [(change.name, change.slower) for change in found] == [
        ("x", False),
        ("y", True),
        ("gone", False),
        ("new", False),
    ]
    assert "SLOWER" in Change("a", "y", 10, 11.1).told()
    assert "faster" in Change("a", "y", 10, 8).told()
    assert "not measured" in found[2].told()


def test_a_slowdown_is_measured_again() -> None:
    times = iter([20.0, 10.5, 30.0])
    assert best_ratios(lambda: Block("a", (), (), {"x": next(times)}), {"x": 10}) == {"x": 10.5}


def test_a_slowdown_that_stays_is_believed() -> None:
    now = best_ratios(lambda: Block("a", (), (), {"x": 20}), {"x": 10})
    assert changes({"a": {"x": 10}}, {"a": now})[0].slower


def test_what_cannot_be_measured_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    def part() -> Block:
        raise FailedError("a worker died")

    assert changes({"a": {"x": 10}}, {"a": best_ratios(part, {"x": 10})})[0].missing
    assert "a worker died" in capsys.readouterr().err


def test_the_baseline_knows_every_part() -> None:
    kept = baseline.load()
    assert list(kept) == list(PARTS)
    assert all(ratio > 0 for each in kept.values() for ratio in each.values())


def test_limits_look_both_ways() -> None:
    assert Limit("", "a", "x", 2.0, least=True).holds(2.1)
    assert not Limit("", "a", "x", 2.0, least=True).holds(1.9)
    assert Limit("", "a", "x", 2.0).holds(1.9)
    assert not Limit("", "a", "x", 2.0).holds(2.1)
    figures = {
        "version against import typer": 9.0,
        "sample beyond 1.2 imports, s": 0.1,
        "largest beyond 1.2 imports, s": 0.1,
    }
    assert [holds for holds, _ in check([Block("startup", (), (), {}, figures)])] == [False, True, True]


def test_the_page_has_a_place_for_each_table(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(PAGE.read_text(encoding="utf-8"), encoding="utf-8")
    made = {name: f"made of {name}" for name in [*PARTS, "machine", "peers", "peers real"]}
    fill(made, page)
    fill(made, page)  # a second time changes nothing
    text = page.read_text(encoding="utf-8")
    assert all(text.count(f"<!-- {name} -->\n\nmade of {name}\n\n<!-- end {name} -->") == 1 for name in made)
    with pytest.raises(ValueError, match="nowhere"):
        fill({"nowhere": ""}, page)


def test_block_as_markdown() -> None:
    block = Block("a", ("name", "MB/s"), [("x|y", short(1234.5)), ("z", short(0.4123))], note="Two.")
    assert block.as_markdown() == "| name | MB/s |\n|---|---:|\n| x\\|y | 1,234 |\n| z | 0.412 |\n\nTwo."


def test_turns_see_which_work_is_longer() -> None:
    turns = in_turns(lambda: sum(range(2_000)), {"work": lambda: sum(range(20_000))}, turns=3)
    assert turns.ratio("work") > 3
    assert 0 < turns.floor() < turns.median("work")


def test_processor_time_of_a_process() -> None:
    idle = run([sys.executable, "-c", "import time; time.sleep(0.3)"])
    assert idle.wall > 0.3
    assert idle.cpu < idle.wall


def test_a_command_that_fails_says_why() -> None:
    with pytest.raises(FailedError, match=r"(?s)ended with 3.*no such thing"):
        run([sys.executable, "-c", "import sys; print('no such thing', file=sys.stderr); sys.exit(3)"])


def test_peak_is_that_of_the_command_alone() -> None:
    held = bytearray(100_000_000)
    bare = peak([sys.executable, "-c", "pass"])
    assert bare < 60_000_000 < len(held)
    assert peak([sys.executable, "-c", "x = b'x' * 50_000_000"]) > bare + 40_000_000


def test_long_document_has_the_size() -> None:
    assert 100_000 <= len(long_document(100_000).encode()) < 120_000
