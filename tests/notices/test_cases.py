"""The table and its catalogue name the same forms; a misspelt key is an error."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from notices.cases import FOLDER, load_case, load_cases

LAYOUTS = Path(__file__).parents[2] / "docs" / "layouts.md"
_NAME = re.compile(r"`([a-z]+(?:-[a-z]+)*)`")
NO_CASES = {"rowspan"}


def test_every_form_of_the_table_is_in_the_catalogue() -> None:
    named = set(_NAME.findall(LAYOUTS.read_text(encoding="utf-8"))) - NO_CASES
    assert named == {case.name for case in load_cases()}


@pytest.mark.parametrize("key", ["titel: x", "tasks: [{nummer: '1'}]"])
def test_misspelt_keys_are_refused(tmp_path: Path, key: str) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(f"about: a\ntext: b\nexpect:\n  {key}\n", encoding="utf-8")
    with pytest.raises(ValueError, match="unknown keys"):
        load_case(path)


def test_texts_are_told_apart() -> None:
    texts = [case.text for case in load_cases()]
    assert len(set(texts)) == len(texts) == len(list(FOLDER.glob("*.yaml")))
