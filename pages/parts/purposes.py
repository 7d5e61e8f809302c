"""What some columns are for besides being learned from: time, whose case it is, groups, and predictions from another model."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from pages.parts import state, widgets
from workbench.data.dataset import Column, Dataset
from workbench.data.framing import Framing
from workbench.data.outside import ANSWERS, detected

MEANT = {
    "time": "When each case happened. Candidates then learn from earlier cases only, as they would have had to.",
    "entity": "Whose case it is, such as a customer. Cases of one stay together, so that nobody is recognised again.",
    "groups": "Who may bear the mistakes, such as regions or age bands. Their figures are on the Trust page.",
    "predictions": (
        "Predictions that came with the table, from any model or from people; they are not learned from. Scores need a column "
        "for each class, named after what is chosen here and the class (vendor_yes, vendor_no); of two classes one score of the "
        "answer that is looked for is enough, whatever its name. Answers need one column, its values named as the classes are."
    ),
    "calibrate": (
        "A score says how cases rank; a probability also says how often it comes true. Calibrating learns the one from the "
        "other, for each fold on other folds."
    ),
}


def chooser(dataset: Dataset, framing: Framing | None) -> None:
    """Draw which columns have a purpose of their own; each change is another question to the table."""
    choice = state.scenario().data
    others = [column for column in dataset.columns if column.name != choice.target]
    used = any((choice.time, choice.entity, choice.groups, choice.predictions))
    with st.expander("What other columns are for", expanded=used):
        _one("When did it happen?", "time", choice.time, [one for one in others if one.kind in ("date", "number")])
        _one("Whose case is it?", "entity", choice.entity, [one for one in others if one.kind != "text"])
        _groups([one.name for one in others], choice.groups)
        _predictions(dataset, framing, choice.predictions)


def _one(label: str, name: str, value: str | None, columns: list[Column]) -> None:
    names = [column.name for column in columns]
    options = [None, *names, *([value] if value is not None and value not in names else [])]
    widgets.choice(label, "data", name, options, value, format_func=_shown("Not said"), help=MEANT[name])


def _shown(nothing: str, told: dict[str, str] | None = None) -> Callable[[str | None], str]:
    def show(name: str | None) -> str:
        if name is None:
            return nothing
        return widgets.plain(name) if told is None or name not in told else f"{widgets.plain(name)} ({widgets.plain(told[name])})"

    return show


def _groups(names: list[str], chosen: tuple[str, ...]) -> None:
    key = state.key("data.groups")
    st.multiselect(
        "Who may bear the mistakes?",
        names,
        default=[name for name in chosen if name in names],
        key=key,
        format_func=widgets.plain,
        placeholder="Not said",
        on_change=_take_groups,
        args=(key,),
        max_selections=20,
        help=MEANT["groups"],
    )


def _take_groups(key: str) -> None:
    state.change("data", groups=tuple(state.widget_value(key)))


def _predictions(dataset: Dataset, framing: Framing | None, value: str | None) -> None:
    target = state.scenario().data.target
    found = {} if framing is None or target is None else detected(dataset, target, framing.classes)
    options = [None, *found, *([value] if value is not None and value not in found else [])]
    if len(options) == 1:
        st.caption("No column looks like predictions from another model.", help=MEANT["predictions"])
        return
    show = _shown("None", found)
    widgets.choice(
        "Predictions from another model", "data", "predictions", options, value, format_func=show, help=MEANT["predictions"]
    )
    if value is not None and found.get(value) != ANSWERS:
        calibrate()


def calibrate() -> None:
    """Draw the switch that makes scores into probabilities."""
    value = state.scenario().data.calibrate_predictions
    label = "Calibrate these scores on other folds"
    widgets.switch(label, "data", "calibrate_predictions", value, help=MEANT["calibrate"])
