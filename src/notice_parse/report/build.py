"""From what was given to what the page shows."""

from __future__ import annotations

from dataclasses import dataclass

from notice_parse.messages import Language
from notice_parse.records import Extraction
from notice_parse.report.changes import DiffView, DiffViews
from notice_parse.report.charts import Chart, dimension_chart, leader_chart, unit_chart
from notice_parse.report.facets import Facets
from notice_parse.report.inputs import Inputs
from notice_parse.report.labels import Labels, language_of
from notice_parse.report.notices import Note, NoticeView, NoticeViews, notes_of
from notice_parse.report.series import SeriesTable, SeriesTables, find_series
from notice_parse.report.sources import Sources
from notice_parse.report.units import UnitNames, all_units


@dataclass(frozen=True)
class Report:
    """Everything on the page."""

    labels: Labels
    title: str
    notices: list[NoticeView]
    diffs: list[DiffView]
    charts: list[Chart]
    series: list[SeriesTable]
    counts: list[tuple[str, int]]
    notes: list[tuple[str, list[Note]]]
    facets: Facets
    sources: Sources
    extractions: list[Extraction]
    content_language: Language


def build_report(inputs: Inputs, language: Language | None = None) -> Report:
    """The page's content; its labels are in Chinese where the documents are, unless a language is asked for."""
    content = _language(inputs)
    labels = Labels(language or content)
    compared = inputs.compared()
    sources, facets = Sources(inputs.sources, inputs.folders), Facets()
    names = UnitNames(all_units(compared))
    diffs = DiffViews(labels, sources, facets, names)
    views = NoticeViews(labels, sources, facets, names)
    diff_views = [diffs.of(diff, compared) for diff in inputs.diffs]
    notices = [view for extraction in inputs.extractions for view in views.of(extraction)]
    tables = SeriesTables(compared, sources)
    series = [tables.of(given) for given in inputs.series or find_series(inputs.extractions)]
    charts = [
        unit_chart(inputs.extractions, names, labels),
        leader_chart(inputs.extractions, labels),
        dimension_chart(inputs.extractions, labels),
    ]
    return Report(
        labels=labels,
        title=_title(notices, diff_views, labels),
        notices=notices,
        diffs=diff_views,
        charts=[chart for chart in charts if chart.bars],
        series=[table for table in series if table],
        counts=_counts(inputs.extractions, names, labels) if inputs.extractions else [],
        notes=_notes(inputs.extractions, sources),
        facets=facets,
        sources=sources,
        extractions=inputs.extractions,
        content_language=content,
    )


def _language(inputs: Inputs) -> Language:
    texts = [task.text for e in inputs.extractions for notice in e.notices for task in notice.tasks]
    texts += [notice.title or "" for e in inputs.extractions for notice in e.notices]
    texts += [ref.text for diff in inputs.diffs for change in diff.tasks for ref in (*change.old, *change.new)]
    texts += [series.indicator for given in inputs.series for series in given.series]
    # An empty page is a page about Chinese notices all the same.
    return language_of("".join(texts)) if any(texts) else Language.zh


def _title(notices: list[NoticeView], diffs: list[DiffView], labels: Labels) -> str:
    names = [view.name for view in diffs] or [view.name for view in notices]
    if len(names) == 1:
        return names[0]
    return labels("comparison") if diffs else labels("report")


def _counts(extractions: list[Extraction], names: UnitNames, labels: Labels) -> list[tuple[str, int]]:
    notices = [notice for extraction in extractions for notice in extraction.notices]
    tasks = [task for notice in notices for task in notice.tasks]
    found = [
        ("n_notices", len(notices) if len(notices) > 1 else 0),
        ("n_tasks", len(tasks)),
        ("n_units", len({names.of(unit) for task in tasks for unit in task.responsible_units})),
        ("n_leaders", len({leader.name for task in tasks for leader in task.lead_leaders})),
        ("n_targets", sum(len(task.numeric_targets) for task in tasks)),
        ("n_qualitative", sum(len(task.qualitative_targets) for task in tasks)),
        ("n_diagnostics", sum(any(note.severity != "info" for note in task.diagnostics) for task in tasks)),
    ]
    return [(labels(key), count) for key, count in found if count or key == "n_tasks"]


def _notes(extractions: list[Extraction], sources: Sources) -> list[tuple[str, list[Note]]]:
    found = [(e.source.path, notes_of(e.diagnostics, sources.index(e.source))) for e in extractions]
    return [(path, notes) for path, notes in found if notes]
