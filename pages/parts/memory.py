"""What a page remembers between two runs and nobody else needs: where someone is in the prototype, what was drawn last."""

from __future__ import annotations

from typing import Any

import streamlit as st

_PREFIX = "memory."


def recall(name: str, default: Any = None) -> Any:
    return st.session_state.get(_PREFIX + name, default)


def remember(name: str, value: Any) -> None:
    st.session_state[_PREFIX + name] = value


def show(key: str, value: Any) -> str:
    """Make a widget show this value on this run, whatever it showed before. Returns its key. Call it before the widget is drawn.

    A widget remembers what it was first drawn with; where the value follows from figures, it would fall behind them.
    """
    st.session_state[key] = value
    return key
