"""YAML without surprises: no duplicate keys, no objects, errors with file and line."""

from __future__ import annotations

from typing import Any

import yaml

from notice_parse.errors import GrammarError

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _StrictLoader(_Base):  # type: ignore[misc]
    """A safe loader that refuses a key given twice."""


def _mapping(loader: Any, node: Any) -> dict[Any, Any]:
    out: dict[Any, Any] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if key in out:
            mark = key_node.start_mark
            raise GrammarError(f"key {key!r} is given twice", where=f"{loader.file_name}:{mark.line + 1}")
        out[key] = loader.construct_object(value_node, deep=True)
    return out


_StrictLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def load_strict(content: bytes, name: str) -> Any:
    """The value of a YAML document.

    Errors: GrammarError with `file:line` for bad YAML, a duplicate key, or a tag that would build an object.
    """
    try:
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
    except UnicodeDecodeError as error:
        raise GrammarError("not UTF-8", where=name) from error
