"""Fallible in the browser: page config and navigation, nothing else."""

from __future__ import annotations

import streamlit as st

from pages.parts import cache, memory, missing, shell, sidebar, state, story, taking_route

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
