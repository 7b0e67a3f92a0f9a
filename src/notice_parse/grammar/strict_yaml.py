"""YAML without surprises: no duplicate keys, no objects, errors with file and line."""

from __future__ import annotations

from typing import Any

import yaml

from notice_parse.errors import GrammarError

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


_DEEPEST = 20


class _StrictLoader(_Base):  # type: ignore[misc]
    """A safe loader that refuses a key given twice."""


def _mapping(loader: Any, node: Any) -> dict[Any, Any]:
    out: dict[Any, Any] = {}
    for key_node, value_node in node.value:
        if not isinstance(key_node, yaml.ScalarNode):
            raise GrammarError("a key is no plain word", where=f"{loader.file_name}:{key_node.start_mark.line + 1}")
        key = loader.construct_object(key_node, deep=True)
        if key in out:
            mark = key_node.start_mark
            raise GrammarError(f"key {key!r} is given twice", where=f"{loader.file_name}:{mark.line + 1}")
        out[key] = loader.construct_object(value_node, deep=True)
    return out


_StrictLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def _check_events(content: bytes, name: str) -> None:
    """Aliases of aliases fill the memory from a few lines, and brackets in brackets the stack; both show before anything is built."""
    depth = 0
    for event in yaml.parse(content, _Base):
        if isinstance(event, yaml.AliasEvent):
            raise GrammarError("aliases (*name) are not read", where=_place(name, event))
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > _DEEPEST:
                raise GrammarError("its parts are nested too deeply", where=_place(name, event))
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _place(name: str, event: yaml.Event) -> str:
    return name if event.start_mark is None else f"{name}:{event.start_mark.line + 1}"


def load_strict(content: bytes, name: str) -> Any:
    """The value of a YAML document.

    Errors: GrammarError with `file:line` for bad YAML, a duplicate key, a tag that would build an object, an alias, or
    nesting that no grammar needs.
    """
    try:
        _check_events(content, name)
        loader = _StrictLoader(content)
        loader.file_name = name
        try:
            return loader.get_single_data()
        finally:
            loader.dispose()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{name}:{mark.line + 1}" if mark else name
        raise GrammarError(f"not valid YAML: {getattr(error, 'problem', None) or error}", where=where) from error
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        # ValueError: 2031-99-99, which is no date.
        reason = "not UTF-8" if isinstance(error, UnicodeDecodeError) else f"not valid YAML: {error}"
        raise GrammarError(reason, where=name) from error
