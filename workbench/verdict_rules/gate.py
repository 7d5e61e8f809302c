"""Before anything is compared: whether a perfect model would pay, and whether the table can be believed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.verdict import Verdict
from workbench.verdict_words import Known, first, having, listed, rounding, untold_today

if TYPE_CHECKING:
    from workbench.data.readiness import Finding


def nothing_to_gain(known: Known) -> Verdict | None:
    """1. Not even a perfect model pays. A rule that looks at a suspicious column is no proof of that: rule 2 comes to it."""
    race = known.race
    rivals = [one for one in race.opponents if not (one.learned and suspects(known))]
    possible = rivals[0].mean - race.perfect
    bar = race.hurdle + race.smallest_gain
    if possible > bar + rounding(race):
        return None
    return Verdict(
        "dont",
        f"Don't build it: even a model that is never wrong would save only {known.money(possible)} per 1,000 cases.",
        (
            f"{first(rivals[0].label)} costs {known.money(rivals[0].mean)} per 1,000 cases, "
            f"and a perfect answer {known.money(race.perfect)}.",
            *(f"Today's process costs {known.money(one.mean)}." for one in untold_today(race, rivals[:1])),
            f"A saving below {known.money(bar)} per 1,000 cases is not worth having: {known.money(race.hurdle)} "
            f"for {having(known)} and {known.money(race.smallest_gain)} as the smallest gain.",
        ),
        "Check the prices of right and wrong answers; if they hold, spend the effort elsewhere.",
        ("Mistakes that cost more than stated, or a model that costs less to run.",),
    )


def suspects(known: Known) -> list[Finding]:
    """Columns in use that may give the answer away, of which nobody has said that they are fine."""
    accepted = set(known.scenario.data.accepted_flags)
    used = {column.name for column in known.evidence.framing.features}
    return [one for one in known.findings if one.check == "leak" and one.column in used - accepted]


def suspicious_columns(known: Known) -> Verdict | None:
    """2. A column that may give the answer away is in use."""
    flagged = suspects(known)
    if not flagged:
        return None
    names = listed([f'"{str(one.column)[:80]}"' for one in flagged])
    one = len(flagged) == 1
    return Verdict(
        "data",
        f"Look at the data first: {names} may give the answer away, and every figure would be too good.",
        tuple(one.sentence for one in flagged[:5]),
        f"Find out whether {names} {'is' if one else 'are'} known when the decision is made: "
        f"exclude {'it' if one else 'them'} if not, accept the flag if so.",
        (f"Accepting or excluding {names}.",),
    )
