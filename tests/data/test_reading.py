"""What is found in a file without asking, and what is said about repairs."""

from __future__ import annotations

import hashlib
import zipfile
from io import BytesIO, StringIO

import numpy as np
import pandas as pd
import pytest

from workbench.data import parsing, reading
from workbench.data.reading import read, read_bytes
from workbench.errors import UserError

CASES = "name,amount,answer\nann,1.5,yes\nbob,2,no\ncid,-3.25,yes\n"


def of(text: str | bytes, **kinds):
    return read_bytes("cases.csv", text.encode() if isinstance(text, str) else text, kinds or None)


def kinds_of(dataset):
    return {column.name: column.kind for column in dataset.columns}


def refusal(content: bytes | str) -> UserError:
    with pytest.raises(UserError) as caught:
        of(content)
    assert caught.value.what
    assert caught.value.why
    assert caught.value.do
    return caught.value


def test_a_plain_table_needs_no_repair():
    dataset = of(CASES)
    assert kinds_of(dataset) == {"name": "category", "amount": "number", "answer": "boolean"}
    assert dataset.table["amount"].tolist() == [1.5, 2.0, -3.25]
    assert dataset.notes == ()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(delimiter):
    pd.testing.assert_frame_equal(of(CASES.replace(",", delimiter)).table, of(CASES).table)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1"])
def test_the_encoding_is_found(encoding):
    dataset = of("name;town;age\nÅsa;Malmö;31\nRené;Besançon;44\nJürgen;Köln;52\n".encode(encoding))
    assert dataset.table["town"].tolist() == ["Malmö", "Besançon", "Köln"]
    assert (dataset.notes == ()) == (encoding == "utf-8")


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1251", "имя;город;возраст\nАнна;Москва;3\nОльга;Казань;5\n"),
        ("shift_jis", "名前,都市\n田中,東京\n鈴木,大阪\n"),
        ("gb18030", "姓名,城市\n张伟,北京\n王芳,上海\n"),
    ],
)
def test_other_scripts_are_found_too(encoding, text):
    pd.testing.assert_frame_equal(of(text.encode(encoding)).table, of(text).table)
    assert encoding in of(text.encode(encoding)).notes[0]


def test_a_few_broken_bytes_do_not_turn_utf8_into_another_encoding():
    dataset = of(b"town,n\n" + "Malmö,1\nKöln,2\nMünchen,3\nZürich,4\nÅbo,5\nÉvry,6\n".encode() + b"B\xff,7\n")
    assert dataset.table["town"].tolist()[:2] == ["Malmö", "Köln"]
    assert dataset.notes == ("1 character could not be read and shows as \ufffd.",)


def test_a_decimal_comma_is_found():
    dataset = of("price;share;n\n1,5;0,25;3\n-2,75;0,5;4\n1234,5;1,0;5\n")
    assert dataset.table["price"].tolist() == [1.5, -2.75, 1234.5]
    assert dataset.table["n"].tolist() == [3, 4, 5]


def test_thousands_marks_are_read_by_the_files_own_decimal_mark():
    german = of("price;n\n1.234,56;1\n12,5;2\n1.000.000,00;3\n")
    assert german.table["price"].tolist() == [1234.56, 12.5, 1e6]
    english = of('price,n\n"1,234.56",1\n12.5,2\n"1,000,000",3\n')
    assert english.table["price"].tolist() == [1234.56, 12.5, 1e6]
    assert any("thousands marks" in note for note in english.notes)


def test_currency_and_percent_signs_are_taken_off():
    dataset = of('price,rate,mixed\n"$1,200.50",12%,$3\n$3,7.5 %,€4\n($20),0%,$5\n')
    assert dataset.table["price"].tolist() == [1200.5, 3.0, -20.0]
    assert dataset.table["rate"].tolist() == [12.0, 7.5, 0.0]
    assert kinds_of(dataset)["mixed"] == "category"


def test_codes_with_leading_zeros_stay_text():
    assert of("zip,n\n01234,1\n99999,2\n00501,3\n").table["zip"].tolist() == ["01234", "99999", "00501"]


def test_numbers_with_a_few_misfits_are_numbers_and_the_misfits_are_counted():
    rows = "\n".join(f"{number},{number % 2}" for number in range(100))
    dataset = of(f"amount,answer\n{rows}\noops,1\n")
    assert kinds_of(dataset)["amount"] == "number"
    assert dataset.column("amount").missing == 1
    assert any("1 row, such as 'oops'" in note for note in dataset.notes)


@pytest.mark.parametrize(
    ("written", "day"),
    [("2024-03-31", 31), ("2024/03/31", 31), ("31/03/2024", 31), ("03/31/2024", 31), ("31.3.2024", 31), ("31 Mar 2024", 31),
     ("March 31, 2024", 31), ("2024-03-31T10:30:00Z", 31), ("03/31/24 10:30 PM", 31), ("31-03-2024 10:30", 31)],
)  # fmt: skip
def test_dates_are_read_as_people_write_them(written, day):
    table = of(f"when;n\n{written};1\n{written};2\n;3\n").table
    assert table["when"].dt.strftime("%Y-%m-%d").tolist()[:2] == [f"2024-03-{day}"] * 2
    assert table["when"].isna().tolist() == [False, False, True]


def test_a_day_and_a_month_that_cannot_be_told_apart_are_not_guessed():
    text = "when,n\n01/02/2024,1\n03/04/2024,2\n05/06/2024,3\n"
    assert kinds_of(of(text))["when"] == "category"
    assert any("day and month cannot be told apart" in note for note in of(text).notes)
    chosen = of(text, when="date")
    assert chosen.table["when"].dt.month.tolist() == [2, 4, 6]
    assert chosen.column("when").found == "category"


def test_a_year_beyond_the_calendar_is_missing_and_counted():
    rows = "".join(f"2024-01-{day:02d},{day}\n" for day in range(1, 29))
    dataset = of(f"ends,n\n{rows}9999-12-31,29\n")
    assert dataset.column("ends").kind == "date"
    assert dataset.column("ends").missing == 1


def test_prose_is_text_and_repeated_words_are_categories():
    rows = "".join(f"the parcel number {number} did not arrive on time,red {number % 3}\n" for number in range(30))
    assert kinds_of(of(f"message,colour\n{rows}")) == {"message": "text", "colour": "category"}


def test_words_for_missing_are_missing_among_numbers():
    dataset = of("a,b\n1,x\nNA,y\n?,x\n-,y\nnull,x\n,y\n2,x\n")
    assert dataset.table["a"].isna().tolist() == [False, True, True, True, True, True, False]


def test_none_stays_a_category_and_the_note_says_so():
    dataset = of("damage,n\nnone,1\ndent,2\nnone,3\ncrash,4\n")
    assert dataset.table["damage"].tolist() == ["none", "dent", "none", "crash"]
    assert any("may mean missing" in note and "'none', 2 rows" in note for note in dataset.notes)


def test_a_word_that_stands_for_missing_numbers_means_the_same_among_categories():
    dataset = of("size,colour\n1,red\nNA,NA\n2,blue\n3,red\n")
    assert dataset.column("colour").missing == 1
    assert any("as in this file's numbers" in note for note in dataset.notes)


def test_duplicate_and_empty_names_are_repaired():
    dataset = of("a,a,,a,<b>x</b>\n1,2,3,4,5\n6,7,8,9,10\n")
    assert list(dataset.table.columns) == ["a", "a (2)", "column 3", "a (3)", "<b>x</b>"]
    assert len(dataset.notes) == 2


def test_ragged_rows_are_kept_and_counted():
    dataset = of("a,b,c\n1,2,3\n4,5\n6,7,8,9,10\n\n11,12,13\n")
    assert len(dataset.table) == 4
    assert dataset.table["c"].isna().tolist() == [False, True, False, False]
    assert any(note.startswith("1 row has more cells") for note in dataset.notes)
    assert any(note.startswith("1 row has fewer cells") for note in dataset.notes)


def test_short_rows_are_counted_behind_quotation_marks_too():
    assert any(note.startswith("1 row has fewer") for note in of('a,b\n"x, y",1\nz\n"w",\n').notes)


def test_row_names_as_r_writes_them_get_a_name():
    dataset = of('"x","y"\n"1",5,"a"\n"2",6,"b"\n"3",7,"a"\n')
    assert list(dataset.table.columns) == ["column 1", "x", "y"]
    assert dataset.table["x"].tolist() == [5, 6, 7]


def test_infinite_numbers_count_as_missing():
    dataset = of("a,b\n1,x\ninf,y\n-inf,x\n1e999,y\n2,x\n")
    assert dataset.table["a"].isna().sum() == 3
    assert np.isfinite(dataset.table["a"].dropna()).all()
    assert any("Infinite" in note for note in dataset.notes)


def test_nul_bytes_are_taken_out_and_counted():
    dataset = of(CASES.replace("bob", "b\0o\0b").encode())
    assert dataset.table["name"].tolist() == ["ann", "bob", "cid"]
    assert dataset.notes == ("2 NUL bytes were taken out.",)


def test_of_too_many_columns_the_first_are_used_and_the_last_which_often_holds_the_answer(monkeypatch):
    monkeypatch.setattr(parsing, "COLUMN_LIMIT", 3)
    dataset = of("a,b,c,d,e\n1,1,1,1,yes\n1,1,1,1,no\n")
    assert list(dataset.table.columns) == ["a", "b", "e"]
    assert dataset.table["e"].tolist() == ["yes", "no"]
    assert any("5 columns; the first 2 and the last are used" in note for note in dataset.notes)


def test_constant_and_empty_columns_stay_in_the_table():
    dataset = of("same,void,n\nx,,1\nx,,2\n")
    assert [column.distinct for column in dataset.columns] == [1, 0, 2]


def test_a_delimiter_at_the_end_of_every_line_makes_no_column():
    assert list(of("a,b,\n1,2,\n3,4,\n").table.columns) == ["a", "b"]


def test_a_first_row_of_numbers_is_a_row_unless_it_counts_the_columns():
    assert of("5.1,3.5\n4.9,3.0\n4.7,3.2\n").table.shape == (3, 2)
    assert of("0,1\n4.9,3.0\n4.7,3.2\n").table.shape == (2, 2)


def test_lines_above_the_header_are_left_out():
    dataset = of("Report of March\n\nname,amount\nann,1\nbob,2\n")
    assert list(dataset.table.columns) == ["name", "amount"]
    assert any("above the header" in note for note in dataset.notes)


def test_a_quotation_mark_that_never_closes_loses_no_rows():
    dataset = of('a,b\n"x,1\ny,2\nz,3\n')
    assert len(dataset.table) == 3
    assert any("never closed" in note for note in dataset.notes)


def test_cells_may_hold_delimiters_line_breaks_and_markup():
    table = of('a,b\n"x, ""y""\nz",1\n<script>alert(1)</script>,2\n').table
    assert table["a"].tolist() == ['x, "y"\nz', "<script>alert(1)</script>"]


def test_a_kind_that_is_chosen_wins_over_the_one_found():
    dataset = of("code,flag,n\n1,1,a\n2,0,7\n1,1,8\n", code="category", flag="boolean", n="number")
    assert kinds_of(dataset) == {"code": "category", "flag": "boolean", "n": "number"}
    assert [column.found for column in dataset.columns] == ["number", "number", "category"]
    assert dataset.table["code"].tolist() == ["1", "2", "1"]
    assert any("not a number: 'n' (1 row, such as 'a')" in note for note in dataset.notes)


def test_a_kind_for_a_column_that_is_gone_costs_nothing_but_a_note():
    assert "'old'" in of(CASES, old="date").notes[0]


def test_the_fingerprint_is_of_the_content_only(tmp_path):
    path = tmp_path / "other name.csv"
    path.write_text(CASES)
    assert read(path).fingerprint == of(CASES).fingerprint == hashlib.blake2b(CASES.encode(), digest_size=16).hexdigest()
    assert of(memoryview(CASES.encode())).fingerprint == of(CASES).fingerprint


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", "0 bytes"),
        (b" \n\n", "blank"),
        (b"a,b,c\n", "3 columns and no rows"),
        (b"a\n1\n2\n", "one column, 'a'"),
        (b"a,b\n1,2\n", "one row"),
        (bytes(range(256)) * 20, "not text"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "PNG"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"<!DOCTYPE html><html>", "web page"),
        (b"\0" * 500, "blank"),
    ],
)
def test_what_is_no_table_is_refused_with_what_was_found(content, found):
    assert found in refusal(content).what


def test_a_renamed_workbook_is_refused_by_its_content():
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    assert "Excel" in refusal(file.getvalue()).what


def test_a_file_over_the_limit_is_refused_before_it_is_read(monkeypatch, tmp_path):
    monkeypatch.setattr(reading, "UPLOAD_LIMIT", 20)
    path = tmp_path / "large.csv"
    path.write_text(CASES)
    for opening in (lambda: read(path), lambda: of(CASES)):
        with pytest.raises(UserError, match="MB"):
            opening()


def test_a_path_that_cannot_be_opened_is_a_user_error(tmp_path):
    for path in (tmp_path / "none.csv", tmp_path, "a\0b"):
        with pytest.raises(UserError, match="could not be opened"):
            read(path)


@pytest.mark.parametrize(
    "dialect", [{}, {"sep": ";"}, {"sep": "\t"}, {"sep": "|"}, {"sep": ";", "decimal": ","}, {"lineterminator": "\r\n"}]
)
def test_every_dialect_gives_the_same_table(dialect):
    rng = np.random.default_rng(0)
    n = 200
    cases = pd.DataFrame(
        {
            "price": np.round(rng.normal(size=n) * 1e3, 3),
            "count": rng.integers(-5, 500, n),
            "colour": rng.choice(["red", 'a "quoted" one', "x;y,z|w", "Grün"], n),
            "when": pd.Timestamp("2024-01-01") + pd.to_timedelta(rng.integers(0, 10**7, n), unit="s"),
            "paid": rng.random(n) < 0.5,
        }
    )
    cases.loc[::7, "price"] = np.nan
    cases.loc[::11, "colour"] = None
    text = StringIO()
    cases.to_csv(text, index=False, **dialect)
    table = of(text.getvalue()).table
    np.testing.assert_allclose(table["price"], cases["price"], rtol=1e-12)
    assert table["count"].tolist() == cases["count"].tolist()
    assert table["colour"].astype(object).fillna("-").tolist() == cases["colour"].fillna("-").tolist()
    assert table["when"].tolist() == cases["when"].tolist()
    assert table["paid"].tolist() == cases["paid"].astype(str).tolist()
