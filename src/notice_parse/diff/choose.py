"""Which notice of a document to compare: the one asked for, else the one of the same series as the other side's."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz.distance import Indel

from notice_parse.errors import DiffError
from notice_parse.records import Extraction, Notice
from notice_parse.text.fold import fold

_YEARS = re.compile(r"(?:19|20)\d\d|[\s()\[\]“”《》<>]+")
_BRACKETS = re.compile(r"[\s()\[\]]+")
_PLANS = frozenset({"responsibility_schedule", "work_report", "indicator_table"})

Found = tuple[Extraction | None, Notice]
Document = Notice | Extraction | Sequence[Extraction]


def notices_of(document: Document) -> list[Found]:
    """The notices of a document with the extraction they are from.

    Errors: DiffError where it holds none.
    """
    if isinstance(document, Notice):
        return [(None, document)]
    held = [document] if isinstance(document, Extraction) else document
    found: list[Found] = [(extraction, notice) for extraction in held for notice in extraction.notices]
    if not found:
        where = held[0].source.path if held else None
        raise DiffError("there is no notice to compare", where=where)
    return found


def narrow(found: Sequence[Found], wanted: Sequence[str]) -> list[Found]:
    """The notices that one of the wanted words names, by document number or part of the title; all where none does."""
    return [item for item in found if any(_names(word, item[1]) for word in wanted)] or list(found)


def check_wanted(wanted: Sequence[str], sides: Sequence[Sequence[Found]]) -> None:
    """Errors: DiffError for a word that names no notice of any side, with those there are."""
    for word in wanted:
        if not any(_names(word, notice) for side in sides for _, notice in side):
            known = [notice.document_number or notice.title or "?" for side in sides for _, notice in side]
            raise DiffError(f"no notice is named {word}", hint=f"there are: {'、'.join(known[:20])}")


def choose(old: Sequence[Found], new: Sequence[Found]) -> tuple[Found, Found]:
    """The two notices most likely to be of one series: same kind, like titles, with tasks; of several the longest."""
    pairs = [(first, second) for first in old for second in new]
    return max(pairs, key=lambda pair: _same_series(pair[0][1], pair[1][1]))


def _same_series(old: Notice, new: Notice) -> tuple[bool, float, int]:
    kinds = 1.0 if old.kind == new.kind else 0.5 if {old.kind, new.kind} <= _PLANS else 0.0
    titles = Indel.normalized_similarity(_series_title(old), _series_title(new)) if old.title and new.title else 0.0
    fewest, most = sorted((len(old.tasks), len(new.tasks)))
    return fewest > 0, round(kinds + titles, 2), fewest + most


def _series_title(notice: Notice) -> str:
    return _YEARS.sub("", fold(notice.title or ""))


def _names(word: str, notice: Notice) -> bool:
    wanted = _plain(word)
    return wanted in _plain(notice.document_number or "") or wanted in _plain(notice.title or "")


def _plain(text: str) -> str:
    """Without the brackets and blanks that people type in many ways: 〔2024〕 and (2024)."""
    return _BRACKETS.sub("", fold(text))
