"""What people corrected, as a file and as labels."""

import csv
import io

import numpy as np
import pytest

from tests.experience.made import make_evidence
from workbench.data.framing import frame
from workbench.data.reading import read_bytes
from workbench.data.roles import LABEL_SOURCE
from workbench.errors import UserError
from workbench.experience.canaries import checked
from workbench.experience.corrections import Correction, as_csv, harmless, joined, read_back
from workbench.pricing.costs import CostModel
from workbench.scenario import Scenario

ROWS = "".join(f"{'ab'[i % 2]},{i % 7},{'yes' if i % 4 == 0 else 'no'}\n" for i in range(40))
TABLE = read_bytes("cases.csv", f"kind,amount,label\n{ROWS}".encode())


def correction(row: int = 1, chosen: str = "yes", shown: tuple[str, ...] = ("no",), **others) -> Correction:
    return Correction(when="2026-11-23T10:00:00+00:00", fingerprint="f", row=row, shown=shown, chosen=chosen, **others)


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1", "-1", "@sum(a1)", "\t=1", " =1", "\r=1", "\u00a0=1", "\u200b=1", "\x00=1", "\uff1d1", "\ufe621"]
)
def test_no_cell_is_taken_for_a_formula(cell):
    assert harmless(cell) == f"'{cell}"
    row = list(csv.reader(io.StringIO(as_csv([correction(why=cell)]))))[1]
    assert row[8] == f"'{cell}"


def test_a_file_of_corrections_says_who_when_what_was_shown_and_why():
    made = correction(who="Ann", case="T1", recorded="no", shown=("no", "maybe"), why='late, "again"', candidate="one rule")
    header, row = csv.reader(io.StringIO(as_csv([made])))
    told = dict(zip(header, row, strict=True))
    assert (told["who"], told["case"], told["shown"], told["chosen"]) == ("Ann", "T1", "no | maybe", "yes")
    assert (told["why"], told["candidate"], told["in the table"]) == ('late, "again"', "one rule", "no")


def test_a_correction_is_read_back_as_it_was_and_an_acceptance_never_is_one():
    made = correction(who="Ann")
    assert read_back(made.model_dump_json()) == made
    accepted = made.model_copy(update={"chosen": "no"})
    assert read_back(accepted.model_dump_json()) is None
    assert read_back('{"fingerprint": "f"}') is None


def test_corrected_labels_say_where_they_come_from_and_everything_else_stays():
    after = joined(TABLE, "label", [correction(1, who="Ann"), correction(2, chosen="yes")])
    assert after.table["label"].iloc[[0, 1, 2, 3]].tolist() == ["yes", "yes", "yes", "no"]
    assert after.table[LABEL_SOURCE].iloc[[0, 1]].tolist() == ["as recorded", "corrected by Ann, 2026-11-23"]
    assert after.table[["kind", "amount"]].equals(TABLE.table[["kind", "amount"]])
    assert TABLE.table["label"].iloc[1] == "no"
    assert LABEL_SOURCE not in TABLE.table.columns


def test_the_fingerprint_follows_from_the_table_and_what_was_corrected():
    once, again = joined(TABLE, "label", [correction(1)]), joined(TABLE, "label", [correction(1)])
    assert once.fingerprint == again.fingerprint != TABLE.fingerprint
    assert joined(TABLE, "label", [correction(2)]).fingerprint != once.fingerprint


def test_where_labels_come_from_is_never_a_feature_even_where_somebody_asks_for_all_columns():
    asked = Scenario().changed("data", target="label", accepted_flags=(LABEL_SOURCE,))
    framing = frame(joined(TABLE, "label", [correction(1), correction(2)]), asked)
    assert LABEL_SOURCE not in {column.name for column in framing.features}
    assert LABEL_SOURCE in {one.column for one in framing.set_aside}


def test_the_last_of_several_corrections_of_a_case_counts_and_earlier_sources_stay():
    first = joined(TABLE, "label", [correction(1, who="Ann"), correction(5, who="Ann")])
    second = joined(
        first, "label", [correction(1, chosen="yes", who="Bob"), correction(1, chosen="no", shown=("yes",), who="Cy")]
    )
    assert second.table["label"].iloc[1] == "no"
    assert second.table[LABEL_SOURCE].iloc[[1, 5]].tolist() == ["corrected by Cy, 2026-11-23", "corrected by Ann, 2026-11-23"]


def test_numbers_as_labels_stay_numbers():
    numbers = read_bytes("n.csv", ("x,label\n" + "".join(f"{i % 5},{i % 2}\n" for i in range(40))).encode())
    after = joined(numbers, "label", [correction(0, chosen="1", shown=("0",))])
    assert after.table["label"].iloc[0] == 1
    assert after.table["label"].dtype == numbers.table["label"].dtype


@pytest.mark.parametrize("made", [[], [correction(4_000)], [correction(1, chosen="hold back")]])
def test_what_is_no_class_or_no_row_of_this_table_is_refused(made):
    with pytest.raises(UserError, match="can be used as a label"):
        joined(TABLE, "label", made)


def test_a_pinned_case_is_held_against_every_candidate():
    y = np.array([0, 1, 0, 1])
    evidence = make_evidence(y, {"sure": np.array([[0.9, 0.1], [0.1, 0.9], [0.9, 0.1], [0.9, 0.1]])})
    names = evidence.classes
    costs = CostModel(names, names, np.array([[[0.0, 1.0], [1.0, 0.0]]]), "USD")
    row = int(evidence.framing.rows[evidence.rows[3]])
    held = next(one for one in checked(evidence, costs, row, expected=names[1]) if one.candidate == "sure")
    assert (held.candidate, held.answer, held.right) == ("sure", names[0], False)
    assert checked(evidence, costs, 10**6, expected=names[1]) == ()
