"""The prototype screen as its end user meets it: by mouse, by keys, on a phone, and with an undo that runs out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import walker
from workbench.data.samples import open_sample
from workbench.handoff import share

HOSTILE = "<img src=x onerror=document.title='taken'> *b* \u202eabc"


def open_prototype(page: Page, url: str, screen: str, sample: str = "audience_engagement", **look: object) -> None:
    """Open a story's prototype with this behaviour and look."""
    scenario, dataset = open_sample(sample)
    asked = scenario.changed("data", fingerprint=dataset.fingerprint).changed("view", screen=screen).changed("prototype", **look)
    page.goto(f"{url}/try_it?s={share.encode(asked)}")
    expect(frame(page)).to_be_visible(timeout=walker.PATIENCE_MS)
    walker.wait_for_evidence(page)


def frame(page: Page):
    return page.locator('[class*="st-key-product-inbox"], [class*="st-key-product-queue"]')


def press(page: Page, key: str, then: str) -> None:
    """Press a key until the frame says so: one that falls into a page being drawn anew finds no button to press."""
    for _ in range(4):
        page.keyboard.press(key)
        try:
            expect(frame(page).get_by_text(then)).to_be_visible(timeout=walker.PATIENCE_MS / 4)
            break
        except AssertionError:
            walker.settle(page)
    expect(frame(page).get_by_text(then)).to_be_visible()
    walker.settle(page)


def test_the_queue_is_worked_off_with_keys_alone(page: Page, app_url: str):
    open_prototype(page, app_url, "confirm", template="queue", tell="end")
    page.locator("h1").click()
    for done, key in enumerate(("a", "s", "a")):
        press(page, key, then=f"{done + 2} of 20")
    page.keyboard.press("x")
    reason = page.get_by_label("What was wrong with it?")
    reason.fill("as it says")
    # A key that means something else is only a letter while somebody writes.
    expect(frame(page).get_by_text("4 of 20")).to_be_visible()
    expect(reason).to_have_value("as it says")


def test_a_list_lets_one_open_any_case_that_waits(page: Page, app_url: str):
    open_prototype(page, app_url, "confirm", template="inbox", tell="end")
    third = page.locator('[class*="st-key-try-open-2"] button')
    third.click()
    expect(third).to_be_disabled()
    page.get_by_role("button", name=re.compile("^Yes, ")).click()
    expect(frame(page).get_by_text("19 waiting · 1 done")).to_be_visible()
    expect(third).to_have_count(0)
    page.get_by_role("button", name="Take that back").click()
    expect(frame(page).get_by_text("20 waiting · 0 done")).to_be_visible()


def test_what_was_done_by_itself_can_be_taken_back_only_for_a_while(page: Page, app_url: str):
    open_prototype(page, app_url, "undo", template="inbox", undo_seconds=4.0)
    page.get_by_role("button", name="Undo").last.click()
    expect(page.get_by_text("You decide: what is it?")).to_be_visible()
    page.get_by_role("button", name="Again, same cases").or_(
        page.locator('[class*="st-key-try-0-manual-0"] button')
    ).first.click()
    page.get_by_role("button", name="Next case").click()
    undo = page.locator('[class*="st-key-try-1-undo"] button')
    expect(undo).to_be_visible()
    expect(undo).to_have_css("pointer-events", "none", timeout=8_000)


@pytest.mark.parametrize("template", ["inbox", "queue"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_both_templates_fit_a_phone_and_show_hostile_words_as_text(browser: Browser, app_url: str, template: str, scheme: str):
    context = browser.new_context(viewport={"width": 390, "height": 844}, color_scheme=scheme)
    page = context.new_page()
    look = {"template": template, "title": HOSTILE, "none_of_these": HOSTILE[:60], "question": HOSTILE, "confidence": "bar"}
    open_prototype(page, app_url, "top-k", "travel_suggestions", **look)
    expect(frame(page).get_by_text("onerror").first).to_be_visible()
    assert page.title() != "taken"
    assert walker.overflow(page) <= 0
    walker.picture(page, f"prototype-{template}-{scheme}")
    context.close()


def test_a_text_runs_in_its_own_direction(page: Page, app_url: str, tmp_path: Path):
    rows = "".join(
        f'"{("שלום לכולם", "hello all")[i % 2]} {i}, and {i * 7} more things than that are to be said here",{"ab"[i % 2]}\n'
        for i in range(80)
    )
    table = tmp_path / "texts.csv"
    table.write_text(f"message,team\n{rows}", encoding="utf-8")
    page.goto(app_url)
    expect(walker.heading(page)).to_be_visible()
    walker.settle(page)
    page.locator("input[type=file]").first.set_input_files(table)
    expect(page.get_by_test_id("stSidebar").get_by_text("80 cases")).to_be_visible()
    walker.settle(page)
    walker.visit(page, "Try it")
    walker.wait_for_evidence(page)
    text = page.locator('[class*="st-key-case-text"] p').first
    expect(text).to_have_css("unicode-bidi", "plaintext")
    expect(text).to_have_css("text-align", "start")


def open_corrections(page: Page) -> None:
    """Open the list until it stays open: a page that is drawn anew meanwhile closes it."""
    found = page.get_by_text('because "seen before"')
    for _ in range(4):
        page.get_by_text("Corrections", exact=True).click()
        try:
            expect(found).to_be_visible(timeout=walker.PATIENCE_MS / 6)
            return
        except AssertionError:
            walker.settle(page)
    expect(found).to_be_visible()


def test_a_correction_is_found_again_after_a_reload_and_can_be_forgotten(page: Page, app_url: str):
    open_prototype(page, app_url, "confirm", template="inbox", tell="end")
    suggested = page.get_by_role("button", name=re.compile("^Yes, ")).inner_text()
    page.get_by_role("button", name="Change").click()
    walker.settle(page)
    page.get_by_label("What was wrong with it?").fill("seen before")
    # What was typed is taken when the field is left, and a click on a button that is drawn anew meanwhile is lost.
    page.get_by_label("What was wrong with it?").press("Tab")
    walker.settle(page)
    page.wait_for_timeout(500)
    own = page.locator('[class*="st-key-try-0-manual"] button')
    expect(own).to_have_count(2)
    own.nth(1 if own.first.inner_text() in suggested else 0).click()
    expect(frame(page).get_by_text("19 waiting · 1 done")).to_be_visible(timeout=walker.PATIENCE_MS)
    walker.settle(page)
    open_corrections(page)
    page.reload()
    walker.wait_for_evidence(page)
    walker.settle(page)
    open_corrections(page)
    page.get_by_role("button", name="Forget all").click()
    expect(page.get_by_text("None of this table's cases was corrected so far.")).to_be_visible()
