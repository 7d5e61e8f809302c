"""Fallible in the browser: page config and navigation, nothing else.

The server imports this as it starts, and runs it as a script whenever somebody asks for something.
"""

from __future__ import annotations

import streamlit as st

from pages.parts import story


def draw() -> None:
    """Draw the page that was asked for."""
    # Imported with the server running: what a browser is to do for a page registers with it.
    from pages.parts import cache, memory, missing, shell, sidebar, state, taking_route

    if taking_route.is_for_participant():
        taking_route.run()
        cache.set_aside()
    else:
        st.set_page_config(page_title="Fallible", layout="wide", initial_sidebar_state="auto")
        page = st.navigation(story.pages(), expanded=True)
        state.start()
        memory.remember(missing.PAGE, page.url_path)
        shell.run(page)
        sidebar.draw()
        cache.warm_up()


if __name__ == "__main__":
    draw()
else:
    story.through_app()
    app = st.App(__file__)
