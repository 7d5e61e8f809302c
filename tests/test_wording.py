"""Numbers as people read them."""

import pytest

from workbench.money import format_money
from workbench.pricing.estimate import Estimate
from workbench.wording import (
    does,
    escape_markdown,
    format_count,
    format_interval,
    format_number,
    format_probability,
    format_share,
    in_words,
    per_1000,
    plural,
    resolution,
    titled,
)


@pytest.mark.parametrize(
    ("value", "currency", "told"),
    [
        (1838.2, "USD", "$1,840"),
        (-1838.2, "USD", "-$1,840"),
        (0.0, "EUR", "€0"),
        (0.314, "GBP", "£0.314"),
        (0.001234, "USD", "$0.00123"),
        (52.31, "USD", "$52.30"),
        (12.5, "CHF", "CHF 12.50"),
        (196_210, "USD", "$196k"),
        (1_960_000, "USD", "$1.96M"),
        (-2.5e9, "USD", "-$2.50B"),
        (7, "", "7"),
        (float("nan"), "USD", "unknown"),
        (float("inf"), "USD", "unlimited"),
        (-0.0004, "USD", "-$0.0004"),
    ],
)
def test_money_is_told_in_three_digits_with_its_currency(value, currency, told):
    assert format_money(value, currency) == told


def test_an_amount_that_rounds_to_nothing_has_no_sign():
    assert format_money(-0.4, "USD", step=1) == "$0"


def test_an_interval_is_rounded_to_what_it_allows_and_all_its_ends_alike():
    assert format_interval(Estimate(1838.2, 1312, 2388), "USD") == "$1,840 (95 %: $1,310 to $2,390)"
    assert format_interval(Estimate(0.3123, 0.2911, 0.3404), "USD") == "$0.312 (95 %: $0.291 to $0.340)"
    assert format_interval(Estimate(196_210, 121_400, 260_020), "USD") == "$196k (95 %: $121k to $260k)"


def test_an_interval_round_nothing_shows_its_sign():
    assert format_interval(Estimate(-0.2, -1.2, 0.8), "EUR") == "-€0.20 (95 %: -€1.20 to €0.80)"


def test_a_certain_amount_is_told_in_three_digits():
    assert resolution(Estimate(5, 5, 5)) is None
    assert format_interval(Estimate(5, 5, 5), "USD") == "$5"


def test_a_thousand_cases_cost_a_thousand_times_one():
    assert per_1000(Estimate(1.5, 1, 2)) == Estimate(1500, 1000, 2000)


@pytest.mark.parametrize(
    ("share", "told"),
    [(0.714, "71 %"), (1.0, "100 %"), (0.0, "0 %"), (0.004, "0.4 %"), (0.9996, "99.96 %"), (0.5, "50 %"), (0.016, "1.6 %")],
)
def test_a_share_is_told_in_per_cent(share, told):
    assert format_share(share) == told


def test_a_probability_is_never_told_as_certain():
    assert [format_probability(p) for p in (0.0, 0.5, 0.904, 0.9999)] == ["less than 1 %", "50 %", "90 %", "more than 99 %"]


def test_cases_needed_are_rounded_up_to_two_digits():
    assert [format_count(c) for c in (36.2, 401, 1_290, 2_050_000)] == ["37", "410", "1,300", "2.1 million"]


def test_nouns_follow_their_count():
    assert [plural(1, "case"), plural(1200, "case"), plural(2, "mass", "masses")] == ["1 case", "1,200 cases", "2 masses"]
    assert [in_words(3), in_words(20)] == ["three", "20"]


def test_what_a_user_wrote_is_shown_as_it_was_written():
    assert escape_markdown("$a$ [x](y) :red[b] <b>") == r"\$a\$ \[x\]\(y\) \:red\[b\] \<b\>"
    assert escape_markdown("one\n# two") == r"one \# two"


def test_a_name_in_the_plural_takes_its_verb():
    assert does("your rules", "costs", "cost") == "cost"
    assert does("one rule", "costs", "cost") == "costs"


def test_a_candidate_whose_name_says_little_is_called_something_else():
    assert titled("prior + row costs") == "class shares and prices"
    assert titled("gradient boosting") == "gradient boosting"


def test_an_interval_as_wide_as_adding_up_leaves_it_is_none():
    assert format_interval(Estimate(3080.0, 3080.0 - 1e-10, 3080.0 + 1e-10), "EUR") == "€3,080"


@pytest.mark.parametrize(("value", "told"), [(0.451, "0.451"), (45, "45"), (1966.4, "1,970"), (123456.0, "123,000"), (0, "0")])
def test_a_plain_number_has_three_digits_and_is_never_a_power_of_ten(value, told):
    assert format_number(value) == told
