"""A store that is bounded in bytes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from workbench.evidence.shelf import Shelf


def test_the_one_used_longest_ago_leaves_first() -> None:
    shelf: Shelf[str] = Shelf(max_bytes=10)
    shelf.put("a", "A", 4)
    shelf.put("b", "B", 4)
    assert shelf.get("a") == "A"
    shelf.put("c", "C", 4)
    assert (shelf.get("a"), shelf.get("b"), shelf.get("c")) == ("A", None, "C")


def test_what_is_larger_than_the_shelf_is_not_kept_and_pushes_nothing_out() -> None:
    shelf: Shelf[str] = Shelf(max_bytes=10)
    shelf.put("a", "A", 4)
    shelf.put("b", "B", 11)
    assert shelf.get("a") == "A" and shelf.get("b") is None


def test_what_is_put_again_counts_once() -> None:
    shelf: Shelf[str] = Shelf(max_bytes=10)
    shelf.put("a", "A", 9)
    shelf.put("a", "AA", 10)
    assert shelf.get("a") == "AA" and shelf.nbytes == 10


def test_what_is_dropped_gives_its_room_back() -> None:
    shelf: Shelf[str] = Shelf(max_bytes=10)
    shelf.put("a", "A", 9)
    shelf.drop("a")
    shelf.drop("never there")
    assert shelf.get("a") is None and shelf.nbytes == 0


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.integers(0, 12)), max_size=40))
def test_it_never_holds_more_than_it_may(puts: list[tuple[str, int]]) -> None:
    shelf: Shelf[int] = Shelf(max_bytes=20)
    for key, size in puts:
        shelf.put(key, size, size)
        held = {key: shelf.get(key) for key in "abcdef"}
        assert shelf.nbytes == sum(size for size in held.values() if size is not None) <= 20
