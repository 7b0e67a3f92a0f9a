"""Numbers of notices: quantities, the targets among them, and what every other number is there for."""

from notice_parse.quantities.analyse import analyse
from notice_parse.quantities.cells import read_cell
from notice_parse.quantities.find import find
from notice_parse.quantities.model import (
    Analysis,
    BaselineMatch,
    BaseQuantity,
    CellValue,
    NumberMatch,
    QualitativeMatch,
    QuantityMatch,
    TargetMatch,
)

__all__ = [
    "Analysis",
    "BaseQuantity",
    "BaselineMatch",
    "CellValue",
    "NumberMatch",
    "QualitativeMatch",
    "QuantityMatch",
    "TargetMatch",
    "analyse",
    "find",
    "read_cell",
]
