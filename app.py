"""Fallible in the browser: page config and navigation, nothing else."""

from __future__ import annotations

import streamlit as st

from pages.parts import cache, shell, sidebar, state, story

st.set_page_config(page_title="Fallible", page_icon=None, layout="wide", initial_sidebar_state="auto")
state.start()
page = st.navigation(story.pages(), expanded=True)
sidebar.draw()
shell.run(page)
cache.warm_up()
