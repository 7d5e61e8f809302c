"""Memory of the server after 30 sessions have opened a sample and left, against after five. Aim: within 15 %."""

from __future__ import annotations

import sys

from _serving import ROOT, Server, chromium, see_all_candidates, serving, session
from playwright.sync_api import Browser

STORIES = ("card_payments", "travel_suggestions", "support_tickets", "audience_engagement")
FEW, MANY = 5, 30


def visit(browser: Browser, server: Server, number: int) -> None:
    """Open a sample story and look at its prices, as they arrive; then close the tab."""
    with session(browser, f"{server.url}/?sample={STORIES[number % len(STORIES)]}") as page:
        see_all_candidates(page)


def main(many: int = MANY) -> None:
    with serving(ROOT / "app.py") as server, chromium() as browser:
        held = {}
        for number in range(many):
            visit(browser, server, number)
            held[number + 1] = server.megabytes()
            if number + 1 in (1, FEW, many) or (number + 1) % 5 == 0:
                print(f"after {number + 1:3d} sessions {held[number + 1]:6.0f} MB", file=sys.stderr)
    print(f"| memory after sessions | {FEW}: {held[FEW]:.0f} MB | {many}: {held[many]:.0f} MB | "
          f"{held[many] / held[FEW]:.2f} times | aim 1.15 |")  # fmt: skip


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
