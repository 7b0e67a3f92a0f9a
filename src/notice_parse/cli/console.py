"""Standard output carries data and nothing else; what the user should know goes to standard error."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from shutil import get_terminal_size
from typing import TYPE_CHECKING, BinaryIO

from notice_parse.errors import EmitError, NoticeParseError
from notice_parse.messages import Language, language, say, told

if TYPE_CHECKING:
    from notice_parse.diagnostics import Finding
    from notice_parse.records import Diagnostic

_FIRST = 10  # diagnostics told one by one before the rest is only counted
_RANK = {"error": 0, "warning": 1, "info": 2}
_COUNTS = {
    "error": ("{n} error", "{n} errors"),
    "warning": ("{n} warning", "{n} warnings"),
    "info": ("{n} info", "{n} infos"),
}


class ReaderGoneError(Exception):
    """Whoever read our standard output has closed it, as `head` does; no error, only a reason to stop."""


@contextmanager
def output(path: str | None) -> Iterator[BinaryIO]:
    """Where data goes: the file, written aside and renamed, or standard output for None and `-`.

    Errors: EmitError where it cannot be written; ReaderGoneError where standard output is a closed pipe.
    """
    if path is not None and path != "-":
        from notice_parse.emit.write import writing

        with writing(path) as file:
            yield file
        return
    try:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise ReaderGoneError from None
    except OSError as error:
        drop_stdout()
        raise EmitError(f"cannot write: {error.strerror}", where="<stdout>") from error


def drop_stdout() -> None:
    """Let nothing more be written to standard output, not even when Python empties its buffer at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def width() -> int:
    """Columns for tables: COLUMNS, else the terminal's, else 100 where there is none."""
    return max(40, get_terminal_size((100, 24)).columns)


def has_color(path: str | None) -> bool:
    """Whether standard output is a terminal that wants colour (https://no-color.org)."""
    wanted = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return wanted and path in (None, "-") and sys.stdout.isatty()


def print_error(error: NoticeParseError | str) -> None:
    """One line on standard error; `error` as a text is one that is told already."""
    tell(say("error: {message}", message=error if isinstance(error, str) else error_text(error)))


def error_text(error: NoticeParseError) -> str:
    """Where it happened, what, and what to try, in the language that is spoken."""
    if language() is Language.en:
        return str(error)
    text = told(error.message)
    text = f"{error.where}：{text}" if error.where else text
    return f"{text}（{told(error.hint)}）" if error.hint else text


def print_finding(path: str, found: Finding | Diagnostic) -> None:
    """What is odd about a file on standard error, as `file:line: severity code: message`."""
    place = f"{path}:{found.line}" if found.line else path
    tell(f"{place}: {say(found.severity)} {found.code}: {told(found.message)}")


def print_diagnostics(path: str, diagnostics: Sequence[Diagnostic], *, everything: bool) -> None:
    """The diagnostics of one file on standard error as `file:line: severity code: message`.

    The gravest come first. Unless `everything` is asked for, infos are only counted and of the rest the first ten told.
    """
    ranked = sorted(diagnostics, key=lambda d: (_RANK[d.severity], d.line or 0))
    told = ranked if everything else [d for d in ranked if d.severity != "info"][:_FIRST]
    for diagnostic in told:
        print_finding(path, diagnostic)
    if len(told) < len(ranked):
        severities = Counter(d.severity for d in ranked)
        codes = Counter(d.code for d in ranked)
        counts = say(", ").join(say(_COUNTS[name][n != 1], n=n) for name, n in severities.items())
        kinds = say(", ").join(f"{code} {n}" for code, n in codes.most_common())
        tell(say("{path}: {counts} ({kinds}); --verbose tells each", path=path, counts=counts, kinds=kinds))


def tell(line: str) -> None:
    """One line on standard error, whatever its encoding."""
    # A name that the terminal's encoding cannot show must not stop the work.
    encoding = sys.stderr.encoding or "utf-8"
    print(line.encode(encoding, "backslashreplace").decode(encoding), file=sys.stderr)
