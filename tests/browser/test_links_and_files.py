"""A link opens the same scenario elsewhere; a file of one's own works; what cannot be used is refused politely."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import walker

pytestmark = pytest.mark.browser


@pytest.fixture
def churn(tmp_path: Path) -> Path:
    """A small table of one's own, with a semicolon, a decimal comma, and markup in a column name and in a label."""
    rng = random.Random(7)
    lines = ["age;<b>spend</b>;plan;left"]
    for _ in range(400):
        age, spend = rng.randint(18, 80), rng.uniform(1, 90)
        left = "<i>yes</i>" if rng.random() < (0.75 if spend < 30 else 0.1) else "no"
        lines.append(f"{age};{spend:.2f};{rng.choice(['basic', 'pro'])};{left}".replace(".", ","))
    path = tmp_path / "churn.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def upload(page: Page, path: Path) -> None:
    walker.settle(page)
    page.get_by_test_id("stFileUploader").first.locator("input[type=file]").set_input_files(path)


def test_a_link_copied_on_one_page_opens_with_all_settings_in_a_fresh_browser(page: Page, browser: Browser, app_url: str):
    walker.open_story(page, app_url, "Travel suggestions")
    walker.visit(page, "Frame")
    volume = page.get_by_role("spinbutton", name="How many cases a year?")
    volume.fill("54321")
    volume.press("Enter")
    walker.settle(page)
    walker.visit(page, "Experience")
    walker.wait_for_evidence(page)
    said = walker.answer(page).inner_text()
    fresh = browser.new_context()
    other = fresh.new_page()
    other.goto(page.url)
    expect(walker.answer(other)).to_have_text(said, timeout=walker.PATIENCE_MS)
    walker.visit(other, "Frame")
    expect(other.get_by_role("spinbutton", name="How many cases a year?")).to_have_value("54321")
    fresh.close()


@pytest.mark.parametrize("link", ["this-is-no-scenario", "x" * 8_100])
def test_a_damaged_or_endless_link_is_refused_and_the_app_still_works(page: Page, app_url: str, link: str):
    page.goto(f"{app_url}/compare?s={link}")
    expect(page.get_by_test_id("stAlertContentError").first).to_be_visible(timeout=walker.PATIENCE_MS)
    assert "Traceback" not in page.content()
    walker.open_story(page, app_url, "Card payments")


def test_a_table_of_ones_own_is_opened_and_its_markup_is_shown_as_text(page: Page, app_url: str, churn: Path):
    page.goto(app_url)
    upload(page, churn)
    expect(walker.heading(page)).to_contain_text("What is decided", timeout=walker.PATIENCE_MS)
    walker.visit(page, "Data")
    assert walker.complaints(page) == []
    walker.visit(page, "Compare")
    walker.wait_for_evidence(page)
    expect(walker.chart(page)).to_contain_text("gradient boosting")
    for title in walker.PAGES:
        walker.visit(page, title)
        assert walker.complaints(page) == [], title
        assert page.get_by_test_id("stMain").locator("b:text-is('spend'), i:text-is('yes')").count() == 0, title


def test_a_link_over_a_file_asks_for_it_and_checks_that_it_is_the_same(
    page: Page, browser: Browser, app_url: str, churn: Path, tmp_path: Path
):
    page.goto(app_url)
    upload(page, churn)
    expect(walker.heading(page)).to_contain_text("What is decided", timeout=walker.PATIENCE_MS)
    walker.settle(page)
    fresh = browser.new_context()
    other = fresh.new_page()
    other.goto(f"{app_url}/?{page.url.split('?', 1)[1]}")
    expect(other.get_by_text("churn.csv").first).to_be_visible(timeout=walker.PATIENCE_MS)
    changed = tmp_path / "other" / "churn.csv"
    changed.parent.mkdir()
    changed.write_text(churn.read_text(encoding="utf-8") + "\n33;1,00;basic;no", encoding="utf-8")
    upload(other, changed)
    expect(other.get_by_test_id("stAlertContentError").first).to_contain_text("not the table", timeout=walker.PATIENCE_MS)
    upload(other, churn)
    expect(walker.heading(other)).to_contain_text("What is decided", timeout=walker.PATIENCE_MS)
    fresh.close()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.csv", b""),
        ("header.csv", b"a,b,c\n"),
        ("picture.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8),
        ("one_column.csv", b"a\n1\n2\n3\n"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_three_parts(
    page: Page, app_url: str, tmp_path: Path, name: str, content: bytes
):
    path = tmp_path / name
    path.write_bytes(content)
    page.goto(app_url)
    upload(page, path)
    told = page.get_by_test_id("stAlertContentError").first
    expect(told).to_be_visible(timeout=walker.PATIENCE_MS)
    assert told.locator("p").count() == 3
    assert "Traceback" not in page.content()


def test_the_first_page_is_found_under_its_own_name_too(page: Page, app_url: str):
    page.goto(f"{app_url}/start")
    expect(walker.heading(page)).to_contain_text("fifteen minutes", timeout=walker.PATIENCE_MS)
    expect(page.get_by_text("Page not found")).to_have_count(0)
