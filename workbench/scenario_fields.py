"""The kinds of values a scenario is made of, each with its bounds; what its parts have in common; how others are refused."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import PydanticCustomError

from workbench.errors import UserError


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


RANGE = re.compile(r"tuple\[(?!.*\.\.\.\]$)")  # how the library names a tuple of so many parts, and no more
OTHER_TYPE = {"dict_type", "model_type", "tuple_type", "string_type", "float_type"}


def refusal(error: ValidationError) -> UserError:
    """Say the most telling of what the library found: the key, the value found, and what to do."""
    first = _most_telling(error.errors(include_url=False))
    key = ".".join(_steps(first)) or "scenario"
    found = "" if first["type"] in ("missing", "value_error") else f", found {_shown(first.get('input'))}"
    words = _in_words(first)[:500]
    what, do = f"{key}: {words}{found}", f"Correct {key} and try again."
    if words.startswith(f"{key}."):  # some messages name a key inside this one themselves
        what, do = words, f"Correct {words.partition(': ')[0]} and try again."
    if at := _range_of_wrong_length(first):
        key = ".".join(_steps({"loc": first["loc"][:at]}))
        what = f"{key}: a range is three numbers, [low, likely, high]; found {len(first['input'])}."
        do = f"Give {key} all three, the smallest first, or one number alone."
    return UserError(what, "A scenario is checked before it is used, so that no figure rests on a value that was misread.", do)


def _range_of_wrong_length(error: Any) -> int:
    """Return how many steps lead to a range that holds too few numbers or too many; 0 where that is not what is wrong."""
    if error["type"] not in ("missing", "too_long") or not isinstance(error.get("input"), list | tuple):
        return 0
    return next((place for place, step in enumerate(error["loc"]) if RANGE.match(str(step))), 0)


# What the library says in its own terms, as people say it.
IN_WORDS = {
    "less_than_equal": "it cannot be above {le:g}",
    "greater_than_equal": "it cannot be below {ge:g}",
    "greater_than": "it has to be above {gt:g}",
    "extra_forbidden": "there is no such setting",
    "dict_type": "it should be a table",
    "model_type": "it should be a table",
    "tuple_type": "it should be a list",
    "string_type": "it should be text",
    "float_type": "it should be a number",
    "int_type": "it should be a whole number",
    "int_from_float": "it should be a whole number",
    "too_long": "it can hold {max_length:,} at most",
    "string_too_long": "it can have {max_length:,} characters at most",
    "finite_number": "it should be a finite number",
    "missing": "it is needed, and not there",
    "float_parsing": "it should be a number",
    "bool_type": "it should be true or false",
}


def _most_telling(errors: Sequence[Any]) -> Any:
    """Where a value may be of several types, each complains: the one of the right type says what is wrong."""
    key = _steps(errors[0])
    alike = [one for one in errors if _steps(one)[: len(key)] == key]
    return next((one for one in alike if one["type"] not in OTHER_TYPE), errors[0])


def _in_words(error: Any) -> str:
    known = IN_WORDS.get(error["type"])
    return error["msg"].removeprefix("Value error, ") if known is None else known.format(**error.get("ctx", {}))


def _steps(error: Any) -> list[str]:
    return [str(step)[:60] for step in error["loc"] if not _is_type_name(str(step))]


def _shown(value: Any) -> str:
    """What was found, in a few words: what somebody else wrote may be long, deep, or a number of a million digits."""
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, (list, tuple)):
        return f"a list of {len(value):,}"
    if isinstance(value, int) and value.bit_length() > 256:
        return "a number of very many digits"
    return repr(str(value)[:80])


def _is_type_name(step: str) -> bool:
    """Pydantic names the member of a union it tried ("constrained-float", "tuple[...]"); people do not."""
    return "[" in step or step in {"constrained-float", "constrained-str", "float", "str", "ColumnCost"}
