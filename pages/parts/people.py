"""What is assumed about people and about the screen, beside the figures it drives, and every policy's figures in a table."""

from __future__ import annotations

import streamlit as st

from pages.parts import people_apart, people_presets, screens, state, widgets
from pages.parts.people_numbers import number
from workbench.experience.naming import title
from workbench.experience.outcome import Outcome
from workbench.experience.presets import origin
from workbench.experience.race import race
from workbench.run import Appraisal
from workbench.wording import per_1000

MAIN = (
    ("by_hand", "Seconds to work a case by hand", "One case from scratch, with no suggestion."),
    ("notices_wrong", "Notices a wrong answer, %", "Share of wrong suggestions that people reject. The rest is over-reliance."),
    ("accepts_right", "Accepts a right answer, %", "Share of right suggestions that people take."),
    ("by_hand_error", "Wrong by hand, %", "Share of cases a person gets wrong from scratch."),
)
LOOKING = (
    ("read", "Seconds to read a suggestion", "One line of a list."),
    ("pick", "Seconds to pick", "Choosing one of the lines that were read."),
    ("confirm", "Seconds to confirm", "Looking at one answer and saying yes or change."),
    ("picks_wrong_though_right_shown", "Picks wrong though right is shown, %", "Share of lists that hold the right answer."),
)
UNDOING = (
    ("notices_in_time", "Noticed in time, %", "Share of wrong actions that somebody notices while they can be taken back."),
    ("takes_back_right", "Right ones taken back, %", "Share of right actions that somebody takes back all the same."),
    ("undo", "Seconds to take it back", "Then the case is worked by hand."),
    ("undo_fee", "Fee for taking it back ({currency})", "What it costs besides people's time."),
    ("unrecovered", "Stays of the mistake, %", "Share of what the mistake costs that is not made good by taking it back."),
)


def assumptions(appraisal: Appraisal) -> None:
    """Draw the people and the screen: each number with its range and where it comes from."""
    classes = appraisal.prices.costs.classes
    st.subheader("The people", anchor=False)
    st.caption(_known_in_words())
    people_presets.chooser()
    _priced()
    for name, label, meaning in MAIN:
        number(("people", name), label, meaning)
    with st.expander("Reading, picking, confirming"):
        _several(LOOKING)
    if "undo" in state.scenario().policies.compare:
        with st.expander("Taking an action back"):
            _several(UNDOING)
    people_apart.by_class(classes)
    people_apart.by_confidence()
    screens.draw(len(classes))


def mended() -> None:
    """Draw what can be put right where nothing can be priced: errors of a class that is none of the target's."""
    framing = state.framing()
    if framing is not None:
        people_apart.by_class(framing.classes)


def _known_in_words() -> str:
    """Say how much of this rests on anything."""
    people = state.scenario().people
    undoing = UNDOING if "undo" in state.scenario().policies.compare else ()
    known = [origin(people, name) for name, _, _ in (*MAIN, *LOOKING, *undoing)]
    where = "A question mark tells where each comes from."
    measured, preset = known.count("measured"), known.count("preset")
    if known.count("made up"):
        return f"**{known.count('made up')}** of {len(known)} numbers come from **made-up** people: nobody was watched. {where}"
    if measured:
        return f"**{measured}** of {len(known)} numbers are measured. {where}"
    if preset:
        return f"**{preset}** of {len(known)} numbers come from a preset; none is measured. {where}"
    return f"All of these are **assumed** until they are measured. {where}"


def _several(numbers: tuple[tuple[str, str, str], ...]) -> None:
    currency = widgets.text(state.scenario().decision.currency)
    for name, label, meaning in numbers:
        number(("people", name), label.format(currency=currency), meaning)


def _priced() -> None:
    """What people's time costs: it may be left unstated, so it can be emptied."""
    currency = widgets.text(state.scenario().decision.currency)
    wage = state.scenario().people.wage_per_hour
    meaning = (
        "All in. Empty: not stated; the fee for handing a case over is then all that a case by hand costs, and tells what a "
        "second costs. With neither, time is priced at 30 an hour and the verdict leaves people out."
    )
    if wage is None:
        widgets.number(
            f"Wage an hour ({currency})", "people", "wage_per_hour", None, min_value=0.0, step=1.0, format="%g", help=meaning
        )
    else:
        number(("people", "wage_per_hour"), f"Wage an hour ({currency})", meaning, emptied=_no_wage)
    review = state.scenario().costs.review
    fee = "On top of the time by hand, which is paid by the wage. Empty: nothing but the time."
    widgets.number(
        f"Fee for handing a case over ({currency})", "costs", "review", review, min_value=0.0, step=1.0, format="%g", help=fee
    )


def _no_wage() -> None:
    people = state.scenario().people
    sources = {name: told for name, told in people.sources.items() if name != "wage_per_hour"}
    state.change("people", wage_per_hour=None, sources=sources)


def having(appraisal: Appraisal, name: str) -> float:
    """Return what having this candidate costs a case: only a model has to be built, run and asked."""
    seen = appraisal.evidence.predictions.get(name)
    return appraisal.prices.hurdle if seen is not None and seen.kind not in ("baseline", "rule", "process") else 0.0


def opponent(appraisal: Appraisal, quick: bool) -> list[Outcome]:
    """Return the verdict's cheapest opponent where it is a way of behaving: what is compared against belongs in the picture."""
    found = race(appraisal.evidence, appraisal.scenario, appraisal.prices, appraisal.outcomes, quick).cheapest
    return [one for one in appraisal.outcomes if (one.policy, one.candidate) == (found.policy, found.candidate)]


def table(appraisal: Appraisal) -> None:
    """Draw every policy over every candidate with its figures and the parameters it was priced with."""
    outcomes = appraisal.outcomes
    with st.expander("Every way of behaving, in numbers"):
        costs = [per_1000(one.cost_per_case) for one in outcomes]
        shown = {
            "Behaviour": [title(one.policy) for one in outcomes],
            "Behind it": [one.candidate for one in outcomes],
            "Cost per 1,000": [cost.estimate for cost in costs],
            "from": [cost.low for cost in costs],
            "to": [cost.high for cost in costs],
            "Seconds a case": [one.seconds_per_case for one in outcomes],
            "Ends wrong": [widgets.in_percent(one.wrong_share) for one in outcomes],
            "By hand": [widgets.in_percent(one.human_share) for one in outcomes],
            "Parameters": [_parameters(one) for one in outcomes],
        }
        money, share = st.column_config.NumberColumn(format="%.0f"), widgets.SHARE
        st.dataframe(
            shown,
            hide_index=True,
            column_config={"Cost per 1,000": money, "from": money, "to": money, "Ends wrong": share, "By hand": share}
            | {"Seconds a case": st.column_config.NumberColumn(format="%.1f")},
        )
        st.caption("Asking the model is not in these costs: it is added in the picture, the ladder and the verdict, once.")


def _parameters(one: Outcome) -> str:
    """What was chosen fold by fold is told by its middle, which stands beside it."""
    numbers = {name: value for name, value in one.parameters.items() if isinstance(value, int | float)}
    return ", ".join(f"{name} {value:g}" for name, value in numbers.items())
