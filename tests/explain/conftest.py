"""One invented notice, read once with its rules recorded."""

from __future__ import annotations

from pathlib import Path

import pytest

from notice_parse.explain.document import Traced, trace_document
from notice_parse.grammar import load_grammar
from notice_parse.loading import load

NOTICE = Path(__file__).parent / "notice.txt"


@pytest.fixture(scope="session")
def traced() -> Traced:
    source, findings = load(NOTICE)
    return trace_document(source, load_grammar(), findings)
