"""What can be said when the only model is one that is not there."""

from __future__ import annotations

from workbench.experience.needed import in_words, needed_quality
from workbench.verdict import Verdict
from workbench.verdict_words import Known


def only_simulated(known: Known) -> Verdict | None:
    """3, without a real model. Say from which quality on a model would pay: whether one gets there, no simulation can tell."""
    race, prices = known.race, known.prices
    if prices.best_model is None or prices[prices.best_model].kind != "simulated":
        return None
    needed = needed_quality(known.evidence, known.scenario, prices, race)
    why = "there is no table" if known.evidence.simulated else "no real model has been compared"
    return Verdict(
        "unclear",
        f"Cannot tell yet, as {why}: {in_words(needed)}.",
        (
            f"Without a model, {race.cheapest.label} is cheapest: {known.money(race.cheapest.mean)} per 1,000 cases.",
            f"A perfect answer costs {known.money(race.perfect)} per 1,000 cases.",
            "These are figures of a simulated model: whether a real one gets that far, only past cases can tell.",
        ),
        "Open a table of past cases: a few hundred, with at least 30 of the rarer answer, begin to tell."
        if known.evidence.simulated
        else "Compare a real model.",
        ("Past cases, and models that are tried on them.", "Other prices, shares of classes, or costs of having a model."),
    )
