"""NormText to tokens: one pass over the characters that can open a sign of structure; what lies between is TEXT."""

from __future__ import annotations

import re
from collections.abc import Iterator

from notice_parse.grammar.compile import Grammar, per_grammar
from notice_parse.text.normalise import NormText
from notice_parse.text.openings import openings
from notice_parse.text.patterns import compile_pattern
from notice_parse.tokens.kinds import Kind, Token
from notice_parse.tokens.labels import LabelWords

_CN_DATE = r"(?:19|20)\d{2}年\d{1,2}月\d{1,2}[日号]|[一二][〇零一二三四五六七八九]{3}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}[日号]"
_NUMBER_TAIL = r"[\[(<](?:19|20)\d{2}[\])>]第?\d{1,5}号"
_SIGNS = {
    "hashes": r"(?m:^)#{1,6}(?=[^#\n])",
    "rule": r"(?m:^)(?:-{3,}|\*{3,}|_{3,}|={3,})(?m:$)",
    "date": _CN_DATE,
    "number": _NUMBER_TAIL,
}
_SINGLE = {"\n": Kind.LINE_END, "\t": Kind.TAB, "|": Kind.PIPE}
_MISREAD = str.maketrans("lI|Oo", "11100")
"""Letters that character recognition takes for digits."""
_NUMBER_HEAD = compile_pattern(r"[\u4e00-\u9fff]{1,12}(?:\([\u4e00-\u9fff]{1,4}\))?$")
_DIGITS = "0123456789①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_ANY = "\u9f98"
"""A character that no rule names: a sign that may open with it may open with any other as well."""


class _Signs(dict[str, "re.Pattern[str]"]):
    """The signs that open with a character; `other` are those that open with a character that no rule names."""

    other: re.Pattern[str] | None = None

    def __missing__(self, character: str) -> re.Pattern[str]:
        assert self.other is not None
        return self.other


class Tokenizer:
    """Compiled once for a grammar."""

    def __init__(self, grammar: Grammar) -> None:
        self.heading_rules = grammar.rules("headings")
        self._label_words = LabelWords(grammar)
        sources = {**_SIGNS, **{f"m{i}": rule.bare for i, rule in enumerate(self.heading_rules)}}
        self._kinds: dict[str, tuple[Kind, int | None]] = {
            "hashes": (Kind.HASHES, None),
            "rule": (Kind.RULE, None),
            "date": (Kind.DATE, None),
            **{f"m{i}": (Kind.MARKER, i) for i in range(len(self.heading_rules))},
        }
        names = list(sources)
        written = {c for source in sources.values() for c in source} | set(_DIGITS) | set(map(chr, range(33, 127)))
        firsts = openings(list(sources.values()), (written - set(_SINGLE)) | {_ANY})
        self._signs = _Signs()
        for character in sorted(frozenset().union(*firsts) - {_ANY}):
            able = [names[i] for i, first in enumerate(firsts) if character in first or _ANY in first]
            # The name of a sign stands at its end, so that the engine sees with what each begins.
            body = "|".join(f"(?:{sources[name]})(?P<{name}>)" for name in able)
            self._signs[character] = compile_pattern(body)
        opening = re.escape("".join(sorted({*self._signs, *_SINGLE})))
        self._opening = compile_pattern(f"[{opening}]")
        anywhere = [names[i] for i, first in enumerate(firsts) if _ANY in first]
        if anywhere:  # only rules of extensions
            self._signs.other = compile_pattern("|".join(f"(?:{sources[name]})(?P<{name}>)" for name in anywhere))
            self._opening = compile_pattern("(?s:.)")

    def tokenize(self, norm: NormText) -> list[Token]:
        """The tokens of the folded text.

        Shape: sorted, tiling the whole text.
        """
        return _tiled(self.signs(norm), len(norm.folded))

    def signs(self, norm: NormText) -> list[Token]:
        """The tokens that are not TEXT, which are all that the layout is found by; sorted."""
        text = norm.folded
        found: list[Token] = []
        make = tuple.__new__
        labels = self._labels(text)
        label = next(labels, None)
        signs, kinds = self._signs, self._kinds
        at = 0
        for opening in self._opening.finditer(text):
            start = opening.start()
            while label is not None and label[0] <= start:
                if label[0] >= at:
                    found.append(Token(Kind.LABEL, *label))
                    at = label[1]
                elif (rest := self._label_words.before(text, at, label[1] - 1)) is not None:
                    # A sign took the beginning of the label.
                    found.append(Token(Kind.LABEL, rest[0], label[1], _bare(text[rest[0] : label[1]])))
                    at = label[1]
                label = next(labels, None)
            if start < at:
                continue
            character = text[start]
            if character in _SINGLE:
                at = start + 1
                found.append(make(Token, (_SINGLE[character], start, at, None)))
                continue
            match = signs[character].match(text, start)
            if match is None:
                continue
            name = match.lastgroup or ""
            if name == "number":
                head = _NUMBER_HEAD.search(text, max(at, start - 20), start)
                if head is not None:
                    found.append(Token(Kind.DOCUMENT_NUMBER, max(head.start(), at), match.end()))
            else:
                kind, rule = kinds[name]
                found.append(make(Token, (kind, start, match.end(), rule)))
            at = match.end()
        while label is not None:
            if label[0] >= at:
                found.append(Token(Kind.LABEL, *label))
                at = label[1]
            label = next(labels, None)
        return found

    def _labels(self, text: str) -> Iterator[tuple[int, int, str]]:
        """The labels of fields, found from their colons back: far fewer places than where a label might begin."""
        at = text.find(":")
        while at >= 0:
            if label := self._label_words.before(text, 0, at):
                yield label[0], at + 1, _bare(text[label[0] : at])
            at = text.find(":", at + 1)

    def number_of(self, text: str, token: Token) -> str:
        """The printed number of a MARKER token, without its delimiters."""
        rule = self.heading_rules[int(token.rule or 0)]
        match = rule.pattern.match(text, token.start)
        number = (match.group("number") or "") if match else ""
        return number.translate(_MISREAD) if rule.id == "headings.misread" else number

    def level_of(self, token: Token) -> int:
        """Level of a MARKER token; a smaller one is higher."""
        return int(self.heading_rules[int(token.rule or 0)].attributes["level"])


def _bare(label: str) -> str:
    return label.partition("(")[0].strip("[]<>:")


def _tiled(signs: list[Token], size: int) -> list[Token]:
    """The signs with TEXT between them."""
    tokens: list[Token] = []
    at = 0
    for sign in signs:
        if sign.start > at:
            tokens.append(Token(Kind.TEXT, at, sign.start))
        tokens.append(sign)
        at = sign.end
    if at < size:
        tokens.append(Token(Kind.TEXT, at, size))
    return tokens


@per_grammar
def tokenizer_for(grammar: Grammar) -> Tokenizer:
    """The tokenizer of a grammar, compiled once."""
    return Tokenizer(grammar)
