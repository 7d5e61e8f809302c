"""What would flip the verdict: as a list on Decide, and as one line on Costs."""

from __future__ import annotations

import streamlit as st

from pages.parts import outlook, widgets
from workbench.errors import UserError
from workbench.outlook.flips import none_in_words
from workbench.outlook.outlook import Outlook
from workbench.outlook.told import first_letter
from workbench.run import Appraisal

MOST_LISTED = 4
MOST_IN_LINE = 3


def listed(found: Outlook, appraisal: Appraisal) -> None:
    """Draw the values at which the verdict turns, nearest first; then what else would change it, where no input does."""
    currency = appraisal.prices.costs.currency
    lines = [first_letter(flip.told(currency)) for flip in (found.flips or ())[:MOST_LISTED]]
    if not lines:
        lines = [none_in_words(found.guesses), *appraisal.verdict.would_change]
    st.markdown("\n".join(f"- {widgets.text(line)}" for line in lines))
    if found.flips:
        st.caption("One at a time, all else as it is; prices, people and designs are weighed anew at each value. Nearest first.")


def line(appraisal: Appraisal) -> None:
    """Draw one line: what would flip the verdict, such as `build cost above $310k`."""
    with st.container():
        _line(appraisal)


def _line(appraisal: Appraisal) -> None:
    found = outlook.current(appraisal)
    if isinstance(found, UserError):
        return
    if found is None or found.flips is None:
        st.markdown("**What would flip this?**")
        outlook.wait(appraisal, bar=False)
        return
    told = [flip.in_words(appraisal.prices.costs.currency) for flip in found.flips[:MOST_IN_LINE]]
    said = " · ".join(widgets.text(one) for one in told) if told else widgets.text(none_in_words(found.guesses))
    st.markdown(f"**What would flip this?** {said}")
