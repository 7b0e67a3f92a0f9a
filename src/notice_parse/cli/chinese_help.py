"""The help of a command in Chinese, whose lines have no blanks to be broken at, as the parser's own help needs them."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import Any

from rich import box
from rich.cells import cell_len
from rich.console import RenderableType
from rich.panel import Panel
from rich.text import Text

from notice_parse.cli.console import has_color, width
from notice_parse.emit.as_table import render
from notice_parse.emit.wrap import wrap
from notice_parse.messages import say

_LONGEST = 110  # columns; longer lines are hard to read
_LEFT = 26  # columns for names; a longer one gets a line of its own


def help_text(command: Any, context: Any) -> str:
    """What `--help` shows: usage, what the command does, its arguments, options and commands, an example."""
    columns = min(width(), _LONGEST)
    parameters = [parameter for parameter in command.get_params(context) if not getattr(parameter, "hidden", False)]
    arguments = [p for p in parameters if p.param_type_name == "argument"]
    options = [p for p in parameters if p.param_type_name == "option"]
    commands = [held for held in getattr(command, "commands", {}).values() if not held.hidden]
    parts: list[RenderableType] = [Text(usage(command, context), style="bold"), ""]
    for paragraph in (command.help or "").split("\n\n"):
        parts += [Text(wrap(paragraph.replace("\n", " "), columns)), ""]
    parts += _panel(say("Arguments"), [(p.metavar or p.name, _about(p, context)) for p in arguments], columns)
    parts += _panel(say("Options"), [(_names(p, context), _about(p, context)) for p in options], columns)
    parts += _panel(say("Commands"), [(c.name, (c.help or "").split("\n\n")[0]) for c in commands], columns)
    if command.epilog:
        parts += ["", Text(command.epilog)]
    return render(parts, columns, has_color(None))


def usage(command: Any, context: Any) -> str:
    """The line that shows how the command is called."""
    pieces = [context.command_path, command.options_metavar]
    for parameter in command.params:
        if parameter.param_type_name == "argument":
            name = parameter.metavar or parameter.name
            pieces.append(name if parameter.required else f"[{name}]")
    pieces.append(getattr(command, "subcommand_metavar", None))
    return say("Usage: {usage}", usage=" ".join(piece for piece in pieces if piece))


def _panel(title: str, rows: Iterable[tuple[str, str]], columns: int) -> list[RenderableType]:
    """A frame with names at the left and what they mean at the right; nothing where there are no rows."""
    held = list(rows)
    if not held:
        return []
    left = min(_LEFT, max(cell_len(name) for name, _ in held))
    right = columns - 4 - left - 2
    lines = Text()
    for name, meaning in held:
        told = wrap(meaning, right).split("\n")
        room = left - cell_len(name)
        lines.append(f"{name}{' ' * room}  " if room >= 0 else f"{name}\n{' ' * (left + 2)}", style="cyan")
        lines.append(f"\n{' ' * (left + 2)}".join(told) + "\n")
    lines.right_crop(1)
    return [Panel(lines, title=title, title_align="left", border_style="dim", box=box.ROUNDED)]


def _names(option: Any, context: Any) -> str:
    names = ", ".join(sorted(option.opts, key=len))
    value = option.metavar or ("" if _choices(option, context) or option.is_flag else say("VALUE"))
    return f"{names} {value}".rstrip()


def _about(parameter: Any, context: Any) -> str:
    """What it is for, then what may be given and what holds where nothing is."""
    said = [parameter.help or ""]
    if choices := _choices(parameter, context):
        said.append(say("[one of: {choices}]", choices=choices))
    if parameter.required:
        said.append(say("[required]"))
    else:
        default = parameter.get_default(context)
        default = default.value if isinstance(default, Enum) else default
        if parameter.show_default and default not in (None, False, "", []) and not isinstance(default, (list, tuple)):
            said.append(say("[default: {value}]", value=default))
    return " ".join(said)


def _choices(parameter: Any, context: Any) -> str:
    """The values that may be given, where they are few: json|yaml."""
    if parameter.metavar or getattr(parameter, "is_flag", False) or parameter.param_type_name == "argument":
        return ""
    try:
        shown = (
            parameter.display_type(context) if hasattr(parameter, "display_type") else parameter.make_metavar(context)
        )
    except TypeError:
        shown = parameter.make_metavar()  # releases of click before 8.2
    inside = str(shown).strip("<>[]")
    return inside if "|" in inside else ""
