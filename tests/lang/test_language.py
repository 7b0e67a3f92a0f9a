"""Which language is spoken, and that records do not care."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Annotated

import pytest
import typer
from rich.cells import cell_len
from typer.main import get_command

from notice_parse import messages
from notice_parse.cli.app import app
from notice_parse.cli.language import Commands, LanguageOption, put_in_chinese
from notice_parse.cli.main import main
from notice_parse.messages import Language, find_language
from shared import CHECKOUT

Captured = pytest.CaptureFixture[str]
SAMPLES = CHECKOUT / "samples"
OLD, NEW = str(SAMPLES / "yunxi-2023-schedule.txt"), str(SAMPLES / "yunxi-2024-schedule.md")
POLICY = str(SAMPLES / "yunxi-2022-policy.txt")
COMMANDS = sorted(get_command(app).commands)  # type: ignore[attr-defined]
_HAN = re.compile("[\u4e00-\u9fff]")


@pytest.fixture(autouse=True)
def _afterwards_english() -> object:
    yield
    messages.use(Language.en)


@pytest.mark.parametrize(
    ("arguments", "environment", "language", "asked"),
    [
        ([], {}, "en", False),
        (["--lang", "zh"], {}, "zh", True),
        (["extract", "a", "--lang=zh"], {"LANG": "en_US.UTF-8"}, "zh", True),
        (["--lang", "zh", "extract", "a", "--lang", "en"], {}, "en", True),
        (["extract", "--", "--lang", "zh"], {}, "en", False),
        (["--lang", "fr"], {"LANG": "zh_CN.UTF-8"}, "zh", False),
        (["--lang"], {}, "en", False),
        ([], {"NOTICE_PARSE_LANG": "zh", "LC_ALL": "en_US.UTF-8"}, "zh", True),
        ([], {"NOTICE_PARSE_LANG": "en", "LC_ALL": "zh_CN.UTF-8"}, "en", True),
        ([], {"NOTICE_PARSE_LANG": "", "LANG": "zh_CN"}, "zh", False),
        (["--lang", "en"], {"NOTICE_PARSE_LANG": "zh"}, "en", True),
        ([], {"LANG": "zh_CN.UTF-8"}, "zh", False),
        ([], {"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en", False),
        ([], {"LANG": "en_US", "LC_MESSAGES": "zh_SG.GB2312"}, "zh", False),
        ([], {"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "zh_CN.UTF-8", "LC_ALL": "C"}, "en", False),
        ([], {"LANG": "zh_CN.UTF-8", "LC_ALL": ""}, "zh", False),
        ([], {"LANG": "zh-Hans"}, "zh", False),
        ([], {"LANG": "zhuang"}, "en", False),
        ([], {"LC_CTYPE": "zh_CN.UTF-8"}, "en", False),
    ],
)
def test_who_decides(arguments: list[str], environment: dict[str, str], language: str, asked: bool) -> None:
    assert find_language(arguments, environment) == (Language(language), asked)


@pytest.mark.parametrize(
    "command",
    [
        ["extract", OLD, NEW, "-f", "jsonl"],
        ["extract", POLICY],
        ["extract", POLICY, "-f", "yaml"],
        ["extract", POLICY, "-f", "csv"],
        ["extract", POLICY, "-f", "csv", "--rows", "diagnostics", "--labels", "zh"],
        ["extract", POLICY, "-f", "md"],
        ["targets", POLICY],
        ["text", POLICY],
        ["schema"],
        ["diff", OLD, NEW, "-f", "json"],
        ["diff", OLD, NEW, "-f", "csv"],
        ["diff", OLD, NEW, "-f", "md"],
        ["diff", OLD, NEW, "-f", "csv", "--labels", "zh"],
    ],
    ids=lambda command: " ".join(part for part in command if "/" not in part),
)
def test_data_is_the_same_in_every_language(command: list[str], capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    outs = []
    for language in ("en", "zh"):
        assert main([*command, "--lang", language]) == 0
        outs.append(capfdbinary.readouterr().out)
    assert outs[0]
    assert outs[0] == outs[1]


def test_summary_of_a_batch_is_the_same_in_every_language(tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    kept = []
    for language in ("en", "zh"):
        out, summary = tmp_path / language, tmp_path / f"{language}.json"
        arguments = ["batch", POLICY, str(tmp_path / "empty.txt"), "-o", str(out), "--summary", str(summary)]
        assert main([*arguments, "--lang", language]) == 1
        files = {path.name: path.read_bytes() for path in out.rglob("*.json")}
        kept.append((re.sub(r'"seconds": .*', "", summary.read_text(encoding="utf-8")), files))
    told = capsys.readouterr().err
    assert kept[0] == kept[1]
    assert '"reason": "the file is empty (check that' in kept[1][0]
    assert "empty.txt：文件是空的（请确认文件已完整保存或下载）" in told
    assert "量化目标" in told


@pytest.mark.parametrize("command", [[], *([name] for name in COMMANDS)], ids=lambda names: "".join(names) or "-")
@pytest.mark.parametrize("columns", [60, 80, 120])
def test_help_in_chinese(command: list[str], columns: int, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    assert main([*command, "--help", "--lang", "zh"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert out.startswith("用法：notice-parse")
    assert "示例：notice-parse" in out.replace("示例：echo '新建公园12个以上' | ", "示例：")
    assert "-h, --help" in out
    assert "--lang" in out
    assert "…" not in out, "help is cut"
    framed = [line for line in out.split("\n") if line.startswith(("│", "╭", "╰"))]
    assert {cell_len(line) for line in framed} == {columns if columns < 110 else 110}
    # Latin words are names to be typed, values and proper names; two small ones in a row would be English.
    assert not [line for line in framed if re.search(r"\b[a-z]{2,} [a-z]{2,}\b", line)]


def test_every_command_takes_the_option(capsys: Captured) -> None:
    for name in COMMANDS:
        assert main([name, "--lang", "fr"]) == 2
        assert "'fr' is not one of 'en', 'zh'" in " ".join(re.findall(r"[^│\s]+", capsys.readouterr().err)), name


def test_commands_in_groups_take_the_option_too(capsys: Captured) -> None:
    program = typer.Typer(cls=Commands)
    inner = typer.Typer(help="Documents to read; - is standard input.")

    @program.callback()
    def _common(lang: LanguageOption = None) -> None:
        pass

    @inner.command(help="Do unchanged files again.")
    def again(file: Annotated[str, typer.Argument(metavar="FILE")]) -> None:
        print(file)

    @inner.command()
    def other() -> None:
        pass

    program.add_typer(inner, name="inner")
    assert get_command(program).main(["inner", "again", "a", "--lang", "zh"], standalone_mode=False) is None
    assert capsys.readouterr().out == "a\n"
    command = get_command(program)
    messages.use(Language.zh)
    put_in_chinese(command)
    command.main(["inner", "--help"], prog_name="p", standalone_mode=False)
    assert "│ again  没有变动的文件也重做。" in capsys.readouterr().out
    command.main(["inner", "again", "--help"], prog_name="p", standalone_mode=False)
    out = capsys.readouterr().out
    assert out.startswith("用法：p inner again [选项] 文件\n\n没有变动的文件也重做。")
    assert "--lang" in out


def test_english_after_chinese(capsys: Captured) -> None:
    """What one call has put into Chinese is English again for the next."""
    assert main(["extract", "--help", "--lang", "zh"]) == 0
    assert main(["extract", "--help"]) == 0
    out = capsys.readouterr().out.split("示例：")[1]
    assert "Usage: notice-parse extract [OPTIONS]" in out
    assert "Options" in out
    assert "Documents to read" in out


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["nonsense"], 2, "错误：没有这个命令：'nonsense'"),
        (["extract"], 2, "错误：缺少参数 '文件...'"),
        (["extract", "a", "--fromat", "x"], 2, "错误：没有这个选项：--fromat（相近的有：--format）"),
        (["extract", "a", "-f"], 2, "错误：选项 '-f' 后面要有值。"),
        (["extract", "a", "-f", "pdf"], 2, "的值无效：'pdf' 不在 'json', 'jsonl'"),
        (["batch", "a", "--jobs", "x"], 2, "的值无效：应为整数"),
        (["batch", "a", "--jobs", "0"], 2, "的值无效：应不小于 1"),
        (["schema", "more"], 2, "错误：多出了参数（more）"),
        (["extract", "missing.txt"], 3, "错误：missing.txt：没有这个文件（请检查文件名）"),
        (["extract", str(SAMPLES)], 3, "：这是文件夹，不是文件（请写出其中的文件名）"),
        (["extract", "-", "-"], 2, "错误：标准输入只能读一次"),
        (["extract", POLICY, "-o", "x.foo"], 2, "错误：从 x.foo 的后缀 .foo 看不出格式（请用 .json"),
        (["extract", POLICY, "-o", "/nowhere/x.json"], 5, "写不了文件：没有这个文件或文件夹（文件夹 /nowhere 不存在）"),
        (["diff", OLD], 2, "错误：diff 只对比两份文件（请写旧文件和新文件"),
        (["diff", OLD, NEW, "--indicator", "x"], 2, "错误：--indicator 要与 --series 同用"),
        (["diff", OLD, NEW, "--notice", "无此文"], 3, "错误：没有名为 无此文 的公文（现有：云政办发〔2023〕3号"),
        (["stats", "missing.json"], 3, "错误：missing.json：读不了记录：没有这个文件或文件夹"),
        (["validate", str(CHECKOUT / "LICENSE")], 3, "：这不是 JSON：此处缺少值：第 "),
    ],
)
def test_errors_in_chinese(
    arguments: list[str], code: int, told: str, capsys: Captured, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert main(arguments) == code
    out, err = capsys.readouterr()
    assert out == ""
    assert told in err
    if code == 2 and "查看帮助" in err:
        assert err.startswith("用法：notice-parse")


def test_a_binary_file_in_chinese(tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(bytes(range(256)) * 20)
    assert main(["extract", str(path), "--lang", "zh"]) == 3
    assert (
        "：这是二进制文件，不是文字（请先另存为纯文本（UTF-8），或用 --encoding 指明编码）" in capsys.readouterr().err
    )


def test_diagnostics_keep_place_and_code(tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("新建公园。\n".encode("gb18030") * 40 + b"\xff\n")
    assert main(["targets", str(path), "--lang", "zh"]) == 0
    said = capsys.readouterr().err
    assert said.startswith(f"{path}:41: 警告 undecodable-bytes: 第 1 列：字节 FF 不是 gb18030 编码")
    main(["extract", POLICY, "--lang", "zh"])
    assert "用 --verbose 逐条显示" in capsys.readouterr().err


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("columns", [80, 120])
@pytest.mark.parametrize(
    ("command", "heads"),
    [
        (["extract", NEW, "-q", "-f", "table"], {"zh": "序号   任务", "en": "No.    Task"}),
        (["targets", POLICY, "-f", "table"], {"zh": "指标 ", "en": "Indicator "}),
        (["diff", OLD, NEW, "-f", "table"], {"zh": "指标提高 ", "en": "Targets raised "}),
        (["diff", OLD, NEW, "--series"], {"zh": "指标 ", "en": "indicator "}),
        (["stats", "{records}"], {"zh": "单位 ", "en": "Unit "}),
        (["stats", "{records}", "--unit", "发改局"], {"zh": "年度   序号 ", "en": "Year   No. "}),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_tables(
    command: list[str],
    heads: dict[str, str],
    columns: int,
    language: str,
    tmp_path: Path,
    capsys: Captured,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    records = tmp_path / "r.jsonl"
    if "{records}" in command:
        assert main(["extract", "-q", OLD, NEW, "-o", str(records)]) == 0
    monkeypatch.setenv("COLUMNS", str(columns))
    assert main([part.format(records=records) for part in [*command, "--lang", language]]) == 0
    out = capsys.readouterr().out
    assert heads[language] in out
    assert heads["en" if language == "zh" else "zh"] not in out
    lines = out.split("\n")
    assert max(map(cell_len, lines)) <= columns
    assert not [line for line in lines if line.strip()[:1] in ("，", "。", "、", "；")], "a line begins with a mark"


@pytest.mark.parametrize(
    ("arguments", "page", "reason"),
    [
        ([], "zh-CN", "相同文字 "),
        (["--lang", "en"], "en", "shared text "),
        (["--lang", "zh"], "zh-CN", "相同文字 "),
        (["--lang", "en", "--labels", "zh"], "zh-CN", "相同文字 "),
        (["--lang", "zh", "--labels", "en"], "en", "shared text "),
    ],
    ids=lambda value: "".join(value) if isinstance(value, list) else "",
)
def test_report(arguments: list[str], page: str, reason: str, tmp_path: Path, capsys: Captured) -> None:
    compared = tmp_path / "d.json"
    assert main(["diff", OLD, NEW, "-o", str(compared)]) == 0
    assert main(["report", str(compared), *arguments]) == 0
    out = capsys.readouterr().out
    assert f'<html lang="{page}"' in out
    assert f"<li>{reason}" in out
    evidence = re.findall(r"<li>([^<]*)</li>", "".join(re.findall(r'<details class="evidence">.*?</details>', out)))
    assert len(evidence) > 20
    if page != "en":
        # Names of indicators may hold Latin letters of their own, words of ours do not.
        assert not [line for line in evidence if re.search(r"\b(shared|alike|target|phrase|same|nearest|to)\b", line)]


def test_evidence_of_a_csv_is_in_the_language_of_its_labels(capsys: Captured) -> None:
    assert main(["diff", OLD, NEW, "-f", "csv", "--labels", "zh"]) == 0
    assert "指标相同" in capsys.readouterr().out
    assert main(["diff", OLD, NEW, "-f", "csv", "--lang", "zh"]) == 0
    assert "same indicator" in capsys.readouterr().out


def test_messages_of_a_csv_are_in_the_language_of_its_labels(capsys: Captured) -> None:
    rows = ["extract", "-q", POLICY, "-f", "csv", "--rows", "diagnostics"]
    assert main([*rows, "--labels", "zh"]) == 0
    assert "责任标注的括号不成对" in capsys.readouterr().out
    assert main([*rows, "--lang", "zh"]) == 0
    assert "the marking of responsibility has a bracket without its partner" in capsys.readouterr().out


def test_problems_of_records(tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "r.json"
    assert main(["extract", "-q", POLICY, "-o", str(path)]) == 0
    record = json.loads(path.read_text(encoding="utf-8"))
    record["notices"][0]["year"] = "x"
    record["notices"][0]["kind"] = "poem"
    del record["notices"][0]["tasks"][0]["id"]
    record["more"] = 1
    path.write_text(json.dumps(record), encoding="utf-8")
    assert main(["validate", str(path), "--lang", "zh"]) == 1
    out, err = capsys.readouterr()
    assert "notices.0.tasks.0.id: 缺少这个字段" in out
    assert "more: 不允许有这个字段" in out
    assert "notices.0.year: 应为整数" in out
    assert "notices.0.kind: 应为 'responsibility_schedule', " in out
    assert "Input" not in out
    assert err == "共 1 份记录，其中 1 份有问题\n"
    assert main(["stats", str(path), "--lang", "zh"]) == 3
    assert "这不是 extract 的记录：notices.0." in capsys.readouterr().err
    assert main(["diff", str(path), str(path), "--lang", "zh"]) == 3
    assert "Field required" not in capsys.readouterr().err


def test_english_imports_no_chinese() -> None:
    import subprocess
    import sys

    code = (
        "import sys; from notice_parse.cli.main import main; main(sys.argv[1:]);"
        "print([n for n in sys.modules if n.startswith('notice_parse.messages.') or n == 'notice_parse.cli.chinese_help'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "targets", POLICY], capture_output=True, text=True, check=True, encoding="utf-8"
    )
    assert done.stdout.endswith("[]\n")


def test_unknown_text_stays_as_it_is() -> None:
    for text in ("", "something else", "云政发〔2022〕11号", "a: b (c)", "{}", "path to x: y"):
        assert messages.told(text, Language.zh) == text
        assert messages.told_evidence(text.replace("path to x: y", ""), Language.zh) == text.replace("path to x: y", "")


def test_what_is_filled_in_is_kept() -> None:
    assert messages.told("the file is larger than 64 MiB", Language.zh) == "文件超过 64 MiB"
    assert (
        messages.told("a{b}: there is no such file (check the name)", Language.zh)
        == "a{b}：没有这个文件（请检查文件名）"
    )
    assert messages.told("number （三） follows （一）", Language.zh) == "序号 （一） 之后是 （三），不连续"
    group = "x/1 to y/2: shared text 0.80, target 就业, units alike 0.50"
    assert messages.told_evidence(group, Language.zh) == "由 x/1 到 y/2：相同文字 0.80，指标 就业，单位相似 0.50"
    assert messages.told_evidence(group, Language.en) == group
