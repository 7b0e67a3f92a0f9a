"""docs/cli.md says what the commands' own help says; `make golden` rewrites it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import Any, get_args, get_type_hints

import pytest
from typer.models import CommandInfo

from notice_parse.cli.app import app
from shared import CHECKOUT

PAGE = CHECKOUT / "docs" / "cli.md"
HEAD = """# The command line

Made from the commands' help by `make golden`; `notice-parse COMMAND --help` tells the same.

Standard output carries data only. Diagnostics go to standard error as `file:line: severity code: message`, the gravest
first: the first ten errors and warnings are told one by one, the rest is counted. `-` is standard input or standard
output. `NO_COLOR` and `COLUMNS` are minded.

| exit code | meaning |
|---|---|
| 0 | done |
| 1 | done, but some of several files failed, or a diagnostic reached `--fail-on` |
| 2 | wrong usage |
| 3 | no input could be read |
| 4 | a grammar file is not valid |
| 5 | the output could not be written |

## Language

`--lang en|zh`, which every command takes, says in which language the command speaks to people: help, errors and what to
try next, diagnostics on standard error, progress and summaries, the words of tables (`-f table`, `stats`, `diff`) and
the page of `report`. Where it is not given, NOTICE_PARSE_LANG decides, then the locale by the usual rules: the first of
LC_ALL, LC_MESSAGES and LANG that is set. What begins with `zh` is Chinese, everything else English. A page of `report`
is in the language of its documents unless --lang, NOTICE_PARSE_LANG or a Chinese locale says otherwise.

    notice-parse extract 通知.txt --format table --lang zh
    export NOTICE_PARSE_LANG=zh

Data does not follow the language: JSON, JSON Lines, YAML, CSV, Excel, Markdown, Parquet and SQLite are the same to the
byte whatever it is, and `message` and `evidence` in records stay English. The headings of CSV and Excel are chosen by
`--labels`; with `--labels zh` the messages of diagnostics and the evidence in the CSV of `diff` are Chinese too. Codes of diagnostics, names of commands
and options, and the values that options take are the same in both languages.

A program that uses the library gets English; `notice_parse.messages.told(text, Language.zh)` gives the Chinese of a
message or of an error's `message` and `hint`. The Chinese of all messages stands in `notice_parse/messages/zh/`, by the
English text: whoever adds a message adds a line there, and a test names each one that is missing.
"""


def _page() -> str:
    parts = [HEAD, *(_part(command, "") for command in app.registered_commands)]
    for group in app.registered_groups:
        assert group.typer_instance
        about = group.typer_instance.info
        parts.append(f"\n## notice-parse {about.name}\n\n{about.help}\n")
        parts += [_part(command, f"{about.name} ", "###") for command in group.typer_instance.registered_commands]
    return "".join(parts)


def _part(command: CommandInfo, group: str, level: str = "##") -> str:
    function = command.callback
    assert function
    assert command.epilog
    example = command.epilog.removeprefix("Example: ")
    rows = "".join(_rows(function))
    name = command.name or function.__name__
    return f"\n{level} notice-parse {group}{name}\n\n{function.__doc__}\n\n{rows}\n    {example}\n"


def _rows(function: Callable[..., Any]) -> Iterator[str]:
    yield "| | |\n|---|---|\n"
    hints = get_type_hints(function, include_extras=True)
    for kind, info in (get_args(hint) for name, hint in hints.items() if name != "return"):
        choices = [c for c in get_args(kind) or (kind,) if isinstance(c, type) and issubclass(c, StrEnum)]
        value = "\\|".join(choices[0]) if choices else info.metavar and info.metavar.replace("|", "\\|")
        # Within Annotated, typer keeps the first name of an option where its default would be.
        names = ", ".join(n for n in (info.default, *(info.param_decls or ())) if isinstance(n, str))
        yield f"| `{' '.join(filter(None, (names, value)))}` | {info.help} |\n"


@pytest.mark.golden
def test_page_is_current() -> None:
    page = _page()
    if os.environ.get("NOTICE_PARSE_REWRITE"):
        PAGE.write_text(page, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == page, "run `make golden`"


def test_page_names_every_option() -> None:
    page = _page()
    for said in (
        "--fail-on info\\|warning\\|error",
        "--format, -f json\\|jsonl\\|yaml\\|table",
        "FILE...",
        "--encoding NAME",
    ):
        assert said in page
