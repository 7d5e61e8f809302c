"""The pages in the order of the story. A page is in the navigation when its file is there."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Stop:
    """One page of the story: its file name and URL path, its title in the navigation, and the question it answers."""

    name: str
    title: str
    question: str

    @property
    def file(self) -> str:
        return f"pages/{self.name}.py"


STOPS = (
    Stop("start", "Start", "What can I find out in fifteen minutes?"),
    Stop("frame", "Frame", "What is decided, for whom, how is it done today, and what happens when it is wrong?"),
    Stop("data", "Data", "Can this data answer the question?"),
    Stop("compare", "Compare", "Does a model beat guessing, one rule and today?"),
    Stop("rules", "Rules", "What would the rules you can write today get right?"),
    Stop("costs", "Costs", "What are right and wrong answers worth, and where should the line be?"),
    Stop("quality", "Required quality", "How good must it be before it pays?"),
    Stop("experience", "Experience", "How should the product behave when it may be wrong?"),
    Stop("try_it", "Try it", "What does it feel like to use it?"),
    Stop("study", "Study", "How do people really behave with it?"),
    Stop("trust", "Trust", "Who bears the mistakes?"),
    Stop("decide", "Decide", "Build, don't, rules, redesign, or labels first?"),
    Stop("walkthrough", "Walkthrough", "The story on a projector or a shared link"),
)


def exists(name: str) -> bool:
    return (ROOT / "pages" / f"{name}.py").is_file()


def stop(name: str) -> Stop:
    return next(stop for stop in STOPS if stop.name == name)


def pages() -> list:
    """Return the navigation's pages: those of the story whose file exists, each under its own readable path.

    The first one is at the address of the app itself; who writes its name in the address bar gets there too.
    """
    shown = [
        st.Page(
            ROOT / stop.file,
            title=stop.title,
            # The default page would reserve a name that nobody can open.
            url_path="home" if stop is STOPS[0] else stop.name,
            default=stop.name == "start",
            help=stop.question,
        )
        for stop in STOPS
        if exists(stop.name)
    ]
    first = STOPS[0]
    return [*shown, st.Page(ROOT / first.file, title=first.title, url_path=first.name, visibility="hidden")]


def through_app() -> None:
    """Let every page be run through app.py alone, from the first visitor on.

    Until `st.navigation` has been called once in a process, Streamlit runs the files of a folder called `pages` on their own and
    tells the browser their names: a link to a page would not be opened, and a participant of a study would get a list of the app.
    """
    PagesManager.uses_pages_directory = False
