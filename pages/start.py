"""Start: pick a sample story, open a file, start with no data, or resume."""

from __future__ import annotations

import streamlit as st

from pages.parts import memory, missing, no_table, opening, share, state, story, widgets
from workbench.data.reading import UPLOAD_LIMIT
from workbench.data.samples import SAMPLES, Sample

MEGABYTE = 1_000_000
BESIDE = 2  # stories in a row; more make their titles run over two lines


def draw() -> None:
    widgets.question(story.stop("start").question)
    widgets.answer("Whether an ML product that is sometimes wrong is worth building: a priced decision, with its reasons.")
    if state.awaits_file():
        _waiting()
    else:
        _stories()
    with st.container(border=True):
        _file()
    if not state.awaits_file():
        with st.expander("Start with no data: how often is each answer right, and what does missing it cost?"):
            _no_table()
    with st.expander("Resume a saved scenario or open a link"):
        _resume()
    if state.framing() is not None:
        widgets.next_step("frame", "what is decided, for whom, and how is it done today?")


def _stories() -> None:
    st.markdown("**Look over somebody's shoulder.** Each story is complete; change anything in it.")
    for first in range(0, len(SAMPLES), BESIDE):
        for column, sample in zip(st.columns(BESIDE), SAMPLES[first : first + BESIDE], strict=False):
            with column.container(border=True, height="stretch", vertical_alignment="distribute"):
                _card(sample)


def _card(sample: Sample) -> None:
    # One block above, the button below: buttons stand in one row however long the texts are.
    with st.container():
        st.markdown(f"#### {widgets.text(sample.title)}")
        st.markdown(widgets.text(sample.teaser))
    if st.button("Open this story", key=f"open-{sample.key}", type="primary", help=widgets.text(sample.title)):
        _go_on(state.open_from(opening.sample, sample.key))


def _waiting() -> None:
    st.info(
        widgets.text(f"This scenario is about the file {state.scenario().data.source}. Open it below to go on with all settings.")
    )
    if st.button("Start with something else", key="forget"):
        state.clear()
        st.rerun()


def _file() -> None:
    st.markdown("**Open your own table of past cases.** One row a case, one column that holds what turned out to be right.")
    another = state.awaits_file() and st.checkbox("A newer version of the file will do", key=state.key("another"))
    limit = UPLOAD_LIMIT // MEGABYTE
    file = st.file_uploader(
        f"CSV or TSV, up to {limit} MB. It stays in this server's memory; written down are only "
        "cases that you put into a study and answers that you correct.",
        type=["csv", "tsv", "txt"],
        key=state.key("upload"),
    )
    if file is not None:
        waiting = state.scenario() if state.awaits_file() else None
        before = state.scenario() if state.is_made_up() else None
        opened = state.open_from(opening.upload, file.name, file.getbuffer(), waiting, another, before)
        state.afresh()
        _go_on(opened, "frame" if waiting is None else memory.recall(missing.WANTED) or "frame")


def _no_table() -> None:
    st.markdown(
        "A model of a quality you choose is simulated on made-up cases: how good would it have to be, and how should it behave?"
    )
    if no_table.start():
        _go_on(True)


def _resume() -> None:
    file = st.file_uploader("Scenario file (.toml)", type=["toml"], key=state.key("resume"), max_upload_size=1)
    if file is not None:
        opened = state.open_from(opening.resume, file.getvalue(), state.dataset_key())
        state.afresh()
        _go_on(opened)
    link = st.text_input("Link", key=state.key("link"), placeholder="Paste a link that was copied from Fallible")
    if link:
        opened = state.open_from(share.from_link, link)
        state.afresh()
        _go_on(opened)


def _go_on(opened: bool, page: str = "frame") -> None:
    if opened and not state.awaits_file():
        memory.remember(missing.WANTED, None)
        st.switch_page(story.stop(page).file)
    st.rerun()


draw()
