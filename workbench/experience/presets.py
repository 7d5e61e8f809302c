"""Settings in which people work, to start from: every number with its range and where it comes from.

Where nothing has been measured the source says that the number is an assumption. What a person's time costs differs from place to
place, so no preset sets it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from workbench.experience.keystrokes import Steps
from workbench.scenario import People, Scenario

Range = tuple[float, float, float]
Origin = Literal["assumed", "preset", "measured", "made up", "stated"]

ASSUMED = "an assumption of ours, nothing measured"
TRAINED = (
    "an assumption of ours between two findings: wrong advice overturned 7 % of what pathologists had right (Rosbach and others"
    " 2024); very experienced readers of mammograms fell from 82 % right to 45 % where the advice was wrong (Dratsch and others"
    " 2023), which is 55 % of what they would have found"
)
UNTRAINED = (
    "an assumption of ours; readers of mammograms with little experience fell from nearly 80 % right to less than 20 % where the"
    " advice was wrong (Dratsch and others 2023), and people often take advice without thinking it through (Buçinca and others"
    " 2021)"
)
RARE = (
    "an assumption of ours: what is rarely wrong is rarely looked at, and rare targets are often missed"
    " (Wolfe, Horowitz and Kenner 2005)"
)
KEYED = (
    "an assumption of ours between two findings: keying in once gets .29 % of fields wrong, abstracting from records 6.57 %"
    " (Garza and others 2025, 93 papers)"
)
ABSTRACTED = "abstracting from medical records gets 6.57 % of fields wrong, 95 %: 5.51 to 7.72 (Garza and others 2025, 93 papers)"
UNTOUCHED = f"{ASSUMED}; hardly anybody goes back to what was done right"
UNASKED = f"{ASSUMED}; fewer than are noticed by who is asked to look, as nobody is asked"
STAYS = f"{ASSUMED}; what a mistake did before it was taken back depends on the product"


@dataclass(frozen=True)
class Told:
    """A number with its range [low, likely, high], and where it comes from."""

    range: Range
    source: str


@dataclass(frozen=True)
class Preset:
    """title: who works where. sentence: what is taken for granted. numbers: by name of a field of `People`."""

    name: str
    title: str
    sentence: str
    numbers: dict[str, Told]

    def put(self, scenario: Scenario) -> Scenario:
        """Return the scenario with these people, the wage as it was; what was known of classes or by confidence goes."""
        known = scenario.people
        numbers = {name: told.range for name, told in self.numbers.items()}
        sources = {name: f"{MARK}{self.title}: {told.source}."[:2_000] for name, told in self.numbers.items()}
        kept = {name: text for name, text in known.sources.items() if name not in sources and name in KEPT}
        return scenario.replaced(
            "people", {"wage_per_hour": known.wage_per_hour, **_kept(known), **numbers, "sources": kept | sources}
        )


MARK, MEASURED, MADE_UP = "Preset, ", "measured", "participants made up"
KEPT = ("wage_per_hour", "undo_fee")


def _kept(known: People) -> dict[str, object]:
    return {name: getattr(known, name) for name in KEPT}


def origin(people: People, name: str) -> Origin:
    """Say where a number comes from: what has no source is assumed. name: as `source_of` takes it."""
    source = source_of(people, name)
    if not source:
        return "assumed"
    if source.lower().startswith(MEASURED):
        # The study that ships says so in its name, which its sources carry: what nobody did is no measurement.
        return "made up" if MADE_UP in source else "measured"
    return "preset" if source.startswith(MARK) else "stated"


def source_of(people: People, name: str) -> str:
    """Return what is said of where a number comes from, or nothing.

    name: of a field, or of one of its numbers, such as `by_hand_errors.spam`; what is said of all of them holds for each.
    """
    return people.sources.get(name) or people.sources.get(name.split(".")[0], "")


def _timed(steps: Steps, note: str = "") -> Told:
    return Told(steps.seconds, f"{steps.derivation}{f'; {note}' if note else ''}")


PRESETS = (
    Preset(
        "queue",
        "trained reviewers with a queue",
        "People who know the answers work through cases of about 60 words with shortcut keys, and look at half of a case before"
        " they say yes.",
        {
            "read": _timed(Steps("", words=4), "a line of 4 words"),
            "pick": _timed(Steps("M K", words=30), "half of a case of 60 words is looked at"),
            "confirm": _timed(Steps("M K", words=30), "half of a case of 60 words is looked at"),
            "by_hand": _timed(
                Steps("M M M P K P K", words=60), "the case is read, three things weighed, the answer found in a menu"
            ),
            "notices_wrong": Told((0.55, 0.8, 0.93), TRAINED),
            "accepts_right": Told((0.9, 0.96, 0.99), ASSUMED),
            "picks_wrong_though_right_shown": Told((0.003, 0.01, 0.03), f"{ASSUMED}; half of what goes wrong by hand"),
            "by_hand_error": Told((0.003, 0.02, 0.066), KEYED),
            "undo": _timed(Steps("M P K P K"), "the case is found again and taken back"),
            "notices_in_time": Told((0.2, 0.5, 0.75), UNASKED),
            "takes_back_right": Told((0.0, 0.005, 0.02), UNTOUCHED),
            "unrecovered": Told((0.05, 0.2, 0.5), STAYS),
        },
    ),
    Preset(
        "clerk",
        "clerks in a hurry",
        "People are paid by the case and glance at each one: 10 words of it, then yes.",
        {
            "read": _timed(Steps("", words=3), "a line of 3 words"),
            "pick": _timed(Steps("M K", words=10), "10 words of the case are looked at"),
            "confirm": _timed(Steps("K", words=10), "10 words of the case are looked at, and yes comes without a thought"),
            "by_hand": _timed(Steps("M M P K P K", words=40), "40 words of the case are read, the answer found in a menu"),
            "notices_wrong": Told((0.2, 0.5, 0.75), RARE),
            "accepts_right": Told((0.94, 0.98, 0.995), f"{ASSUMED}; who is in a hurry says yes"),
            "picks_wrong_though_right_shown": Told((0.005, 0.015, 0.05), f"{ASSUMED}; half of what goes wrong by hand"),
            "by_hand_error": Told((0.01, 0.04, 0.1), f"{KEYED}, and more where people hurry"),
            "undo": _timed(Steps("M P K P K"), "the case is found again and taken back"),
            "notices_in_time": Told((0.05, 0.25, 0.5), UNASKED),
            "takes_back_right": Told((0.0, 0.005, 0.02), UNTOUCHED),
            "unrecovered": Told((0.05, 0.2, 0.5), STAYS),
        },
    ),
    Preset(
        "phone",
        "somebody with a phone in the hand",
        "People use the product for themselves and know what they mean: a glance at a few words, a tap; by hand they search a"
        " list. A thumb is taken to be as quick as a mouse, which is an assumption of ours.",
        {
            "read": _timed(Steps("", words=2), "a line of 2 words"),
            "pick": _timed(Steps("M P K"), "one tap"),
            "confirm": _timed(Steps("M P K", words=4), "4 words and one tap"),
            "by_hand": _timed(Steps("M M M P K P K P K P K", words=12), "three screens of a list, four taps"),
            "notices_wrong": Told((0.2, 0.6, 0.85), UNTRAINED),
            "accepts_right": Told((0.8, 0.92, 0.98), ASSUMED),
            "picks_wrong_though_right_shown": Told((0.005, 0.02, 0.06), f"{ASSUMED}; a thumb slips"),
            "by_hand_error": Told((0.01, 0.03, 0.08), f"{ASSUMED}; people know what they mean, and a thumb slips"),
            "undo": _timed(Steps("M P K"), "one tap while the notice is there"),
            "notices_in_time": Told((0.3, 0.6, 0.85), f"{ASSUMED}; people see what was done to their own things"),
            "takes_back_right": Told((0.0, 0.005, 0.02), UNTOUCHED),
            "unrecovered": Told((0.0, 0.1, 0.3), STAYS),
        },
    ),
    Preset(
        "expert",
        "experts who read long cases",
        "People with years of training read all of a case of about 400 words before they say anything.",
        {
            "read": _timed(Steps("M", words=6), "a line of 6 words, weighed against the case"),
            "pick": _timed(Steps("M P K", words=400), "the whole case is read"),
            "confirm": _timed(Steps("M P K", words=400), "the whole case is read"),
            "by_hand": _timed(Steps("M M M M M M M M M M P K P K", words=400), "the whole case is read, ten things weighed"),
            "notices_wrong": Told((0.55, 0.75, 0.93), TRAINED),
            "accepts_right": Told((0.85, 0.95, 0.99), ASSUMED),
            "picks_wrong_though_right_shown": Told((0.01, 0.03, 0.05), f"{ASSUMED}; half of what goes wrong by hand"),
            "by_hand_error": Told((0.055, 0.066, 0.077), ABSTRACTED),
            "undo": _timed(Steps("M P K P K"), "the case is found again and taken back"),
            "notices_in_time": Told((0.1, 0.3, 0.6), UNASKED),
            "takes_back_right": Told((0.0, 0.005, 0.02), UNTOUCHED),
            "unrecovered": Told((0.1, 0.3, 0.7), STAYS),
        },
    ),
)
