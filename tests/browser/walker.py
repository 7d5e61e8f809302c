"""Small steps through the app, as a person takes them. Every wait is for something a person would see."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, expect

from workbench.data.samples import SAMPLES

PATIENCE_MS = 60_000
STORIES = len(SAMPLES)
PAGES = ("Frame", "Data", "Compare", "Costs", "Experience", "Try it", "Decide", "Walkthrough")


def open_story(page: Page, url: str, title: str) -> None:
    page.goto(url)
    # Until every card has its button, the nearest one may belong to the card beside it.
    expect(page.get_by_role("button", name="Open this story")).to_have_count(STORIES, timeout=PATIENCE_MS)
    card = page.get_by_role("heading", name=title, exact=True).locator("xpath=ancestor::*[.//button][1]")
    card.get_by_role("button", name="Open this story").click()
    expect(heading(page)).to_contain_text("What is decided", timeout=PATIENCE_MS)
    settle(page)


def visit(page: Page, title: str) -> None:
    """Go to a page by the navigation; on a phone it is behind the sidebar's button."""
    link = page.get_by_test_id("stSidebarNav").get_by_role("link", name=title, exact=True)
    if not link.is_visible():
        page.get_by_test_id("stExpandSidebarButton").click()
    link.click()
    expect(link).to_have_attribute("aria-current", "page", timeout=PATIENCE_MS)
    settle(page)


def settle(page: Page) -> None:
    """Wait until nothing is being computed or drawn."""
    app = page.get_by_test_id("stApp")
    expect(app).to_have_attribute("data-test-script-state", "notRunning", timeout=PATIENCE_MS)
    expect(page.locator("[data-stale='true']")).to_have_count(0, timeout=PATIENCE_MS)


def wait_for_evidence(page: Page) -> None:
    """Wait for the last candidate: the page has its title, and the progress line with its Cancel goes away."""
    expect(heading(page)).to_be_visible(timeout=PATIENCE_MS)
    settle(page)
    expect(page.get_by_role("button", name="Cancel")).to_have_count(0, timeout=2 * PATIENCE_MS)
    settle(page)


def heading(page: Page) -> Locator:
    return page.get_by_test_id("stMain").get_by_role("heading", level=1).first


def answer(page: Page) -> Locator:
    """The sentence on top of a page."""
    return page.get_by_test_id("stMain").get_by_role("heading", level=3).first


def chart(page: Page) -> Locator:
    """The main picture of a page; what is written in it is its text."""
    return page.locator(".js-plotly-plot").first


def verdict(page: Page) -> Locator:
    return page.get_by_test_id("stSidebar").locator("p", has_text="Verdict so far")


def link_of(page: Page) -> str:
    return re.sub(r"^s=", "", urlsplit(page.url).query)


def complaints(page: Page) -> list[str]:
    return page.get_by_test_id("stAlertContentError").all_inner_texts()


def overflow(page: Page) -> int:
    """How many pixels the page is wider than the screen."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def picture(page: Page, name: str) -> None:
    folder = Path("test-results")
    folder.mkdir(exist_ok=True)
    page.screenshot(path=folder / f"{name}.png", full_page=True)
