"""Grammars: words and rules as data, read from `grammars/*.yaml`."""

from notice_parse.grammar.compile import Grammar, Rule, per_grammar
from notice_parse.grammar.load import Asked, load_grammar

__all__ = ["Asked", "Grammar", "Rule", "load_grammar", "per_grammar"]
