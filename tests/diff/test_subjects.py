"""What tasks are about: the words of a subject count as one, whatever a year calls it."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest

from diff.make import made_notice
from notice_parse.diff import compare
from notice_parse.diff.subjects import SubjectLikeness
from notice_parse.diff.views import view_tasks
from notice_parse.diff.words import subjects_of
from notice_parse.grammar import load_grammar

_SUBJECTS = load_grammar().entries("subjects.subjects")
_OTHERS = [
    "改造提升镇级应急消防站5个。 | 消防救援大队",
    "推进沙渚圩区提标工程。 | 水利局",
    "建成沙渚口袋公园3个。 | 综合行政执法局",
    "办好云溪蜜梨节。 | 农业农村局",
]


def test_there_are_subjects() -> None:
    assert len(_SUBJECTS) > 100


@pytest.mark.parametrize("name", list(_SUBJECTS))
def test_near_misses(name: str) -> None:
    """Each subject is found by each of its words and not in what only sounds like it."""
    words, near = _SUBJECTS[name]["words"].split(), _SUBJECTS[name]["near"]
    assert name not in subjects_of(near)
    assert all(len(word) > 1 for word in words)
    # A longer word may be of another subject that it belongs to more: 数字化转型 holds no other's, 农村公路 holds 公路.
    assert {name} == {found for word in words for found in subjects_of(word)}


def test_a_word_is_of_one_subject() -> None:
    counts = Counter(word for entry in _SUBJECTS.values() for word in entry["words"].split())
    assert [word for word, count in counts.items() if count > 1] == []


@pytest.mark.parametrize(
    ("old", "new", "subject"),
    [
        ("发展3岁以下婴幼儿照护服务。 | 卫健局", "新增婴幼儿托位260个。 | 卫健局", "托育"),
        (
            "严打涉黑涉恶、电信网络诈骗等犯罪。 | 公安局",
            "常态化扫黑除恶，深化反诈，遏制网络诈骗。 | 公安局",
            "打击犯罪",
        ),
        ("办好市内招商推介会12场。 | 投促中心", "组建驻外招商小分队5支，推介重点地块。 | 投促中心", "招商"),
    ],
)
def test_other_words_for_one_subject(old: str, new: str, subject: str) -> None:
    """Tasks that share hardly a word go together where they alone speak of a subject and have the same unit."""
    diff = compare(made_notice(2023, [old, *_OTHERS]), made_notice(2024, [new, *_OTHERS]))
    pair = next(change for change in diff.tasks if change.old and change.old[0].number == "1")
    assert [ref.number for ref in pair.new] == ["1"]
    assert f"subject {subject}" in pair.evidence


def test_a_subject_of_many_tasks_makes_no_pair() -> None:
    """Where every other task is about it, a subject says nothing of which goes on as which."""
    old = [f"推进{name}小学改造提升。 | 教育局" for name in ("青石", "白鹭", "望澜", "环湖")]
    new = [f"完成{name}幼儿园建设。 | 教育局" for name in ("海棠", "梧桐", "银杏", "香樟")]
    found = compare(made_notice(2023, [*old, *_OTHERS]), made_notice(2024, [*new, *_OTHERS]))
    assert sum(change.change == "continued" for change in found.tasks) <= len(_OTHERS) + 1


def test_likeness_of_subjects() -> None:
    tasks = view_tasks(made_notice(2023, ["新增托位60个。", "扩大婴幼儿照护服务。", *_OTHERS]).tasks)
    likeness = SubjectLikeness(tasks)
    one, same = (view for view in tasks if "托育" in view.subjects)
    other = next(view for view in tasks if "水利" in view.subjects)
    assert likeness.alike(one, same) == pytest.approx(1)
    assert likeness.shared(one, same) == ["托育"]
    assert 0 < likeness.weight(one, same) < 1
    assert (likeness.alike(one, other), likeness.contained(one, other), likeness.weight(one, other)) == (0, 0, 0)


def test_candidates_are_found_by_subject() -> None:
    old = view_tasks(made_notice(2023, ["加快发展婴幼儿照护。", *_OTHERS]).tasks)
    new = view_tasks(made_notice(2024, ["新增托位60个。", *_OTHERS]).tasks)
    found = SubjectLikeness([*old, *new]).find_candidates(old, new)
    pairs = {(old[i].record.number, new[j].record.number) for i, j in found}
    assert ("1", "1") in pairs
    assert ("1", "2") not in pairs


def test_scores_stay_scores() -> None:
    diff = compare(made_notice(2023, _OTHERS), made_notice(2024, _OTHERS[::-1]))
    assert all(change.score == Decimal(1) for change in diff.tasks)
