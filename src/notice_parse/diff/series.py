"""Indicators followed through the years, over any number of notices."""

from __future__ import annotations

from collections.abc import Sequence

from notice_parse.diff.choose import Document, Found, check_wanted, choose, narrow, notices_of
from notice_parse.diff.compare import grammar_warnings, to_document
from notice_parse.diff.pairing import MIN_SCORE, pair_tasks
from notice_parse.diff.records import DocumentRef, Point, Series, SeriesList
from notice_parse.diff.target_changes import to_ref
from notice_parse.diff.targets import TargetPair
from notice_parse.diff.views import TargetView, view_tasks
from notice_parse.records import Notice


def series(notices: Sequence[Document], *, indicator: str | None = None, notice: Sequence[str] = ()) -> list[Series]:
    """The indicators that at least two of the notices promise a number for, in the order of the newest.

    `indicator` keeps those whose name, in any year, holds these words. Of an extraction with several notices one is
    taken, as in `compare`. Errors: DiffError as in `compare`.
    """
    return series_list(notices, indicator=indicator, notice=notice).series


def series_list(notices: Sequence[Document], *, indicator: str | None = None, notice: Sequence[str] = ()) -> SeriesList:
    """The same with the documents it is about, the oldest first."""
    chosen = _in_order(_choose_all(notices, notice))
    documents = [to_document(found) for found in chosen]
    chains = _chains([found[1] for found in chosen], documents)
    kept = [
        Series(indicator=chain[-1].target.indicator, points=chain)
        for chain in chains
        if len(chain) > 1 and (not indicator or any(indicator in point.target.indicator for point in chain))
    ]
    return SeriesList(documents=documents, series=kept, warnings=grammar_warnings(documents))


def _choose_all(documents: Sequence[Document], wanted: Sequence[str]) -> list[Found]:
    """One notice of each document: that which fits the first document with only one to choose, else the next one."""
    sides = [notices_of(document) for document in documents]
    check_wanted(wanted, sides)
    sides = [narrow(side, wanted) for side in sides]
    anchor = next((side for side in sides if len(side) == 1), sides[0])
    return [choose(side, anchor)[0] for side in sides]


def _in_order(found: Sequence[Found]) -> list[Found]:
    """By year; a notice without one keeps its place after the one given before it."""
    year = 0
    keyed: list[tuple[int, int, Found]] = []
    for index, item in enumerate(found):
        year = item[1].year or year
        keyed.append((year, index, item))
    return [item for _, _, item in sorted(keyed, key=lambda entry: entry[:2])]


def _chains(notices: Sequence[Notice], documents: Sequence[DocumentRef]) -> list[list[Point]]:
    """Each target joined to the chain of its indicator that ends in the latest earlier notice."""
    ends: list[dict[int, list[Point]]] = []  # for each notice, the chains that end there, by the target's identity
    chains: list[list[Point]] = []
    for index, (notice, document) in enumerate(zip(notices, documents, strict=True)):
        here: dict[int, list[Point]] = {}
        for before in reversed(range(index)):
            for pair in _paired(notices[before], notice):
                if id(pair.new.record) not in here and (chain := ends[before].pop(id(pair.old.record), None)):
                    chain.append(_point(pair.new, document))
                    here[id(pair.new.record)] = chain
        for view in view_tasks(notice.tasks):
            for target in view.targets:
                if id(target.record) not in here:
                    here[id(target.record)] = [_point(target, document)]
                    chains.append(here[id(target.record)])
        ends.append(here)
    newest = {id(chain): -index for index, here in enumerate(ends) for chain in here.values()}
    return sorted(chains, key=lambda chain: (newest[id(chain)], chain[-1].target.line))


def _paired(old: Notice, new: Notice) -> list[TargetPair]:
    """The surest pairs first, so that of two for one target the better one is taken."""
    found = [pair for pair in pair_tasks(old.tasks, new.tasks, MIN_SCORE).targets if not pair.repeated]
    return sorted(found, key=lambda pair: -pair.score)


def _point(target: TargetView, document: DocumentRef) -> Point:
    return Point(
        year=document.year, path=document.path, document_number=document.document_number, target=to_ref(target)
    )
