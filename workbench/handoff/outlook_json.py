"""The outlook as plain values: which guess matters most, how likely a model is to pay, what would flip it, the business case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbench.experience.race import race
from workbench.outlook import told
from workbench.outlook.business import business_case, saving, worth_of_perfect
from workbench.outlook.flips import none_in_words

if TYPE_CHECKING:
    from workbench.outlook.flips import Flip
    from workbench.outlook.guess import Guess
    from workbench.outlook.outlook import Outlook
    from workbench.run import Appraisal


def outlook_json(found: Outlook | None, appraisal: Appraisal) -> dict[str, Any]:
    """Return the keys `outlook` and `business`; null where they were not worked out, or there is nothing to say."""
    return {"outlook": None if found is None else _outlook(found, appraisal), "business": _business(appraisal)}


def _outlook(found: Outlook, appraisal: Appraisal) -> dict[str, Any]:
    currency = appraisal.prices.costs.currency
    won = found.chance
    return {
        "money": "a year" if found.yearly else "per 1,000 cases",
        "inputs": [_input(guess) for guess in found.guesses],
        "tornado": [{"input": list(bar.guess.path), "at_low": bar.at_low, "at_high": bar.at_high} for bar in found.bars],
        "saves_now": found.now if won is not None else None,
        "probability_that_a_model_wins": None if won is None else won.wins,
        "saves": None if won is None else vars(won.value),
        "worth_of_knowing": None if won is None else won.evpi,
        "flips": [_flip(flip, currency) for flip in found.flips or ()],
        "sentences": _sentences(found, currency),
    }


def _input(guess: Guess) -> dict[str, Any]:
    ends = {"likely": guess.value, "low": guess.low, "high": guess.high}
    return {"input": list(guess.path), "name": guess.name, **ends, "stated": guess.stated}


def _flip(flip: Flip, currency: str) -> dict[str, Any]:
    return {
        "input": list(flip.guess.path),
        "value": flip.value,
        "above": flip.above,
        "holds_at": flip.inside,
        "turns_at": flip.outside,
        "becomes": flip.becomes,
        "sentence": flip.told(currency),
    }


def _sentences(found: Outlook, currency: str) -> list[str]:
    if found.chance is None:
        return []
    return [
        told.matters_most(found.bars, currency, found.yearly),
        told.chance_in_words(found.chance, currency, found.yearly),
        told.knowing_in_words(found.chance, currency, found.yearly),
        *([] if found.flips else [none_in_words(found.guesses)]),
    ]


def _business(appraisal: Appraisal) -> dict[str, Any] | None:
    """The year, all years, and what a perfect model would be worth; null where no yearly volume is stated."""
    ran = race(appraisal.evidence, appraisal.scenario, appraisal.prices, appraisal.outcomes, quick=False)
    found, perfect = saving(ran), worth_of_perfect(ran, appraisal.scenario)
    case = None if found is None else business_case(found.per_case, appraisal.scenario)
    if found is None or case is None or perfect is None:
        return None
    currency = appraisal.prices.costs.currency
    return {
        "product": found.product,
        "opponent": found.opponent,
        "yearly": vars(case.yearly),
        "present": vars(case.present),
        "spent_first": case.first,
        "years": case.years,
        "payback_months": case.payback_months,
        "perfect": vars(perfect),
        "sentences": [
            told.business_in_words(case, found.product, found.opponent, currency),
            told.present_in_words(case, currency),
            told.perfect_in_words(perfect, currency),
        ],
    }
