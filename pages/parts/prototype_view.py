"""The product's screen with one case on it, as its end user sees it. Plain nouns go in and clicks come out.

The prototype (`prototype`) and the page of those who take part in a study draw the same: what was tried is what is studied.
"""

from __future__ import annotations

from pages.parts import inbox, queue
from pages.parts.prototype_case import Case, Click, Desk, Did, Doing, Listed, Shown
from workbench.scenario import Prototype

__all__ = ["Case", "Click", "Desk", "Did", "Doing", "Listed", "Shown", "draw"]

TEMPLATES = {"inbox": inbox.draw, "queue": queue.draw}


def draw(case: Case, seen: Shown, settings: Prototype, desk: Desk, did: Did) -> None:
    """Draw the product with this case on it. did: called with what the person clicked, before the page is drawn again."""
    TEMPLATES[settings.template](case, seen, settings, desk, did)
