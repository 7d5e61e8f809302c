"""What was corrected on the prototype screen, and what can be done with it: saved, used as labels, pinned as canary cases."""

from __future__ import annotations

import streamlit as st

from pages.parts import corrections, memory, state, stored, widgets
from pages.parts.corrections import Kept
from workbench.data.dataset import Dataset
from workbench.data.roles import LABEL_SOURCE
from workbench.errors import UserError
from workbench.experience.canaries import checked
from workbench.experience.corrections import Correction, as_csv, joined
from workbench.run import Appraisal
from workbench.wording import plural, titled

MOST_SHOWN = 50
NONE = "None of this table's cases was corrected so far."
PINNED = "A pinned case is held against every candidate."


def draw(appraisal: Appraisal) -> None:
    """Draw the corrections of this table's cases, and what can be done with them."""
    if appraisal.evidence.simulated:
        return
    corrections.come_back()
    with st.expander("Corrections", expanded=False):
        st.caption(
            "Kept whenever you give another answer than any that was suggested. Accepting a suggestion corrects nothing, and "
            "never counts as a label."
        )
        _name()
        _is_joined(appraisal)
        if not corrections.any_made(appraisal):
            st.markdown(NONE)
            return
        try:
            kept = corrections.kept(appraisal)
        except UserError as problem:
            widgets.show_error(problem)
            return
        if not kept:
            st.markdown(NONE)
        else:
            _listed(kept)
            _uses(kept, appraisal)
            _canaries([one for one in kept if one.pinned], appraisal)
            stored.note()


def _name() -> None:
    key, typed = state.key("corrections.who"), memory.recall(corrections.WHO, "")
    said = {"value": typed, "placeholder": corrections.who(), "max_chars": 60}
    st.text_input("Who corrects", **said, key=key, on_change=_take_name, args=(key,))


def _take_name(key: str) -> None:
    memory.remember(corrections.WHO, (state.widget_value(key) or "").strip())


def _is_joined(appraisal: Appraisal) -> None:
    dataset = appraisal.evidence.framing.dataset
    if LABEL_SOURCE in dataset.table.columns:
        st.info(
            f"{widgets.text(dataset.notes[-1])} All figures are worked out on the corrected labels; Undo in the sidebar takes "
            "that back. A link asks for the corrected table, which nobody else has: give the corrections on as a file."
        )


def _listed(kept: list[Kept]) -> None:
    for one in kept[-MOST_SHOWN:]:
        made = one.correction
        with st.container(horizontal=True, vertical_alignment="center"):
            shown = ", ".join(made.shown)
            why = f' because "{made.why}"' if made.why else ""
            case = made.case or f"row {made.row + 1:,}"
            said = f"{case}: {made.chosen}, not {shown}{why}. {made.who}, {made.when[:16].replace('T', ' ')}"
            st.markdown(widgets.text(said), width="stretch")
            label = "Unpin" if one.pinned else "Pin"
            pin = {
                "on_click": corrections.pin,
                "args": (one.number, not one.pinned),
                "help": "A pinned case is held against every candidate.",
            }
            st.button(label, key=f"corrections.pin.{one.number}", type="tertiary", **pin)
            st.button(
                "Forget", key=f"corrections.forget.{one.number}", type="tertiary", on_click=corrections.forget, args=(one.number,)
            )


def _uses(kept: list[Kept], appraisal: Appraisal) -> None:
    made = [one.correction for one in kept]
    with st.container(horizontal=True):
        st.button(
            f"Use {plural(len(made), 'correction')} as labels",
            key="corrections.join",
            on_click=_join,
            args=(appraisal.evidence.framing.dataset, appraisal.evidence.framing.target, made),
        )
        st.button("Forget all", key="corrections.forget", type="tertiary", on_click=corrections.forget)
        st.download_button(
            "Save corrections as a file",
            data=lambda: as_csv(made),
            file_name="corrections.csv",
            mime="text/csv",
            key="corrections.save",
            on_click="ignore",
        )


def _join(dataset: Dataset, target: str, made: list[Correction]) -> None:
    """Put the table with corrected labels in the place of the one that is open; Undo brings that back."""

    def go() -> None:
        corrections.put_joined(joined(dataset, target, made), dataset)

    if state.attempt(go):
        state.say("The corrected labels are used now: candidates are compared afresh. Undo in the sidebar takes that back.")


def _canaries(pinned: list[Kept], appraisal: Appraisal) -> None:
    """Draw what today's candidates answer on the pinned cases."""
    if not pinned:
        return
    st.markdown("**Pinned cases: would today's candidates get them right?**")
    seed, table = state.scenario().view.seed, dict[str, list[str]](Case=[], Expected=[])
    for one in pinned:
        made = one.correction
        table["Case"].append(made.case or f"row {made.row + 1:,}")
        table["Expected"].append(made.chosen)
        for held in checked(appraisal.evidence, appraisal.prices.costs, made.row, made.chosen, seed):
            table.setdefault(titled(held.candidate), []).append("right" if held.right else f"says {held.answer}")
    st.dataframe({name: cells for name, cells in table.items() if len(cells) == len(pinned)}, hide_index=True)
    st.caption("Each answer is what would be acted on, from a candidate that had not seen the case.")
