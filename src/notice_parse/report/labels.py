"""Every word of the page that is not of the notice, in Chinese and in English.

A key's two texts stand side by side, so that neither can be forgotten; `{n}` is filled in when the label is used.
"""

from __future__ import annotations

import re

from notice_parse.messages import Language, told

_HAN = re.compile("[\u4e00-\u9fff]")

LABELS: dict[str, tuple[str, str]] = {
    # The page
    "skip": ("跳到内容", "Skip to the content"),
    "report": ("公文任务报告", "Notice report"),
    "comparison": ("年度对比", "Comparison"),
    "contents": ("目录", "Contents"),
    "overview": ("概览", "Overview"),
    "untitled": ("（无标题公文）", "(untitled notice)"),
    "made_by": (
        "由 notice-parse {version} 离线生成；每个数值都指向原文。",
        "Made offline by notice-parse {version}; every value points at its source.",
    ),
    "grammar": ("规则指纹", "Grammar fingerprint"),
    "digest": ("原文 SHA-256", "SHA-256 of the source"),
    "no_notice": ("没有识别出公文。", "No notice was recognised."),
    "print": ("打印", "Print"),
    "only_with_script": ("筛选需要启用脚本；下面列出全部内容。", "Filters need scripts; everything is listed below."),
    # Facts of a notice
    "kind": ("文种", "Kind"),
    "document_number": ("发文字号", "Document number"),
    "issuers": ("发文机关", "Issuers"),
    "issued_on": ("成文日期", "Issued on"),
    "printed_on": ("印发日期", "Printed on"),
    "year": ("年度", "Plan year"),
    "region": ("地区", "Region"),
    "addressees": ("主送", "Addressees"),
    "copied_to": ("抄送", "Copied to"),
    "delivered": ("作报告", "Delivered"),
    "file": ("文件", "File"),
    "glossary": ("名词解释（{n}条）", "Glossary ({n})"),
    "responsibility_schedule": ("责任分解", "Responsibility schedule"),
    "indicator_table": ("指标表", "Indicator table"),
    "work_report": ("政府工作报告", "Work report"),
    "policy": ("政策文件", "Policy"),
    "announcement": ("公告", "Announcement"),
    "other": ("其他公文", "Other notice"),
    # Counts
    "n_tasks": ("任务", "Tasks"),
    "n_units": ("责任单位", "Units"),
    "n_leaders": ("牵头领导", "Leaders"),
    "n_targets": ("量化目标", "Numeric targets"),
    "n_qualitative": ("定性目标", "Qualitative targets"),
    "n_diagnostics": ("待核对", "To check"),
    "n_notices": ("公文", "Notices"),
    # Filters
    "filters": ("筛选", "Filters"),
    "search": ("搜索", "Search"),
    "search_hint": ("任务、单位、指标…", "task, unit, indicator …"),
    "unit": ("单位", "Unit"),
    "role": ("承担方式", "Role"),
    "leader": ("领导", "Leader"),
    "section": ("章节", "Section"),
    "document": ("公文", "Notice"),
    "target": ("目标", "Target"),
    "change": ("变化", "Change"),
    "movement": ("指标变化", "Change of target"),
    "all": ("全部", "All"),
    "reset": ("清除筛选", "Clear filters"),
    "shown": ("显示 {shown} / {all} 项", "{shown} of {all} shown"),
    "nothing": ("没有符合条件的任务。", "No task meets these filters."),
    "with_number": ("有量化目标", "With a number"),
    "without_number": ("没有量化目标", "Without a number"),
    "with_diagnostic": ("有待核对之处", "With something to check"),
    "filtered_by": ("筛选条件：", "Filtered by: "),
    # Roles
    "lead": ("牵头", "Lead"),
    "responsible": ("责任", "Responsible"),
    "cooperating": ("配合", "Cooperating"),
    "first_listed": ("列首位", "listed first"),
    "leaders": ("牵头领导", "Led by"),
    "more_units": ("另有 {n} 个单位", "{n} more units"),
    "filter_by": ("只看“{name}”的任务", "Only tasks of {name}"),
    "total": ("合计", "Total"),
    # Tasks
    "task": ("任务", "Task"),
    "tasks": ("任务清单", "Tasks"),
    "no_tasks": ("这件公文没有任务。", "This notice has no tasks."),
    "category": ("事项分类", "Category"),
    "targets": ("目标", "Targets"),
    "deadline": ("完成时限", "Deadline"),
    "by": ("时限 {when}", "by {when}"),
    "scope": ("范围 {place}", "for {place}"),
    "baseline": ("基数 {value}", "from {value}"),
    "baseline_of": ("{year}年为 {value}", "{value} in {year}"),
    "key": ("核心指标", "Core indicator"),
    "allocation": ("指标分解（{n}项）", "Breakdown ({n})"),
    "item": ("项目", "Item"),
    "extra": ("其他栏目", "Other columns"),
    "line": ("第{n}行", "line {n}"),
    "lines": ("第{first}–{last}行", "lines {first}–{last}"),
    "see_source": ("查看原文{where}", "Show the source, {where}"),
    "infos": ("提示（{n}条）", "Notes ({n})"),
    "error": ("错误", "Error"),
    "warning": ("警告", "Warning"),
    "info": ("提示", "Note"),
    "growth": ("增幅", "growth"),
    "level": ("水平", "level"),
    # Source
    "source": ("原文", "Source"),
    "source_of": ("原文：{path}", "Source: {path}"),
    "close": ("关闭原文", "Close the source"),
    "no_source": (
        "未附原文：{path} 不可读或已改动（SHA-256 不符）。",
        "Source not included: {path} cannot be read or has changed (its SHA-256 differs).",
    ),
    "other_tasks": (
        "未附原文：{path} 不可读，或现在读出的任务与对比中的不同。",
        "Source not included: {path} cannot be read, or no longer gives the tasks that were compared.",
    ),
    # Charts
    "chart_units": ("各单位任务数", "Tasks by unit"),
    "chart_leaders": ("各领导任务数", "Tasks by leader"),
    "chart_dimensions": ("量化目标的类别", "Numeric targets by dimension"),
    "chart_changes": ("任务的变化", "Changes of tasks"),
    "chart_movements": ("指标的变化", "Changes of targets"),
    "chart_series": ("历年指标", "Indicators over the years"),
    "chart_series_note": (
        "只列不止一年都有数值的指标；口径或单位变了的不画线。",
        "Indicators with a number in more than one year; no line where measure or unit changed.",
    ),
    "bar": ("图示", "Chart"),
    "rest": ("其余 {n} 个", "{n} more"),
    "indicator": ("指标", "Indicator"),
    "trend": ("走势", "Trend"),
    "currency": ("金额", "Money"),
    "count": ("数量", "Counts"),
    "ratio": ("比率", "Ratios"),
    "rate": ("每若干人的比率", "Rates per head"),
    "ratio_change": ("百分点变化", "Percentage points"),
    "area": ("面积", "Area"),
    "length": ("长度", "Length"),
    "mass": ("重量", "Mass"),
    "volume": ("体积", "Volume"),
    "power": ("功率", "Power"),
    "apparent_power": ("容量（视在功率）", "Apparent power"),
    "energy": ("能量", "Energy"),
    "duration": ("时长", "Duration"),
    "concentration": ("浓度", "Concentration"),
    "temperature": ("温度", "Temperature"),
    "voltage": ("电压", "Voltage"),
    "bandwidth": ("带宽", "Bandwidth"),
    "computing": ("算力", "Computing"),
    "age": ("年龄", "Age"),
    "score": ("分数", "Scores"),
    "multiple": ("倍数", "Multiples"),
    # Comparison
    "from_to": ("{old} → {new}", "{old} → {new}"),
    "old": ("原", "Old"),
    "new_side": ("新", "New"),
    "old_text": ("原文本", "Old text"),
    "new_text": ("新文本", "New text"),
    "continued": ("延续", "Continued"),
    "split": ("拆分", "Split"),
    "merged": ("合并", "Merged"),
    "new": ("新增", "New"),
    "dropped": ("取消", "Dropped"),
    "raised": ("提高", "Raised"),
    "lowered": ("降低", "Lowered"),
    "same": ("不变", "Same"),
    "bound-changed": ("界限改变", "Bound changed"),
    "unit-changed": ("单位改变", "Unit changed"),
    "measure-changed": ("口径改变", "Measure changed"),
    "stricter": ("要求更严", "stricter"),
    "looser": ("要求放宽", "looser"),
    "difference": ("差额", "Difference"),
    "added": ("增加", "added"),
    "removed": ("减少", "removed"),
    "lead_added": ("改为牵头", "leads now"),
    "lead_removed": ("不再牵头", "leads no more"),
    "evidence": ("配对依据", "Why they were paired"),
    "match": ("吻合度 {n}%", "match {n}%"),
    "reworded": ("改写 {n}%", "{n}% reworded"),
    "same_text": ("文字未变", "Same text"),
    "warnings": ("注意", "Please note"),
    "percentage_points": ("个百分点", "percentage points"),
    "units_changed": ("单位变动", "Units"),
    "leaders_changed": ("领导变动", "Leaders"),
    "no_change": ("两份文件没有任务。", "Neither document has tasks."),
}


class Labels:
    """The labels in one language."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._index = 0 if language is Language.zh else 1

    def __call__(self, key: str, **values: object) -> str:
        """The label, filled in; a value of the records that has no label, such as a new dimension, stands for itself."""
        texts = LABELS.get(key)
        if texts is None:
            return key
        return texts[self._index].format(**values) if values else texts[self._index]

    def told(self, message: str) -> str:
        """The message of a diagnostic, which records hold in English."""
        return told(message, self.language)

    def join(self, names: list[str]) -> str:
        """Names in a row."""
        return ("、" if self.language is Language.zh else ", ").join(names)


def language_of(text: str) -> Language:
    """Chinese where the text has any Chinese character."""
    return Language.zh if _HAN.search(text) else Language.en
