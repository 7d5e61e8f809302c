"""What is drawn of a text."""

from pages.parts import widgets


def test_no_line_ends_between_a_number_and_its_per_cent():
    assert widgets.text("71 % of them (95 %: 66 % to 76 %)").replace("\\", "") == (
        "71\N{NO-BREAK SPACE}% of them (95\N{NO-BREAK SPACE}%: 66\N{NO-BREAK SPACE}% to 76\N{NO-BREAK SPACE}%)"
    )
    assert widgets.text("a % b") == "a % b"
