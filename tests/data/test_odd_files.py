"""Files as they are really sent: every row and every class is there afterwards, or a sentence says why not."""

from __future__ import annotations

import pandas as pd
import pytest

from workbench.data.framing import frame
from workbench.data.reading import read_bytes
from workbench.errors import UserError
from workbench.scenario import validate


def of(text: str | bytes, **kinds):
    return read_bytes("cases.csv", text.encode() if isinstance(text, str) else text, kinds or None)


def classes(labels: list[str], rows: int = 60) -> dict[str, int]:
    """Write a table whose answers go round in `labels`, read it back, and return the rows of each class."""
    body = "".join(f"{row},{row % 7},{labels[row % len(labels)]}\n" for row in range(rows))
    framing = frame(of(f"n,x,label\n{body}"), validate({"data": {"target": "label"}}))
    return {name: int((framing.y == place).sum()) for place, name in enumerate(framing.classes)}


@pytest.mark.parametrize(
    ("labels", "shown"),
    [
        (["007", "008"], ["007", "008"]),
        (["007", "7"], ["007", "7"]),
        (["TRUE", "FALSE"], ["TRUE", "FALSE"]),
        (["true", "TRUE", "false"], ["true", "TRUE", "false"]),
        (["none", "unknown"], ["none", "unknown"]),
        (["None", "a"], ["None", "a"]),
        (["=cmd()", "@sum(1)"], ["=cmd()", "@sum(1)"]),
        (["<b>a</b>", "$x^2$"], ["<b>a</b>", "$x^2$"]),
        (["\N{GRINNING FACE}", "שלום"], ["\N{GRINNING FACE}", "שלום"]),
        (["9007199254740993", "9007199254740992"], ["9007199254740993", "9007199254740992"]),
        (["9007199254740993", "9007199254740992", ""], ["9007199254740993", "9007199254740992"]),
        (["1", "1.0", "0"], ["1", "0"]),
        (["-0", "0.0", "1"], ["0", "1"]),
    ],
)
def test_labels_stay_as_they_were_written(labels, shown):
    found = classes(labels)
    assert set(found) == set(shown)
    assert sum(found.values()) == 60 - 20 * labels.count("")


def test_codes_that_repeat_keep_their_zeros():
    body = "".join(f"{row % 3:05d},{row}\n" for row in range(60))
    dataset = of(f"zip,n\n{body}")
    assert dataset.column("zip").kind == "category"
    assert sorted(dataset.table["zip"].unique()) == ["00000", "00001", "00002"]


def test_identifiers_beyond_what_floating_numbers_hold_stay_apart_though_one_is_missing():
    body = "".join(f"{900719925474099300 + row % 30 if row else ''},{row}\n" for row in range(60))
    dataset = of(f"customer,n\n{body}")
    assert dataset.column("customer").distinct == 30
    assert "900719925474099301" in set(dataset.table["customer"].dropna())


def test_large_measurements_stay_numbers():
    body = "".join(f"{row}e17,{row % 2}\n" for row in range(1, 60))
    assert of(f"mass,n\n{body}").column("mass").kind == "number"


def test_a_word_that_counts_as_missing_among_numbers_is_named():
    body = "".join(f"{'unknown' if row % 3 == 0 else row},{row % 2}\n" for row in range(60))
    assert "Counted as missing among numbers: 'unknown'." in of(f"age,n\n{body}").notes


def test_columns_without_a_name_in_front_of_one_with_a_name_are_no_title():
    dataset = of("  , ,label\n1,a,no\n2,b,yes\n")
    assert list(dataset.table.columns) == ["column 1", "column 2", "label"]
    assert len(dataset.table) == 2


def test_a_cell_longer_than_pythons_limit_loses_nothing():
    dataset = of(f'a,label\n1,"{"x" * 200_000}"\n2,no\n3,no\n')
    assert dataset.table["label"].str.len().tolist() == [200_000, 2, 2]


def test_rows_swallowed_by_a_stray_quotation_mark_are_told():
    rows = [f"{row},a,{'no' if row % 2 else 'yes'}" for row in range(60)]
    rows[5], rows[40] = '5,"a,yes', '40,"a",no'
    dataset = of("n,x,label\n" + "\n".join(rows) + "\n")
    assert len(dataset.table) < 60
    assert any("lines that look like rows" in note for note in dataset.notes)


def test_texts_of_several_lines_are_no_rows():
    body = "".join(f'{row},"dear sir,\nfirst\nsecond\nthird, and last",{row % 2}\n' for row in range(60))
    dataset = of(f"n,letter,label\n{body}")
    assert len(dataset.table) == 60
    assert dataset.notes == ()


def test_the_sign_that_dos_ends_a_file_with_is_no_row():
    assert len(of(b"a,label\n1,no\n2,yes\n\x1a").table) == 2


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (",,,,\n" * 50, "nothing but delimiters"),
        ('[{"a": 1, "label": "x"},\n {"a": 2, "label": "y"}]', "it is JSON"),
        ('{"a": [1, 2],\n "label": ["x", "y"]}', "it is JSON"),
        ("x" * 300_000, "one column"),
    ],
)
def test_what_is_no_table_is_called_by_its_name(content, found):
    with pytest.raises(UserError) as caught:
        of(content)
    assert found in caught.value.what


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("koi8_r", "город;ответ\nМосква;мошенничество\nКазань;норма\nТула;норма\n"),
        ("cp866", "город;ответ\nМосква;мошенничество\nКазань;норма\nТула;норма\n"),
        ("cp1253", "πόλη;απάντηση\nΑθήνα;απάτη\nΠάτρα;κανονική\n"),
        ("euc_jp", "名前,都市\n田中,東京\n鈴木,大阪\n高橋,はい\n"),
        ("big5", "姓名,城市\n陳先生,台北\n林小姐,高雄\n"),
        ("euc_kr", "이름,도시\n김철수,서울\n이영희,부산\n"),
        ("cp1252", "a,b\né,1\nè,2\né,3\n"),
    ],
)
def test_scripts_are_told_apart(encoding, text):
    pd.testing.assert_frame_equal(of(text.encode(encoding)).table, of(text).table)


def test_a_file_cut_off_within_a_letter_is_read_up_to_there():
    text = "名前,都市\n田中,東京\n鈴木,大阪\n"
    assert of(text.encode("shift_jis")[:-2]).table.iloc[0].tolist() == ["田中", "東京"]
