"""The sample stories: each line under "True by construction" in their READMEs, and that they open from anywhere."""

from __future__ import annotations

import importlib.util
from functools import cache
from pathlib import Path
from types import ModuleType

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from workbench.data import samples
from workbench.data.samples import SAMPLES, open_sample
from workbench.errors import UserError

KEYS = [story.key for story in SAMPLES]
TARGETS = {
    "card_payments": "label",
    "travel_suggestions": "booked",
    "audience_engagement": "engagement",
    "support_tickets": "team",
}
# Signal would be rarer by chance than one table in a thousand; noise as small as its p would not be rare.
SURELY_SIGNAL, SURELY_NOT = 1e-3, 0.01


@cache
def make(key: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"make_{key}", samples.sample(key).folder / "make.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def table(key: str) -> pd.DataFrame:
    """The file as text would be read by anybody, the mess in its words tidied up."""
    rows = pd.read_csv(samples.sample(key).folder / "data.csv")
    words = rows.columns[[pd.api.types.is_string_dtype(kind) for kind in rows.dtypes]].drop(TARGETS[key])
    return rows.assign(**{name: rows[name].str.strip().str.lower() for name in words})


def dependence(left: pd.Series, right: pd.Series) -> float:
    """The chi-squared p-value of two columns; numbers in eighths, missing a value of its own."""
    return float(stats.chi2_contingency(pd.crosstab(binned(left), binned(right))).pvalue)


def binned(column: pd.Series) -> pd.Series:
    if pd.api.types.is_numeric_dtype(column) and column.nunique() > 8:
        column = pd.qcut(column, 8, duplicates="drop")
    return column.astype("str").fillna("missing")


@pytest.mark.parametrize("key", KEYS)
def test_the_script_rewrites_the_shipped_file_byte_for_byte(key):
    assert make(key).content() == (samples.sample(key).folder / "data.csv").read_bytes()


@pytest.mark.parametrize("key", KEYS)
def test_a_sample_opens_from_any_working_directory(key, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    scenario, dataset = open_sample(key)

    assert scenario.name == samples.sample(key).title
    assert scenario.data.source == "data.csv"
    assert scenario.data.target == TARGETS[key]
    assert len(dataset.table) == len(table(key))
    assert set(scenario.data.groups) <= set(dataset.table.columns)


@pytest.mark.parametrize("key", KEYS)
def test_every_column_is_explained_in_the_readme(key):
    readme = (samples.sample(key).folder / "README.md").read_text(encoding="utf-8")

    assert [name for name in table(key).columns if f"`{name}`" not in readme] == []


def test_every_story_folder_is_in_the_catalogue():
    assert {story.folder for story in SAMPLES} == {path.parent for path in samples.HOME.glob("*/data.csv")}


def test_the_tables_together_stay_small():
    assert sum(path.stat().st_size for path in samples.HOME.rglob("data.csv")) < 6_000_000


def test_an_unknown_sample_is_refused_with_the_names_there_are():
    with pytest.raises(UserError) as refused:
        open_sample("../../etc/passwd")

    assert "../../etc/passwd" in refused.value.what
    assert all(key in refused.value.do for key in KEYS)


def test_opening_a_sample_writes_nothing(tmp_path):
    before = {path: path.stat().st_mtime_ns for path in Path(samples.HOME).rglob("*.csv")}

    open_sample("audience_engagement")

    assert before == {path: path.stat().st_mtime_ns for path in Path(samples.HOME).rglob("*.csv")}


# Card payments


def test_360_of_20000_payments_are_fraud_so_ok_is_right_98_percent_of_the_time():
    assert table("card_payments")["label"].value_counts().to_dict() == {"ok": 19_640, "fraud": 360}


@pytest.mark.parametrize(
    "column",
    ["amount_vs_usual", "is_new_device", "account_age_days", "payments_last_24h", "failed_attempts_1h", "address_match", "hour",
     "country", "merchant_type", "amount"],
)  # fmt: skip
def test_a_sign_of_fraud_carries_signal(column):
    assert dependence(table("card_payments")[column], table("card_payments")["label"]) < SURELY_SIGNAL


@pytest.mark.parametrize("column", ["region", "loyalty_tier"])
def test_region_and_loyalty_say_nothing_about_fraud(column):
    assert dependence(table("card_payments")[column], table("card_payments")["label"]) > SURELY_NOT


def test_the_make_of_the_device_says_nothing_among_online_payments():
    online = table("card_payments").query("entry_mode == 'online'")

    assert dependence(online["device"], online["label"]) > SURELY_NOT


def test_a_new_device_on_a_young_account_is_worse_than_both_apart():
    payments = table("card_payments").query("is_new_device.notna() and account_age_days.notna()")
    new, young = payments["is_new_device"].eq("yes"), payments["account_age_days"] < 45
    fraud = payments["label"].eq("fraud")
    odds = {(a, b): (rate := fraud[(new == a) & (young == b)].mean()) / (1 - rate) for a in (True, False) for b in (True, False)}

    assert odds[True, True] / odds[False, False] > 1.5 * odds[True, False] * odds[False, True] / odds[False, False] ** 2


def test_frauds_are_larger_than_good_payments():
    typical = table("card_payments").groupby("label")["amount"].median()

    assert typical["fraud"] > 1.5 * typical["ok"]


# Travel suggestions


def test_fourteen_uneven_destinations_in_8000_enquiries():
    counts = table("travel_suggestions")["booked"].value_counts()

    assert counts.sum() == 8_000
    assert len(counts) == 14
    assert counts.iloc[0] > 0.15 * 8_000
    assert 30 <= counts.iloc[-1] < 0.02 * 8_000


@pytest.mark.parametrize(
    "column",
    ["interest", "second_interest", "travel_month", "nights", "party", "lead_age", "budget_per_person_eur", "last_trip"],
)
def test_what_a_traveller_says_carries_signal(column):
    assert dependence(table("travel_suggestions")[column], table("travel_suggestions")["booked"]) < SURELY_SIGNAL


@pytest.mark.parametrize("column", ["departure", "channel", "newsletter"])
def test_how_the_enquiry_came_in_says_nothing_about_the_booking(column):
    assert dependence(table("travel_suggestions")[column], table("travel_suggestions")["booked"]) > SURELY_NOT


def test_even_who_knows_the_probabilities_is_right_in_less_than_half_of_the_cases():
    story = make("travel_suggestions")
    liking = story.liking(story.travellers(np.random.default_rng(story.SEED)))
    odds = np.exp(liking - liking.max(axis=1, keepdims=True))

    assert 0.4 < (odds / odds.sum(axis=1, keepdims=True)).max(axis=1).mean() < 0.5


def test_bookings_do_not_shift_over_the_year():
    later = pd.Series(np.arange(8_000) >= 4_000)

    assert table("travel_suggestions")["enquired_on"].is_monotonic_increasing
    assert dependence(later, table("travel_suggestions")["booked"]) > SURELY_NOT


# Audience engagement


def test_930_of_3000_posts_are_engaged():
    assert table("audience_engagement")["engagement"].value_counts().to_dict() == {"flat": 2_070, "engaged": 930}


def test_no_column_of_a_post_says_anything_about_engagement():
    posts = table("audience_engagement")
    posts = posts.assign(published_at=pd.to_datetime(posts["published_at"]).astype("int64"), post_id=np.arange(len(posts)))

    assert {
        name: p for name in posts.columns.drop("engagement") if (p := dependence(posts[name], posts["engagement"])) < 0.01
    } == {}


@pytest.mark.parametrize(("left", "right"), [("desk", "format"), ("format", "video_seconds"), ("post_id", "followers")])
def test_the_columns_of_a_post_depend_on_each_other(left, right):
    posts = table("audience_engagement").assign(post_id=np.arange(3_000))

    assert dependence(posts[left], posts[right]) < SURELY_SIGNAL


# Support tickets


def test_fifteen_uneven_teams_solved_4800_tickets():
    counts = table("support_tickets")["team"].value_counts()

    assert counts.sum() == 4_800
    assert len(counts) == 15
    assert counts.iloc[0] > 0.1 * 4_800
    assert 30 <= counts.iloc[-1] < 0.03 * 4_800


def test_what_customers_write_is_read_as_text_and_is_the_only_column_that_is():
    dataset = open_sample("support_tickets")[1]

    assert [column.name for column in dataset.columns if column.kind == "text"] == ["message"]
    assert 0 < dataset.column("message").missing < 0.01 * 4_800


def test_tickets_hold_what_tickets_hold():
    written = pd.read_csv(samples.sample("support_tickets").folder / "data.csv")["message"].dropna()

    for mark in ("\n", ",", '"', "<b>", "<br>", "&amp;", "\n> ", "£", "ü", ":-(", "\t"):
        assert written.str.contains(mark, regex=False).any(), mark
    assert written.is_unique or written.duplicated().mean() < 0.02


def test_most_tickets_could_have_been_written_to_another_team():
    """Sentences that several teams hear, or any, are the matter of more than four in ten."""
    story = make("support_tickets")

    assert story.SHARED + story.VAGUE > 0.4
    assert all(len(group["teams"]) > 1 for group in story.PHRASES["shared"])
    assert {team for group in story.PHRASES["shared"] for team in group["teams"]} == set(story.TEAMS)


@pytest.mark.parametrize("column", ["area", "months_with_us", "channel"])
def test_where_a_customer_lives_says_nothing_about_the_team(column):
    assert dependence(table("support_tickets")[column], table("support_tickets")["team"]) > SURELY_NOT


def test_what_a_customer_has_says_a_little_about_the_team():
    assert dependence(table("support_tickets")["plan"], table("support_tickets")["team"]) < SURELY_SIGNAL
