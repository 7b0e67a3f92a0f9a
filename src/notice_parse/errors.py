"""The exception family and the exit code of each member.

An exception is for a job that cannot go on; whatever is odd about a notice is a Diagnostic instead.
"""

from __future__ import annotations

from typing import ClassVar


class NoticeParseError(Exception):
    """Base of every error the package raises on purpose.

    `message` says what happened, `where` names the file (and line) it happened at, `hint` says what to try next.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, *, where: str | None = None, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        text = f"{self.where}: {self.message}" if self.where else self.message
        return f"{text} ({self.hint})" if self.hint else text


class UsageError(NoticeParseError):
    """Options that contradict each other; exit code 2, as for every wrong call."""

    exit_code = 2


class SourceError(NoticeParseError):
    """An input that cannot be read as text."""

    exit_code = 3


class GrammarError(NoticeParseError):
    """A grammar file that is not valid."""

    exit_code = 4


class EmitError(NoticeParseError):
    """An output that cannot be written."""

    exit_code = 5


class DiffError(NoticeParseError):
    """Two inputs that cannot be compared."""

    exit_code = 3
