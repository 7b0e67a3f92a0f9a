"""Every message that the code can give has a Chinese form with the same places, and no entry is left over.

Whoever adds a message, a diagnostic or a help text adds its Chinese to `notice_parse/messages/zh/`; these tests say which.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import Formatter
from typing import Any, get_args

import pytest
from typer.main import get_command

from lang import templates
from lang.templates import Said
from notice_parse.batch.summary import Summary
from notice_parse.cli.app import app
from notice_parse.diagnostics import CATALOGUE
from notice_parse.diff.records import TaskChangeKind
from notice_parse.loading import convert, formats
from notice_parse.messages import Language, told, told_evidence
from notice_parse.messages.matching import Catalogue, literals_of
from notice_parse.messages.zh import (
    EVIDENCE,
    MESSAGES,
    PARTS,
    PHRASES,
    SPOKEN,
    commands,
    failures,
    findings,
    grammar,
    inputs,
)
from notice_parse.report.codes import CODE_NAMES

_HAN = re.compile("[\u4e00-\u9fff]")
# Messages that hand on the text of another, which is found at its own place.
_HANDED_ON = {
    "batch/job.py",  # failed() itself
    "batch/run.py",  # the failure of a result
    "batch/work.py",  # an error of loading
    "diff/inputs.py",  # an error of YAML
    "grammar/read.py",  # problem() itself, and pydantic's
    "grammar/check.py",  # hints of near(), found there
    "grammar/check_base.py",
    "grammar/check_rules.py",
    "grammar/compile.py",
    "grammar/inventory.py",
    "grammar/select.py",
    "validation.py",  # pydantic's
    "loading/formats.py",  # of the tables of refused formats, below
}
# Hints, which are looked up by themselves, and what begins unlike anything else.
_SHORT = {
    "use {facets}",
    "known: {names}",
    "it holds {names}",
    "Example: {command}",
    "A remark: {text}",
    "signal {number}",
    "at {before}▸{after}",
    "write {text}",
}
# Commands to be typed and values that are the same in both languages.
_THE_SAME = ("pip install", "N", "MB")


def _filled(template: str) -> tuple[str, list[str]]:
    """The message with a mark at each place, and the marks."""
    marks: list[str] = []

    def mark(_: re.Match[str]) -> str:
        marks.append(f"⟦{len(marks)}⟧")
        return marks[-1]

    return re.sub(r"\{[^{}]*\}", mark, template), marks


def _places(template: str) -> list[str]:
    return sorted(name for _, name, _, _ in Formatter().parse(template) if name is not None)


def _fault(text: str, chinese: str, marks: list[str]) -> str | None:
    if text.startswith(_THE_SAME):
        return None
    if not _HAN.search(chinese):
        return "no Chinese form"
    lost = [mark for mark in marks if mark not in chinese]
    return f"loses {len(lost)} of the {len(marks)} values filled in: {chinese}" if lost else None


def _faults(said: Iterator[Said], translate: Any) -> list[str]:
    faults = []
    for one in said:
        text, marks = _filled(one.template)
        if one.template.strip("{}: ") == "":
            if one.place.split(":")[0] not in _HANDED_ON:
                faults.append(f"{one.place}: the text cannot be told from the source")
        elif fault := _fault(text, translate(text), marks):
            faults.append(f"{one.place}: {one.template!r}: {fault}")
    return faults


def _to_chinese(text: str) -> str:
    return told(text, Language.zh)


def test_every_error_and_diagnostic_has_chinese() -> None:
    said = list(templates.messages())
    assert len(said) > 150
    assert _faults(iter(said), _to_chinese) == []


def test_everything_that_is_said_has_chinese() -> None:
    said = list(templates.spoken())
    assert len(said) > 30
    computed = {"cli/batch_run.py", "cli/console.py"}
    keys = {one.template: one.place for one in said}
    keys |= {name.replace("_", " "): "batch/summary.py" for name, n in Summary().to_json().items() if n == 0}
    assert {place.split(":")[0] for text, place in keys.items() if text == "{}"} <= computed
    assert [f"{place}: {text!r}" for text, place in keys.items() if text not in SPOKEN and text != "{}"] == []


@pytest.mark.parametrize(
    ("path", "function"),
    [
        ("diff/task_changes.py", "_evidence"),
        ("diff/task_changes.py", "one_sided"),
        ("diff/task_changes.py", "compare_group"),
        ("diff/target_changes.py", "_evidence"),
    ],
)
def test_every_evidence_has_chinese(path: str, function: str) -> None:
    kinds = (*get_args(TaskChangeKind), "none")
    said = [one for one in templates.strings_in(path, function) if one.template not in kinds]
    assert said
    assert _faults(iter(said), lambda text: told_evidence(text, Language.zh)) == []


def test_warnings_of_a_comparison_have_chinese() -> None:
    said = [
        one for one in templates.strings_in("diff/compare.py", "grammar_warnings") if " " in one.template.strip(", ")
    ]
    assert said
    assert _faults(iter(said), _to_chinese) == []


def _helps() -> Iterator[str | None]:
    """Each text of the help of each command, those in groups too."""
    held: list[Any] = [get_command(app)]
    while held:
        command = held.pop()
        held += getattr(command, "commands", {}).values()
        yield from (command.help, command.epilog, command.options_metavar, getattr(command, "subcommand_metavar", None))
        for parameter in command.params:
            yield from (parameter.help, parameter.metavar)


def test_every_help_has_chinese() -> None:
    texts = {text for text in _helps() if text}
    assert len(texts) > 60
    bare = [text for text in texts if not _HAN.search(_to_chinese(text).removeprefix("Example: "))]
    assert sorted(bare) == ["MB", "N"]
    # 通知.txt in an example must not count as a translation.
    assert [text for text in texts if text.startswith("Example:") and not _to_chinese(text).startswith("示例：")] == []


@pytest.mark.parametrize(
    "text",
    [
        *(what for table in (formats._REFUSED, formats._ZIP_REFUSED) for _, what, _ in table),
        *convert._WHAT.values(),
        "Word document",
        "PDF document",
        "Excel workbook",
        "archive",
        "packed file",
        "gzip file",
    ],
)
def test_kinds_of_files_have_chinese(text: str) -> None:
    assert _HAN.search(Catalogue(PHRASES).find(text) or "")


@pytest.mark.parametrize(
    "hint", sorted({hint for table in (formats._REFUSED, formats._ZIP_REFUSED) for _, _, hint in table})
)
def test_hints_of_refused_formats_have_chinese(hint: str) -> None:
    assert _HAN.search(_to_chinese(hint))


def test_reasons_of_the_grammar_have_chinese() -> None:
    said = [
        one
        for module in templates.modules()
        if module.name == "grammar/schema.py"
        for one in templates.raised(module, "ValueError")
    ]
    assert len(said) >= 2
    assert _faults(iter(said), lambda text: Catalogue(PHRASES).find(text) or text) == []


def test_every_code_has_a_chinese_name() -> None:
    assert set(CODE_NAMES) == set(CATALOGUE)


@pytest.mark.parametrize("entries", [*PARTS, PHRASES, EVIDENCE, SPOKEN], ids=lambda entries: next(iter(entries))[:20])
def test_places_agree(entries: dict[str, str]) -> None:
    assert [english for english, chinese in entries.items() if _places(english) != _places(chinese)] == []


def test_no_two_entries_fit_the_same_message() -> None:
    fixed = [tuple(literals_of(english)) for english in MESSAGES]
    assert len(fixed) == len(set(fixed))
    assert len(MESSAGES) == sum(map(len, PARTS)), "an entry stands in two parts of the catalogue"


def test_every_entry_fits_itself() -> None:
    """A message must not be taken for another that is written more loosely."""
    whole = Catalogue(MESSAGES)
    for english, chinese in MESSAGES.items():
        found = whole.match(_filled(english)[0])
        assert found is not None, english
        assert found[0] == chinese, english


def test_no_entry_is_left_over() -> None:
    """Of those that the code decides; what the parser and other packages say is theirs."""
    catalogue = Catalogue(MESSAGES)
    said = [one.template for one in templates.messages()]
    said += [one.template for one in templates.strings_in("diff/compare.py", "grammar_warnings")]
    said += [text for text in _helps() if text]
    said += [hint for table in (formats._REFUSED, formats._ZIP_REFUSED) for _, _, hint in table]
    used = {found[0] for text in said if (found := catalogue.match(_filled(text)[0]))}
    parts = (commands.HELP, inputs.MESSAGES, failures.MESSAGES, findings.MESSAGES, grammar.MESSAGES)
    left = [english for part in parts for english, chinese in part.items() if chinese not in used]
    assert left == []
    spoken = {one.template for one in templates.spoken()} | {"error", "warning", "info"}
    spoken |= {name.replace("_", " ") for name in Summary().to_json()}
    spoken |= {f"{{n}} {name}{ending}" for name in ("error", "warning", "info") for ending in ("", "s")}
    assert [english for english in SPOKEN if english not in spoken] == []


@pytest.mark.parametrize(
    "text",
    [
        "there is no such folder",
        "connection error",
        "2 failed",
        "this is no file",
        "the end",
        "path to a: b",
        "number 1",
        "a: b",
    ],
)
def test_what_is_not_ours_is_left_alone(text: str) -> None:
    assert _to_chinese(text) == text


def test_recognised_messages_have_words_enough_of_their_own() -> None:
    """One of little but places would fit what it does not mean; hints, which stand alone, may be short."""
    loose = {
        english
        for entries in (MESSAGES, PHRASES)
        for english in entries
        if "{" in english and sum(character.isalpha() for part in literals_of(english) for character in part) < 8
    }
    assert loose <= _SHORT
