"""The case mix in real life: how frequent each class is there, where the table was not drawn as cases come in."""

from __future__ import annotations

import streamlit as st

from pages.parts import memory, state, widgets
from workbench.data.framing import Framing
from workbench.data.labels import label
from workbench.errors import UserError
from workbench.pricing.prevalence import Mix, real_mix, warnings
from workbench.scenario import Scenario
from workbench.wording import format_share

HELP = (
    "How many of all cases are of this kind where the product will be used. Every figure then follows, on every page. "
    "Empty: as in the table."
)
REAL = "In real life, %"
TURN = "mix.turn"
ROWS_SEEN = 8


def editor() -> None:
    """Draw the shares of classes in real life: one number for two classes, a small table for more."""
    framing = state.framing()
    if framing is None or state.is_made_up():
        return  # without a table the shares are all there is: they are stated on Frame
    st.markdown("**Case mix in real life**")
    named = {str(label(name)): share for name, share in state.scenario().prevalence.items()}
    mix = _mix(framing)
    if framing.task == "binary":
        _one(framing, mix)
    else:
        _table(framing, named)
    if named:
        st.button("As in the table", key=state.key("mix.clear"), on_click=_put, args=({},), type="tertiary")
    for note in warnings(mix, framing.classes, framing.sizes):
        st.caption(widgets.text(note))


def _mix(framing: Framing) -> Mix | None:
    """Return the shares that are stated; what cannot be used is said here, beside where it is corrected."""
    try:
        return real_mix(state.scenario().prevalence, framing.classes, framing.sizes)
    except UserError as problem:
        widgets.show_error(problem)
        return None


def _one(framing: Framing, mix: Mix | None) -> None:
    shared = framing.sizes[1] / framing.sizes.sum()
    key = memory.show(state.key("mix.share"), None if mix is None else round(float(mix.shares[1]) * 100, 6))
    st.number_input(
        f"{widgets.text(framing.classes[1])}, % of cases (in the table: {widgets.text(format_share(shared))})",
        value=None,
        step=0.1,
        format="%g",
        key=key,
        placeholder="as in the table",
        help=HELP,
        on_change=_take_one,
        args=(framing.classes[1], key),
    )


def _table(framing: Framing, named: dict[str, float]) -> None:
    total = sum(named.values())
    opened = st.expander("Share of each class", key=state.key("mix.open"), on_change="rerun")
    if not opened.open:
        return
    key = state.key(f"mix.table.{memory.recall(TURN, 0)}")
    shares = framing.sizes / framing.sizes.sum()
    with opened:
        st.data_editor(
            {
                "Class": list(framing.classes),
                "In the table": [float(share) * 100 for share in shares],
                REAL: [None if name not in named else round(named[name] * 100, 6) for name in framing.classes],
            },
            key=key,
            hide_index=True,
            num_rows="fixed",
            height="auto" if len(shares) <= ROWS_SEEN else 330,
            disabled=["Class", "In the table"],
            column_config={
                "In the table": widgets.SHARE,
                REAL: st.column_config.NumberColumn(min_value=0.0, max_value=100.0, help=HELP, format="%g"),
            },
            on_change=_take_table,
            args=(key, framing.classes),
        )
        left = f" The others share the {format_share(1 - total)} that is left, as they do in the table."
        st.caption(widgets.text(f"Stated so far: {format_share(total)} of all cases.{left if named else ''}"))


def _take_one(name: str, key: str) -> None:
    value = state.widget_value(key)
    _put({} if value is None else {name: round(value / 100, 12)})


def _take_table(key: str, classes: tuple[str, ...]) -> None:
    named = {str(label(name)): share for name, share in state.scenario().prevalence.items()}
    for row, changes in state.widget_value(key)["edited_rows"].items():
        name = classes[int(row)]
        if REAL in changes:
            named.pop(name, None)
            if changes[REAL] is not None:
                named[name] = round(float(changes[REAL]) / 100, 12)
    _put(named)
    memory.remember(TURN, memory.recall(TURN, 0) + 1)


def _put(named: dict[str, float]) -> None:
    """Put shares into the scenario; those that cannot be are said in three parts, and what was there stays."""

    def put(before: Scenario) -> Scenario:
        framing = state.framing()
        if framing is not None:
            real_mix(named, framing.classes, framing.sizes)
        return before.replaced("prevalence", named)

    state.revise(put)
