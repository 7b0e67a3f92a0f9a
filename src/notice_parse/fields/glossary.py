"""名词解释: defined terms, in the ways they are printed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from notice_parse.layout.blocks import Block, terminated
from notice_parse.text.normalise import NormText
from notice_parse.text.passage import Passage, join
from notice_parse.text.patterns import compile_pattern

_BRACKETED = compile_pattern(r"\[(?P<term>[^\[\]]{1,60})\]:?(?P<definition>.+)$")
_COLON = compile_pattern(r"(?P<term>[^:。;!?]{1,60}?)(?::|--+)(?P<definition>.+)$")
_MEANS = compile_pattern(
    r"(?P<term>(?:“[^”]{1,40}”[^,。:;]{0,24}?|[^,。:;“]{1,30}?))[,]?(?P<definition>(?:是指|即|指的是|指|系指|包括).+)$"
)
_TERM_ALONE = compile_pattern(r"[^,。;!?]{2,40}:?$")
_HAN = compile_pattern(r"[\u4e00-\u9fff]")


class GlossaryMatch(NamedTuple):
    """A term and its definition as written, and where both stand (the number left out)."""

    term: str
    definition: str
    place: Passage


def parse_glossary(norm: NormText, blocks: Sequence[Block]) -> tuple[list[GlossaryMatch], list[Block]]:
    """The entries of a glossary, and the blocks that belong to none.

    Printed as `term：definition`, `【term】definition`, `1.“term”：是指…`, `“term”是指…`, or the term on a line of its own with the
    definition below. A line that opens no entry continues the one above, unless that one has ended and entries are numbered.
    """
    numbered = sum(block.marker is not None for block in blocks) * 2 > len(blocks)
    entries: list[GlossaryMatch] = []
    left: list[Block] = []
    waiting: Passage | None = None
    for block in blocks:
        body = block.body(norm)
        if not body:
            continue
        opens = block.marker is not None or not numbered
        entry = _entry(body) if opens else None
        if entry is None and waiting is not None:
            entry = GlossaryMatch(waiting.clean.rstrip(":："), body.clean, join(norm, [waiting, body]))
            waiting = None
        if entry is not None:
            entries.append(entry)
            waiting = None
            continue
        if (
            opens
            and _TERM_ALONE.match(body.folded)
            and _HAN.search(body.folded)
            and (not entries or terminated(entries[-1].place.folded))
        ):
            waiting = body
            continue
        if entries and not terminated(entries[-1].place.folded.rstrip()):
            last = entries.pop()
            entries.append(GlossaryMatch(last.term, last.definition + body.clean, join(norm, [last.place, body])))
            continue
        if entries and not numbered and block.hashes == 0 and terminated(body.folded):
            last = entries.pop()
            entries.append(GlossaryMatch(last.term, last.definition + body.clean, join(norm, [last.place, body])))
            continue
        left.append(block)
    if waiting is not None:
        left.append(blocks[-1])
    return entries, left


def _entry(body: Passage) -> GlossaryMatch | None:
    text = body.folded
    for pattern in (_BRACKETED, _COLON, _MEANS):
        match = pattern.match(text)
        if match and _HAN.search(match["term"] + match["definition"][:20]) and _HAN.search(match["definition"]):
            term = body.clean[match.start("term") : match.end("term")].strip()
            definition = body.clean[match.start("definition") : match.end("definition")].strip()
            return GlossaryMatch(term, definition, body)
    return None
