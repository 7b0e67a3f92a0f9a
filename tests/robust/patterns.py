"""Every pattern of the package: those of the grammars, those in the code, and those that the code puts together."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple, cast

import notice_parse
from notice_parse.grammar import load_grammar
from shared import CHECKOUT

PACKAGE = Path(notice_parse.__file__).parent
_INLINE = {"search", "match", "fullmatch", "findall", "finditer", "split", "sub", "subn", "compile", "compile_pattern"}


class Known(NamedTuple):
    """A pattern's text and flags, where it was found first (`layout/tree.py _ENTRY_TAIL`, or a rule's id), and how it is used.

    `uses` are some of match, fullmatch and search; all of them where the code does not tell.
    """

    source: str
    flags: int
    place: str
    uses: tuple[str, ...] = ("fullmatch", "match", "search")

    def compiled(self) -> re.Pattern[str]:
        """As the package compiles it: by `re`, or by `regex` where `re` cannot."""
        try:
            return re.compile(self.source, self.flags)
        except re.error:
            import regex

            return cast("re.Pattern[str]", regex.compile(self.source, regex.VERSION1))


def all_patterns() -> list[Known]:
    """Sorted by place; each pattern once."""
    found: dict[tuple[str, int], str] = {}
    for source, flags, place in [*_of_grammars(), *_inline(), *_asked_for()]:
        found.setdefault((source, flags), place)
    named = [Known(source, flags, _name_of(place)) for (source, flags), place in found.items()]
    return sorted((known._replace(uses=_uses(known.place)) for known in named), key=lambda known: known.place)


@cache
def _code() -> dict[str, str]:
    return {str(p.relative_to(PACKAGE)): p.read_text(encoding="utf-8") for p in sorted(PACKAGE.rglob("*.py"))}


@cache
def _assigned(file: str) -> list[tuple[int, int, str]]:
    """First and last line of each assignment of a compiled pattern in a module, and the name that it is given."""
    out = []
    for node in ast.walk(ast.parse(_code()[file])):
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and "compile" in ast.unparse(node.value):
            target = node.targets[0]
            name = target.id if isinstance(target, ast.Name) else getattr(target, "attr", "")
            if name:
                out.append((node.lineno, node.end_lineno or node.lineno, name))
    return out


def _name_of(place: str) -> str:
    file, colon, line = place.partition(":")
    if not colon:
        return place
    names = [(b - a, name) for a, b, name in _assigned(file) if a <= int(line) <= b]
    return f"{file} {min(names)[1]}" if names else place


@cache
def _calls() -> dict[str, set[str]]:
    """What is called on each name: on private ones by module (`layout/tree.py _ENTRY_TAIL`), and on rules by their ids."""
    called: dict[str, set[str]] = {}
    for file, text in _code().items():
        for name, method in re.findall(r"\b(\w+)\.([a-z]+)\(", text):
            if method in _INLINE:
                called.setdefault(name, set()).add(method)
                called.setdefault(f"{file} {name}", set()).add(method)
        for name, private in _OTHER_NAME.findall(text):
            called.setdefault(f"{file} {private}", set()).update(called.get(f"{file} {name}", ()))
    for text in _code().values():
        for name, rule, method in _RULE_USED.findall(text):
            called.setdefault(rule, set()).update({method} if method else called.get(name, ()))
    return called


# tag = _TAG: what is called on the one is called on the other.
_OTHER_NAME = re.compile(r"\b(\w+)(?:, \w+)* = (_[A-Z]\w*)\b(?![(.\[])")
_RULE_USED = re.compile(r"(?:(\w+) = )?(?:self\.)?\w*\.?rule\([\"']([^\"']+)[\"']\)\.pattern(?:\.(\w+)\()?")


def _uses(place: str) -> tuple[str, ...]:
    """The methods that the code calls on a pattern, by its name."""
    file, colon, line = place.partition(":")
    if colon:
        called = set(re.findall(r"\bre\.([a-z]+)\(", _code()[file].splitlines()[int(line) - 1]))
    else:
        name = place.partition(" ")[2]
        called = _calls().get(place if not name or name.startswith("_") else name, set())
    plain = {"match": "match", "fullmatch": "fullmatch"}
    found = {plain.get(method, "search") for method in called if method in _INLINE}
    return tuple(sorted(found)) or ("fullmatch", "match", "search")


def _of_grammars() -> Iterator[tuple[str, int, str]]:
    grammar = load_grammar()
    for path in sorted((PACKAGE.parent.parent / "grammars").glob("*.yaml")):
        for rule in grammar.rules(path.stem):
            yield rule.source, 0, rule.id


def _inline() -> Iterator[tuple[str, int, str]]:
    """Constant patterns in calls of `re` and of `compile_pattern`, whether or not the call is ever reached."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            of_re = isinstance(node.func, ast.Name) or getattr(getattr(node.func, "value", None), "id", "") == "re"
            first = node.args[0]
            if name in _INLINE and of_re and isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value, _flags(node), f"{path.relative_to(PACKAGE)}:{node.lineno}"


def _flags(node: ast.Call) -> int:
    named = [k.value for k in node.keywords if k.arg == "flags"]
    given = [*node.args[1:], *named]
    return sum(
        int(getattr(re, part.attr))
        for value in given
        for part in ast.walk(value)
        if isinstance(part, ast.Attribute) and part.attr in ("I", "S", "M", "X", "IGNORECASE", "DOTALL", "MULTILINE")
    )


def _asked_for() -> Iterator[tuple[str, int, str]]:
    """What the running code compiles, in a process of its own, since here most of it has been compiled already."""
    told = subprocess.run([sys.executable, "-c", _RECORD], check=True, capture_output=True, env=_environment())
    yield from (tuple(entry) for entry in json.loads(told.stdout))


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(PACKAGE.parent), "SAMPLES": str(CHECKOUT / "samples")}


_RECORD = r"""
import importlib, io, json, os, pathlib, pkgutil, re, sys
asked = {}
def note(source, flags):
    frame = sys._getframe(2)
    while frame and ("/re/" in frame.f_code.co_filename or "text/patterns" in frame.f_code.co_filename):
        frame = frame.f_back
    if frame is not None and "notice_parse" in frame.f_code.co_filename and isinstance(source, str):
        place = frame.f_code.co_filename.rpartition("notice_parse/")[2] + ":" + str(frame.f_lineno)
        asked.setdefault((source, int(flags)), place)
plain = re._compile
def _compile(pattern, flags):
    note(pattern, flags)
    return plain(pattern, flags)
re._compile = _compile
from notice_parse.text import patterns
class Asked(list):
    def append(self, key):
        note(*key)
patterns._asked = Asked()
import notice_parse
for module in pkgutil.walk_packages(notice_parse.__path__, "notice_parse."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
from notice_parse.cli.main import main
samples = sorted(str(p) for p in pathlib.Path(os.environ["SAMPLES"]).glob("yunxi*"))
out, sys.stdout, sys.stderr = sys.stdout, io.TextIOWrapper(io.BytesIO()), io.StringIO()
for command in (["extract", "--audit", *samples], ["extract", "--format", "yaml", *samples], ["diff", *samples[2:5:2]],
                ["report", *samples], ["targets", samples[0]], ["stats", samples[0]]):
    main([*command, "--quiet"] if command[0] == "extract" else command)
notice_parse.find_quantities("半年5折 1/3")
out.write(json.dumps([[source, flags, place] for (source, flags), place in asked.items()]))
"""
