"""`python -m notice_parse.prepare`: do once, at installation, what every start would otherwise do again.

Digests the grammars and compiles the patterns, and keeps both beside the package's byte code. Nothing else depends on
it: without it everything works the same, a quarter of a second later.
"""

from __future__ import annotations

from notice_parse.text import patterns
from notice_parse.text.variants import simplify

_WARM_UP = """云溪市人民政府办公室关于印发2024年重点工作责任分解的通知
云政办发〔2024〕1号
各镇人民政府、街道办事处，市政府各部门：
现印发给你们，请认真贯彻执行。
云溪市人民政府办公室
2024年2月8日
2024年重点工作责任分解
一、林越常务副市长牵头重点工作
1. 新增制造业贷款260亿元，增长6.5%左右，其中普惠贷款不少于三分之一，力争到2025年突破400亿元，实现全覆盖。
责任单位：发改局、各镇（街道）
2. 开展活动30场次以上。（市财政局牵头，市税务局配合，2024年12月底前完成）
抄送：市委各部门。

| 序号 | 工作任务 | 责任单位 |
|---|---|---|
| 1 | 新建公园3个 | 市建设局 |
"""


def prepare() -> int:
    """Digest and compile; gives the number of patterns kept.

    Errors: OSError where the package's folder cannot be written.
    """
    patterns.record()
    from notice_parse.api import extract_text
    from notice_parse.grammar.load import keep_digest, load_grammar

    keep_digest()
    grammar = load_grammar()
    # All of them, since the stages ask for some only once a document needs them.
    kept = [rule.pattern for file in grammar.files for rule in grammar.rules(file["id"])]
    assert kept
    extract_text(_WARM_UP, audit=True)
    extract_text("序号 | 指标名称 | 2022年实际值 | 2023年目标值 |\n1 | 新增学位(个) | 7320 | 4590 |\n")
    extract_text(
        "政府工作报告\n2024年1月20日在云溪市第十届人民代表大会第三次会议上\n云溪市市长 林越\n一、2023年工作回顾\n好。\n名词解释\n三园：三个园。\n"
    )
    simplify("餘額")
    return patterns.keep()


if __name__ == "__main__":
    print(f"kept {prepare()} patterns")
