"""Labels, numbers, unit names, facets, charts and series."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from made import SPAN, made_target
from notice_parse.diagnostics import CATALOGUE
from notice_parse.messages import Language
from notice_parse.records import Extraction, ResponsibleUnit
from notice_parse.report.charts import chart, line
from notice_parse.report.codes import CODE_NAMES
from notice_parse.report.facets import Facets
from notice_parse.report.labels import LABELS, Labels, language_of
from notice_parse.report.numbers import bounded, percent, plain, signed
from notice_parse.report.series import find_series
from notice_parse.report.units import UnitNames
from report.pages import NEW, OLD, SAMPLES, built, extracted
from shared import CHECKOUT

PACKAGE = CHECKOUT / "src" / "notice_parse"


def _unit(name: str, canonical: str | None) -> ResponsibleUnit:
    return ResponsibleUnit(name=name, canonical=canonical, role="lead", role_basis="label", span=SPAN)


def test_labels_fill_in_the_same_values_in_both_languages() -> None:
    for key, texts in LABELS.items():
        assert len({frozenset(re.findall(r"\{(\w+)\}", text)) for text in texts}) == 1, key
        assert re.search("[\u4e00-\u9fff]", texts[0]) or key == "from_to", key
        assert not re.search("[\u4e00-\u9fff]", texts[1]), key


def test_every_label_is_used_and_every_kind_and_dimension_has_one() -> None:
    used = "".join(path.read_text("utf-8") for path in (PACKAGE / "report").rglob("*.py") if path.name != "labels.py")
    used += "".join(path.read_text("utf-8") for path in (PACKAGE / "report" / "page").iterdir())
    used += (PACKAGE / "quantities" / "measures.py").read_text("utf-8")
    kinds = "".join(
        (PACKAGE / name / f"{what}.py").read_text("utf-8")
        for name, what in (("records", "notice"), ("diff", "records"))
    )
    grammars = "".join(path.read_text("utf-8") for path in (CHECKOUT / "grammars").glob("*.yaml"))
    dimensions = set(re.findall(r"dimension: ?'([a-z_]+)'", grammars))
    assert len(dimensions) > 10
    assert dimensions <= set(LABELS)
    for literal in re.findall(r"(?:Kind|Role|Severity) = Literal\[([^\]]+)\]", kinds):
        assert set(re.findall(r'"([^"]+)"', literal)) <= set(LABELS)
    quoted = set(re.findall(r"""['"]([\w-]+)['"]""", used + kinds)) | dimensions
    assert set(LABELS) - quoted == set()


def test_language_of_the_content() -> None:
    assert language_of("a 公园") is Language.zh
    assert language_of("a park") is Language.en
    assert Labels(Language.en)("shrubs") == "shrubs"


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        ("800", "人", "+800人"),
        ("-120000000", "元", "−1.2亿元"),
        ("25000", "平方米", "+2.5万平方米"),
        ("0", "个", "±0个"),
    ],
)
def test_differences(value: str, unit: str, said: str) -> None:
    assert signed(Decimal(value), unit) == said


def test_numbers() -> None:
    assert bounded(made_target()) == "≥1.1万平方米"
    assert plain(Decimal("5E+8")) == "500000000"
    assert percent(Decimal("-0.375")) == "−37.5%"


def test_names_of_one_unit_become_one_and_levels_stay_apart() -> None:
    alike = UnitNames(
        [_unit("市发改委", "发展改革部门"), _unit("发改委", "发展改革部门"), _unit("市发改委", "发展改革部门")]
    )
    assert alike.of(_unit("发改委", "发展改革部门")) == "市发改委"
    assert alike.of_canonical("发展改革部门") == "市发改委"
    apart = UnitNames([_unit("市发改委", "发展改革部门"), _unit("省发改委", "发展改革部门")])
    assert apart.of(_unit("省发改委", "发展改革部门")) == "省发改委"
    market = UnitNames([_unit("市场监管局", "市场监督管理部门"), _unit("县市场监管局", "市场监督管理部门")])
    assert market.of(_unit("县市场监管局", "市场监督管理部门")) == "市场监管局"
    assert market.of(_unit("云溪交投集团", None)) == "云溪交投集团"


def test_facets_count_items_and_not_mentions() -> None:
    facets = Facets()
    assert [
        facets.add({"unit": ["甲", "甲"]}),
        facets.add({"unit": ["乙"], "leader": []}),
        facets.add({"unit": ["乙"]}),
    ] == [0, 1, 2]
    assert [(choice.label, choice.count) for choice in facets.choices("unit")] == [("乙", 2), ("甲", 1)]
    assert facets.items[1] == {"unit": [1]}
    assert facets.choices("leader") == []


def test_bars_stand_end_to_end_and_the_longest_fills_its_box() -> None:
    made = chart("", "", [("a", "lead"), ("b", "one")], [("甲", [1, 3], 4), ("乙", [1, 0], 1)])
    assert [bar.parts for bar in made.bars] == [[(0, 25), (25, 75)], [(0, 25), (25, 0)]]


def test_lines_rise_where_numbers_do() -> None:
    (x1, y1), (x2, y2), (x3, y3) = line([(2030, Decimal(5)), (2031, Decimal(8)), (2033, Decimal(8))]).points
    assert y1 > y2 == y3
    assert (x3 - x2) == pytest.approx(2 * (x2 - x1), abs=0.2)
    assert {y for _, y in line([(2030, Decimal(5)), (2031, Decimal(5))]).points} == {15.0}


def test_the_unit_chart_counts_what_the_records_say() -> None:
    report = built(NEW)
    tasks = [task for notice in extracted(NEW).notices for task in notice.tasks]
    bars = {bar.label: bar for bar in report.charts[0].bars}
    name = report.charts[0].bars[0].label
    held = [task for task in tasks if any(unit.name == name for unit in task.responsible_units)]
    assert bars[name].total >= len(held) > 5
    assert sum(bar.total for bar in report.charts[-1].bars) == sum(len(task.numeric_targets) for task in tasks)
    counts = dict(report.counts)
    assert counts["任务"] == len(tasks)


def test_series_need_two_years_of_one_region() -> None:
    assert find_series([extracted(NEW)]) == []
    (found,) = find_series([extracted(OLD), extracted(NEW)])
    assert {document.year for document in found.documents} == {2023, 2024}
    moved = extracted(NEW).model_copy(deep=True)
    for notice in moved.notices:
        notice.region = "平澜县"
    assert find_series([extracted(OLD), moved]) == []


def test_series_on_the_page_have_links_and_lines() -> None:
    (table,) = built(OLD, NEW).series
    assert table.years == [2023, 2024]
    assert len(table.rows) > 20
    cells = [cell for row in table.rows for held in row.cells for cell in held]
    assert all(cell.link and cell.link.source is not None and cell.link.at for cell in cells)
    assert any(row.line for row in table.rows)


def test_every_sample_makes_a_page() -> None:
    names = sorted(path for path in SAMPLES.iterdir() if path.name != "README.md")
    assert len(names) >= 6
    for path in names:
        extraction: Extraction = extracted(path)
        report = built(path)
        assert [view.task_count for view in report.notices] == [len(notice.tasks) for notice in extraction.notices]
        assert len(report.facets.items) == sum(view.task_count for view in report.notices)


def test_names_of_codes_are_of_codes_that_exist() -> None:
    assert set(CODE_NAMES) <= set(CATALOGUE)
    assert len(set(CODE_NAMES.values())) == len(CODE_NAMES)
