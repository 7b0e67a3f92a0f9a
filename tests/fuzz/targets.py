"""What is fuzzed: bytes to records, and bytes as a grammar file. Each raises where something is wrong, and only then."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from notice_parse.emit.as_json import emit_json
from notice_parse.errors import GrammarError, NoticeParseError
from notice_parse.grammar import load_grammar
from notice_parse.grammar.load import load_base
from notice_parse.loading import load
from notice_parse.pipeline import extract_source
from notice_parse.records import Extraction
from notice_parse.validation import find_span_problems


def extract_bytes(data: bytes) -> None:
    """A document is read or refused with a reason; spans quote their text, ids are unique, the JSON is a record."""
    try:
        source, findings = load(data)
    except NoticeParseError:
        return
    extraction = extract_source(source, load_grammar(), findings=findings, audit=True)
    problems = find_span_problems(extraction, source)
    assert not problems, problems[0]
    ids = [task.id for notice in extraction.notices for task in notice.tasks]
    assert len(ids) == len(set(ids)), ids
    Extraction.model_validate_json(emit_json(extraction))


def grammar_file(data: bytes) -> None:
    """A grammar file, and one that is right but for its pattern, is read and every rule of it compiled, or refused."""
    pattern = data.decode("utf-8", "replace")
    examples = [{"text": "甲", "finds": [{}]}, {"text": "乙", "finds": []}]
    made = {"id": "x.r", "reason": "r", "pattern": pattern, "examples": examples}
    whole = {"schema": 1, "id": "x", "about": "a", "vocabulary": {"words": ["甲", "甲乙"]}, "rules": [made]}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "fuzz.yaml")
        for content in (data, json.dumps(whole).encode()):
            path.write_bytes(content)
            try:
                grammar = load_base.__wrapped__(folder)
                for rule in grammar._rules.values():
                    assert rule.pattern is not None
            except GrammarError:
                continue


TARGETS = {"extract": extract_bytes, "grammar": grammar_file}
