"""Starting with no data, as a person does: one form, and every page tells what would follow, marked as simulated."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser import walker

pytestmark = pytest.mark.browser


def begin(page: Page, url: str) -> None:
    page.goto(url)
    walker.settle(page)
    page.get_by_text("Start with no data: how often").click()
    # The form grows when its table is drawn: a button that is moving cannot be clicked.
    expect(page.get_by_test_id("stDataFrame").first).to_be_visible(timeout=walker.PATIENCE_MS)
    walker.settle(page)
    page.get_by_role("button", name="Start with no data").click()
    expect(walker.heading(page)).to_contain_text("What is decided", timeout=walker.PATIENCE_MS)
    walker.settle(page)


@pytest.mark.parametrize(("width", "scheme"), [(1360, "light"), (390, "dark")], ids=["desktop", "phone in the dark"])
def test_without_data_the_quality_needed_follows_the_quality_chosen(page: Page, app_url: str, width: int, scheme: str):
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    begin(page, app_url)
    page.goto(page.url.replace("/frame?", "/quality?"))
    expect(page.get_by_test_id("stAlertContainer").first).to_contain_text("There is no table")
    expect(walker.chart(page)).to_contain_text("does not pay", timeout=walker.PATIENCE_MS)
    before = walker.answer(page).inner_text()
    assert "simulated model catches" in before
    slider = page.get_by_test_id("stMain").get_by_role("slider").first
    for _ in range(5):
        slider.press("ArrowRight")
    expect(walker.answer(page)).not_to_have_text(before, timeout=walker.PATIENCE_MS)
    walker.settle(page)
    assert walker.overflow(page) <= 0
    assert walker.complaints(page) == []
    walker.picture(page, f"quality-{width}")


def test_every_page_is_marked_as_simulated(page: Page, app_url: str):
    begin(page, app_url)
    for title in walker.PAGES:
        walker.visit(page, title)
        expect(page.get_by_test_id("stAlertContainer").first).to_contain_text("Simulated.", timeout=walker.PATIENCE_MS)
        assert walker.complaints(page) == []
