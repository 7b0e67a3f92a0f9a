"""What Word shows: automatic numbers, tables in place, text boxes, changes as accepted."""

from __future__ import annotations

import io
import zipfile

import pytest

from notice_parse.errors import SourceError
from notice_parse.loading import load
from notice_parse.loading.ordinal_forms import to_ordinal

_NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def made_docx(body: str, numbering: str = "", styles: str = "", more: dict[str, str] | None = None) -> bytes:
    """A Word document with this body, the parts that number its paragraphs, and more parts by the kind of each."""
    others = "".join(f'<Relationship Type="{_TYPE}/{kind}" Target="{kind}.xml"/>' for kind in more or ())
    parts = {
        "_rels/.rels": f'<Relationships><Relationship Type="{_TYPE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {_NAMES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": f'<Relationships><Relationship Type="{_TYPE}/numbering" Target="numbering.xml"/>'
        f'<Relationship Type="{_TYPE}/styles" Target="styles.xml"/>{others}</Relationships>',
        "word/numbering.xml": f"<w:numbering {_NAMES}>{numbering}</w:numbering>",
        "word/styles.xml": f"<w:styles {_NAMES}>{styles}</w:styles>",
        **{f"word/{kind}.xml": text for kind, text in (more or {}).items()},
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def num(list_id: int, level: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'


def lvl(level: int, form: str, text: str, more: str = "") -> str:
    return f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>{more}</w:lvl>'


LEVELS = (
    '<w:abstractNum w:abstractNumId="0">'
    + lvl(0, "chineseCountingThousand", "%1、")
    + lvl(1, "chineseCounting", "（%2）")
    + lvl(2, "decimal", "%3.")
    + lvl(3, "decimal", "%1.%3.%4", "<w:isLgl/>")
    + "</w:abstractNum>"
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
)


def lines(data: bytes) -> list[str]:
    return load(data)[0].text.splitlines()


def test_automatic_numbers() -> None:
    body = "".join(
        [
            p("城市建设", num(1)),
            p("道路", num(1, 1)),
            p("打通断头路", num(1, 2)),
            p("12345热线并线", num(1, 2)),
            p("明细", num(1, 3)),
            p("公园", num(1, 1)),
            p("新建公园", num(1, 2)),
            p("社会事业", num(1)),
            p("教育", num(1, 1)),
            p("另起", num(2)),
        ]
    )
    assert lines(made_docx(body, LEVELS)) == [
        "一、城市建设",
        "（一）道路",
        "1.打通断头路",
        "2. 12345热线并线",
        "1.2.1明细",
        "（二）公园",
        "1.新建公园",
        "二、社会事业",
        "（一）教育",
        "一、另起",
    ]


def test_numbers_of_styles() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Base"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Head"><w:basedOn w:val="Base"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Second"><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    off = '<w:pStyle w:val="Head"/><w:numPr><w:numId w:val="0"/></w:numPr>'
    body = p("甲", '<w:pStyle w:val="Head"/>') + p("乙", '<w:pStyle w:val="Second"/>') + p("无号", off)
    assert lines(made_docx(body, LEVELS, styles)) == ["一、甲", "（一）乙", "无号"]


def test_a_serial_number_in_an_empty_cell() -> None:
    cells = "".join(
        f"<w:tr><w:tc><w:p><w:pPr>{num(1, 2)}</w:pPr></w:p></w:tc><w:tc>{p(text)}</w:tc></w:tr>" for text in "甲乙"
    )
    head = f"<w:tr><w:tc>{p('序号')}</w:tc><w:tc>{p('任务')}</w:tc></w:tr>"
    assert lines(made_docx(f"<w:tbl>{head}{cells}</w:tbl>", LEVELS)) == [
        "| 序号 | 任务 |",
        "|---|---|",
        "| 1. | 甲 |",
        "| 2. | 乙 |",
    ]


def test_merged_cells_in_place() -> None:
    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"

    wide, begin, go_on = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = [
        cell("任务表", '<w:gridSpan w:val="3"/>'),
        cell("任务", begin) + cell("分工", wide),
        cell("", go_on) + cell("牵头") + cell("配合"),
        cell("新建|改建") + cell("甲局</w:t><w:br/><w:t>乙局", begin) + cell(""),
        cell("绿化") + cell("", go_on) + cell("丙局"),
    ]
    table = "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"
    assert lines(made_docx(p("前") + table + p("后"))) == [
        "前",
        "任务表",
        "| 任务 | 分工 | << |",
        "|---|---|---|",
        "| ^^ | 牵头 | 配合 |",
        "| 新建\\|改建 | 甲局<br>乙局 |  |",
        "| 绿化 | ^^ | 丙局 |",
        "后",
    ]


def test_changes_are_read_as_accepted() -> None:
    body = (
        "<w:p><w:r><w:t>新建</w:t></w:r><w:del><w:r><w:delText>10</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>12</w:t></w:r></w:ins><w:r><w:t>处公园</w:t></w:r>"
        "<w:moveFrom><w:r><w:t>移走</w:t></w:r></w:moveFrom></w:p>"
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>两段</w:t></w:r></w:p>" + p("成一段")
    )
    assert lines(made_docx(body)) == ["新建12处公园", "两段成一段"]


def test_a_text_box_is_read_once() -> None:
    box = f"<w:txbxContent>{p('框中文字')}</w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>正文</w:t></w:r><w:r><mc:AlternateContent>"
        f"<mc:Choice Requires='wps'><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>" + p("下文")
    )
    assert lines(made_docx(body)) == ["正文", "框中文字", "下文"]


def test_what_is_not_shown_is_left_out() -> None:
    body = (
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>"
        "<w:sdt><w:sdtContent><w:r><w:t>控件</w:t></w:r></w:sdtContent></w:sdt>"
        "<w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink></w:p><w:p/><w:p/>" + p("尾")
    )
    assert lines(made_docx(body)) == ["控件链接", "", "尾"]


@pytest.mark.parametrize(
    ("number", "form", "shown"),
    [
        (10, "chineseCounting", "十"),
        (11, "chineseCountingThousand", "十一"),
        (20, "chineseCounting", "二十"),
        (105, "chineseCountingThousand", "一百零五"),
        (110, "chineseCountingThousand", "一百一十"),
        (1005, "chineseCountingThousand", "一千零五"),
        (12, "ideographDigital", "一二"),
        (3, "chineseLegalSimplified", "叁"),
        (3, "decimalEnclosedCircle", "③"),
        (21, "decimalEnclosedCircle", "21"),
        (7, "decimalZero", "07"),
        (12, "decimalFullWidth", "１２"),
        (28, "upperLetter", "BB"),
        (4, "lowerRoman", "iv"),
        (2, "ideographTraditional", "乙"),
        (11, "ideographTraditional", "11"),
        (3, "ideographZodiac", "寅"),
        (13, "ideographZodiac", "13"),
        (0, "upperLetter", "0"),
        (14, "upperRoman", "XIV"),
        (105, "ideographDigital", "一〇五"),
        (10000, "chineseCountingThousand", "10000"),
        (5, "unheardOf", "5"),
        (5, "none", ""),
    ],
)
def test_forms_of_numbers(number: int, form: str, shown: str) -> None:
    assert to_ordinal(number, form) == shown


def test_deeply_nested_parts() -> None:
    deep = "<w:sdt><w:sdtContent>" * 3000 + p("里") + "</w:sdtContent></w:sdt>" * 3000
    with pytest.raises(SourceError, match="nested too deeply"):
        load(made_docx(deep))


def test_entities_are_refused() -> None:
    data = made_docx("")
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name == "word/document.xml":
                text = b'<!DOCTYPE a [<!ENTITY b "c">]>' + text
            new.writestr(name, text)
    with pytest.raises(SourceError, match="entities"):
        load(buffer.getvalue())


def test_notes_stand_below_the_text() -> None:
    notes = (
        f'<w:footnotes {_NAMES}><w:footnote w:type="separator">{p("————")}</w:footnote>'
        f"<w:footnote>{p('按常住人口计。')}</w:footnote></w:footnotes>"
    )
    data = made_docx(p("新增学位1080个。"), more={"footnotes": notes})
    assert lines(data) == ["新增学位1080个。", "按常住人口计。"]


def test_of_what_is_there_twice_the_newer_is_read() -> None:
    def twice(newer: str, older: str) -> str:
        return f"<mc:AlternateContent><mc:Choice>{newer}</mc:Choice><mc:Fallback>{older}</mc:Fallback></mc:AlternateContent>"

    body = (
        twice(p("一、工业"), p("一、旧"))
        + f"<w:p>{twice('<w:r><w:t>甲</w:t></w:r>', '<w:r><w:t>乙</w:t></w:r>')}</w:p>"
    )
    assert lines(made_docx(body)) == ["一、工业", "甲"]


def test_signs_and_formulas() -> None:
    def sign(code: str) -> str:
        return f'<w:r><w:sym w:font="Wingdings" w:char="{code}"/></w:r>'

    formula = "<w:oMath><w:r><w:t>PM</w:t></w:r><w:sub><w:t>2.5</w:t></w:sub></w:oMath>"
    body = f"<w:p>{sign('F0FE')}{sign('2116')}{sign('none')}{sign('FFFFFFFF')}{formula}</w:p>"
    # A sign of the font's own means nothing elsewhere; it is seen that there was one.
    assert lines(made_docx(body)) == ["□№PM2.5"]


def test_tables_as_they_are_changed_merged_and_nested() -> None:
    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"

    def row(cells: str, properties: str = "") -> str:
        return f"<w:tr><w:trPr>{properties}</w:trPr>{cells}</w:tr>"

    rows = [
        row(cell("序号") + cell("任务") + cell("单位")),
        row(cell("0") + cell("删去的任务") + cell("市财政局"), "<w:del/>"),
        row(cell("1") + cell("甲", '<w:hMerge w:val="restart"/>') + cell("", "<w:hMerge/>")),
        row(cell("乙") + cell("市建设局"), '<w:gridBefore w:val="1"/>'),
        f"<w:sdt><w:sdtContent>{row(cell('3') + cell('丙') + cell('市民政局'))}</w:sdtContent></w:sdt>",
        row(
            f"<w:tc>{p('4')}</w:tc><w:tc><w:tbl>{row(cell('内') + cell('表'))}</w:tbl>{p('')}</w:tc>" + cell("市教育局")
        ),
    ]
    assert lines(made_docx(f"<w:tbl>{''.join(rows)}</w:tbl>")) == [
        "| 序号 | 任务 | 单位 |",
        "|---|---|---|",
        "| 1 | 甲 | << |",
        "|  | 乙 | 市建设局 |",
        "| 3 | 丙 | 市民政局 |",
        "| 4 | 内 表 | 市教育局 |",
    ]


def test_a_mark_of_merging_with_nothing_before_it_is_an_empty_cell() -> None:
    cells = f"<w:tc><w:tcPr><w:vMerge/></w:tcPr>{p('甲')}</w:tc><w:tc>{p('乙')}</w:tc>"
    table = f"<w:tbl><w:tr>{cells}</w:tr><w:tr><w:tc>{p('丙')}</w:tc><w:tc>{p('丁')}</w:tc></w:tr></w:tbl>"
    assert lines(made_docx(table))[0] == "|  | 乙 |"


def test_bullets_and_levels_that_begin_anew() -> None:
    levels = (
        '<w:abstractNum w:abstractNumId="0">'
        + lvl(0, "bullet", "\uf06c")
        + lvl(1, "bullet", "◆")
        + lvl(12, "decimal", "%1.")
        + "</w:abstractNum>"
        '<w:abstractNum w:abstractNumId="1">'
        + lvl(0, "decimal", "%1、")
        + lvl(1, "decimal", "%2）", '<w:lvlRestart w:val="0"/>')
        + "</w:abstractNum>"
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="1"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    )
    body = "".join(
        [
            p("甲", num(1)),
            p("乙", num(1, 1)),
            p("丙", num(1, 5)),
            p("丁", num(2)),
            p("戊", num(2, 1)),
            p("己", num(2)),
            p("庚", num(2, 1)),
            p("辛", num(3)),
        ]
    )
    assert lines(made_docx(body, levels)) == ["·甲", "◆乙", "丙", "1、丁", "1）戊", "2、己", "2）庚", "5、辛"]


def test_a_heading_style_that_a_list_names() -> None:
    levels = (
        '<w:abstractNum w:abstractNumId="0"><w:styleLink w:val="Outline"/>'
        + lvl(0, "chineseCounting", "%1、", '<w:pStyle w:val="Head1"/>')
        + lvl(1, "chineseCounting", "（%2）", '<w:pStyle w:val="Head2"/>')
        + '</w:abstractNum><w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="Outline"/></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{name}"{more}><w:pPr>{numbered}</w:pPr></w:style>'
        for name, more, numbered in (
            ("Body", ' w:default="1"', ""),
            ("Head1", "", '<w:numPr><w:numId w:val="1"/></w:numPr>'),
            ("Head2", "", '<w:numPr><w:numId w:val="1"/></w:numPr>'),
        )
    )
    body = p("工业", '<w:pStyle w:val="Head1"/>') + p("制造业", '<w:pStyle w:val="Head2"/>') + p("正文。")
    assert lines(made_docx(body, levels, styles)) == ["一、工业", "（一）制造业", "正文。"]
