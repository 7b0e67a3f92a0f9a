"""Files written aside and renamed, so that a reader never sees half of one and a failure leaves the old one."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from notice_parse.errors import EmitError


@contextlib.contextmanager
def writing(path: str | os.PathLike[str]) -> Iterator[BinaryIO]:
    """A file to write to; it takes its place under `path` only when the block ends without an exception.

    Errors: EmitError where the folder or the file cannot be written.
    """
    given = Path(path)
    target = Path(os.path.realpath(given))  # a link keeps pointing at the file, which is what gets replaced
    aside = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        if given.is_dir():
            raise EmitError("this is a folder, not a file", where=str(given), hint="name a file in it")
        if given.exists() and not given.is_file():
            # A pipe or a device such as /dev/null has to be written in place.
            with given.open("wb") as file:
                yield file
            return
        with aside.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            aside.chmod(stat.S_IMODE(target.stat().st_mode))
        aside.replace(target)
    except OSError as error:
        reason = error.strerror or str(error)
        raise EmitError(f"cannot write the file: {reason}", where=str(given), hint=_hint(target)) from error
    finally:
        with contextlib.suppress(OSError):
            aside.unlink()


def _hint(target: Path) -> str:
    if not target.parent.is_dir():
        return f"the folder {target.parent} does not exist"
    return "check the access rights and the space left"
