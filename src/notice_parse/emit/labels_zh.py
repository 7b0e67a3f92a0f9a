"""What the fixed values of the records are called in Chinese columns (`--labels zh`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from notice_parse.emit.labels import KIND_NAMES
from notice_parse.messages import Language, told

if TYPE_CHECKING:
    from notice_parse.emit.rows import Cell, Column, Row

_WORDS: dict[str, Mapping[str, str]] = {
    "notice_kind": {str(kind): name for kind, name in KIND_NAMES.items()},
    "target_kind": {"numeric": "量化", "qualitative": "定性"},
    "comparator": {"eq": "等于", "ge": "不少于", "gt": "超过", "le": "不超过", "lt": "低于", "approx": "左右"},
    "measure": {"level": "水平", "increment": "新增", "growth": "增速", "change": "变化", "limit": "上限"},
    "role": {"lead": "牵头", "responsible": "责任", "cooperating": "配合"},
    "role_basis": {"label": "字段名", "first_listed": "列首位", "phrase": "语句", "default": "默认"},
    "severity": {"error": "错误", "warning": "警告", "info": "提示"},
}


def in_chinese(columns: Sequence[Column], row: Row) -> Row:
    """The row with its fixed values and the messages of diagnostics translated; flags become 是 and 否."""
    return tuple(_cell(column, cell) for column, cell in zip(columns, row, strict=True))


def _cell(column: Column, cell: Cell) -> Cell:
    if column.name == "message" and isinstance(cell, str):
        return told(cell, Language.zh)
    if column.words and isinstance(cell, str):
        return _WORDS[column.words].get(cell, cell)
    if isinstance(cell, bool):
        return "是" if cell else "否"
    return cell
