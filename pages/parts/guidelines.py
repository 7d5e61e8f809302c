"""The checklist for products that may be wrong, held against the cheapest screen over the candidate that is shown."""

from __future__ import annotations

import streamlit as st

from pages.parts import state, widgets
from workbench.experience.guidelines import Item, checklist, design_of, standing
from workbench.experience.naming import named
from workbench.experience.outcome import Outcome
from workbench.run import Appraisal
from workbench.wording import titled

ORDER = ("no", "partly", "yes", "not applicable")
SIGNS = {"yes": "● met", "partly": "◐ partly", "no": "○ not met", "not applicable": "– does not apply"}


def draw(appraisal: Appraisal, name: str) -> None:
    """Choose a way of behaving, and say point by point what the prototype does about it and what is left to do."""
    opened = st.expander("What makes a product bearable that is sometimes wrong", key=state.key("guidelines"), on_change="rerun")
    if not opened.open:
        return
    with opened:
        chosen = _chosen(appraisal, name)
        items = checklist(design_of(chosen, appraisal.evidence, appraisal.scenario))
        counted = standing(items)
        st.markdown(
            f"**{counted['yes']} of {len(items) - counted['not applicable']} points are met**, {counted['partly']} partly. "
            "The prototype's settings on the next page change them."
        )
        for item in sorted(items, key=lambda one: ORDER.index(one.met)):
            st.markdown(_line(item))
        st.caption(
            "G1 to G18 after the guidelines of Amershi and others (CHI 2019), E and T after the People + AI Guidebook; "
            "in our own words."
        )


def _chosen(appraisal: Appraisal, name: str) -> Outcome:
    """The cheapest way of behaving with this candidate, unless another one is asked for."""
    able = sorted(
        (one for one in appraisal.outcomes if one.candidate == name or one.policy == "manual"),
        key=lambda one: one.cost_per_case.estimate,
    )
    titles = [named(one, "order") for one in able]
    picked = st.selectbox(f"The design, with {widgets.plain(titled(name))} behind it", titles, key=state.key("guidelines.design"))
    return able[titles.index(picked)] if picked in titles else able[0]


def _line(item: Item) -> str:
    left = f" *{widgets.text(item.do)}*" if item.do else ""
    return f"{SIGNS[item.met]} · **{widgets.text(item.title)}** ({item.code}). {widgets.text(item.does)}{left}"
