"""Every message the code can give, read from its source: `{}` stands for what is filled in.

Names are followed to the texts they can hold, parameters to the calls of the function, so that a message that is put
together from parts is found in each of its forms.
"""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import notice_parse

PACKAGE = Path(notice_parse.__file__).parent
# What makes a message, and which of its arguments are said.
MAKERS: dict[str, tuple[int | str, ...]] = {
    "Finding": (1, "message"),
    "Failure": (1, "reason"),
    "failed": (2, "reason"),
    "Problem": (1, "message"),
    # grammar.read
    "problem": ("message", "hint"),
    "Hint": (0,),
}
_ERRORS = (0, "message", "hint")
_OURS = {"UsageError", "SourceError", "GrammarError", "EmitError", "DiffError", "NoticeParseError"}
_WORD = re.compile(r"[A-Za-z]{2}")
_DEEPEST = 6


@dataclass(frozen=True)
class Said:
    """A message and where it stands in the source."""

    template: str
    place: str


@dataclass(frozen=True)
class Module:
    path: Path
    tree: ast.Module

    @property
    def name(self) -> str:
        return str(self.path.relative_to(PACKAGE))


@cache
def modules() -> list[Module]:
    return [
        Module(path, ast.parse(path.read_text(encoding="utf-8")))
        for path in sorted(PACKAGE.rglob("*.py"))
        if "messages" not in path.relative_to(PACKAGE).parts
    ]


def messages() -> Iterator[Said]:
    """Of errors, hints, diagnostics, failures and problems."""
    for module in modules():
        for scope, call in _calls(module.tree):
            name = _name(call.func)
            taken = _ERRORS if name in _OURS else MAKERS.get(name)
            for expression in _arguments(call, taken or ()):
                for text in texts(expression, scope, module) or ["{}"]:
                    yield Said(text, f"{module.name}:{call.lineno}")


def spoken() -> Iterator[Said]:
    """What the code gives to `say`, of which the text is the key."""
    for module in modules():
        for scope, call in _calls(module.tree):
            if _name(call.func) == "say":
                for text in texts(call.args[0], scope, module, as_written=True) or ["{}"]:
                    yield Said(text, f"{module.name}:{call.lineno}")


def raised(module: Module, error: str) -> Iterator[Said]:
    """The messages of an error that is not one of ours, as raised in a module."""
    for scope, call in _calls(module.tree):
        if _name(call.func) == error:
            for text in texts(call.args[0], scope, module) or ["{}"]:
                yield Said(text, f"{module.name}:{call.lineno}")


def strings_in(path: str, function: str) -> Iterator[Said]:
    """Every text that a function writes, its docstring apart."""
    module = next(module for module in modules() if module.name == path)
    node = next(n for n in ast.walk(module.tree) if isinstance(n, ast.FunctionDef) and n.name == function)
    inside = {id(part) for n in ast.walk(node) if isinstance(n, ast.JoinedStr) for part in ast.walk(n)} - {
        id(n) for n in ast.walk(node) if isinstance(n, ast.JoinedStr)
    }
    for part in ast.walk(node):
        if isinstance(part, ast.JoinedStr | ast.Constant) and id(part) not in inside and part.lineno > node.lineno:
            for text in texts(part, node, module) or ():
                if text != ast.get_docstring(node, clean=False) and _WORD.search(text):
                    yield Said(text, f"{path}:{part.lineno}")


def texts(
    node: ast.expr, scope: ast.AST, module: Module, *, as_written: bool = False, depth: int = 0
) -> list[str] | None:
    """The texts an expression can be; None where the source does not tell. `as_written` for texts that are templates."""
    if depth > _DEEPEST:
        return None

    def inner(part: ast.expr) -> list[str] | None:
        return texts(part, scope, module, as_written=as_written, depth=depth + 1)

    match node:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.Constant(value=None):
            return []
        case ast.JoinedStr(values=values):
            parts = [_part(value, inner) for value in values]
            return ["".join(chosen) for chosen in itertools.product(*parts)]
        case ast.IfExp(body=body, orelse=orelse):
            return _both(inner(body), inner(orelse))
        case ast.BinOp(op=ast.Add(), left=left, right=right):
            sides = [inner(left) or ["{}"], inner(right) or ["{}"]]
            return ["".join(chosen) for chosen in itertools.product(*sides)]
        case ast.Name(id=name):
            return _of_name(name, scope, module, depth)
        case ast.Call(func=ast.Name(id=name)):
            return _of_call(name, module, depth)
    return None


def _part(value: ast.expr, inner: object) -> list[str]:
    """A part of an f-string; what is filled in counts as text only where it has words of its own."""
    assert callable(inner)
    if isinstance(value, ast.Constant):
        return [str(value.value)]
    assert isinstance(value, ast.FormattedValue)
    found = inner(value.value) if value.conversion == -1 else None
    return found if found and all(_WORD.search(text) for text in found) else ["{}"]


def _both(one: list[str] | None, other: list[str] | None) -> list[str] | None:
    return None if one is None or other is None else [*one, *other]


def _of_name(name: str, scope: ast.AST, module: Module, depth: int) -> list[str] | None:
    for tree in (scope, module.tree):
        values = [value for target, value in _assignments(tree) if target == name]
        if values:
            found = [texts(value, scope, module, depth=depth + 1) for value in values]
            return None if None in found else [text for held in found if held for text in held]
    if isinstance(scope, ast.FunctionDef):
        names = [argument.arg for argument in scope.args.args]
        if name in names:
            return _of_parameter(scope.name, names.index(name), name, module, depth)
    return None


def _of_parameter(function: str, index: int, name: str, module: Module, depth: int) -> list[str] | None:
    """What the calls of a function give for one of its parameters: in the package where it is public."""
    found: list[str] = []
    for other in [module] if function.startswith("_") else modules():
        for scope, call in _calls(other.tree):
            if _name(call.func) != function:
                continue
            for argument in _arguments(call, (index, name)):
                given = texts(argument, scope, other, depth=depth + 1)
                if given is None:
                    return None
                found += given
    return found or None


def _of_call(name: str, module: Module, depth: int) -> list[str] | None:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef) and node.name == name:
            returned = [n.value for n in ast.walk(node) if isinstance(n, ast.Return) and n.value is not None]
            found = [texts(value, node, module, depth=depth + 1) for value in returned]
            return None if None in found else [text for held in found if held for text in held]
    return None


def _assignments(tree: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    """Of a function all in it; of a module only those at its top."""
    nodes = tree.body if isinstance(tree, ast.Module) else ast.walk(tree)
    for node in nodes:
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    yield target.id, node.value


@cache
def _calls(tree: ast.AST) -> list[tuple[ast.AST, ast.Call]]:
    """Each call with the innermost function it stands in."""

    def below(node: ast.AST, scope: ast.AST) -> Iterator[tuple[ast.AST, ast.Call]]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Call):
                yield scope, child
            yield from below(child, child if isinstance(child, ast.FunctionDef) else scope)

    return list(below(tree, tree))


def _arguments(call: ast.Call, taken: tuple[int | str, ...]) -> Iterator[ast.expr]:
    for which in taken:
        if isinstance(which, int):
            if which < len(call.args) and not isinstance(call.args[which], ast.Starred):
                yield call.args[which]
        else:
            yield from (keyword.value for keyword in call.keywords if keyword.arg == which)


def _name(function: ast.expr) -> str:
    match function:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""
