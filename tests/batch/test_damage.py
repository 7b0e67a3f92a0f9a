"""Three hundred damaged files: none stops the others, and each has its reason in the summary."""

from __future__ import annotations

import json
import os
import random
from pathlib import Path

import pytest

from batch.corpus import damaged, make_corpus
from notice_parse.cli.main import main

SEED = 20310210
FILES = 300


def test_damaged_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    chance = random.Random(SEED)
    originals = [path.read_bytes()[:4000] for path in make_corpus(tmp_path / "good", 6, seed=SEED)]
    folder = tmp_path / "in"
    folder.mkdir()
    for index in range(FILES):
        (folder / f"{index:03}.txt").write_bytes(damaged(index, originals[index % 6], chance))
    for index, data in enumerate(originals):
        (folder / f"good{index}.txt").write_bytes(data)
    code = main(["batch", "in", "-o", "out", "--quiet", "--summary", "s.json", "--time-limit", "60"])
    told = json.loads((tmp_path / "s.json").read_text(encoding="utf-8"))
    assert code == 1
    assert told["files"] == FILES + 6 == told["done"] + told["failed"]
    failed = {Path(failure["source"]).name: failure for failure in told["failures"]}
    assert set(told["failures_by_kind"]) == {"unreadable"}, "a damaged file is the file's fault, not ours"
    assert all(len(failure["reason"]) > 10 for failure in failed.values())
    assert not [name for name in failed if name.startswith("good")]
    # Kinds that are no text at all; the others are texts with something wrong, and say so in their diagnostics.
    for index in range(FILES):
        name = f"{index:03}.txt"
        if index % 10 in (0, 1, 3, 4, 5):
            assert name in failed
        if name not in failed:
            record = json.loads((tmp_path / "out" / f"{name}.json").read_text(encoding="utf-8"))
            notices = record["notices"]
            assert record["diagnostics"] or any(n["diagnostics"] or n["tasks"] for n in notices), name


def test_hostile_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    make_corpus(tmp_path / "in", 2, seed=SEED)
    (tmp_path / "in" / "dangling.txt").symlink_to("nowhere")
    (tmp_path / "in" / "circle").symlink_to(tmp_path / "in", target_is_directory=True)
    os.mkfifo(tmp_path / "pipe.txt")
    with (tmp_path / "in" / "sparse.txt").open("wb") as file:
        file.truncate(10_000_000_000)
    strange = os.fsdecode(os.fsencode(tmp_path / "in") + b"/\xff\xfe.txt")
    try:
        Path(strange).write_text("云溪市人民政府办公室关于公园的通知\n", encoding="utf-8")
    except OSError:
        strange = ""  # a file system that takes no such names
    assert main(["batch", "in", "pipe.txt", "-o", "all.jsonl", "--jobs", "1", "--quiet", "--summary", "s.json"]) == 1
    told = json.loads((tmp_path / "s.json").read_text(encoding="utf-8"))
    assert told["failures_by_kind"] == {"too-large": 1, "unreadable": 1}
    assert told["done"] == 3 if strange else 2
