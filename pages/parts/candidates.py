"""Which candidates are tried and how, and every figure about them that has nothing to do with money."""

from __future__ import annotations

import streamlit as st

from pages.parts import controls, purposes, state, theme, widgets
from workbench.charts import calibration
from workbench.evidence import outside
from workbench.evidence.evidence import Prediction
from workbench.evidence.workers import default_workers
from workbench.models.catalogue import CANDIDATES
from workbench.pricing.prevalence import as_in_table
from workbench.pricing.prices import Price, Prices
from workbench.pricing.reliability import Expectation, expectation, reliability
from workbench.run import Appraisal
from workbench.wording import titled

SHARE = widgets.SHARE_FORMAT
REPEATS = (1, 2, 3, 5, 10)
COLUMNS = {
    "Accuracy": (
        "accuracy",
        SHARE,
        "Share of cases whose likeliest answer was right: every mistake alike.",
    ),
    "Balanced accuracy": (
        "balanced_accuracy",
        SHARE,
        "Share right within each class, averaged: a constant scores 1 / classes.",
    ),
    "Top-3 accuracy": ("top3_accuracy", SHARE, "Share of cases whose right answer was among the three likeliest."),
    "ROC AUC": (
        "roc_auc",
        "%.3f",
        "How well cases are ranked: 0.5 is guessing, 1 is perfect. Says nothing about the line to draw.",
    ),
    "Log loss": ("log_loss", "%.3f", "How far stated probabilities were off, hard on confident mistakes. Lower is better."),
    "Brier score": ("brier", "%.3f", "Mean squared distance between stated probabilities and what came true. Lower is better."),
}


def details(appraisal: Appraisal, quick: bool) -> None:
    """Draw the table of machine-learning figures, folded away: money comes first. quick: a control still moves."""
    prices = appraisal.prices
    with st.expander("Accuracy, ranking and times"):
        st.dataframe(
            _shown(prices),
            hide_index=True,
            width="stretch",
            placeholder="",
            column_config={
                "CPU seconds": st.column_config.NumberColumn(format="%.2f", help="Processor time over all folds."),
                "Threshold": st.column_config.NumberColumn(
                    format=SHARE,
                    help="Probability above which acting was cheapest on the other folds (their median).",
                ),
            }
            | {
                title: st.column_config.NumberColumn(format=style, help=meaning) for title, (_, style, meaning) in COLUMNS.items()
            },
        )
        st.caption(
            "All figures are of made-up cases."
            if state.is_made_up()
            else "All figures are out of fold: each case was answered by a candidate that had not seen it."
        )
    with st.expander("Do probabilities mean what they say?"):
        _probabilities(appraisal, quick)


def offer_calibration(appraisal: Appraisal, quick: bool) -> None:
    """Say where scores that were brought do not mean what they say, with the switch that mends it."""
    found = appraisal.evidence.predictions.get(outside.NAME)
    if found is None or found.calibration is None:
        return
    if state.scenario().data.calibrate_predictions:
        purposes.calibrate()
        return
    expected = None if quick else _expectation(found, appraisal)
    if not found.calibration.advised and (expected is None or expected.holds):
        return
    with st.container(border=True):
        _costs_as_expected(found.name, expected, appraisal)
        purposes.calibrate()


def _expectation(prediction: Prediction, appraisal: Appraisal) -> Expectation:
    return expectation(prediction, appraisal.prices[prediction.name], appraisal.prices.costs, appraisal.evidence)


def _costs_as_expected(name: str, found: Expectation | None, appraisal: Appraisal) -> None:
    """Every case has to be gone through for this: it is said when figures rest."""
    if found is not None:
        told = calibration.costs_as_expected(name, found, appraisal.prices.costs.currency)
        st.markdown(f"**{widgets.text(told)}**")


def _probabilities(appraisal: Appraisal, quick: bool) -> None:
    """Say whether a candidate costs what it expects to, and draw what it says against what comes true."""
    told = [name for name in controls.scored(appraisal) if appraisal.prices[name].kind != "baseline"]
    if not told:
        st.caption("Nothing but guesses is ready yet, and a guess says the same about every case.")
        return
    best = controls.best(appraisal)
    name = controls.one_of("Whose probabilities", "candidate", told, best if best in told else told[-1])
    prediction = appraisal.evidence.predictions[name]
    if prediction.answering == "cheapest" and not quick:
        _costs_as_expected(name, _expectation(prediction, appraisal), appraisal)
    if prediction.calibration is not None:
        st.markdown(widgets.text(prediction.calibration.sentence))
    found = reliability(prediction, appraisal.evidence)
    st.markdown(widgets.text(calibration.title(name, found)))
    theme.show_chart(calibration.chart(found, theme.is_dark()), alt=calibration.alt(name, found), key="calibration")
    if counted := as_in_table(appraisal.prices.costs.mix):
        st.caption(widgets.text(counted.strip(" ()")))


def _shown(prices: Prices) -> dict[str, list]:
    candidates: tuple[Price, ...] = prices.candidates
    table: dict[str, list] = {"Candidate": [titled(price.name) for price in candidates]}
    for title, (name, style, _) in COLUMNS.items():
        values = [getattr(price.metrics, name) for price in candidates]
        if style == SHARE:
            values = [widgets.in_percent(value) for value in values]
        if any(value is not None for value in values):
            table[title] = values
    if any(price.threshold is not None for price in candidates):
        table["Threshold"] = [widgets.in_percent(price.threshold) for price in candidates]
    return table | {"CPU seconds": [price.seconds if price.kind != "process" else None for price in candidates]}


def chooser() -> None:
    """Draw which candidates are tried, in how many folds and from which seed. A change starts another job."""
    choice = state.scenario().evidence
    names = [candidate.name for candidate in CANDIDATES]
    titles = {candidate.name: candidate.title for candidate in CANDIDATES}
    key = state.key("candidates")
    st.multiselect(
        "Candidates",
        names,
        default=[name for name in choice.candidates if name in names] or names,
        format_func=titles.__getitem__,
        key=key,
        on_change=_take,
        args=(key, tuple(names)),
        help=widgets.text(" ".join(f"{candidate.title}: {candidate.meaning}" for candidate in CANDIDATES)),
    )
    meaning = "Each case is answered by what learned from the other folds."
    widgets.number("Folds", "evidence", "folds", choice.folds, min_value=2, max_value=20, help=meaning)
    _repeats(choice.repeats)
    widgets.number(
        "Seed", "evidence", "seed", choice.seed, min_value=0, max_value=2**32 - 1, help="The same seed gives the same figures."
    )


def _repeats(value: int) -> None:
    """Draw how often the folds are drawn anew, each with the time it takes, reckoned from what has been measured."""
    framing, found = state.framing(), state.evidence()
    if framing is not None and framing.time is not None:
        st.caption("Folds follow time, so they are run once: drawing them anew would change nothing.")
        return
    spent = 0.0 if found is None else sum(one.seconds for one in found.predictions.values()) / len(found.fold)

    def shown(repeats: int) -> str:
        seconds = repeats * spent / default_workers()
        return f"{repeats}" if seconds < 0.5 else f"{repeats} (about {seconds:,.0f} s)"

    options = sorted({*REPEATS, value})
    meaning = "Each repeat shuffles the cases into other folds. Each case then counts once, as the mean over repeats."
    widgets.choice("Repeats", "evidence", "repeats", options, value, format_func=shown, help=meaning)


def _take(key: str, names: tuple[str, ...]) -> None:
    chosen = state.widget_value(key)
    state.change("evidence", candidates=() if set(chosen) in (set(), set(names)) else tuple(chosen))
