"""The kinds of values a scenario is made of, each with its bounds, and what all its parts have in common."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError


def _no_boolean(value: Any) -> Any:
    """`true` would be read as 1, and nobody who wrote it meant a price of 1."""
    if isinstance(value, bool):
        raise PydanticCustomError("boolean", "it should be a number, not true or false")
    return value


Number = Annotated[float, BeforeValidator(_no_boolean)]
Whole = Annotated[int, BeforeValidator(_no_boolean)]
Name = Annotated[str, Field(max_length=200)]
Label = Annotated[
    str, BeforeValidator(lambda value: str(value) if isinstance(value, (bool, int, float)) else value), Field(max_length=200)
]
Text = Annotated[str, Field(max_length=2_000)]
Money = Annotated[Number, Field(ge=-1e15, le=1e15)]
Price = Annotated[Number, Field(ge=0, le=1e15)]
Share = Annotated[Number, Field(ge=0, le=1)]
Seconds = Annotated[Number, Field(ge=0, le=1e6)]
# What fixed costs are spread over: by next to nothing they would come to more than a number holds.
Volume = Annotated[Number, Field(ge=1e-6, le=1e15)]
Years = Annotated[Number, Field(ge=0.01, le=50)]

MAX_NAMES = 5_000


class Part(BaseModel):
    """A part of a scenario: immutable, unknown keys refused, no NaN and no infinity."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)
