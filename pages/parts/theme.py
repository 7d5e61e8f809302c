"""How charts are put on a page: the app's theme, no tool bar, and a text for those who cannot see them."""

from __future__ import annotations

from typing import Any

import streamlit as st


def show_chart(figure: Any, alt: str, key: str) -> None:
    """Draw a plotly figure. alt: what the picture says, in one sentence."""
    st.plotly_chart(
        figure, width="stretch", theme="streamlit", key=key, alt=alt, config={"displayModeBar": False, "scrollZoom": False}
    )


def is_dark() -> bool:
    """Whether the reader's browser shows the dark theme."""
    return st.context.theme.type == "dark"
