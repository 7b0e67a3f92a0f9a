"""`notice-parse grammar new`: a commented file to begin with."""

from __future__ import annotations

from pathlib import Path

from notice_parse.cli import console
from notice_parse.errors import UsageError
from notice_parse.messages import Language, language, say


def write_new(name: str, place: str | None, extends: str, output: str | None) -> None:
    """Write the file; one that is there already is left alone.

    Errors: UsageError for a name that cannot be one, or a file that is there; GrammarError where `extends` is no grammar.
    """
    from notice_parse.grammar import load_grammar
    from notice_parse.grammar.skeleton import skeleton

    path = output or f"{name}.yaml"
    text = skeleton(name, place=place, extends=extends, chinese=language() is Language.zh)
    if not Path(path).with_name(f"{extends}.yaml").is_file():
        load_grammar([extends])
    if path != "-" and Path(path).exists():
        raise UsageError("the file is there already", where=path, hint="choose another name, or give --output")
    with console.output(path) as out:
        out.write(text.encode())
    if path != "-":
        console.tell(say("wrote {path}; `notice-parse grammar check {path}` tells what is wrong in it", path=path))
