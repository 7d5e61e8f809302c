"""Two people take part at once in a real browser, the server dies between two clicks, and nothing is lost or let out."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, WebSocket, expect

from tests.browser.conftest import ROOT, free_port, wait_until_healthy
from tests.browser.walker import PATIENCE_MS, overflow, settle
from tests.experience.studies.plans import planned
from workbench.experience.studies.planned import StudyPlan
from workbench.experience.studies.trial import Trial
from workbench.experience.studies.williams import assignment, case_of, shown_of
from workbench.record import studies
from workbench.record.kept import Begun
from workbench.record.store import Store, open_store

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}
NEVER = re.compile(r"truth|true_label|suggestion_right|case-\d|secret|[Cc]ompare|Costs|walkthrough|try_it|scenario|dataset")


@dataclass
class Server:
    """The app over a store of its own, which can be killed and started again at the same address."""

    store: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        command = [
            sys.executable,
            "-m",
            "streamlit",
            "run",
            "app.py",
            "--server.port",
            str(self.port),
            "--server.headless",
            "true",
        ]
        self.process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, "FALLIBLE_STORE": str(self.store)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        wait_until_healthy(self.url, self.process)

    def kill(self) -> None:
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(timeout=10)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    started = Server(tmp_path_factory.mktemp("study") / "studies.db")
    started.start()
    yield started
    started.kill()


@pytest.fixture(scope="module")
def plan() -> StudyPlan:
    return planned(cases=4, practice=1, prototype={"columns": ["words"], "tell": "each", "title": "Sorting desk"})


@pytest.fixture
def store(server: Server) -> Iterator[Store]:
    opened = open_store(str(server.store))
    yield opened
    opened.close()


def begun(store: Store, plan: StudyPlan) -> Begun:
    return studies.begin(store, plan.model_dump_json(), "Sorting")


@dataclass
class Person:
    """A participant at a browser of their own, and everything the server ever sent there."""

    page: Page
    frames: list[str] = field(default_factory=list)

    def received(self, frame: str | bytes) -> None:
        self.frames.append(frame.decode("utf-8", "replace") if isinstance(frame, bytes) else frame)

    def listen(self, socket: WebSocket) -> None:
        socket.on("framereceived", self.received)

    @property
    def everything(self) -> str:
        return "".join(self.frames)


def sits_down(browser: Browser, server: Server, keys: Begun) -> Person:
    one = Person(browser.new_context(viewport=PHONE).new_page())
    one.page.on("websocket", one.listen)
    one.page.goto(f"{server.url}/take?study={keys.study_key}")
    one.page.get_by_role("button", name="I agree, begin").click(timeout=PATIENCE_MS)
    at(one, 1)
    return one


def at(one: Person, place: int) -> None:
    expect(one.page.get_by_text(f"{place} of 5", exact=True)).to_be_visible(timeout=PATIENCE_MS)


def answers(one: Person, place: int) -> None:
    """Take the first suggestion, read what was true, and go on."""
    at(one, place)
    one.page.locator("[class*='-offer-0'] button").first.click()
    one.page.get_by_role("button", name="Next").click(timeout=PATIENCE_MS)


def kept(store: Store, keys: Begun) -> dict[int, list[Trial]]:
    found: dict[int, list[Trial]] = {}
    for one in studies.trials(store, keys.owner_key):
        found.setdefault(one.number, []).append(Trial.model_validate_json(one.trial_json))
    return found


def test_two_people_at_once_complete_a_study_and_nothing_is_lost_or_let_out(
    browser: Browser, server: Server, store: Store, plan: StudyPlan
):
    # Nobody came to this server before them: not even the names of its pages are let out.
    keys = begun(store, plan)
    first, second = sits_down(browser, server, keys), sits_down(browser, server, keys)
    assert "It was" not in first.everything
    assert len(set(re.findall(r"matter number (\d+) ", first.everything))) == 1
    for place in range(1, 6):
        answers(first, place)
        if place == 3:
            first.page.reload()
        answers(second, place)
    for one in (first, second):
        expect(one.page.get_by_text("Which way of working did you like better?")).to_be_visible(timeout=PATIENCE_MS)
        assert overflow(one.page) == 0
        assert one.page.get_by_test_id("stSidebarNav").count() == 0
        one.page.get_by_role("button", name="The second one").click()
        expect(one.page.get_by_text("Thank you")).to_be_visible(timeout=PATIENCE_MS)
    by_person = kept(store, keys)
    for number, trials in by_person.items():
        assigned = assignment(plan, number)
        assert [(one.order, one.case, one.variant) for one in trials] == [(n, a.case, a.variant) for n, a in enumerate(assigned)]
        assert [one.choice for one in trials] == [shown_of(plan, a).suggestions[0].label for a in assigned]
    assert sorted(by_person) == [0, 1]
    assert by_person[0][1].variant != by_person[1][1].variant
    assert len(studies.preferences(store, keys.owner_key)) == 2
    for number, one in enumerate((first, second)):
        told, text = one.everything, one.page.content()
        assert NEVER.findall(told) + NEVER.findall(text) == []
        own = {re.search(r"matter number (\d+) ", case_of(plan, a).texts[0][1])[1] for a in assignment(plan, number)}
        assert set(re.findall(r"matter number (\d+) ", told)) <= own
        one.page.context.close()


def test_a_server_that_is_killed_between_two_clicks_loses_nothing_and_whoever_was_there_goes_on(
    browser: Browser, server: Server, store: Store, plan: StudyPlan
):
    keys = begun(store, plan)
    one = sits_down(browser, server, keys)
    answers(one, 1)
    at(one, 2)
    settle(one.page)
    server.kill()
    gone = one.page.get_by_text("The connection is gone for the moment.")
    expect(gone).to_be_visible(timeout=PATIENCE_MS)
    server.start()
    expect(gone).to_be_hidden(timeout=PATIENCE_MS)
    settle(one.page)
    assert [trial.order for trial in kept(store, keys)[0]] == [0]
    for place in range(2, 6):
        answers(one, place)
    expect(one.page.get_by_text("Which way of working did you like better?")).to_be_visible(timeout=PATIENCE_MS)
    assert [trial.order for trial in kept(store, keys)[0]] == [0, 1, 2, 3, 4]
    one.page.context.close()


def test_the_same_link_in_the_same_browser_goes_on_and_a_second_tab_is_followed(
    browser: Browser, server: Server, store: Store, plan: StudyPlan
):
    keys = begun(store, plan)
    one = sits_down(browser, server, keys)
    answers(one, 1)
    at(one, 2)
    other = Person(one.page.context.new_page())
    other.page.goto(f"{server.url}/take?study={keys.study_key}")
    answers(other, 2)
    at(other, 3)
    one.page.locator("[class*='-offer-0'] button").first.click()
    expect(one.page.get_by_text("answered in another tab")).to_be_visible(timeout=PATIENCE_MS)
    at(one, 3)
    assert sorted(kept(store, keys)) == [0]
    assert [trial.order for trial in kept(store, keys)[0]] == [0, 1]
    one.page.context.close()


def test_one_click_begins_a_study_and_shows_the_link_to_send(browser: Browser, server: Server):
    page = browser.new_page()
    page.goto(f"{server.url}/study?sample=support_tickets")
    page.get_by_role("button", name="Begin the study").click(timeout=PATIENCE_MS)
    expect(page.get_by_text("has begun: send the link")).to_be_visible(timeout=PATIENCE_MS)
    expect(page.get_by_text("/take?study=")).to_be_visible(timeout=PATIENCE_MS)
    page.close()
