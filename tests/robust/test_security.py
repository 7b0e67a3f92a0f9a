"""What a hostile file may not do: run in a reader's browser or spreadsheet, fill the memory, write elsewhere, use the network."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from made import made_extraction, made_task
from notice_parse.api import extract_text
from notice_parse.cli.main import main
from notice_parse.emit.as_csv import emit_csv
from notice_parse.errors import GrammarError, SourceError
from notice_parse.grammar.load import load_base
from notice_parse.grammar.strict_yaml import load_strict
from notice_parse.loading import load
from notice_parse.records.read import read_values
from report.pages import Elements, page
from shared import CHECKOUT

FILES = CHECKOUT / "tests" / "loading" / "files"
MARKUP = [
    "</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\"><svg/onload=alert(1)>", "' onmouseover='alert(1)",
    "{{7*7}}", "{% raw %}", "<!--", "]]>", "&lt;script&gt;", "javascript:alert(1)", "\u2028</style><style>*{}",
]  # fmt: skip
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠A1", "=cmd|' /C calc'!A0"]


# --- the page of `report` ---


@pytest.mark.parametrize("hostile", MARKUP)
def test_markup_stays_text_on_the_page(hostile: str, tmp_path: Path) -> None:
    """In every field of a record: title, task, unit, leader, indicator, column, path."""
    extraction = made_extraction(path=f"{hostile}.txt")
    notice = extraction.notices[0]
    notice.title = notice.region = notice.document_number = hostile
    notice.issuers = notice.addressees = [hostile]
    task = notice.tasks[0]
    task.id, task.text, task.schedule, task.title = f"{hostile}/1", f"新建{hostile}公园", hostile, hostile
    task.section_path, task.extra, task.deadline, task.category = [hostile], {hostile: hostile}, hostile, hostile
    task.responsible_units[0].name = task.responsible_units[0].canonical = hostile
    task.lead_leaders[0].name = task.lead_leaders[0].post = hostile
    task.numeric_targets[0].indicator = task.numeric_targets[0].unit = task.numeric_targets[0].text = hostile
    path = tmp_path / "records.json"
    path.write_text(extraction.model_dump_json(), encoding="utf-8")
    plain = tmp_path / "plain.json"
    plain.write_text(made_extraction().model_dump_json(), encoding="utf-8")
    made = page(path)
    found, expected = Elements(made).found, Elements(page(plain)).found
    assert {tag for tag, _, _ in found} <= {tag for tag, _, _ in expected} | {
        "mark",
        "p",
        "dl",
        "dt",
        "dd",
        "details",
        "summary",
    }
    scripts = [tag for tag, _, _ in found if tag in ("script", "style")]
    assert scripts == [tag for tag, _, _ in expected if tag in ("script", "style")]
    for tag, attributes, _ in found:
        assert not [name for name in attributes if name.startswith("on")], tag
        assert attributes.get("href", "#").startswith("#")
    assert "新建" in made
    if hostile == "{{7*7}}":
        assert "{{7*7}}" in made


# --- spreadsheets ---


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_is_a_formula(formula: str) -> None:
    extraction = made_extraction(path=formula)
    extraction.notices[0].tasks = [made_task("1", formula)]
    task = extraction.notices[0].tasks[0]
    task.responsible_units[0].name = task.section_path[0] = extraction.notices[0].title = formula
    task.extra = {formula: formula}
    for rows in ("tasks", "targets", "units", "notices", "diagnostics", "allocations"):
        text = emit_csv(extraction, rows).decode("utf-8-sig")
        cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
        assert cells
        assert not [cell for cell in cells if cell.startswith(tuple("=+@\t\r\n＝＋－＠"))], rows
        assert not [cell for cell in cells if cell.startswith("-") and not _is_number(cell)], rows


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_of_a_workbook_is_a_formula(formula: str) -> None:
    pytest.importorskip("xlsxwriter")
    from notice_parse.emit.as_xlsx import emit_xlsx

    extraction = made_extraction(path=formula)
    extraction.notices[0].tasks = [made_task("1", formula)]
    extraction.notices[0].title = formula
    with zipfile.ZipFile(io.BytesIO(emit_xlsx(extraction))) as book:
        sheets = [name for name in book.namelist() if "worksheets/sheet" in name]
        assert len(sheets) == 5
        assert not [name for name in sheets if b"<f>" in book.read(name) or b"<hyperlink" in book.read(name)]


# --- entities, aliases, nesting ---

LAUGHS = '<!DOCTYPE a [<!ENTITY b "ha">{}]>'.format(
    "".join(f'<!ENTITY b{n} "{f"&b{n - 1 if n > 1 else chr(0)};" * 10}">'.replace("\0", "") for n in range(1, 9))
)
OUTSIDE = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'


def _with_part(name: str, part: str, change: str, encoding: str = "utf-8", before: str = "") -> bytes:
    """The file with a document type before one of its parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(FILES / name) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            data = old.read(info)
            if info.filename == part:
                text = data.decode("utf-8")
                body = text[text.index("?>") + 2 :] if text.startswith("<?xml") else text
                head = f'<?xml version="1.0" encoding="{encoding}"?>'
                data = (head + before + change + body).encode(encoding)
            new.writestr(info.filename, data)
    return out.getvalue()


PARTS = [
    ("notice.docx", "word/document.xml"), ("notice.docx", "_rels/.rels"), ("notice.docx", "word/_rels/document.xml.rels"),
    ("notice.xlsx", "xl/workbook.xml"), ("notice.xlsx", "xl/worksheets/sheet1.xml"), ("notice.xlsx", "[Content_Types].xml"),
    ("notice.xlsx", "xl/_rels/workbook.xml.rels"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "part"), PARTS)
@pytest.mark.parametrize("change", [LAUGHS, OUTSIDE], ids=["laughs", "outside"])
@pytest.mark.parametrize("way", ["plain", "behind a long comment", "utf-16"])
def test_entities_are_refused(name: str, part: str, change: str, way: str) -> None:
    if name.endswith("xlsx"):
        pytest.importorskip("openpyxl")
    before = f"<!--{'x' * 9000}-->" if way == "behind a long comment" else ""
    data = _with_part(name, part, change, "utf-16" if way == "utf-16" else "utf-8", before)
    with pytest.raises(SourceError, match="entities"):
        load(data)


def test_the_parts_alone_do_no_harm() -> None:
    for name, part in PARTS:
        if name.endswith("docx"):
            assert load(_with_part(name, part, ""))[0].text


BOMB = "a: &a ['x','x']\n" + "".join(
    f"{n}: &{n} [{', '.join(['*' + p] * 9)}]\n" for p, n in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    "text",
    [
        BOMB,
        "a: &a [*a]",
        "a: !!python/object/apply:os.system ['true']",
        "a: !!python/name:os.system",
        "a: !!binary aGk=\n? [b]\n: c",
        "? {a: b}\n: c",
        "[" * 5000,
        "a: " + "{b: " * 5000,
        "- " * 5000,
        "a: 2031-99-99",
        "a: \ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
        "\x00",
        "<<: *a",
        "%YAML 9.9\n---\na",
        "a: b\n---\nc: d",
    ],
    ids=range(15),
)
def test_grammar_files_build_nothing_but_words(text: str, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(GrammarError):
        load_base(str(tmp_path))


def test_grammar_files_of_bad_bytes(tmp_path: Path) -> None:
    for data in (b"\xff\xfe\x00", b"a: \x80", b"", b"\xef\xbb\xbf"):
        (tmp_path / "a.yaml").write_bytes(data)
        with pytest.raises(GrammarError):
            load_base(str(tmp_path))
    assert load_strict(b"a: 'b'", "x") == {"a": "b"}


@pytest.mark.parametrize("text", [BOMB, "a: &a [*a]", "!!python/object/apply:os.system ['true']", "[" * 20_000])
def test_records_in_yaml_build_nothing_but_values(text: str, tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SourceError):
        list(read_values(str(path)))
    assert main(["validate", str(path), "--quiet"]) != 0


@pytest.mark.parametrize(
    "text", ['{"a":' * 100_000, "[" * 100_000, '{"a": 1e999999999}', '{"a": ' + "9" * 5000 + "}", "NaN", '"\\ud800"']
)
def test_records_in_json_are_refused_or_told_wrong(text: str, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(text, encoding="utf-8")
    assert main(["validate", str(path), "--quiet"]) in (1, 3)


# --- PDFs that lead in circles ---


def _pdf(objects: list[bytes], trailer: bytes = b"") -> bytes:
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj%s endobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(data)
    size = len(objects) + 1
    return (
        data + b"xref\n0 %d\n0000000000 65535 f \n" % size + table
        + b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer % start if b"%d" in trailer else trailer, start)
    )  # fmt: skip


_ROOT = b"<</Type/Catalog/Pages 2 0 R>>"
_PAGES = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
_FORM = (
    b"<</Length 5/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 5 0 R>>>>>>stream\n/F Do\nendstream"
)
_PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>>>"
_CONTENT = b"<</Length 5>>stream\n/F Do\nendstream"
CIRCLES = {
    "pages that hold themselves": _pdf([_ROOT, b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>"]),
    "a page that is its parent": _pdf([_ROOT, _PAGES, b"<</Type/Pages/Kids[2 0 R]/Parent 3 0 R/Count 1>>"]),
    "tables that lead to themselves": _pdf([_ROOT, _PAGES, _PAGE, _CONTENT, _FORM], b"/Prev %d"),
    "a form that draws itself": _pdf([_ROOT, _PAGES, _PAGE, _CONTENT, _FORM]),
    "a length that is its own": _pdf([_ROOT, _PAGES, _PAGE, b"<</Length 4 0 R>>stream\n/F Do\nendstream", _FORM]),
    "a reference to itself": _pdf([_ROOT, b"2 0 R"]),
    "outlines in brackets": _pdf([_ROOT, _PAGES, b"[" * 20_000]),
}


@pytest.mark.parametrize("name", CIRCLES)
def test_pdfs_that_lead_in_circles(name: str, tmp_path: Path) -> None:
    pytest.importorskip("pdfplumber")
    path = tmp_path / "a.pdf"
    path.write_bytes(CIRCLES[name])
    told = subprocess.run(
        [sys.executable, "-m", "notice_parse", "extract", str(path)], capture_output=True, timeout=60, check=False
    )
    assert told.returncode == 3, told.stderr.decode()[-400:]
    assert b"Traceback" not in told.stderr


# --- nothing outside, nothing over the network ---

NAMES = [
    "-rf.txt",
    "=cmd.txt",
    "a\nb.txt",
    "..txt",
    "...txt",
    "%2e%2e%2f.txt",
    "甲!乙.txt",
    "$(id).txt",
    "'\";.txt",
    "x" * 200 + ".txt",
    "con.txt",
    "\u202etxt.exe.txt",
    "~.txt",
]


def _all(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


def test_nothing_is_written_outside_the_output(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (CHECKOUT / "samples" / "yunxi-2022-policy.txt").read_text(encoding="utf-8")
    folder = tmp_path / "work" / "in"
    (folder / "a" / "b").mkdir(parents=True)
    for name in NAMES:
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "a" / "b" / "c.txt").write_text(text, encoding="utf-8")
    with zipfile.ZipFile(folder / "z.zip", "w") as archive:
        for name in (
            "../../out.txt",
            "/abs.txt",
            "a/../../b.txt",
            "c:\\d.txt",
            "\\\\host\\e.txt",
            "good/f.txt",
            "..\\g.txt",
        ):
            archive.writestr(name, text)
    (tmp_path / "outside.txt").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path / "work")
    before = _all(tmp_path)
    code = main(["batch", "in", "../outside.txt", "-o", "out", "--jobs", "1", "--quiet", "--summary", "out/s.json"])
    assert code in (0, 1)
    made = _all(tmp_path) - before
    assert made
    assert not [name for name in made if not name.startswith("work/out")]
    told = json.loads((tmp_path / "work" / "out" / "s.json").read_text(encoding="utf-8"))
    assert told["done"] >= len(NAMES)


_NO_NETWORK = """
import socket
def _refuse(self, address, *rest):
    if self.family in (socket.AF_INET, socket.AF_INET6):
        open(MARK, "a").write(f"{address}\\n")
        raise OSError("no network")
    return _connect(self, address, *rest)
def _no_names(*_, **__):
    open(MARK, "a").write("getaddrinfo\\n")
    raise OSError("no network")
_connect = socket.socket.connect
socket.socket.connect = socket.socket.connect_ex = _refuse
socket.getaddrinfo = socket.gethostbyname = _no_names
"""


def test_no_command_uses_the_network(tmp_path: Path) -> None:
    """Every command runs with a socket that refuses to connect and tells of it, in worker processes too."""
    mark = tmp_path / "mark"
    (tmp_path / "sitecustomize.py").write_text(_NO_NETWORK.replace("MARK", repr(str(mark))), encoding="utf-8")
    paths = os.pathsep.join([str(tmp_path), str(CHECKOUT / "src"), os.environ.get("PYTHONPATH", "")])
    environment = {**os.environ, "PYTHONPATH": paths}
    probe = "import socket; socket.socket().connect(('127.0.0.1', 9))"
    subprocess.run([sys.executable, "-c", probe], env=environment, capture_output=True, check=False)
    assert mark.read_text(encoding="utf-8"), "the watch itself works"
    mark.unlink()
    web = tmp_path / "page.html"
    web.write_text(
        "<html><head><link rel=stylesheet href='http://127.0.0.1:9/a.css'></head><body><img src='http://127.0.0.1:9/b.png'><p>云溪市人民政府办公室关于公园的通知</p></body></html>",
        encoding="utf-8",
    )
    old, new = (str(CHECKOUT / "samples" / f"yunxi-{name}") for name in ("2023-schedule.txt", "2024-schedule.md"))
    out = str(tmp_path / "records.jsonl")
    commands = [
        ["extract", old, new, str(web), str(FILES / "notice.docx"), "-o", out, "--quiet"],
        ["targets", old], ["text", str(web)], ["schema"], ["diff", old, new], ["stats", out], ["validate", out],
        ["report", old, new, "-o", str(tmp_path / "report.html")],
        ["batch", old, new, "-o", str(tmp_path / "out"), "--jobs", "2", "--quiet"],
    ]  # fmt: skip
    for command in commands:
        told = subprocess.run(
            [sys.executable, "-m", "notice_parse", *command], env=environment, capture_output=True, check=False
        )
        assert told.returncode == 0, (command, told.stderr.decode()[-500:])
    assert not mark.exists(), mark.read_text(encoding="utf-8")


def test_a_notice_may_not_name_a_file() -> None:
    """Nothing in a text makes the program read another file."""
    text = "云溪市人民政府办公室关于公园的通知\n附件：../../etc/passwd\n![图](file:///etc/passwd)\n1.新建公园。（市建设局负责）\n"
    assert "root:" not in extract_text(text).model_dump_json()
