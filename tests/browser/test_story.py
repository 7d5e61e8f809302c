"""The whole story in a real Chromium, as a product manager walks it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import walker

pytestmark = pytest.mark.browser


@pytest.fixture
def payments(page: Page, app_url: str) -> Page:
    walker.open_story(page, app_url, "Card payments")
    return page


def test_the_payments_story_is_walked_from_the_start_to_the_verdict(payments: Page):
    walker.visit(payments, "Compare")
    walker.wait_for_evidence(payments)
    expect(walker.answer(payments)).to_contain_text("would save")
    for candidate in ("majority", "random", "cheapest answer", "one rule", "logistic regression", "gradient boosting"):
        expect(walker.chart(payments)).to_contain_text(candidate)
    for title in walker.PAGES:
        walker.visit(payments, title)
        assert walker.complaints(payments) == []
        expect(walker.heading(payments)).to_be_visible()
    expect(walker.verdict(payments)).to_contain_text("Build it")


def test_a_changed_cost_moves_every_number_and_undo_brings_it_back(payments: Page):
    walker.visit(payments, "Compare")
    walker.wait_for_evidence(payments)
    before = walker.answer(payments).inner_text()
    price = payments.get_by_test_id("stMain").get_by_role("spinbutton").first
    price.fill("300")
    price.press("Enter")
    expect(walker.answer(payments)).not_to_have_text(before)
    undo = payments.get_by_role("button", name="Undo")
    expect(undo).to_be_enabled()
    undo.click()
    expect(walker.answer(payments)).to_have_text(before)


def test_the_line_follows_the_slider_from_the_keyboard(payments: Page):
    walker.visit(payments, "Costs")
    walker.wait_for_evidence(payments)
    title = payments.get_by_text(re.compile(r"^A line at")).first
    before = title.inner_text()
    slider = payments.get_by_role("slider").first
    slider.focus()
    for _ in range(8):
        slider.press("ArrowRight")
    expect(title).not_to_have_text(before)


def test_real_cases_are_answered_on_the_prototype_screen_and_the_truth_is_told(payments: Page):
    walker.visit(payments, "Try it")
    walker.wait_for_evidence(payments)
    payments.get_by_role("button", name="See what was true").click()
    expect(payments.get_by_role("button", name="Next case")).to_be_visible()
    payments.get_by_role("button", name="Next case").click()
    expect(payments.get_by_text("19 waiting · 1 done")).to_be_visible()


def test_the_walkthrough_goes_on_with_the_arrow_keys_and_b_makes_it_black(payments: Page):
    walker.visit(payments, "Walkthrough")
    walker.wait_for_evidence(payments)
    first = walker.heading(payments).inner_text()
    payments.keyboard.press("ArrowRight")
    expect(payments.get_by_text(re.compile(r"2 of [6-8]"))).to_be_visible()
    expect(walker.heading(payments)).not_to_have_text(first)
    payments.keyboard.press("b")
    expect(payments.get_by_role("button", name="Show the slide again")).to_be_visible()
    walker.settle(payments)
    payments.keyboard.press("b")
    expect(payments.get_by_text(re.compile(r"2 of [6-8]"))).to_be_visible()


@pytest.mark.parametrize(("title", "said"), [("Travel suggestions", "Redesign"), ("Audience engagement", "Don't build it")])
def test_the_other_stories_end_in_their_own_verdicts(page: Page, app_url: str, title: str, said: str):
    walker.open_story(page, app_url, title)
    walker.visit(page, "Decide")
    walker.wait_for_evidence(page)
    expect(walker.answer(page)).to_contain_text(said)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_wider_than_a_phone(browser, app_url: str, scheme: str):
    context = browser.new_context(viewport={"width": 390, "height": 844}, color_scheme=scheme)
    page = context.new_page()
    walker.open_story(page, app_url, "Travel suggestions")
    query = page.url.split("?", 1)[1]
    for title in ("compare", "costs", "experience", "try_it", "decide", "walkthrough", "data", "frame"):
        page.goto(f"{app_url}/{title}?{query}")
        expect(walker.heading(page)).to_be_visible(timeout=walker.PATIENCE_MS)
        walker.wait_for_evidence(page)
        assert walker.overflow(page) <= 0, title
        walker.picture(page, f"phone-{scheme}-{title}")
    context.close()
