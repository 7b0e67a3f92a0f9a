"""The library's functions: bytes or text in, records out."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator

from notice_parse.errors import NoticeParseError
from notice_parse.grammar import Asked, Grammar, load_grammar
from notice_parse.loading import load, load_all
from notice_parse.pipeline import extract_source, without_collector
from notice_parse.quantities import analyse, find
from notice_parse.quantities.to_records import to_found_quantity, to_targets
from notice_parse.records import Extraction, FoundQuantity, NumericTarget
from notice_parse.source import Source, SourceInfo
from notice_parse.text.normalise import normalise
from notice_parse.text.passage import Passage
from notice_parse.text.watch import watching


def find_targets(text: str, *, grammar: Asked | Grammar = ()) -> list[NumericTarget]:
    """The numbers that a bare piece of text commits to, in order; spans are into `text` as given.

    `grammar` as for `extract`.
    """
    with without_collector(), watching(len(text)):
        norm = normalise(Source(text))
        passage = Passage(norm, [(0, len(norm.clean))])
        found = to_targets(analyse(norm.folded, norm.clean, load_grammar(grammar)), passage)
        return [NumericTarget.model_validate(target) for target in found]


def find_quantities(text: str, *, grammar: Asked | Grammar = ()) -> list[FoundQuantity]:
    """Every quantity of a bare piece of text, whatever it is there for; spans are into `text` as given.

    `grammar` as for `extract`.
    """
    norm = normalise(Source(text))
    passage = Passage(norm, [(0, len(norm.clean))])
    with watching(len(text)):
        found = find(norm.folded, norm.clean, load_grammar(grammar), apart=norm.gaps)
        return [FoundQuantity.model_validate(to_found_quantity(match, passage)) for match in found]


def extract(
    document: str | os.PathLike[str] | bytes,
    *,
    encoding: str | None = None,
    audit: bool = False,
    grammar: Asked | Grammar = (),
) -> Extraction:
    """Every notice of a document: a path, `-` for standard input, or bytes.

    `audit` adds to each task every numeral of its text with its role. `grammar` names extensions of the shipped grammar,
    as `load_grammar` takes them, or is what that gave.
    Errors: SourceError for what cannot be read as text, GrammarError for an extension that is not valid; nothing that
    the text says is an error.
    """
    source, findings = load(document, encoding)
    return extract_source(source, load_grammar(grammar), audit=audit, findings=findings)


def extract_all(
    document: str | os.PathLike[str] | bytes,
    *,
    encoding: str | None = None,
    audit: bool = False,
    grammar: Asked | Grammar = (),
) -> Iterator[Extraction | NoticeParseError]:
    """The documents of a file, one after another: one, or as many as an archive holds, in the archive's order.

    A member that cannot be read gives its error in its place. `grammar` as for `extract`.
    Errors: SourceError where the file itself cannot be read, GrammarError for an extension that is not valid.
    """
    rules = load_grammar(grammar)
    for member in load_all(document, encoding):
        if member.error is not None or member.source is None:
            yield member.error or NoticeParseError("nothing was read", where=member.name)
            continue
        yield extract_source(member.source, rules, audit=audit, findings=member.findings)


def extract_text(text: str, *, name: str = "<text>", audit: bool = False, grammar: Asked | Grammar = ()) -> Extraction:
    """Every notice of a text that is already decoded; `name` stands where the path of a file would.

    `grammar` as for `extract`.
    """
    info = SourceInfo(path=name, sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest())
    return extract_source(Source(text, info), load_grammar(grammar), audit=audit)
