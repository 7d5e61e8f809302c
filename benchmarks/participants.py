"""From a participant's click to the next case: one participant alone against 30 at once, each a protocol client that reads for a
moment and clicks, and one in a real Chromium. Aim: p90 with 30 within 3 times of one, and 300 ms in Chromium."""

from __future__ import annotations

import asyncio
import os
import random
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import websockets
from _serving import ROOT, Server, chromium, serving
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

from tests.experience.studies.plans import planned
from workbench.record import studies
from workbench.record.store import open_store

MANY, CASES = 30, 16
READS = 2.0, 6.0  # seconds to read a case; most people take longer
LIKELY = ("-offer-0", "-accept", "-manual-0")  # what is clicked, whichever there is

# Stamps the click, and the moment the counter tells another case.
WATCH = """
() => {
  window.seen = {clicked: 0, shown: 0};
  const counter = () => document.body.innerText.match(/\\d+ of \\d+/)?.[0];
  let told = counter();
  document.addEventListener('click', () => { window.seen = {clicked: performance.now(), shown: 0}; }, true);
  new MutationObserver(() => {
    const now = counter();
    if (now && now !== told) { told = now; window.seen.shown = performance.now(); }
  }).observe(document.body, {subtree: true, childList: true, characterData: true});
}
"""


@dataclass
class Participant:
    """A session over Streamlit's own protocol. buttons: on the page now, by the end of their key; seconds: of each click."""

    server: Server
    study: str
    query: str = ""
    buttons: dict[str, str] = field(default_factory=dict)
    seconds: list[float] = field(default_factory=list)

    async def takes_part(self, reads: tuple[float, float], seed: int) -> None:
        """Open the link, agree, and answer every case."""
        rng = random.Random(seed)
        self.query = f"study={self.study}"
        address = self.server.url.replace("http", "ws") + "/_stcore/stream"
        async with websockets.connect(address, subprotocols=["streamlit"], max_size=None) as socket:
            await self._run(socket, None)
            await self._run(socket, "take-begin")
            while clicked := next((key for end in LIKELY for key in self.buttons if key.endswith(end)), None):
                await asyncio.sleep(rng.uniform(*reads))
                begun = time.perf_counter()
                await self._run(socket, clicked)
                self.seconds.append(time.perf_counter() - begun)

    async def _run(self, socket: websockets.ClientConnection, clicked: str | None) -> None:
        """Ask for a run of the page, with a click or without, and read what comes until it is done."""
        asked = BackMsg()
        asked.rerun_script.query_string = self.query
        asked.rerun_script.page_name = "take"
        asked.rerun_script.context_info.url = f"{self.server.url}/take"
        if clicked is not None:
            asked.rerun_script.widget_states.widgets.append(WidgetState(id=self.buttons[clicked], trigger_value=True))
        await socket.send(asked.SerializeToString())
        self.buttons = {}
        while not self._told(await socket.recv()):
            pass

    def _told(self, message: str | bytes) -> bool:
        """Take in one message; say whether it was the last one of a run."""
        told = ForwardMsg.FromString(message if isinstance(message, bytes) else message.encode())
        kind = told.WhichOneof("type")
        if kind == "delta" and told.delta.WhichOneof("type") == "new_element":
            element = told.delta.new_element
            if element.WhichOneof("type") == "button":
                self.buttons[element.button.id.split("-", 2)[-1]] = element.button.id
        elif kind == "page_info_changed":
            self.query = told.page_info_changed.query_string
        return kind == "script_finished" and told.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY


def begun() -> str:
    """Begin a study, and return the key of its link."""
    plan = planned(cases=CASES, practice=1, prototype={"columns": ["words"], "tell": "end"}, record=("time",))
    store = open_store()
    key = studies.begin(store, plan.model_dump_json(), "Benchmark").study_key
    store.close()
    return key


async def together(server: Server, study: str, many: int) -> list[float]:
    """Return seconds of every click of so many participants who come within a few seconds of each other."""
    people = [Participant(server, study) for _ in range(many)]
    await asyncio.gather(*(one.takes_part(READS, seed) for seed, one in enumerate(people)))
    assert all(len(one.seconds) == CASES + 1 for one in people), [len(one.seconds) for one in people]
    return [seconds for one in people for seconds in one.seconds]


def in_chromium(server: Server, study: str) -> list[float]:
    """Return seconds of every click of one participant in a real browser."""
    found = []
    with chromium() as browser:
        page = browser.new_page(viewport={"width": 390, "height": 844})
        page.goto(f"{server.url}/take?study={study}")
        page.get_by_role("button", name="I agree, begin").click(timeout=60_000)
        page.get_by_text(f"1 of {CASES + 1}", exact=True).wait_for()
        page.evaluate(WATCH)
        for _ in range(CASES):
            page.wait_for_timeout(700)
            page.locator("[class*='-offer-0'] button, [class*='-accept'] button, [class*='-manual-0'] button").first.click()
            page.wait_for_function("window.seen.shown > 0", timeout=20_000)
            found.append(float(page.evaluate("window.seen.shown - window.seen.clicked")) / 1000)
    return found


def told(seconds: list[float]) -> tuple[float, float]:
    """Return median and 90th percentile, in milliseconds."""
    return 1000 * statistics.median(seconds), 1000 * statistics.quantiles(seconds, n=10)[-1]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["FALLIBLE_STORE"] = str(Path(folder) / "studies.db")
        study = begun()
        with serving(ROOT / "app.py") as server:
            in_chromium(server, study)  # the first visitor waits for imports
            browser = told(in_chromium(server, study))
            alone = told(asyncio.run(together(server, study, 1)))
            crowd = told(asyncio.run(together(server, study, MANY)))
    print(f"| click to next case, one in Chromium: median, p90 | | {browser[0]:.0f}, {browser[1]:.0f} ms | | p90 300 ms |")
    print(
        f"| the same over the protocol, {MANY} at once: median, p90 | one alone {alone[0]:.0f}, {alone[1]:.0f} ms "
        f"| {crowd[0]:.0f}, {crowd[1]:.0f} ms | {crowd[1] / alone[1]:.2f} | 3 |"
    )


if __name__ == "__main__":
    sys.exit(main())
