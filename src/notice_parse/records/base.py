"""What all records share: strict fields, exact numbers."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, PlainSerializer, WithJsonSchema


def to_json_number(value: Decimal) -> int | float:
    """The JSON number of a decimal; exact up to 15 significant digits, which no notice exceeds."""
    return int(value) if value == value.to_integral_value() else float(value)


Number = Annotated[
    Decimal,
    PlainSerializer(to_json_number, return_type=int | float, when_used="json"),
    WithJsonSchema({"type": "number"}),
]
"""A number exactly as written. In JSON it is a number, never a string."""


Data = dict[str, Any]
"""The fields of a record before they are validated: a record with all that it holds is validated in one go, which takes
a fraction of the time of building it model by model."""


class Record(BaseModel):
    """Base of the records: unknown fields are an error, so that a misspelt one cannot be lost."""

    model_config = ConfigDict(extra="forbid", defer_build=True)
