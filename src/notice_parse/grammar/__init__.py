"""Grammars: words and rules as data, read from `grammars/*.yaml`."""

from notice_parse.grammar.compile import Grammar, Rule
from notice_parse.grammar.load import load_grammar

__all__ = ["Grammar", "Rule", "load_grammar"]
