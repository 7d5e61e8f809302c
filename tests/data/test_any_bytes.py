"""Whatever is handed in, it is a table or a UserError."""

from __future__ import annotations

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from tests.tried import tried
from workbench.data.framing import frame, suggest_target
from workbench.data.readiness import check
from workbench.data.reading import read_bytes
from workbench.errors import UserError
from workbench.scenario import validate

PIECES = [
    b"\0",
    b'"',
    b";",
    b",",
    b"\n",
    b"\r\n",
    b"\r",
    b"\t",
    b"|",
    b"\xff\xfe",
    b"\xc3",
    b"\xe2\x80\xa8",
    b"1e999",
    b"-inf",
    b"NA",
    b"none",
    b"1.5",
]
PIECES += [
    b"1,5",
    b"<b>",
    b"9" * 30,
    b"12%",
    b"EUR 5",
    b"01/02/2024",
    b"2024-02-30",
    b"true",
    b"a",
    b"7",
    b" ",
    b"=1+1",
    b"0x1F",
    b"sep=;\n",
]
TABLE = b"a;b;c\n" + b"".join(b"%d;x%d;%s\n" % (i, i % 3, b"yes" if i % 2 else b"no") for i in range(25))


def test_the_table_that_is_damaged_below_is_a_table():
    assert read_bytes("any.csv", TABLE).table.shape == (25, 3)


def refused(content: bytes) -> UserError | None:
    """Read and check it, and hold what comes out to what a table promises. Return the refusal, if it was refused."""
    try:
        dataset = read_bytes("any.csv", content)
        framing = frame(dataset, validate({"data": {"target": suggest_target(dataset)}}))
    except UserError as refusal:
        return refusal
    assert len(dataset.table) >= 2
    assert len(set(dataset.table.columns)) == len(dataset.columns) >= 2
    for column in dataset.columns:
        values = dataset.table[column.name]
        assert column.missing == values.isna().sum()
        assert column.kind != "number" or np.isfinite(values.dropna()).all()
    assert len(framing.y) == len(framing.rows) <= len(dataset.table)
    assert all(finding.sentence and finding.do for finding in check(framing))
    return None


def survives(content: bytes) -> bool:
    """Whether it is read, or refused in three parts that say something."""
    refusal = refused(content)
    return refusal is None or all(part.strip() for part in (refusal.what, refusal.why, refusal.do))


@tried(40)
@given(st.binary(max_size=300))
@example(b"\xff\xfe")
@example(b"\xef\xbb\xbf")
@example(b"sep=;\n")
@example(b'"')
@example(b'a,b\n"')
def test_random_bytes(content):
    assert survives(content)


@tried(40)
@given(st.lists(st.sampled_from(PIECES), max_size=60).map(b"".join))
def test_pieces_of_tables(content):
    assert survives(content)


@tried(40)
@given(st.lists(st.tuples(st.integers(0, len(TABLE)), st.sampled_from(PIECES), st.integers(0, 12)), max_size=6))
def test_a_damaged_table(damage):
    content = TABLE
    for place, piece, removed in damage:
        content = content[:place] + piece + content[place + removed :]
    assert survives(content)
