"""docs/cli.md says what the commands' own help says; `make golden` rewrites it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
import typer

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
"""


def _page() -> str:
    group: Any = typer.main.get_command(app)
    parts = [HEAD]
    for name, command in group.commands.items():
        parts.append(f"\n## notice-parse {name}\n\n{command.help}\n\n{''.join(_rows(command))}\n{_example(command)}")
    return "".join(parts)


def _rows(command: Any) -> Iterator[str]:
    yield "| | |\n|---|---|\n"
    for parameter in command.params:
        if parameter.param_type_name == "argument":
            name, help_text = parameter.metavar, parameter.help
        else:
            name, help_text = ", ".join(parameter.opts), parameter.help
            choices = getattr(parameter.type, "choices", None)
            if choices:
                name += " " + "\\|".join(str(getattr(choice, "value", choice)) for choice in choices)
            elif parameter.metavar:
                name += f" {parameter.metavar}"
        yield f"| `{name}` | {help_text} |\n"


def _example(command: Any) -> str:
    return f"    {command.epilog.removeprefix('Example: ')}\n"


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
