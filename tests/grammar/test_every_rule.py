"""Every rule of the base can be extended: run as a rule of an extension, it does in every stage what it did before."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import notice_parse
from notice_parse.grammar.compile import Grammar
from notice_parse.grammar.extend import extend
from notice_parse.grammar.load import load_base
from notice_parse.text.guarded import GuardedPattern
from shared import CHECKOUT

SAMPLES = sorted(path for path in (CHECKOUT / "samples").iterdir() if path.name.startswith("yunxi"))


def _mirrored(key: str) -> Grammar:
    """The base with an extension that has each of its rules once more, also or instead of it."""
    base = load_base()
    rules: list[dict[str, Any]] = [
        {
            "id": f"mirror.{rule.id}",
            "also": None,
            "instead": None,
            key: rule.id,
            "pattern": rule.source,
            "set": {name: value for name, value in rule.attributes.items() if name == "keys"},
        }
        for file in base.files
        for rule in base.rules(file["id"])
    ]
    extension = {"id": "mirror", "about": "x", "vocabulary": {}, "replace": {}, "remove": {}, "rules": rules}
    return Grammar(extend(base.files, extension), base.fingerprint)


ALSO, INSTEAD = _mirrored("also"), _mirrored("instead")


@pytest.mark.parametrize("path", SAMPLES, ids=[path.name for path in SAMPLES])
@pytest.mark.parametrize("grammar", [ALSO, INSTEAD], ids=["also", "instead"])
def test_the_records_are_the_same(path: Path, grammar: Grammar) -> None:
    assert notice_parse.extract(path, audit=True, grammar=grammar) == notice_parse.extract(path, audit=True)


def test_all_are_run_with_a_time_limit() -> None:
    base = load_base()
    ids = [rule.id for file in base.files for rule in base.rules(file["id"])]
    assert len(ids) > 150
    for rule_id in ids:
        assert isinstance(ALSO.rule(rule_id).pattern, GuardedPattern)
        assert INSTEAD.rule(rule_id).extends == (f"mirror.{rule_id}",)
