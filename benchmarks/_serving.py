"""Start a Streamlit server, open it in a real Chromium, and read how much memory it holds."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
IDLE = "[data-testid='stApp'][data-test-script-state='notRunning']"

BARE_APP = """
import pandas as pd
import plotly.graph_objects as go
import streamlit as st

st.title("Bare")
level = st.slider("Level", 0, 100, 50)
curve = pd.DataFrame({"x": range(200), "y": [(level - x) ** 2 for x in range(200)]})
st.plotly_chart(go.Figure(go.Scatter(x=curve.x, y=curve.y)))
st.write("level", level)
"""


@dataclass
class Server:
    """A running server: where it is, its process, and when (perf_counter) it was started."""

    url: str
    process: subprocess.Popen[bytes]
    started: float

    def megabytes(self) -> float:
        """Memory the server holds now (resident set)."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")) / 1024


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def is_healthy(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/_stcore/health", timeout=1) as answer:
            return answer.status == 200
    except OSError:
        return False


@contextmanager
def serving(app: Path, python: str = sys.executable) -> Iterator[Server]:
    """Serve an app from the repository's root until the block ends."""
    port = free_port()
    command = [python, "-m", "streamlit", "run", str(app), "--server.port", str(port), "--server.headless", "true"]
    started = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    server = Server(f"http://127.0.0.1:{port}", process, started)
    try:
        while not is_healthy(server.url):
            if process.poll() is not None:
                raise RuntimeError(f"{app} stopped with status {process.returncode}")
            time.sleep(0.02)
        yield server
    finally:
        process.terminate()
        process.wait(timeout=20)


@contextmanager
def bare_app() -> Iterator[Path]:
    """What users would write instead: one page that imports streamlit, pandas and plotly."""
    folder = Path(tempfile.mkdtemp())
    (folder / "bare.py").write_text(BARE_APP)
    try:
        yield folder / "bare.py"
    finally:
        shutil.rmtree(folder)


@contextmanager
def chromium() -> Iterator[Browser]:
    """The system's Chromium, as the browser tests start it."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def session(browser: Browser, url: str) -> Iterator[Page]:
    """A visitor with nothing in the cache, who leaves when the block ends. The page is there and its script has come to rest."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(url)
    rest(page)
    yield page
    context.close()


def rest(page: Page) -> None:
    """Wait until a heading is on screen and the script is not running."""
    page.wait_for_selector(f"{IDLE} h1", timeout=60_000)


def see_all_candidates(page: Page) -> None:
    """Go to Compare and wait until the last candidate's price is drawn."""
    page.get_by_role("link", name="Compare", exact=True).first.click()
    drawn = "[...document.querySelectorAll('.js-plotly-plot svg')].some((svg) => svg.textContent.includes('gradient boosting'))"
    page.wait_for_function(drawn, timeout=120_000)
