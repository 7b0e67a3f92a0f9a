"""`notice-parse text`: the text of documents as they were read, which is what all offsets count in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING, BinaryIO

from notice_parse.cli import console
from notice_parse.errors import SourceError, UsageError

if TYPE_CHECKING:
    from notice_parse.loading import Member


def print_texts(files: Sequence[str], output: str | None, encoding: str | None) -> int:
    """Print each document and return the exit code: 1 where some could not be read, 3 where none could.

    One document is printed as it is and nothing else. Of several, an archive's among them, each has a line with its
    name above it and an empty line after it. What was odd about a document goes to standard error.
    """
    if files.count("-") > 1:
        raise UsageError("standard input can be read only once")
    done = failed = 0
    with ExitStack() as stack:
        out: BinaryIO | None = None
        held: Member | None = None
        for member in _members(files, encoding):
            if member.error is not None:
                console.print_error(member.error)
                failed += 1
                continue
            _tell(member)
            # Opened only now: where nothing can be read, an older output stays.
            out = out or stack.enter_context(console.output(output))
            if done == 0:
                held = member
            else:
                if held is not None:
                    _write_named(out, held)
                    held = None
                _write_named(out, member)
            done += 1
        if out is not None and held is not None and held.source is not None:
            out.write(held.source.text.encode("utf-8", "surrogatepass"))
    if failed:
        return 1 if done else SourceError.exit_code
    return 0


def _members(files: Sequence[str], encoding: str | None) -> Iterator[Member]:
    from notice_parse.loading import Member, load_all

    for name in files:
        try:
            yield from load_all(name, encoding)
        except SourceError as error:
            yield Member(name, None, [], error)


def _tell(member: Member) -> None:
    for finding in member.findings:
        console.print_finding(member.name, finding)


def _write_named(out: BinaryIO, member: Member) -> None:
    if member.source is not None:
        text = member.source.text
        out.write(
            f"==> {member.name} <==\n{text}{'' if text.endswith(chr(10)) else chr(10)}\n".encode(
                "utf-8", "surrogatepass"
            )
        )
