"""Groups and order of many classes, as they are entered."""

from __future__ import annotations

import pytest

from workbench.errors import UserError
from workbench.pricing.kinds import changes_nothing, check_kinds, grouped, ordered, with_group
from workbench.scenario import Costs

CLASSES = ("low", "middle", "very  high")


def test_a_group_has_a_name_of_its_own_and_two_classes():
    groups = with_group({}, "  near\nby ", ("low", "middle"))
    assert groups == {"near by": ("low", "middle")}
    for name, members in (("near by", CLASSES), ("", CLASSES), ("alone", ("low",))):
        with pytest.raises(UserError):
            with_group(groups, name, members)


def test_members_are_named_as_the_data_names_them():
    assert grouped({"ends": ("1.0", " 9")}) == {"ends": ("1", "9")}


def test_an_order_is_read_line_by_line_in_any_spacing():
    assert ordered("very high\n\n  low \n", CLASSES) == ("very  high", "low")
    assert ordered("", CLASSES) == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [("low\nmidle", "Line 2 of the order, 'midle'"), ("low\nmiddle\nlow", "'low' comes twice")],
)
def test_a_line_that_cannot_be_used_is_named(text, found):
    with pytest.raises(UserError) as error:
        ordered(text, CLASSES)
    assert found in error.value.what


def test_groups_and_an_order_that_could_not_be_priced_are_refused_before_they_have_prices():
    for broken in ({"groups": {"a": ("low", "middle"), "b": ("low", "very  high")}}, {"order": ("low", "middle")}):
        with pytest.raises(UserError):
            check_kinds(Costs(**broken), CLASSES)
    check_kinds(Costs(groups={"a": ("low", "middle")}, order=CLASSES), CLASSES)


def test_what_was_begun_and_has_no_effect_is_said():
    assert changes_nothing({}, None, (), None) == changes_nothing({"a": CLASSES}, 1.0, CLASSES, 2.0) == ()
    assert len(changes_nothing({"a": CLASSES}, None, CLASSES, None)) == 2
    assert len(changes_nothing({}, 1.0, (), 1.0)) == 2
