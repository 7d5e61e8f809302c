"""The kinds of values a scenario is made of, each with its bounds, and what all its parts have in common."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

Name = Annotated[str, Field(max_length=200)]
Label = Annotated[
    str, BeforeValidator(lambda value: str(value) if isinstance(value, (bool, int, float)) else value), Field(max_length=200)
]
Text = Annotated[str, Field(max_length=2_000)]
Money = Annotated[float, Field(ge=-1e15, le=1e15)]
Price = Annotated[float, Field(ge=0, le=1e15)]
Share = Annotated[float, Field(ge=0, le=1)]
Seconds = Annotated[float, Field(ge=0, le=1e6)]
# What fixed costs are spread over: by next to nothing they would come to more than a number holds.
Volume = Annotated[float, Field(ge=1e-6, le=1e15)]
Years = Annotated[float, Field(ge=0.01, le=50)]

MAX_NAMES = 5_000


class Part(BaseModel):
    """A part of a scenario: immutable, unknown keys refused, no NaN and no infinity."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)
