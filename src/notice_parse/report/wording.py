"""Two wordings side by side: what went is marked in the old one, what came in the new one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from notice_parse.report.marks import Piece

_CLAUSES = re.compile(r"[^，,。；;：:、]*[，,。；;：:、]?")
_TOKENS = re.compile(r"\d+(?:\.\d+)?[%％]?|[A-Za-z]+|.", re.DOTALL)
_LONG = 400  # characters of a rewritten clause beyond which single characters are not compared
_RUN = 3  # characters in a row that count as kept between two changes
_ALIKE = 0.4  # less in common than this is another clause, not a rewritten one


def compare_wording(old: str, new: str) -> tuple[list[Piece], list[Piece]]:
    """The pieces of both texts: first clauses are compared, then the words of those that were rewritten.

    Comparing clauses first keeps the time small, and keeps chance likenesses of far apart words from being shown.
    """
    before, after = _Side("gone"), _Side("come")
    a, b = _CLAUSES.findall(old), _CLAUSES.findall(new)
    for what, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        gone, come = "".join(a[i:j]), "".join(b[k:m])
        if what == "equal":
            before.keep(gone)
            after.keep(come)
        elif gone and come and len(gone) + len(come) <= _LONG:
            _compare_words(_TOKENS.findall(gone), _TOKENS.findall(come), before, after)
        else:
            before.mark(gone)
            after.mark(come)
    return before.pieces, after.pieces


def _compare_words(old: Sequence[str], new: Sequence[str], before: _Side, after: _Side) -> None:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    alike = matcher.ratio() >= _ALIKE
    for what, i, j, k, m in matcher.get_opcodes():
        gone, come = "".join(old[i:j]), "".join(new[k:m])
        # A word in common between two changes is often chance, and reads worse than one longer mark.
        if what == "equal" and alike and (j - i >= _RUN or i == 0 or j == len(old)):
            before.keep(gone)
            after.keep(come)
        else:
            before.mark(gone)
            after.mark(come)


class _Side:
    """The pieces of one text; neighbours of one kind become one piece."""

    def __init__(self, kind: str) -> None:
        self._kind = kind
        self.pieces: list[Piece] = []

    def keep(self, text: str) -> None:
        self._add(text, "")

    def mark(self, text: str) -> None:
        self._add(text, self._kind)

    def _add(self, text: str, kind: str) -> None:
        if not text:
            return
        if self.pieces and self.pieces[-1].kind == kind:
            text = self.pieces.pop().text + text
        self.pieces.append(Piece(text, kind))
