"""The Chinese of all that the program says, by the English text. A test finds what is missing and what is left over.

MESSAGES are those that come finished and are recognised, so none may be so loose as to fit another. SPOKEN are those
of `say`, whose templates are known. EVIDENCE and PHRASES are looked up by themselves.
"""

from notice_parse.messages.zh import commands, failures, findings, grammar, inputs, usage
from notice_parse.messages.zh.evidence import EVIDENCE
from notice_parse.messages.zh.phrases import PHRASES

PARTS = (
    commands.HELP,
    usage.MESSAGES,
    inputs.MESSAGES,
    failures.MESSAGES,
    findings.MESSAGES,
    grammar.MESSAGES,
)
MESSAGES: dict[str, str] = {english: chinese for part in PARTS for english, chinese in part.items()}
SPOKEN: dict[str, str] = {**commands.SPOKEN, **usage.SPOKEN, **grammar.SPOKEN}

__all__ = ["EVIDENCE", "MESSAGES", "PARTS", "PHRASES", "SPOKEN"]
