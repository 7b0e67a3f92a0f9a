"""`extract`: exit codes, what goes to standard output and what to standard error, formats, and many files at once.

The pipeline is stood in for: what is found does not matter here.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from made import made_extraction
from notice_parse import api
from notice_parse.cli.main import main
from notice_parse.errors import GrammarError
from notice_parse.loading import load
from notice_parse.records import Diagnostic, Extraction

Captured = pytest.CaptureFixture[str]
Write = Callable[..., str]


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Makes a file in a folder of its own, which is the working folder."""
    monkeypatch.chdir(tmp_path)

    def write_file(name: str, text: str = "新建公园12处。\n", encoding: str = "utf-8") -> str:
        (tmp_path / name).write_bytes(text.encode(encoding))
        return name

    return write_file


@pytest.fixture(autouse=True)
def _stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """One diagnostic of each severity for each time that the text names it."""

    def extract(document: str, *, encoding: str | None = None, audit: bool = False, grammar: object = ()) -> Extraction:
        source, findings = load(document, encoding)
        if "文法有误" in source.text:
            raise GrammarError("rule x is not valid", where="x.yaml")
        if "程序有误" in source.text:
            raise KeyError("缺")
        diagnostics = [Diagnostic(code=f.code, severity=f.severity, message=f.message, line=f.line) for f in findings]
        for severity, word in (("info", "提示"), ("warning", "警告"), ("error", "错误")):
            for line in range(source.text.count(word)):
                given = {"code": f"some-{severity}", "severity": severity, "message": "It is so.", "line": line + 1}
                diagnostics.append(Diagnostic.model_validate(given))
        made = made_extraction(source.info.path, diagnostics)
        for task in made.notices[0].tasks:
            task.diagnostics = []
            task.numbers = [] if audit else None
        return made

    monkeypatch.setattr(api, "extract_all", lambda document, **options: iter([extract(document, **options)]))


def test_json_on_standard_output(write: Write, capsys: Captured) -> None:
    assert main(["extract", write("a.txt")]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out)["source"]["path"] == "a.txt"
    assert out.startswith('{\n  "schema_version": "1.0",\n')
    assert err == ""


@pytest.mark.parametrize(
    ("arguments", "reads"),
    [
        (["-f", "json"], lambda text: json.loads(text)),
        (["-f", "jsonl"], lambda text: json.loads(text) if text.count("\n") == 1 else None),
        (["--format", "yaml"], lambda text: yaml.safe_load(text)),
        (["-f", "table"], lambda text: {"source": {"path": "a.txt"}} if "a.txt: 1 notice, " in text else None),
    ],
)
def test_formats(
    write: Write, capsys: Captured, arguments: list[str], reads: Callable[[str], dict[str, dict[str, str]]]
) -> None:
    assert main(["extract", write("a.txt"), *arguments]) == 0
    assert reads(capsys.readouterr().out)["source"]["path"] == "a.txt"


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("o.json", "{\n  "),
        ("o.jsonl", '{"schema'),
        ("o.YAML", "---\n"),
        ("o.yml", "---\n"),
        ("o.txt", "云溪市"),
        ("o", "{\n  "),
    ],
)
def test_output_tells_the_format(write: Write, capsys: Captured, name: str, begins: str) -> None:
    assert main(["extract", write("a.md"), "-o", name]) == 0
    assert Path(name).read_text(encoding="utf-8").startswith(begins)
    assert capsys.readouterr() == ("", "")


def test_format_wins_over_the_suffix(write: Write) -> None:
    assert main(["extract", write("a.txt"), "-o", "o.json", "-f", "yaml"]) == 0
    assert Path("o.json").read_text(encoding="utf-8").startswith("---\n")


def test_suffix_that_tells_no_format(write: Write, capsys: Captured) -> None:
    assert main(["extract", write("a.txt"), "-o", "o.docx"]) == 2
    assert "the suffix .docx of o.docx tells no format (use .json" in capsys.readouterr().err


def test_several_files_are_json_lines(write: Write, capsys: Captured) -> None:
    assert main(["extract", write("a.txt"), write("b.txt"), "-f", "json"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [json.loads(line)["source"]["path"] for line in lines] == ["a.txt", "b.txt"]


def test_several_files_are_a_yaml_stream(write: Write, capsys: Captured) -> None:
    assert main(["extract", write("a.txt"), write("b.txt"), "-f", "yaml"]) == 0
    documents = list(yaml.safe_load_all(capsys.readouterr().out))
    assert [d["source"]["path"] for d in documents] == ["a.txt", "b.txt"]


def test_standard_input(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("新建公园。警告".encode("gb18030"))))
    assert main(["extract", "-"]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out)["source"]["path"] == "<stdin>"
    assert err.startswith("<stdin>:1: warning some-warning: It is so.")


def test_standard_input_twice(capsys: Captured) -> None:
    assert main(["extract", "-", "-"]) == 2
    assert "only once" in capsys.readouterr().err


def test_encoding_is_handed_on(write: Write, capsys: Captured) -> None:
    name = write("a.txt", "新建公園", "big5")
    assert main(["extract", name, "--encoding", "utf-8"]) == 3
    assert "a.txt: this is not utf-8" in capsys.readouterr().err
    assert main(["extract", name, "--encoding", "nonsense"]) == 2
    assert "unknown encoding 'nonsense'" in capsys.readouterr().err


def test_audit_is_handed_on(write: Write, capsys: Captured) -> None:
    assert main(["extract", write("a.txt"), "--audit"]) == 0
    assert json.loads(capsys.readouterr().out)["notices"][0]["tasks"][0]["numbers"] == []


def test_input_that_cannot_be_read(write: Write, capsys: Captured) -> None:
    write("b.txt")
    Path("old.json").write_text("old", encoding="utf-8")
    assert main(["extract", "a.txt", "-o", "old.json"]) == 3
    out, err = capsys.readouterr()
    assert out == ""
    assert err == "error: a.txt: there is no such file (did you mean b.txt?)\n"
    assert Path("old.json").read_text(encoding="utf-8") == "old"
    assert main(["extract", "a.txt", "c.txt"]) == 3


def test_a_bad_file_keeps_none_of_the_others(write: Write, capsys: Captured) -> None:
    files = [write("a.txt"), "missing.txt", write("c.txt", "程序有误"), write("d.txt")]
    assert main(["extract", *files]) == 1
    out, err = capsys.readouterr()
    assert [json.loads(line)["source"]["path"] for line in out.splitlines()] == ["a.txt", "d.txt"]
    assert "error: missing.txt: there is no such file" in err
    assert "error: c.txt: internal error, please report it: KeyError('缺')\n" in err
    assert "Traceback" not in err


def test_internal_error_with_its_place(write: Write, capsys: Captured) -> None:
    assert main(["extract", write("c.txt", "程序有误"), "--verbose"]) == 1
    assert "Traceback" in capsys.readouterr().err


def test_grammar_that_is_not_valid(write: Write, capsys: Captured) -> None:
    assert main(["extract", write("a.txt", "文法有误"), write("b.txt")]) == 4
    assert capsys.readouterr() == ("", "error: x.yaml: rule x is not valid\n")


def test_output_that_cannot_be_written(write: Write, capsys: Captured) -> None:
    assert main(["extract", write("a.txt"), "-o", "nowhere/o.json"]) == 5
    assert "nowhere/o.json: cannot write the file" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "fail_on", "code"),
    [
        ("错误", None, 0),
        ("错误", "error", 1),
        ("警告", "error", 0),
        ("警告", "warning", 1),
        ("错误", "warning", 1),
        ("提示", "warning", 0),
        ("提示", "info", 1),
        ("无", "info", 0),
    ],
)
def test_fail_on(write: Write, text: str, fail_on: str | None, code: int) -> None:
    assert main(["extract", write("a.txt", text), *(["--fail-on", fail_on] if fail_on else [])]) == code


def test_fail_on_is_about_any_file(write: Write, capsys: Captured) -> None:
    assert main(["extract", write("a.txt", "错误"), write("b.txt"), "--fail-on", "error"]) == 1
    assert len(capsys.readouterr().out.splitlines()) == 2


def test_diagnostics_are_ranked_and_counted(write: Write, capsys: Captured) -> None:
    main(["extract", write("a.txt", "提示" * 30 + "警告" * 20 + "错误")])
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "a.txt:1: error some-error: It is so."
    assert lines[1:10] == [f"a.txt:{n}: warning some-warning: It is so." for n in range(1, 10)]
    assert lines[10:] == [
        "a.txt: 1 error, 20 warnings, 30 infos (some-info 30, some-warning 20, some-error 1); --verbose tells each"
    ]


def test_verbose_and_quiet(write: Write, capsys: Captured) -> None:
    name = write("a.txt", "提示" * 30)
    main(["extract", name, "--verbose"])
    assert len(capsys.readouterr().err.splitlines()) == 30
    main(["extract", name, "missing.txt", "--quiet"])
    assert capsys.readouterr().err == "error: missing.txt: there is no such file (check the name)\n"


@pytest.mark.parametrize("columns", [80, 120])
def test_table_is_as_wide_as_the_terminal(
    write: Write, capsys: Captured, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    from rich.cells import cell_len

    monkeypatch.setenv("COLUMNS", str(columns))
    main(["extract", write("a.txt"), "-f", "table"])
    out = capsys.readouterr().out
    assert max(map(cell_len, out.split("\n"))) == columns
    assert "\x1b" not in out
