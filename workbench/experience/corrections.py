"""Corrections that people made: written for a spreadsheet, and used as labels that say where they come from.

Only an answer that differs from all that were suggested is one (`turns.Turn.is_correction`). Who accepts a suggestion often did
not look: counting acceptances as labels would teach a model its own mistakes.
"""

from __future__ import annotations

import csv
import hashlib
import io
import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import numpy as np
from pydantic import Field, ValidationError

from workbench.data.dataset import Dataset
from workbench.data.profile import describe
from workbench.data.profile import rows as counted
from workbench.data.roles import LABEL_SOURCE
from workbench.data.targets import class_codes
from workbench.errors import UserError
from workbench.scenario_fields import Label, Name, Part

if TYPE_CHECKING:
    import pandas as pd

AS_RECORDED = "as recorded"
HEADER = (
    "who", "when", "table", "row", "case", "in the table", "shown", "chosen", "why", "candidate", "behaviour", "version",
)  # fmt: skip
FORMULA = frozenset("=+-@")
"""What a spreadsheet takes for the beginning of a formula, also in the full width of East Asian signs."""
PASSED_OVER = ("\t", "\r", "\n")


class Correction(Part):
    """One case that a person answered otherwise than was suggested. Whatever is in it may have been written by anybody.

    who: a short label, blank or typed; when: ISO 8601, UTC. fingerprint, row: the table and the position in it, from 0. case: its
    id. recorded: the label the table has. shown, chosen: answers, by their own labels. candidate, policy: what stood behind it.
    """

    who: Annotated[str, Field(max_length=60)] = ""
    when: Annotated[str, Field(max_length=40)]
    fingerprint: Annotated[str, Field(max_length=100)]
    row: Annotated[int, Field(ge=0, lt=2**40)]
    case: Name = ""
    recorded: Label = ""
    shown: Annotated[tuple[Label, ...], Field(min_length=1, max_length=200)]
    chosen: Label
    why: Annotated[str, Field(max_length=300)] = ""
    candidate: Name = ""
    policy: Name = ""
    version: Annotated[str, Field(max_length=40)] = ""


def read_back(document: str) -> Correction | None:
    """Return a correction as it was kept; None where it is none."""
    try:
        found = Correction.model_validate_json(document)
    except ValidationError:
        return None
    return None if found.chosen in found.shown else found


def as_csv(corrections: Sequence[Correction]) -> str:
    """Write corrections as a table that is safe to open in a spreadsheet: no cell is taken for a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEADER)
    for one in corrections:
        shown = " | ".join(one.shown)
        cells = (one.who, one.when, one.fingerprint, one.row, one.case, one.recorded, shown, one.chosen, one.why)
        writer.writerow([harmless(cell) for cell in (*cells, one.candidate, one.policy, one.version)])
    return out.getvalue()


def harmless(cell: object) -> object:
    """Return a cell that no spreadsheet carries out: a quote goes before what would begin a formula.

    >>> harmless("=1+1"), harmless("late reply"), harmless(12)
    ("'=1+1", 'late reply', 12)
    """
    if not isinstance(cell, str):
        return cell
    seen = next((sign for sign in cell if sign.isprintable() and not sign.isspace()), "")
    begins = unicodedata.normalize("NFKC", seen) in FORMULA or cell.lstrip(" ").startswith(PASSED_OVER)
    return f"'{cell}" if begins else cell


def joined(dataset: Dataset, target: str, corrections: Sequence[Correction]) -> Dataset:
    """Return the table with corrected labels, and a column that says where each label comes from and is never a feature.

    Only corrections of this table's rows to a class that it has are used; of several for one row the last one counts. The result
    has another fingerprint, which follows from the old one and what was changed. Raises UserError where nothing can be used.
    """
    codes, names = class_codes(dataset, target)
    usable = {one.row: one for one in corrections if one.row < len(dataset.table) and one.chosen in names}
    if not usable:
        raise UserError(
            "None of these corrections can be used as a label.",
            "A label has to be one of the classes that the table has, for a case that is in it.",
            "Correct some cases to one of its classes first.",
        )
    table = dataset.table.copy(deep=False)
    example = {name: dataset.table[target].iloc[int(np.flatnonzero(codes == place)[0])] for place, name in enumerate(names)}
    labels = dataset.table[target].copy()
    for row, one in usable.items():
        labels.iloc[row] = example[one.chosen]
    table[target] = labels
    table[LABEL_SOURCE] = _sources(dataset, usable)
    changed = [dataset.fingerprint, *(f"{row}={one.chosen}:{_source(one)}" for row, one in sorted(usable.items()))]
    digest = hashlib.blake2b("\n".join(changed).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
    described = {column.name: column for column in dataset.columns}
    described[target] = describe(labels, target, described[target].kind, described[target].found)
    described[LABEL_SOURCE] = describe(table[LABEL_SOURCE], LABEL_SOURCE, "category", "category")
    note = f"The label of {counted(len(usable))} was corrected by people; {LABEL_SOURCE!r} says which, and is no feature."
    return Dataset(dataset.name, table, tuple(described.values()), (*dataset.notes, note), digest)


def _sources(dataset: Dataset, usable: dict[int, Correction]) -> pd.Series:
    import pandas as pd

    if LABEL_SOURCE in dataset.table.columns:
        sources = dataset.table[LABEL_SOURCE].astype(object).to_numpy(copy=True)
    else:
        sources = np.full(len(dataset.table), AS_RECORDED, dtype=object)
    for row, one in usable.items():
        sources[row] = _source(one)
    return pd.Series(sources, index=dataset.table.index).astype("category")


def _source(one: Correction) -> str:
    who = " ".join(one.who.split())
    return f"corrected by {who or 'somebody'}, {one.when[:10]}"
