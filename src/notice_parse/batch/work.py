"""One file from its path to its written records. Runs in a worker; nothing that a document does gets out of here."""

from __future__ import annotations

import hashlib
import os
import stat
import tempfile
import traceback
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from notice_parse._version import __version__
from notice_parse.batch.job import Failure, Job, Result, Work, failed
from notice_parse.batch.plan import show
from notice_parse.errors import NoticeParseError

if TYPE_CHECKING:
    from notice_parse.grammar import Grammar
    from notice_parse.records.notice import Extraction


def do(job: Job) -> Result:
    """The file's result; whatever goes wrong with it is in the result.

    Errors: MemoryError, after which the process had better be renewed.
    """
    try:
        return _do(job)
    except MemoryError:
        raise
    except NoticeParseError as error:
        return failed(job, "unreadable", _without_place(error))
    except Exception as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{Path(last.filename).name}:{last.lineno}"
        return failed(job, "internal-error", f"internal error, please report it: {error!r} at {place}")


def current_fingerprint(job: Job) -> str:
    """The fingerprint of the job's work as this installation would do it."""
    return job.work.fingerprint(__version__, grammar_of(job.work).fingerprint)


def read(job: Job) -> bytes | Failure:
    """The bytes of the file, if it is one that may be read.

    Errors: none; a missing file is left to the loader, which has the better words.
    """
    if job.data is not None:
        return job.data
    try:
        about = Path(job.path).stat()
        if not stat.S_ISREG(about.st_mode) and not stat.S_ISDIR(about.st_mode):
            return Failure("unreadable", "this is a device or a pipe, not a file")
        if about.st_size > job.limits.size:
            return too_large(about.st_size, job.limits.size)
        return Path(job.path).read_bytes()
    except OSError:
        return b""


def find_unchanged(job: Job) -> Result | None:
    """The result of a file whose bytes are those that were done before; told without a worker."""
    if job.known is None:
        return None
    data = read(job)
    same = isinstance(data, bytes) and hashlib.sha256(data).hexdigest() == job.known
    return Result(job.name, "unchanged", job.known) if same else None


def too_large(size: int, limit: int) -> Failure:
    return Failure(
        "too-large", f"the file has {size / 1e6:.1f} MB, more than the limit of {limit / 1e6:.1f} MB (--max-size)"
    )


def _do(job: Job) -> Result:
    if job.fingerprint != current_fingerprint(job):
        return failed(job, "internal-error", "this worker has another version of notice-parse or of its grammars")
    data = read(job)
    if isinstance(data, Failure):
        return Result(job.name, "failed", failure=data)
    digest = hashlib.sha256(data).hexdigest()
    extractions, unread = _extract(job)
    if not extractions:
        name, reason = next(iter(unread.items()), ("", "the archive holds no document"))
        return failed(job, "unreadable", f"{name}: {reason}" if name else reason)
    payload = _emit(job, extractions)
    result = Result(job.name, "done", digest, len(payload), _counts(extractions), _diagnostics(extractions), unread)
    if job.target is None:
        result.payload = payload
        return result
    return written(job, payload, result)


def _extract(job: Job) -> tuple[list[Extraction], dict[str, str]]:
    """The documents of the file, and why those of an archive that cannot be read cannot.

    Errors: those of loading, where the file itself cannot be read.
    """
    if job.data is None:
        return _extract_file(job, job.path)
    # The name tells the format and gives ids to documents without a number, so the bytes go under the same name.
    with tempfile.TemporaryDirectory(prefix="notice-parse-") as folder:
        path = Path(folder) / (Path(job.path).name or "text")
        path.write_bytes(job.data)
        return _extract_file(job, str(path))


def _extract_file(job: Job, path: str) -> tuple[list[Extraction], dict[str, str]]:
    from notice_parse.loading import load_all
    from notice_parse.pipeline import extract_source

    grammar = grammar_of(job.work)
    extractions, unread = [], {}
    for member in load_all(path, job.work.encoding):
        name = job.name + member.name.removeprefix(show(path))
        if member.source is None:
            unread[name] = _without_place(member.error) if member.error else "it could not be read"
            continue
        extraction = extract_source(member.source, grammar, audit=job.work.audit, findings=member.findings)
        extraction.source.path = name
        extractions.append(extraction)
    return extractions, unread


def _emit(job: Job, extractions: list[Extraction]) -> bytes:
    """In the job's format; several documents of one file make JSON Lines where JSON was asked for."""
    from notice_parse.emit.collect import emit_all

    return emit_all(extractions, job.work.format, job.work.shape)


def written(job: Job, payload: bytes, result: Result) -> Result:
    """`result` once its bytes stand under the name of the target, whole; a failure where they cannot be written."""
    try:
        _write(job, payload)
    except OSError as error:
        return failed(job, "output", f"cannot write {job.target}: {error.strerror}")
    return result


def _write(job: Job, payload: bytes) -> None:
    assert job.target is not None
    assert job.aside is not None
    target, aside = Path(job.target), Path(job.aside) / f"{os.getpid()}.tmp"
    aside.write_bytes(payload)
    target.parent.mkdir(parents=True, exist_ok=True)
    aside.replace(target)


def _counts(extractions: list[Extraction]) -> dict[str, int]:
    tasks = [task for extraction in extractions for notice in extraction.notices for task in notice.tasks]
    return {
        "documents": len(extractions),
        "characters": sum(extraction.source.characters for extraction in extractions),
        "notices": sum(len(extraction.notices) for extraction in extractions),
        "tasks": len(tasks),
        "units": sum(len(task.responsible_units) for task in tasks),
        "numeric_targets": sum(len(task.numeric_targets) for task in tasks),
        "qualitative_targets": sum(len(task.qualitative_targets) for task in tasks),
    }


def _diagnostics(extractions: list[Extraction]) -> dict[str, int]:
    from notice_parse.records.walk import all_diagnostics

    found = Counter(d.code for extraction in extractions for d in all_diagnostics(extraction))
    return dict(sorted(found.items()))


def _without_place(error: NoticeParseError) -> str:
    """The message and the hint; the file is named beside it."""
    return f"{error.message} ({error.hint})" if error.hint else error.message


def grammar_of(work: Work) -> Grammar:
    """The grammar that the work asks for, made once in a process."""
    from notice_parse.grammar.load import load_base

    if work.grammar is None:
        return load_base()
    from notice_parse.grammar.select import build

    return build(work.grammar)
