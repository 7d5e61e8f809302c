"""The study of made-up participants that comes with the support tickets: opened in one click, and said to be what it is."""

from tests.pages import walk
from workbench.data import samples


def test_a_story_s_own_study_is_found_by_its_table_and_by_no_other():
    assert samples.study_over(samples.open_sample("support_tickets")[1].fingerprint) is not None
    assert samples.study_over("another") is None


def test_the_study_that_comes_with_the_tickets_is_opened_in_one_click_and_says_that_nobody_took_part():
    page = walk.story("study", "support_tickets")
    assert "participants are made up" in walk.said(page)

    page.button(key="study.shipped").click().run()

    assert not page.exception and not page.error
    assert "participants made up" in walk.said(page)
    assert "People took" in walk.said(page)
    assert "study.take" in [one.key for one in page.button]
