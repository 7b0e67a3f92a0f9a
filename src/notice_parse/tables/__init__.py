"""Tables in whatever form they arrive in text, and what their rows mean."""

from notice_parse.tables.detect import find_tables
from notice_parse.tables.model import Allocation, Cell, Column, Goal, Indicator, Row, RowRecord, Share, Table, UnitsCell
from notice_parse.tables.rows import read_rows

__all__ = [
    "Allocation",
    "Cell",
    "Column",
    "Goal",
    "Indicator",
    "Row",
    "RowRecord",
    "Share",
    "Table",
    "UnitsCell",
    "find_tables",
    "read_rows",
]
