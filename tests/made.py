"""An extraction made by hand, with one of everything that an output has to write."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from notice_parse.records import (
    Allocation,
    Baseline,
    Diagnostic,
    Extraction,
    GlossaryEntry,
    Leader,
    Notice,
    NumericTarget,
    QualitativeTarget,
    Quantity,
    ResponsibleUnit,
    Share,
    SourceRecord,
    Span,
    Task,
)

SPAN = Span(line_start=3, line_end=4, segments=[(12, 20), (22, 30)])
LONG_TEXT = "在城东片区新建口袋公园12处以上，完善步道、照明与座椅（含无障碍设施），面积不少于1.10万平方米。" * 3


def made_target() -> NumericTarget:
    """1.10 keeps its digits; 11000 comes out of a multiplication that leaves an exponent behind."""
    return NumericTarget(
        indicator="口袋公园面积",
        comparator="ge",
        value=Decimal("1.10"),
        unit="万平方米",
        quantity=Quantity(value=Decimal("11") * Decimal("1E+3"), unit="平方米", dimension="area"),
        measure="level",
        deadline="6月底",
        baseline=Baseline(value=Decimal("0.95"), unit="万平方米", year=2030),
        key=True,
        text="不少于1.10万平方米",
        span=SPAN,
    )


def made_task(number: str, text: str = LONG_TEXT) -> Task:
    return Task(
        id=f"云政办发〔2031〕7号/1/{number}",
        schedule="附件1",
        section_path=["一、城市更新（6项）"],
        number=number,
        text=text,
        extra={"备注: 其他": "yes", "no": "- 一\n# 二\t三"},
        lead_leaders=[Leader(name="吴君", post="副市长", span=SPAN)],
        responsible_units=[
            ResponsibleUnit(name="市建设局", role="lead", role_basis="first_listed", span=SPAN),
            ResponsibleUnit(name="各镇（街道）", role="responsible", role_basis="label", collective=True, span=SPAN),
            ResponsibleUnit(name="市资规局", role="cooperating", role_basis="phrase", span=SPAN),
        ],
        numeric_targets=[made_target()],
        qualitative_targets=[QualitativeTarget(indicator="公园覆盖", text="全覆盖", span=SPAN)],
        allocations=[
            Allocation(
                item="口袋公园",
                total=Decimal(12),
                total_text="12",
                shares=[Share(area="东湖镇", value=Decimal(12), text="12"), Share(area="西岭镇", value=None, text="/")],
            )
        ],
        deadline="1.5",
        diagnostics=[Diagnostic(code="allocation-sum", severity="warning", message="12 is not 13.", line=4)],
        span=SPAN,
    )


def made_extraction(path: str = "made.txt", diagnostics: list[Diagnostic] | None = None) -> Extraction:
    notice = Notice(
        kind="responsibility_schedule",
        title="云溪市人民政府办公室关于印发《口袋公园建设任务清单》的通知",
        document_number="云政办发〔2031〕7号",
        issuers=["云溪市人民政府办公室"],
        issued_on=date(2031, 2, 8),
        year=2031,
        tasks=[made_task("1"), made_task("（十二）", "null"), made_task("1.2.3", "“云溪”: a\u2028b\ufeffc\x7fd")],
        glossary=[GlossaryEntry(term="口袋公园", definition="面积较小的公园", span=SPAN)],
        span=SPAN,
    )
    return Extraction(
        tool_version="0.1.0",
        source=SourceRecord(
            path=path, sha256="0" * 64, media_type="text/plain", encoding="utf-8", characters=40, lines=4
        ),
        notices=[notice],
        diagnostics=[] if diagnostics is None else diagnostics,
    )
