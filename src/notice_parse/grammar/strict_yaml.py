"""YAML without surprises: no duplicate keys, no aliases, no objects, errors with file and line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from notice_parse.errors import GrammarError

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_WIDE_COLON = re.compile(r"\s*(?:'[^']*'|\"[^\"]*\"|[\w.-]+)\s*：")

Path = tuple[str | int, ...]
"""Where a value stands in a document: keys and indices from the top."""


class _StrictLoader(_Base):  # type: ignore[misc]
    """A safe loader that notes a key given twice."""


def _mapping(loader: Any, node: Any) -> dict[Any, Any]:
    out: dict[Any, Any] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if not _is_plain(key):
            raise yaml.constructor.ConstructorError(None, None, "a key that is not a word", key_node.start_mark)
        if key in out:
            loader.problems.append(
                GrammarError(f"key {key!r} is given twice", where=f"{loader.file_name}:{_line(key_node)}")
            )
        out[key] = loader.construct_object(value_node, deep=True)
    return out


_StrictLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


@dataclass
class Parsed:
    """A YAML document: its value, the line (1-based) of every key and item by path, and what is wrong with its form."""

    data: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    problems: list[GrammarError] = field(default_factory=list)


def parse_strict(content: bytes, name: str, *, with_lines: bool = True) -> Parsed:
    """The value of a YAML document with everything that is wrong with it.

    Errors: none; `problems` holds a GrammarError with `file:line` for bad YAML, each duplicate key, an alias (`*name`,
    whose text stands elsewhere), or a tag that would build an object.
    """
    parsed = Parsed()
    try:
        loader = _StrictLoader(content)
    except UnicodeDecodeError:
        parsed.problems.append(GrammarError("not UTF-8", where=name))
        return parsed
    except yaml.YAMLError as error:
        parsed.problems.append(_bad_yaml(error, name, content))
        return parsed
    loader.file_name, loader.problems = name, parsed.problems
    try:
        node = loader.get_single_node()
        if node is not None:
            if with_lines:
                _note_lines(node, (), parsed, name, set())
            if not parsed.problems:
                parsed.data = loader.construct_document(node)
    except yaml.YAMLError as error:
        parsed.problems.append(_bad_yaml(error, name, content))
    except (UnicodeDecodeError, RecursionError) as error:
        reason = "not UTF-8" if isinstance(error, UnicodeDecodeError) else "nested too deeply"
        parsed.problems.append(GrammarError(reason, where=name))
    except ValueError as error:  # a date or number that does not exist
        parsed.problems.append(GrammarError(f"not valid YAML: {error}", where=name, hint="put the value in quotes"))
    finally:
        loader.dispose()
    return parsed


def load_strict(content: bytes, name: str) -> Any:
    """The value of a YAML document.

    Errors: GrammarError with `file:line`, the first problem of `parse_strict`.
    """
    parsed = parse_strict(content, name, with_lines=False)
    if parsed.problems:
        raise parsed.problems[0]
    return parsed.data


def _note_lines(node: Any, path: Path, parsed: Parsed, name: str, seen: set[int]) -> None:
    if id(node) in seen:
        # Followed, a few of them nested in one another would fill any memory.
        parsed.problems.append(
            GrammarError("an alias (*name) is not read here", where=f"{name}:{_line(node)}", hint="write it out")
        )
        return
    seen.add(id(node))
    if isinstance(node, yaml.MappingNode):
        for key_node, value_node in node.value:
            key = key_node.value if isinstance(key_node, yaml.ScalarNode) else str(key_node.value)
            parsed.lines.setdefault((*path, key), _line(key_node))
            _note_lines(value_node, (*path, key), parsed, name, seen)
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            parsed.lines[(*path, index)] = _line(item)
            _note_lines(item, (*path, index), parsed, name, seen)


def _line(node: Any) -> int:
    return int(node.start_mark.line) + 1


def _is_plain(key: Any) -> bool:
    return isinstance(key, str | int | float | bool | None)


def _bad_yaml(error: yaml.YAMLError, name: str, content: bytes) -> GrammarError:
    mark = getattr(error, "problem_mark", None)
    where = f"{name}:{mark.line + 1}" if mark else name
    hint = _slip(content, mark.line) if mark else None
    return GrammarError(f"not valid YAML: {getattr(error, 'problem', None) or error}", where=where, hint=hint)


def _slip(content: bytes, line: int) -> str | None:
    """What is most often wrong where Chinese is typed: a tab before the text, or a colon of full width after a key."""
    near = content.decode("utf-8", "replace").splitlines()[max(0, line - 1) : line + 2]
    if any("\t" in text[: len(text) - len(text.lstrip())] for text in near):
        return "indent with blanks, not with tabs"
    if any(_WIDE_COLON.match(text) for text in near):
        return "write : and a blank instead of ："
    return None
