"""Archives given to `extract`: every document in them, and a bad one keeps none of the others from being done."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from notice_parse.cli.main import main

NOTICE = "云溪市2024年重点任务分解\n1.新建口袋公园{count}个。\n责任单位：市建设局\n"


def test_documents_of_an_archive(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    archive = tmp_path / "档案.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("甲/2023.txt", NOTICE.format(count=12))
        packed.writestr("甲/坏.bin", b"\0\1\2")
        packed.writestr("乙.md", NOTICE.format(count=15))
    assert main(["extract", str(archive), "--quiet"]) == 1
    out, err = capsys.readouterr()
    records = [json.loads(line) for line in out.splitlines()]
    values = {
        r["source"]["path"].split("!")[1]: r["notices"][0]["tasks"][0]["numeric_targets"][0]["value"] for r in records
    }
    assert values == {"甲/2023.txt": 12, "乙.md": 15}
    assert "坏.bin" in err
