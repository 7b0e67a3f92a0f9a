"""The language of the command line: one option on every command, and help and usage errors in Chinese."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from notice_parse.messages import Language, say, told

LanguageOption = Annotated[
    Language | None,
    typer.Option(
        "--lang",
        expose_value=False,
        help="Language of help, messages and tables; else NOTICE_PARSE_LANG, else that of the locale.",
    ),
]
"""Declared for the whole program; every command gets the same. `main` has read it before anything is parsed."""


class Commands(TyperGroup):
    """The commands of the program, each of which, those in groups too, takes the program's own --lang."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        shared = [parameter for parameter in self.params if parameter.name == "lang"]
        for command in _below(self):
            command.params.extend(shared)


def put_in_chinese(program: Any) -> None:
    """Help and usage of the program and all its commands are in Chinese from now on."""
    from notice_parse.cli.chinese_help import help_text, usage

    for command in (program, *_below(program)):
        _translate(command)
        command.get_usage = partial(usage, command)
        command.format_help = partial(_write, partial(help_text, command))


def usage_text(error: Any) -> list[str] | None:
    """What to tell of an error of the parser, in lines; None for any other error.

    Shape: `error` is a ClickException, whose module differs between releases of typer.
    """
    kinds = {kind.__name__ for kind in type(error).__mro__}
    if "ClickException" not in kinds:
        return None
    lines = []
    if (context := getattr(error, "ctx", None)) is not None:
        asked = f"{context.command_path} {context.help_option_names[-1]}"
        lines += [context.get_usage(), say("Try '{help}' for help.", help=asked)]
    return [*lines, say("error: {message}", message=told(error.format_message()))]


def _below(group: Any) -> Iterator[Any]:
    """Every command of a group and of the groups in it."""
    for command in getattr(group, "commands", {}).values():
        yield command
        yield from _below(command)


def _translate(command: Any) -> None:
    for name in ("help", "short_help", "epilog", "options_metavar", "subcommand_metavar"):
        if text := getattr(command, name, None):
            setattr(command, name, told(text))
    # A parameter may be shared by commands; Chinese is not translated again, as no entry fits it.
    for parameter in command.params:
        for name in ("help", "metavar"):
            if text := getattr(parameter, name, None):
                setattr(parameter, name, told(text))
    command.get_help_option = partial(_help_option, command.get_help_option)


def _write(help_text: Callable[[Any], str], context: Any, formatter: Any) -> None:
    formatter.write(help_text(context))


def _help_option(english: Callable[[Any], Any], context: Any) -> Any:
    """The parser makes the option --help itself, once it is asked for."""
    option = english(context)
    if option is not None and option.help:
        option.help = told(option.help)
    return option
