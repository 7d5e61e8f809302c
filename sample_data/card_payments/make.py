"""Write data.csv: 20,000 invented card payments, of which exactly 360 are fraud.

Run `python sample_data/card_payments/make.py`; the same seed gives the same bytes. No real payment, person or shop is in it.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

import numpy as np

SEED = 20_240_601
ROWS = 20_000
FRAUDS = 360
START = np.datetime64("2024-01-01T00:00:00")
DAYS = 182

# Share of payments, and what the value adds to the log odds of fraud.
COUNTRIES = {
    "US": (0.80, 0.0), "CA": (0.06, 0.1), "MX": (0.05, 0.5), "GB": (0.04, 0.4), "DE": (0.02, 0.5), "BR": (0.02, 1.2),
    "RO": (0.01, 1.6),
}  # fmt: skip
MERCHANTS = {
    "groceries": (0.26, -0.6), "restaurant": (0.18, -0.6), "fuel": (0.12, -0.2), "clothing": (0.12, 0.0),
    "pharmacy": (0.09, -0.5), "electronics": (0.08, 0.8), "travel": (0.06, 0.5),
    "digital goods": (0.06, 0.7), "gift cards": (0.03, 1.5),
}  # fmt: skip
TYPICAL_AMOUNT = {
    "groceries": 48, "restaurant": 36, "fuel": 44, "clothing": 70, "pharmacy": 24,
    "electronics": 170, "travel": 240, "digital goods": 28, "gift cards": 90,
}  # fmt: skip
HOURS = np.array([2, 1, 1, 1, 1, 2, 4, 6, 8, 9, 10, 11, 13, 12, 10, 10, 11, 13, 14, 13, 10, 8, 6, 4], dtype=float)
COLUMNS = (
    "payment_id", "paid_at", "hour", "region", "amount", "country", "merchant_type", "entry_mode", "device", "is_new_device",
    "account_age_days", "payments_last_24h", "failed_attempts_1h", "address_match", "amount_vs_usual", "loyalty_tier", "label",
)  # fmt: skip


def draw(rng: np.random.Generator, table: dict[str, tuple[float, float]], size: int) -> tuple[np.ndarray, np.ndarray]:
    """Draw values by their share; return them and what each adds to the log odds."""
    shares = np.array([share for share, _ in table.values()])
    picked = rng.choice(len(table), size=size, p=shares / shares.sum())
    return np.array(list(table))[picked], np.array([effect for _, effect in table.values()])[picked]


def log_odds(columns: dict[str, np.ndarray], country_effect: np.ndarray, merchant_effect: np.ndarray) -> np.ndarray:
    """How suspicious each payment is, up to a constant. Region, device make and loyalty tier do not enter."""
    night = columns["hour"] < 6
    new_device = columns["is_new_device"] == "yes"
    young = columns["account_age_days"] < 45
    return (
        1.3 * country_effect
        + 0.9 * merchant_effect
        + 1.5 * np.log(columns["amount_vs_usual"])
        + 1.0 * (columns["entry_mode"] == "online")
        + 2.0 * night
        + 1.6 * new_device
        + 1.6 * young
        + 1.5 * (new_device & young)  # together they are worse than either: no single rule sees this
        + 0.9 * columns["payments_last_24h"]
        + 2.0 * np.minimum(columns["failed_attempts_1h"], 3)
        + 1.2 * (columns["address_match"] == "N")
    )


def payments(rng: np.random.Generator) -> dict[str, np.ndarray]:
    """Return the clean table, one array a column, sorted by time."""
    hour = np.sort(rng.integers(0, DAYS, ROWS)) * 24 + rng.choice(24, size=ROWS, p=HOURS / HOURS.sum())
    seconds = np.sort(hour * 3600 + rng.integers(0, 3600, ROWS))
    country, country_effect = draw(rng, COUNTRIES, ROWS)
    merchant, merchant_effect = draw(rng, MERCHANTS, ROWS)
    online = rng.random(ROWS) < np.where(merchant == "digital goods", 1.0, np.where(merchant == "fuel", 0.0, 0.35))
    usual = np.array([TYPICAL_AMOUNT[name] for name in merchant]) * rng.lognormal(0.0, 0.35, ROWS)
    amount = np.clip(np.round(usual * rng.lognormal(0.0, 0.7, ROWS), 2), 1.0, 1_500.0)
    in_store = rng.choice(["chip", "contactless", "swipe"], size=ROWS, p=[0.4, 0.55, 0.05])
    columns = {
        "payment_id": np.array([f"pay_{number:010x}" for number in rng.choice(16**10, size=ROWS, replace=False)]),
        "paid_at": START + seconds.astype("timedelta64[s]"),
        "hour": seconds // 3600 % 24,
        "region": rng.choice(["Northeast", "Midwest", "South", "West"], size=ROWS, p=[0.2, 0.22, 0.36, 0.22]),
        "amount": amount,
        "country": country,
        "merchant_type": merchant,
        "entry_mode": np.where(online, "online", in_store),
        "device": np.where(online, rng.choice(["iOS", "Android", "Windows", "Mac"], size=ROWS, p=[0.38, 0.33, 0.2, 0.09]), ""),
        "is_new_device": np.where(online, np.where(rng.random(ROWS) < 0.18, "yes", "no"), ""),
        "account_age_days": np.minimum(np.round(rng.lognormal(5.8, 1.3, ROWS)), 9_000).astype(int),
        "payments_last_24h": rng.poisson(0.9, ROWS),
        "failed_attempts_1h": rng.poisson(0.08, ROWS),
        "address_match": np.where(online, rng.choice(["Y", "N", ""], size=ROWS, p=[0.79, 0.11, 0.1]), ""),
        "amount_vs_usual": np.maximum(np.round(amount / usual, 2), 0.01),
        "loyalty_tier": rng.choice(["basic", "silver", "gold"], size=ROWS, p=[0.62, 0.28, 0.1]),
    }
    suspicion = log_odds(columns, country_effect, merchant_effect)
    # The 360 largest of suspicion plus Gumbel noise: a draw by odds, without replacement, so that the count is exact.
    fraud = np.zeros(ROWS, dtype=bool)
    fraud[np.argsort(-(suspicion + rng.gumbel(size=ROWS)), kind="stable")[:FRAUDS]] = True
    return {**columns, "label": np.where(fraud, "fraud", "ok")}


def mess(rng: np.random.Generator, columns: dict[str, list[str]]) -> dict[str, list[str]]:
    """What exports look like: blanks, "NA" for a blank, spellings that differ, trailing spaces. Never the label."""
    blanks = {
        "account_age_days": (0.03, ""),
        "is_new_device": (0.06, ""),
        "amount_vs_usual": (0.04, "NA"),
        "country": (0.005, ""),
    }
    for name, (share, blank) in blanks.items():
        columns[name] = [blank if hit else cell for hit, cell in zip(rng.random(ROWS) < share, columns[name], strict=True)]
    for name, respell in (("device", str.upper), ("country", str.lower), ("merchant_type", lambda cell: cell + " ")):
        columns[name] = [respell(cell) if hit else cell for hit, cell in zip(rng.random(ROWS) < 0.01, columns[name], strict=True)]
    return columns


def content() -> bytes:
    """Return data.csv as bytes."""
    rng = np.random.default_rng(SEED)
    clean = payments(rng)
    text = {name: [str(cell) for cell in clean[name].tolist()] for name in COLUMNS}
    text["paid_at"] = [str(cell).replace("T", " ") for cell in clean["paid_at"]]
    text["amount"] = [f"{cell:.2f}" for cell in clean["amount"]]
    text = mess(rng, text)
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(zip(*text.values(), strict=True))
    return sheet.getvalue().encode("utf-8")


if __name__ == "__main__":
    Path(__file__).with_name("data.csv").write_bytes(content())
