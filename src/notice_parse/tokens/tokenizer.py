"""NormText to tokens: one pass that finds the signs of structure; what lies between is TEXT."""

from __future__ import annotations

import re
from functools import lru_cache

from notice_parse.grammar.compile import Grammar, alternation
from notice_parse.text.normalise import NormText
from notice_parse.text.patterns import compile_pattern
from notice_parse.tokens.kinds import Kind, Token

_CN_DATE = r"(?:19|20)\d{2}年\d{1,2}月\d{1,2}[日号]|[一二][〇零一二三四五六七八九]{3}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}[日号]"
_NUMBER_TAIL = r"[\[(<](?:19|20)\d{2}[\])>]第?\d{1,5}号"
_OPENING = "\n\t|#-*_=([<第一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾lI任事实目指举措序编"
_MISREAD = str.maketrans("lI|Oo", "11100")
"""Letters that character recognition takes for digits."""
_NUMBER_HEAD = compile_pattern(r"[\u4e00-\u9fff]{1,12}(?:\([\u4e00-\u9fff]{1,4}\))?$")


class Tokenizer:
    """Compiled once for a grammar."""

    def __init__(self, grammar: Grammar) -> None:
        self.heading_rules = grammar.rules("headings")
        levels = alternation(grammar.words("responsibility.label_levels"))
        labels = alternation(list(grammar.entries("responsibility.labels")))
        parts = [
            r"(?P<line_end>\n)",
            r"(?P<tab>\t)",
            r"(?P<pipe>\|)",
            r"(?P<hashes>(?m:^)#{1,6}(?=[^#\n]))",
            r"(?P<rule>(?m:^)(?:-{3,}|\*{3,}|_{3,}|={3,})(?m:$))",
            rf"(?P<date>{_CN_DATE})",
            rf"(?P<number>{_NUMBER_TAIL})",
            rf"(?P<label>[\[<]?(?:{levels})?(?:{labels})[\]>]?(?:\([^()\n]{{1,40}}\))?:)",
        ]
        self._marker_names: dict[str, int] = {}
        for index, rule in enumerate(self.heading_rules):
            name = f"m{index}"
            self._marker_names[name] = index
            body = re.sub(r"\?P<number>", f"?P<n{index}>", rule.source)
            parts.append(f"(?P<{name}>{body})")
        first = {
            c[0] for c in [*grammar.entries("responsibility.labels"), *grammar.words("responsibility.label_levels")]
        }
        # Most characters open nothing: one look at a set of first characters is all they cost.
        opening = re.escape("".join(sorted(first | set(_OPENING))))
        self._pattern = compile_pattern(f"(?=[{opening}\\d①-⑳])(?:{'|'.join(parts)})")

    def tokenize(self, norm: NormText) -> list[Token]:
        """The tokens of the folded text.

        Shape: sorted, tiling the whole text.
        """
        text = norm.folded
        tokens: list[Token] = []
        at = 0
        names = self._marker_names
        for match in self._pattern.finditer(text):
            name = match.lastgroup or ""
            start, end = match.span()
            rule: int | str | None = None
            if name in names:
                kind, rule = Kind.MARKER, names[name]
            elif name == "number":
                head = _NUMBER_HEAD.search(text, max(at, start - 20), start)
                if head is None:
                    continue
                start = max(head.start(), at)
                kind = Kind.DOCUMENT_NUMBER
            elif name == "label":
                kind, rule = Kind.LABEL, match.group().partition("(")[0].strip("[]<>:")
            else:
                kind = _KINDS[name]
            if start > at:
                tokens.append(Token(Kind.TEXT, at, start))
            tokens.append(Token(kind, start, end, rule))
            at = end
        if at < len(text):
            tokens.append(Token(Kind.TEXT, at, len(text)))
        return tokens

    def number_of(self, text: str, token: Token) -> str:
        """The printed number of a MARKER token, without its delimiters."""
        rule = self.heading_rules[int(token.rule or 0)]
        match = rule.pattern.match(text, token.start)
        number = (match.group("number") or "") if match else ""
        return number.translate(_MISREAD) if rule.id == "headings.misread" else number

    def level_of(self, token: Token) -> int:
        """Level of a MARKER token; a smaller one is higher."""
        return int(self.heading_rules[int(token.rule or 0)].attributes["level"])


_KINDS = {
    "line_end": Kind.LINE_END,
    "tab": Kind.TAB,
    "pipe": Kind.PIPE,
    "hashes": Kind.HASHES,
    "rule": Kind.RULE,
    "date": Kind.DATE,
}


@lru_cache(maxsize=4)
def tokenizer_for(grammar: Grammar) -> Tokenizer:
    """The tokenizer of a grammar, compiled once."""
    return Tokenizer(grammar)
