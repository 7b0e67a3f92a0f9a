"""The records of the output contract."""

from notice_parse.records.base import Data, Number, Record, to_json_number
from notice_parse.records.notice import (
    SCHEMA_VERSION,
    Allocation,
    Diagnostic,
    Extraction,
    GlossaryEntry,
    Leader,
    Notice,
    ResponsibleUnit,
    Share,
    SourceRecord,
    Task,
)
from notice_parse.records.span import Span, to_span
from notice_parse.records.target import (
    Baseline,
    FoundQuantity,
    NumberUse,
    NumericTarget,
    QualitativeTarget,
    Quantity,
)

__all__ = [
    "SCHEMA_VERSION",
    "Allocation",
    "Baseline",
    "Data",
    "Diagnostic",
    "Extraction",
    "FoundQuantity",
    "GlossaryEntry",
    "Leader",
    "Notice",
    "Number",
    "NumberUse",
    "NumericTarget",
    "QualitativeTarget",
    "Quantity",
    "Record",
    "ResponsibleUnit",
    "Share",
    "SourceRecord",
    "Span",
    "Task",
    "to_json_number",
    "to_span",
]
