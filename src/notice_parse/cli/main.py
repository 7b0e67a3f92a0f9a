"""Entry of the command `notice-parse`: exit codes, and a version that is told before anything is imported."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from notice_parse._version import __version__

if TYPE_CHECKING:
    from typer import Typer

_NAME = "notice-parse"
_STOPPED_BY_USER = 130  # as shells report an interrupt
_READER_GONE = 141  # as shells report a closed pipe

_COMPLETING = "_NOTICE_PARSE_COMPLETE"  # set by the shell when it asks what could come next


def run() -> None:
    """The command as it is installed: main, and then the end of the process at once.

    Taking down a hundred thousand records one by one would cost a tenth of a short run; nothing is left to be done.
    """
    code = main()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except BrokenPipeError:
        code = _READER_GONE
    os._exit(code)


def main(arguments: list[str] | None = None) -> int:
    """Run the command and return its exit code: 0 done, 1 partly, 2 usage, 3 input, 4 grammar, 5 output."""
    given = sys.argv[1:] if arguments is None else arguments
    if given in (["--version"], ["-V"]):
        print(f"notice-parse {__version__}")
        return 0
    # Looking for plugins of pydantic means reading what every installed package offers; none is wanted here.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    from notice_parse import messages
    from notice_parse.cli.console import ReaderGoneError, drop_stdout, print_error
    from notice_parse.errors import NoticeParseError, UsageError

    language, asked = messages.find_language(given, dict(os.environ))
    messages.use(language, asked=asked)
    try:
        from notice_parse.cli.app import app

        if language is messages.Language.zh:
            return _main_in_chinese(app, given)
        app(args=given or ["--help"], prog_name=_NAME)
    except SystemExit as exit_:
        if not given and _COMPLETING not in os.environ:
            return UsageError.exit_code
        return exit_.code if isinstance(exit_.code, int) else int(exit_.code is not None)
    except NoticeParseError as error:
        print_error(error)
        return error.exit_code
    except ReaderGoneError:
        drop_stdout()
        return _READER_GONE
    except KeyboardInterrupt:
        return _STOPPED_BY_USER
    return 0


def _main_in_chinese(app: Typer, given: list[str]) -> int:
    """As `app` does it, but what the parser says goes through the catalogue."""
    from typer import Abort
    from typer.main import get_command

    from notice_parse.cli.console import tell
    from notice_parse.cli.language import put_in_chinese, usage_text
    from notice_parse.errors import UsageError

    program = get_command(app)
    put_in_chinese(program)
    try:
        code = program.main(args=given or ["--help"], prog_name=_NAME, standalone_mode=False)
    except Abort:
        return _STOPPED_BY_USER
    except Exception as error:
        lines = usage_text(error)
        if lines is None:
            raise
        for line in lines:
            tell(line)
        return int(getattr(error, "exit_code", UsageError.exit_code))
    if not given and _COMPLETING not in os.environ:
        return UsageError.exit_code
    return code if isinstance(code, int) else 0
