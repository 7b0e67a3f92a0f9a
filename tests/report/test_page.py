"""The page as text: nothing is fetched, nothing of a notice is taken for markup, every link leads somewhere."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import time
import zipfile
from pathlib import Path

import pytest

from made import made_extraction
from notice_parse.cli.main import main
from notice_parse.errors import SourceError
from notice_parse.messages import Language
from notice_parse.report.inputs import read_inputs
from report.pages import NEW, OLD, SAMPLES, Elements, diff_file, extracted, page, records_file
from shared import CHECKOUT, SHARED, needs_shared

CSS = CHECKOUT / "src" / "notice_parse" / "report" / "page" / "page.css"
HOSTILE = "云溪市人民政府办公室关于公园的通知\n一、新建<script>alert(1)</script>公园5个</p>&amp;\"'。（责任单位：市<b>建设局）\n"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("pages")
    policy = SAMPLES / "yunxi-2022-policy.txt"
    return {"schedule": page(NEW), "years": page(OLD, NEW), "diff": page(diff_file(folder)), "policy": page(policy)}


def test_nothing_is_fetched(made: dict[str, str]) -> None:
    for text in made.values():
        found = Elements(text).found
        assert not {tag for tag, _, _ in found} & {"link", "img", "iframe", "object", "embed", "base", "audio", "video"}
        for tag, attributes, _ in found:
            assert "src" not in attributes, tag
            assert not [name for name in attributes if name.startswith("on") or name == "style"], tag
            assert attributes.get("href", "#").startswith("#")
        assert not re.search(r"url\(|@import", CSS.read_text("utf-8"))


def test_the_policy_allows_the_pages_own_script_and_style_only(made: dict[str, str]) -> None:
    elements = Elements(made["schedule"])
    (policy,) = [held["content"] for held, _ in elements.of("meta") if "Policy" in held.get("http-equiv", "")]
    scripts = [text for held, text in elements.of("script") if "type" not in held]
    for texts, directive in ((scripts, "script-src"), ([text for _, text in elements.of("style")], "style-src")):
        digests = [
            "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'" for text in texts
        ]
        assert f"{directive} {' '.join(digests)};" in policy
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_every_link_leads_somewhere_on_the_page(made: dict[str, str]) -> None:
    for name, text in made.items():
        found = Elements(text).found
        ids = [attributes["id"] for _, attributes, _ in found if "id" in attributes]
        assert len(ids) == len(set(ids))
        links = [attributes["href"] for tag, attributes, _ in found if tag == "a"]
        assert len(links) > 20, name
        assert {link[1:] for link in links} <= set(ids)
        for _, attributes, _ in found:
            if "aria-labelledby" in attributes:
                assert attributes["aria-labelledby"] in ids


def test_the_offsets_of_links_are_in_the_lines_they_name(made: dict[str, str]) -> None:
    elements = Elements(made["schedule"])
    starts = json.loads(elements.of("script", id="data")[0][1])["starts"]
    checked = 0
    for tag, held, _ in elements.found:
        if tag == "a" and held.get("class") == "where" and held["data-at"]:
            match = re.fullmatch(r"#s(\d+)-L(\d+)", held["href"])
            assert match
            source, first = starts[int(match[1])], int(match[2])
            begin = min(int(part.split("-")[0]) for part in held["data-at"].split(","))
            assert source[first - 1] <= begin
            assert first == len(source) or begin < source[first]
            checked += 1
    assert checked > 200


def test_the_embedded_source_is_the_source(made: dict[str, str]) -> None:
    lines = [
        "".join(texts)
        for tag, held, texts in Elements(made["schedule"]).found
        if tag == "li" and "-L" in held.get("id", "")
    ]
    assert lines == NEW.read_text("utf-8").splitlines()


def test_everything_in_the_records_is_on_the_page(made: dict[str, str]) -> None:
    flat = re.sub(r"<[^>]+>", "", made["schedule"])
    tasks = [task for notice in extracted(NEW).notices for task in notice.tasks]
    for task in tasks:
        assert task.text.replace('"', "&#34;") in flat
        for unit in task.responsible_units:
            assert f">{unit.name}</button>" in made["schedule"]
    assert made["schedule"].count('<mark class="number">') > 100
    assert made["schedule"].count("<article") == len(tasks)


def test_markup_in_a_notice_is_text(tmp_path: Path) -> None:
    path = tmp_path / "<b>a.txt"
    path.write_text(HOSTILE, encoding="utf-8")
    text = page(path)
    elements = Elements(text)
    assert len(elements.of("script")) == 2
    assert not [held for held, said in elements.of("b") if "建设局" in said]
    assert "新建&lt;script&gt;alert(1)&lt;/script&gt;公园" in text
    data = elements.of("script", id="data")[0][1]
    assert "<" not in data
    assert json.loads(data)["items"]


def test_records_without_their_source_have_no_links(tmp_path: Path) -> None:
    text = page(records_file(tmp_path, made_extraction()))
    elements = Elements(text)
    assert not elements.of("a", class_="where")
    assert elements.of("span", class_="where")
    assert "未附原文：made.txt" in text
    for said in (
        "口袋公园面积",
        "核心指标",
        "指标分解（1项）",
        "2030年为 0.95万平方米",
        "12 is not 13.",
        "面积较小的公园",
        "时限 6月底",
    ):
        assert said in text, said


def test_a_changed_source_is_not_shown(tmp_path: Path) -> None:
    source = tmp_path / "notice.txt"
    source.write_text(HOSTILE, encoding="utf-8")
    records = records_file(tmp_path, extracted(source))
    assert '<a class="where"' in page(records)
    source.write_text(HOSTILE.replace("5个", "6个"), encoding="utf-8")
    assert '<a class="where"' not in page(records)


def test_a_source_beside_its_records_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("notice.txt").write_text(HOSTILE, encoding="utf-8")
    assert main(["extract", "-q", "notice.txt", "-o", "records.jsonl"]) == 0
    monkeypatch.chdir("/")
    assert '<a class="where"' in page(tmp_path / "records.jsonl")


def test_a_comparison_shows_each_change_once(tmp_path: Path) -> None:
    path = diff_file(tmp_path)
    diff = read_inputs([str(path)]).diffs[0]
    text = page(path)
    elements = Elements(text)
    articles = [held for held, _ in elements.of("article")]
    assert len(articles) == len(diff.tasks) > 50
    for kind, count in diff.summary.tasks.items():
        assert sum(held["class"].endswith(f" {kind}") for held in articles) == count
    assert text.count('<aside class="source"') == 1
    assert (
        len([1 for tag, held, _ in elements.found if tag == "details" and re.fullmatch(r"s\d", held.get("id", ""))])
        == 2
    )
    assert "要求更严" in text
    assert "<del>" in text


def test_a_comparison_of_documents_that_are_gone_has_no_links(tmp_path: Path) -> None:
    path = diff_file(tmp_path)
    data = json.loads(path.read_text("utf-8"))
    data["old"]["path"], data["new"]["path"] = "gone.txt", str(SAMPLES / "yunxi-2022-policy.txt")  # there, but another
    path.write_text(json.dumps(data), encoding="utf-8")
    text = page(path)
    assert '<a class="where"' not in text
    assert "未附原文：gone.txt 不可读，或现在读出的任务" in text


def test_labels_in_english(tmp_path: Path) -> None:
    text = page(NEW, language=Language.en)
    assert '<html lang="en">' in text
    assert "Responsibility schedule" in text
    own = re.sub(r'<(\w+)[^>]* lang="zh-CN"[^>]*>.*?</\1>', "", text, flags=re.DOTALL)
    assert "牵头领导" not in own.split("<script")[0].split("</style>")[1].split('<aside class="source"')[0]


def test_the_same_input_gives_the_same_page() -> None:
    assert page(OLD) == page(OLD)


def test_nothing_to_show(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("随便写的一句话\n", encoding="utf-8")
    records = records_file(tmp_path, extracted(path).model_copy(update={"notices": []}))
    assert "没有识别出公文" in page(records)
    alone = made_extraction()
    alone.notices[0].tasks = []
    assert "这件公文没有任务" in page(records_file(tmp_path, alone))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "not JSON"),
        ('{"a": 1}', "neither records nor a comparison"),
        ('{"notices": [], "source": 1}', "not the records of this version: source"),
    ],
)
def test_json_that_is_something_else(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SourceError, match=said):
        read_inputs([str(path)])


def test_yaml_is_refused_and_not_taken_for_a_notice(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("notices: []\n", encoding="utf-8")
    with pytest.raises(SourceError, match="JSON"):
        read_inputs([str(path)])


def test_command(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    out = tmp_path / "report.html"
    assert main(["report", str(records_file(tmp_path, made_extraction())), "-o", str(out), "--labels", "en"]) == 0
    assert capsys.readouterr() == ("", "made.txt: not readable or changed since, so the page has no links into it\n")
    assert "<!DOCTYPE html>" in out.read_text("utf-8")
    assert main(["report", "-", "-"]) == 2
    assert main(["report", str(tmp_path / "none.txt")]) == 3


def test_size_and_time_of_a_long_schedule(tmp_path: Path) -> None:
    long = extracted(NEW).model_copy(deep=True)
    (first, *_) = long.notices
    first.tasks = (first.tasks * 3)[:165]
    path = records_file(tmp_path, long)
    page(path)  # once to load and compile what is loaded and compiled once
    begin = time.perf_counter()
    text = page(path)
    assert time.perf_counter() - begin < 1
    assert text.count("<article") == 165
    assert len(text.encode()) < 1_000_000


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


PAIRS = [
    *[(ink, ground) for ink in ("ink", "faint", "link", "accent") for ground in ("ground", "card")],
    *[("ink", "number"), ("ink", "word"), ("accent-ink", "lead"), ("come-ink", "come"), ("gone-ink", "gone")],
    *[("warn-ink", "warn"), ("card", "number-line"), ("word-line", "word")],
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast(scheme: str) -> None:
    css = CSS.read_text("utf-8")
    block = css.split("prefers-color-scheme: dark")[scheme == "dark"]
    colours = dict(re.findall(r"--([\w-]+): ((?:#[0-9a-f]{6})\b)", block.split("* {")[0]))
    for ink, ground in PAIRS:
        light, dark = sorted((_luminance(colours[ink]), _luminance(colours[ground])), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, f"{ink} on {ground}, {scheme}"


def test_an_archive_gives_a_page_of_what_can_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "notices.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(OLD, "a.txt")
        archive.writestr("b.txt", "\n")
    out = tmp_path / "report.html"
    assert main(["report", str(path), "-o", str(out)]) == 1
    assert "b.txt" in capsys.readouterr().err
    tasks = [task for notice in extracted(OLD).notices for task in notice.tasks]
    assert out.read_text("utf-8").count("<article") == len(tasks)


@needs_shared
@pytest.mark.shared
@pytest.mark.parametrize("name", ["*-schedule.*", "*-indicators.*", "*-gazette-*", "wild/*_2020.txt"])
def test_real_notices(name: str) -> None:
    paths = sorted((SHARED / "notices").glob(name))[:4]
    assert paths
    for path in paths:
        text = page(path)
        tasks = [task for notice in extracted(path).notices for task in notice.tasks]
        assert text.count("<article") == len(tasks), path.name
        assert len(text.encode()) < 1_000_000
        inside = {
            tuple(target.span.segments)
            for task in tasks
            for target in task.numeric_targets
            if any(start <= target.span.segments[0][0] < end for start, end in task.span.segments)
        }
        assert text.count('<mark class="number">') >= 0.95 * len(inside), path.name
