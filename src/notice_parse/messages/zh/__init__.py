"""The Chinese of all that the program says, by the English text. A test finds what is missing and what is left over."""

from notice_parse.messages.zh import commands, failures, findings, inputs, usage
from notice_parse.messages.zh.evidence import EVIDENCE
from notice_parse.messages.zh.phrases import PHRASES

PARTS = (commands.MESSAGES, commands.HELP, usage.MESSAGES, inputs.MESSAGES, failures.MESSAGES, findings.MESSAGES)
MESSAGES: dict[str, str] = {english: chinese for part in PARTS for english, chinese in part.items()}

__all__ = ["EVIDENCE", "MESSAGES", "PARTS", "PHRASES"]
