"""What several pages share: whose figures are shown, and when figures have come to rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from pages.parts import memory, settling, shell, state, widgets
from workbench.errors import UserError
from workbench.pricing.prices import Prices
from workbench.run import Appraisal
from workbench.wording import titled

SHOWN = "choice.shown"


def body(draw: Callable[[Appraisal, bool], None], instead: Callable[[], None] | None = None) -> None:
    """Draw the part of a page that follows a control: by itself and at once after a change, the whole app when figures rest.

    `draw` gets the appraisal and whether its intervals are still quick ones. instead: draws what can be put right where the
    scenario cannot be priced; why is said above it.
    """

    def part() -> None:
        # First, and in a container that is always there: what polls must never be drawn at a place that is gone.
        watching = st.container()
        with st.container():
            # What a control left to be said: a fragment that runs by itself does not reach the top of the page.
            widgets.show_waiting(state.take_problem(), state.take_notice())
        try:
            appraisal = state.appraisal()
        except UserError as problem:
            if instead is None:
                raise
            widgets.show_error(problem)
            instead()
            return
        if appraisal is not None:
            draw(appraisal, not state.is_at_rest())
        with watching:
            settling.watch(state.token())

    st.fragment(shell.guarded(part))()


def scored(appraisal: Appraisal) -> tuple[str, ...]:
    """Return the candidates that answered every case, as they are listed."""
    return tuple(price.name for price in appraisal.prices.candidates if price.name in appraisal.evidence.predictions)


def best(appraisal: Appraisal) -> str:
    """Return the candidate a page starts with: the best model, or while there is none, the best of what is ready."""
    names = scored(appraisal)
    preferred = (appraisal.prices.best_model, appraisal.prices.best_baseline)
    return next((name for name in preferred if name in names), names[0])


def left_out(prices: Prices) -> None:
    """Say what figures assume and leave out, such as what stated class shares take for granted."""
    for note in prices.notes:
        st.caption(widgets.text(note))


def one_of(label: str, field: str, names: Sequence[str], default: str, titles: Mapping[str, str] | None = None) -> str:
    """Choose one name; the choice is kept in the scenario's view, so that a link shows the same."""
    kept = getattr(state.scenario().view, field)
    chosen = kept if kept in names else default
    key = memory.show(state.key(f"view.{field}"), chosen)
    memory.remember(f"{SHOWN}.{field}", (*memory.recall(f"{SHOWN}.{field}", ()), chosen)[-3:])
    shown = dict(titles or {})
    st.selectbox(
        label,
        names,
        key=key,
        format_func=lambda name: shown.get(name, titled(name)),
        on_change=_take,
        args=(field, key),
    )
    return chosen


def _take(field: str, key: str) -> None:
    """Take what was chosen; a browser that is one drawing behind sends back the name it was shown, which nobody chose."""
    value = state.widget_value(key)
    if getattr(state.scenario().view, field) is not None or value not in memory.recall(f"{SHOWN}.{field}", ()):
        state.change("view", **{field: value})
