"""Write data.csv: 8,000 invented holiday enquiries and the destination each one ended up booking, one of 14.

Run `python sample_data/travel_suggestions/make.py`; the same seed gives the same bytes. No real traveller is in it.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

import numpy as np

SEED = 20_240_602
ROWS = 8_000
START = np.datetime64("2023-07-01")
DAYS = 366

INTERESTS = ("beach", "culture", "food", "hiking", "wildlife", "diving", "winter sports", "wellness", "nightlife")
INTEREST_SHARES = (0.29, 0.16, 0.11, 0.16, 0.08, 0.07, 0.0, 0.07, 0.06)
# Per destination: popularity, price in EUR a person, usual nights, minimum nights by distance, seasons it suits
# (winter, spring, summer, autumn), pull on families, pull of each interest in the order above.
DESTINATIONS = {
    "Mallorca":        (1.0,  800,  8,  3, (-1.6, 0.5, 0.9, 0.3),  0.6, (2.0, 0.0, 0.3, 0.6, -1.0, 0.2, -3, 0.2, 1.8)),
    "Crete":           (0.5,  900,  9,  5, (-2.0, 0.3, 0.9, 0.5),  0.5, (1.8, 0.9, 0.8, 0.7, -1.0, 0.4, -3, 0.1, 0.1)),
    "Turkish Riviera": (0.6,  750, 10,  5, (-1.2, 0.4, 0.8, 0.7),  1.1, (2.0, 0.2, 0.4, -.8, -1.5, 0.3, -3, 0.9, 0.3)),
    "Canary Islands":  (0.6,  950,  9,  6, (1.5, 0.1, -.5, 0.6),   0.4, (1.6, -.6, -.2, 1.2, 0.2, 0.6, -3, 0.4, 0.3)),
    "Red Sea":         (0.0,  850,  8,  6, (1.2, 0.2, -1.2, 0.6),  0.3, (1.5, -.4, -1., -2., -.5, 3.6, -3, 0.5, -.2)),
    "Lisbon":          (0.1,  650,  4,  2, (-.2, 0.6, -.2, 0.4),  -0.6, (-.8, 2.0, 2.2, -.8, -2., -1., -3, -.4, 1.5)),
    "Barcelona":       (0.3,  700,  4,  2, (-.4, 0.5, 0.0, 0.3),  -0.5, (-.1, 2.2, 1.7, -1., -2., -1., -3, -.6, 2.2)),
    "Tuscany":         (0.1, 1000,  8,  3, (-1.4, 0.6, 0.3, 0.7),  0.1, (-.6, 2.3, 2.5, 0.6, -1., -2., -3, 0.9, -1.0)),
    "Austrian Alps":   (0.5,  850,  7,  3, (1.0, -.8, 0.5, 0.1),   0.5, (-2., -.8, 0.0, 2.4, 0.3, -3., 4.0, 1.8, -.6)),
    "Norway":          (-.5, 1600, 10,  6, (-.8, -.1, 0.9, -.1),  -0.3, (-2., 0.2, -.8, 2.3, 1.8, -2., 1.2, -.8, -1.5)),
    "Iceland":         (-.5, 1900,  8,  5, (-.2, 0.0, 0.6, 0.2),  -0.6, (-3., 0.4, -.8, 1.9, 2.0, -1., -2, 0.9, -1.0)),
    "Thailand":        (-.2, 1700, 15, 11, (1.1, 0.0, -.8, 0.3),  -0.4, (1.2, 0.9, 1.7, -.2, 0.6, 1.8, -3, 0.9, 1.0)),
    "Maldives":        (-.2, 3200, 11,  8, (0.8, 0.2, -.3, 0.3),  -1.0, (2.1, -2., -.8, -3., -.3, 3.0, -3, 1.6, -1.5)),
    "Kenya safari":    (-.7, 2900, 12,  8, (0.3, -.6, 0.6, 0.3),  -0.3, (0.3, 0.2, -1., -.3, 4.6, -.5, -3, -1., -2.0)),
}  # fmt: skip
PARTIES = ("couple", "family", "friends", "solo")
PARTY_SHARES = (0.42, 0.33, 0.13, 0.12)
MONTH_SHARES = np.array([5, 6, 6, 7, 9, 13, 17, 15, 9, 6, 3, 4], dtype=float)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
SEASON = np.array([0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 0, 0])
COLUMNS = (
    "enquiry_id", "enquired_on", "travel_month", "nights", "party", "adults", "children", "lead_age", "budget_per_person_eur",
    "departure", "interest", "second_interest", "past_trips", "last_trip", "channel", "newsletter", "booked",
)  # fmt: skip


def interests(rng: np.random.Generator, month: np.ndarray) -> np.ndarray:
    """Draw what each enquiry is after; winter sports from December to March only."""
    drawn = rng.choice(INTERESTS, size=ROWS, p=INTEREST_SHARES)
    snow = np.isin(month, (11, 0, 1, 2)) & (rng.random(ROWS) < 0.35)
    return np.where(snow, "winter sports", drawn)


def travellers(rng: np.random.Generator) -> dict[str, np.ndarray]:
    """Return what is known of each enquiry before anything is suggested, one array a column."""
    party = rng.choice(PARTIES, size=ROWS, p=PARTY_SHARES)
    family = party == "family"
    past = rng.poisson(1.4, ROWS)
    month = rng.choice(12, size=ROWS, p=MONTH_SHARES / MONTH_SHARES.sum())
    interest, other = interests(rng, month), interests(rng, month)
    other = np.where((other == interest) | (rng.random(ROWS) < 0.3), "", other)
    return {
        "enquiry_id": np.array([f"E{number:06d}" for number in np.arange(ROWS) * 3 + 120_000 + rng.integers(0, 3, ROWS)]),
        "enquired_on": START + np.sort(rng.integers(0, DAYS, ROWS)).astype("timedelta64[D]"),
        "travel_month": month,
        "nights": rng.choice([4, 7, 10, 14, 17], size=ROWS, p=[0.2, 0.34, 0.2, 0.2, 0.06]) + rng.integers(-1, 2, ROWS),
        "party": party,
        "adults": np.select([party == "solo", party == "friends"], [1, rng.integers(3, 7, ROWS)], 2),
        "children": np.where(family, rng.integers(1, 4, ROWS), 0),
        "lead_age": np.clip(np.round(rng.normal(np.where(family, 41, 46), np.where(family, 7, 15))), 19, 84).astype(int),
        "budget_per_person_eur": np.round(rng.lognormal(np.where(family, 6.9, 7.1), 0.5) / 50).astype(int) * 50,
        "departure": rng.choice(["Frankfurt", "Munich", "Düsseldorf", "Hamburg", "Vienna", "Zürich"], size=ROWS,
                                p=[0.27, 0.22, 0.19, 0.13, 0.1, 0.09]),
        "interest": interest,
        "second_interest": other,
        "past_trips": past,
        "last_trip": np.where(past > 0, rng.choice(list(DESTINATIONS), size=ROWS), ""),
        "channel": rng.choice(["web form", "phone", "shop", "partner"], size=ROWS, p=[0.5, 0.24, 0.16, 0.1]),
        "newsletter": np.where(rng.random(ROWS) < 0.41, "yes", "no"),
    }  # fmt: skip


def liking(known: dict[str, np.ndarray]) -> np.ndarray:
    """Return how much each enquiry likes each destination (ROWS, 14). Departure, channel and newsletter do not enter."""
    columns = []
    for name, (popular, price, usual_nights, least_nights, seasons, families, pulls) in DESTINATIONS.items():
        pull = dict(zip(INTERESTS, pulls, strict=True)) | {"": 0.0}
        second = np.array([pull[interest] for interest in known["second_interest"]])
        over_budget = np.log(price / np.maximum(known["budget_per_person_eur"], 100))
        columns.append(
            0.4 * popular
            + 0.8 * np.array([pull[interest] for interest in known["interest"]])
            + 0.7 * second
            + np.array(seasons)[SEASON[known["travel_month"]]]
            + 1.5 * families * (known["party"] == "family")
            - 3.0 * np.maximum(over_budget, 0) - 2.0 * np.maximum(-over_budget, 0)
            - 0.3 * np.abs(known["nights"] - usual_nights) - 0.3 * np.maximum(least_nights - known["nights"], 0)
            + 1.8 * (known["last_trip"] == name)
            + 0.02 * (known["lead_age"] - 45) * (name in ("Tuscany", "Norway", "Austrian Alps"))
        )  # fmt: skip
    return np.stack(columns, axis=1)


def mess(rng: np.random.Generator, text: dict[str, list[str]]) -> dict[str, list[str]]:
    """What exports look like: blanks, dashes for unknown, spellings that differ, trailing spaces. Never the booking."""
    blanks = {"budget_per_person_eur": (0.09, ""), "lead_age": (0.05, ""), "interest": (0.04, ""), "last_trip": (0.02, "n/a")}
    for name, (share, blank) in blanks.items():
        text[name] = [blank if hit else cell for hit, cell in zip(rng.random(ROWS) < share, text[name], strict=True)]
    for name, respell in (("interest", str.title), ("party", str.capitalize), ("departure", lambda cell: cell + " ")):
        text[name] = [respell(cell) if hit else cell for hit, cell in zip(rng.random(ROWS) < 0.012, text[name], strict=True)]
    return text


def content() -> bytes:
    """Return data.csv as bytes."""
    rng = np.random.default_rng(SEED)
    known = travellers(rng)
    # The favourite after Gumbel noise is a draw from the softmax of the likings: even perfect knowledge of them errs.
    favourite = np.argmax(liking(known) + rng.gumbel(size=(ROWS, len(DESTINATIONS))), axis=1)
    table = {**known, "travel_month": np.array(MONTHS)[known["travel_month"]], "booked": np.array(list(DESTINATIONS))[favourite]}
    text = mess(rng, {name: [str(cell) for cell in table[name].tolist()] for name in COLUMNS})
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(zip(*text.values(), strict=True))
    return sheet.getvalue().encode("utf-8")


if __name__ == "__main__":
    Path(__file__).with_name("data.csv").write_bytes(content())
