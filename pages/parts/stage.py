"""What whoever presents needs: on and back with the arrow keys, where we are, notes, and a black screen."""

from __future__ import annotations

import streamlit as st

from pages.parts import memory, state

NOTES = "stage.notes"
BLACK = "stage.black"
BLACKOUT = """
div.blackout { position: fixed; inset: -4px; background: #000; z-index: 999990; }
[data-testid="stSidebar"], [data-testid="stHeader"] { display: none; }
"""


def controls(at: int, slides: int) -> None:
    """Draw the buttons of the stage; each says its key."""
    with st.container(horizontal=True, horizontal_alignment="center", vertical_alignment="center"):
        st.button("Back", key="stage.back", shortcut="Left", on_click=_go, args=(at - 1, slides), disabled=at == 0)
        dots = " ".join("●" if slide == at else "○" for slide in range(slides))
        st.markdown(f"{dots}  {at + 1} of {slides}", width="content")
        st.button("Next", key="stage.on", shortcut="Right", on_click=_go, args=(at + 1, slides), disabled=at == slides - 1)
        st.button("Notes", key="stage.notes", shortcut="n", on_click=_toggle, args=(NOTES,), type="tertiary")
        st.button("Black", key="stage.black", shortcut="b", on_click=_toggle, args=(BLACK,), type="tertiary")
    # Always a container, so that the slide below keeps its place.
    with st.container(horizontal_alignment="center"):
        if at == 0:
            st.caption(
                "On a projector: fold the sidebar away with « at its top, then press F11 for the full screen.", width="content"
            )


def has_notes() -> bool:
    return bool(memory.recall(NOTES, False))


def is_black() -> bool:
    return bool(memory.recall(BLACK, False))


def black() -> None:
    """Cover everything and take the sidebar away, whose edge would show; the key that did it undoes it."""
    st.button("Show the slide again", key="stage.light", shortcut="b", on_click=_toggle, args=(BLACK,))
    cover = st.components.v2.component("blackout", html='<div class="blackout"></div>', css=BLACKOUT, isolate_styles=False)
    cover(key="stage.cover")


def _go(slide: int, slides: int) -> None:
    state.change("view", slide=max(0, min(slide, slides - 1)))


def _toggle(name: str) -> None:
    memory.remember(name, not memory.recall(name, False))
