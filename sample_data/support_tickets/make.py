"""Write data.csv: 4,800 invented tickets to a provider of broadband, mobile and TV, and the team that solved each, one of 15.

Run `python sample_data/support_tickets/make.py`; the same seed gives the same bytes. No real customer is in it. The sentences
that tickets are put together from are in phrases.toml.
"""

from __future__ import annotations

import csv
import io
import re
import tomllib
from pathlib import Path
from typing import Any

import numpy as np

SEED = 20_240_604
ROWS = 4_800
START = np.datetime64("2024-01-01T00:00")
DAYS = 182
PHRASES = tomllib.loads(Path(__file__).with_name("phrases.toml").read_text(encoding="utf-8"))
TEAMS: dict[str, dict[str, Any]] = PHRASES["teams"]

# How often a ticket says what it is about in words of its own team, of several teams, or of any.
CLEAR, SHARED, VAGUE = 0.54, 0.4, 0.06
ELSEWHERE = 0.2  # of tickets also name something that another team looks after
CHANNELS = {"email": 0.42, "web form": 0.28, "chat": 0.22, "letter": 0.08}
# Who has only a mobile does not report a broken line: broadband, mobile, both.
PLANS = ("broadband", "mobile", "both")
AT_HOME = ("Broadband faults", "Wi-Fi and router", "TV and streaming", "Engineer visits", "Moving home")
ON_THE_MOVE = ("Mobile network", "SIM and number transfer", "Roaming")
COLUMNS = ("ticket_id", "received_at", "channel", "plan", "area", "months_with_us", "message", "team")
SLOT = re.compile(r"\{([^{}]+)\}")


class Writer:
    """Puts messages together, and spoils them the way people do."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.rng = rng

    def often(self, share: float) -> bool:
        return bool(self.rng.random() < share)

    def one(self, options: Any) -> Any:
        return options[int(self.rng.integers(len(options)))]

    def said(self, phrase: str) -> str:
        """Fill the slots of a phrase, innermost first."""
        while found := SLOT.search(phrase):
            phrase = phrase[: found.start()] + self.one(found[1].split("|")) + phrase[found.end() :]
        return phrase

    def matter(self, team: str) -> str:
        """What the ticket is about, as clearly as customers say it."""
        kind = self.rng.choice(3, p=(CLEAR, SHARED, VAGUE))
        groups = [group for group in PHRASES["shared"] if team in group["teams"]]
        if kind == 2:
            return self.said(self.one(PHRASES["vague"]))
        if kind == 0 or not groups:
            return self.said(self.one(TEAMS[team]["clear"]))
        weights = np.array([group["teams"][team] for group in groups], dtype=float)
        return self.said(self.one(groups[int(self.rng.choice(len(groups), p=weights / weights.sum()))]["phrases"]))

    def message(self, team: str, channel: str) -> str:
        """One ticket's text: greeting, matter, details, something for another team, a name below; typos."""
        matter = self.matter(team)
        if self.often(0.15):
            matter += self.one((", ", " and ", ". ")) + self.matter(team)
        parts = [matter if matter.endswith("?") else matter + self.one((".", ".", ".", "", "!"))]
        if self.often(0.4 if channel == "chat" else 0.7):
            parts.insert(int(self.rng.integers(2)), self.said(self.one(PHRASES["detail"])))
        if self.often(ELSEWHERE):
            other = self.matter(self.one(list(TEAMS)))
            if self.often(0.35):  # named first it looks like the matter itself
                parts.insert(0, other + ".")
            else:
                parts.append(self.one(PHRASES["side"]).replace("{}", other) + ".")
        parts = [part.replace("?.", "?") for part in parts]
        parts = [part[:1].upper() + part[1:] for part in parts]
        if self.often(0.2 if channel == "chat" else 0.65):
            parts.insert(0, self.one(PHRASES["opening"]) + ("\n" if channel in ("email", "letter") else ""))
        if self.often(0.15 if channel == "chat" else 0.5):
            parts.append(("\n" if channel in ("email", "letter") else "") + self.said(self.one(PHRASES["closing"])))
        return self.spoilt(" ".join(parts).replace("\n ", "\n").replace(" \n", "\n"), channel)

    def spoilt(self, text: str, channel: str) -> str:
        """Typos, small letters, capitals, and what programs leave behind: tags, quoted mails, entities."""
        share = {"chat": 0.05, "email": 0.025, "web form": 0.03, "letter": 0.01}[channel]
        text = re.sub(r"[a-z]{4,}", lambda found: self.typo(found[0]) if self.often(share) else found[0], text)
        if self.often(0.5 if channel == "chat" else 0.06):
            text = text.lower()
        elif self.often(0.02):
            text = text.upper()
        marks = {
            0.01: "<b>" + text + "</b>", 0.02: text.replace("\n", "<br>\n") + "<br>", 0.03: "> " + text.replace("\n", "\n> "),
            0.035: text + "\n--\nSent from my phone", 0.04: text.replace("and", "&amp;"), 0.045: "- " + text,
            0.05: '"' + text + '"', 0.055: text + " :-(", 0.06: "***URGENT*** " + text, 0.065: text.replace(". ", ".\t"),
        }  # fmt: skip
        luck = self.rng.random()
        return next((marked for limit, marked in marks.items() if luck < limit), text)

    def typo(self, word: str) -> str:
        """One letter too few, one twice, or two changed about."""
        at = int(self.rng.integers(1, len(word) - 1))
        before, here, after = word[: at - 1], word[at], word[at + 1 :]
        return self.one((before + word[at - 1] + after, word[:at] + here * 2 + after, before + here + word[at - 1] + after))


def plan_of(rng: np.random.Generator, team: str) -> str:
    shares = (0.55, 0.02, 0.43) if team in AT_HOME else (0.02, 0.55, 0.43) if team in ON_THE_MOVE else (0.35, 0.3, 0.35)
    return str(rng.choice(PLANS, p=shares))


def content() -> bytes:
    """Return data.csv as bytes."""
    rng = np.random.default_rng(SEED)
    writer = Writer(rng)
    shares = np.array([team["share"] for team in TEAMS.values()], dtype=float)
    received = START + np.sort(rng.integers(0, DAYS * 1440, ROWS)).astype("timedelta64[m]")
    numbers = 310_000 + np.cumsum(rng.integers(1, 6, ROWS))
    sheet = io.StringIO()
    rows = csv.writer(sheet, lineterminator="\n")
    rows.writerow(COLUMNS)
    for number, at in zip(numbers, received, strict=True):
        team = str(rng.choice(list(TEAMS), p=shares / shares.sum()))
        channel = str(rng.choice(list(CHANNELS), p=list(CHANNELS.values())))
        area = str(rng.choice(["north", "south", "east", "west"], p=[0.31, 0.27, 0.24, 0.18]))
        months = str(int(np.round(rng.gamma(1.6, 22.0))))
        message = "" if rng.random() < 0.004 else writer.message(team, channel)
        plan = "" if rng.random() < 0.03 else plan_of(rng, team)
        months = "" if rng.random() < 0.04 else months
        rows.writerow((f"T{number}", str(at).replace("T", " "), channel, plan, area, months, message, team))
    return sheet.getvalue().encode("utf-8")


if __name__ == "__main__":
    Path(__file__).with_name("data.csv").write_bytes(content())
