"""Optional packages: imported when an output needs them, and named in the error where they are absent."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from notice_parse.errors import EmitError


def need(module: str, extra: str) -> Any:
    """The module of an optional package; `extra` is the name under which notice-parse installs it.

    Errors: EmitError that says how to get it.
    """
    try:
        return import_module(module)
    except ImportError as error:
        raise EmitError(
            f"this output needs the package {module.split('.')[0]}", hint=f"pip install 'notice-parse[{extra}]'"
        ) from error
