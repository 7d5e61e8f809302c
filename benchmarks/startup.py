"""Server start to first page, against a bare app that imports streamlit, pandas and plotly. Aim: at most 1.5 times."""

from __future__ import annotations

import statistics
import time
from pathlib import Path

from _serving import ROOT, bare_app, chromium, serving, session
from playwright.sync_api import Browser

ROUNDS = 5


def seconds_to_first_page(app: Path, browser: Browser) -> float:
    with serving(app) as server, session(browser, server.url):
        return time.perf_counter() - server.started


def main() -> None:
    seconds: dict[str, list[float]] = {"bare": [], "fallible": []}
    with bare_app() as bare, chromium() as browser:
        for _ in range(ROUNDS):  # in turns, so that a busy moment of the machine meets both
            seconds["bare"].append(seconds_to_first_page(bare, browser))
            seconds["fallible"].append(seconds_to_first_page(ROOT / "app.py", browser))
    middle = {name: statistics.median(found) for name, found in seconds.items()}
    print(f"| start to first page | bare {middle['bare']:.2f} s | Fallible {middle['fallible']:.2f} s | "
          f"{middle['fallible'] / middle['bare']:.2f} times | aim 1.5 |")  # fmt: skip


if __name__ == "__main__":
    main()
