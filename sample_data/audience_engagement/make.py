"""Write data.csv: 3,000 invented posts of a publisher, 930 of them "engaged", and nothing in the table that tells which.

Run `python sample_data/audience_engagement/make.py`; the same seed gives the same bytes. No real post or reader is in it.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

import numpy as np

SEED = 20_240_603
ROWS = 3_000
ENGAGED = 930
START = np.datetime64("2023-01-01T00:00")
DAYS = 546

DESKS = {"politics": 0.22, "business": 0.16, "local": 0.2, "culture": 0.14, "sport": 0.18, "science": 0.1}
# A desk has its habits: these link columns to each other, never to the target.
FORMATS = ("photo", "video", "carousel", "link", "poll")
FORMAT_SHARES = {
    "politics": (0.25, 0.2, 0.15, 0.32, 0.08), "business": (0.2, 0.1, 0.25, 0.4, 0.05), "local": (0.4, 0.2, 0.15, 0.2, 0.05),
    "culture": (0.35, 0.3, 0.2, 0.12, 0.03), "sport": (0.28, 0.42, 0.1, 0.12, 0.08), "science": (0.2, 0.25, 0.35, 0.17, 0.03),
}  # fmt: skip
HOURS = np.array([1, 0, 0, 0, 0, 2, 6, 10, 9, 7, 6, 7, 10, 7, 5, 5, 6, 9, 11, 10, 8, 6, 4, 2], dtype=float)
COLUMNS = (
    "post_id", "published_at", "weekday", "desk", "format", "author", "headline_words", "text_characters", "video_seconds",
    "hashtags", "emoji_in_headline", "sentiment", "thumbnail", "followers", "hours_since_last_post",
    "newsletter_mention", "engagement",
)  # fmt: skip


def posts(rng: np.random.Generator) -> dict[str, np.ndarray]:
    """Return the clean table, one array a column, oldest post first."""
    day, hour = rng.integers(0, DAYS, ROWS), rng.choice(24, size=ROWS, p=HOURS / HOURS.sum())
    minutes = np.sort(day * 1440 + hour * 60 + rng.integers(0, 60, ROWS))
    published = START + minutes.astype("timedelta64[m]")
    desk = rng.choice(list(DESKS), size=ROWS, p=list(DESKS.values()))
    form = np.array([rng.choice(FORMATS, p=FORMAT_SHARES[name]) for name in desk])
    followers = 41_000 + minutes / 1440 * 38 + rng.normal(0, 260, ROWS)
    characters = np.round(rng.lognormal(5.9, 0.5, ROWS)).astype(int)
    # Drawn before and apart from everything else in the row: which posts were engaged is a shuffle.
    engaged = rng.permutation(np.arange(ROWS) < ENGAGED)
    return {
        "post_id": np.array([f"P-{number}" for number in 58_000 + np.cumsum(rng.integers(1, 5, ROWS))]),
        "published_at": published,
        "weekday": np.array(["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"])[minutes // 1440 % 7],
        "desk": desk,
        "format": form,
        "author": np.array([f"{name[:3]}{number:02d}" for name, number in zip(desk, rng.integers(1, 4, ROWS), strict=True)]),
        "headline_words": np.clip(rng.poisson(9, ROWS), 3, 20),
        "text_characters": np.where(form == "poll", rng.integers(40, 160, ROWS), characters),
        "video_seconds": np.where(form == "video", np.round(rng.lognormal(4.1, 0.6, ROWS)).astype(int).astype(str), ""),
        "hashtags": rng.poisson(np.where(desk == "sport", 3.2, 2.0)),
        "emoji_in_headline": np.where(rng.random(ROWS) < np.where(desk == "sport", 0.4, 0.18), "yes", "no"),
        "sentiment": np.round(np.clip(rng.normal(np.where(desk == "politics", -0.15, 0.1), 0.35), -1, 1), 2),
        "thumbnail": rng.choice(["face", "object", "chart", "place", "text"], size=ROWS, p=[0.38, 0.2, 0.12, 0.2, 0.1]),
        "followers": np.round(followers).astype(int),
        "hours_since_last_post": np.round(np.concatenate(([6.0], np.diff(minutes) / 60)), 1),
        "newsletter_mention": np.where(rng.random(ROWS) < 0.12, "yes", "no"),
        "engagement": np.where(engaged, "engaged", "flat"),
    }


def mess(rng: np.random.Generator, text: dict[str, list[str]]) -> dict[str, list[str]]:
    """What exports look like: blanks, spellings that differ, trailing spaces; drawn without a look at the target."""
    blanks = {"sentiment": (0.07, ""), "thumbnail": (0.05, ""), "followers": (0.02, "NA"), "hashtags": (0.015, "")}
    for name, (share, blank) in blanks.items():
        text[name] = [blank if hit else cell for hit, cell in zip(rng.random(ROWS) < share, text[name], strict=True)]
    for name, respell in (("author", str.upper), ("format", str.upper), ("thumbnail", lambda cell: cell + " ")):
        text[name] = [respell(cell) if hit else cell for hit, cell in zip(rng.random(ROWS) < 0.01, text[name], strict=True)]
    return text


def content() -> bytes:
    """Return data.csv as bytes."""
    rng = np.random.default_rng(SEED)
    clean = posts(rng)
    text = {name: [str(cell) for cell in clean[name].tolist()] for name in COLUMNS}
    text["published_at"] = [str(cell).replace("T", " ") for cell in clean["published_at"]]
    text = mess(rng, text)
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(zip(*text.values(), strict=True))
    return sheet.getvalue().encode("utf-8")


if __name__ == "__main__":
    Path(__file__).with_name("data.csv").write_bytes(content())
