"""The sample stories that ship with the product: a table, a scenario over it, and what there is to learn."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from workbench import scenario as scenarios
from workbench.data import reading
from workbench.data.dataset import Dataset
from workbench.errors import UserError
from workbench.scenario import Scenario

# Beside the package, not below the working directory: the app may be started from anywhere, over a read-only checkout.
HOME = Path(__file__).resolve().parents[2] / "sample_data"


@dataclass(frozen=True)
class Sample:
    """A story to open in one click. `teaser` asks, `lesson` says what the numbers answer."""

    key: str
    title: str
    teaser: str
    lesson: str
    folder: Path


SAMPLES = (
    Sample(
        key="card_payments",
        title="Card payments",
        teaser="20,000 payments, 360 of them fraud. Which ones should be stopped while the shopper waits?",
        lesson="Letting everything through is right 98 % of the time and is the expensive thing to do. "
        "Price each mistake, and the line belongs far below 50 %.",
        folder=HOME / "card_payments",
    ),
    Sample(
        key="travel_suggestions",
        title="Travel suggestions",
        teaser="8,000 holiday enquiries, 14 destinations. Which one should the agent offer?",
        lesson="Acting on the best guess loses to the agent with a catalogue. Showing the same model's three best guesses pays.",
        folder=HOME / "travel_suggestions",
    ),
    Sample(
        key="audience_engagement",
        title="Audience engagement",
        teaser="3,000 posts with all we know before they go out. Which ones will readers take to?",
        lesson="Nothing in this table tells. The honest answer is not to build, and it takes minutes to find out.",
        folder=HOME / "audience_engagement",
    ),
    Sample(
        key="support_tickets",
        title="Support tickets",
        teaser="4,800 tickets in customers' own words, 15 teams. Which team should each one go to?",
        lesson="Sent off to the model's first choice, three tickets in ten go wrong, and people sort better. "
        "Nine times in ten the right team is among three: whether showing three pays, people have to be watched to tell.",
        folder=HOME / "support_tickets",
    ),
)


def sample(key: str) -> Sample:
    """Return the sample of this key. Raises UserError when there is none."""
    for story in SAMPLES:
        if story.key == key:
            return story
    raise UserError(
        f"There is no sample story {key[:80]!r}.",
        "Only the stories that ship with Fallible can be opened by name.",
        "Choose one of: " + ", ".join(story.key for story in SAMPLES) + ".",
    )


def open_sample(key: str) -> tuple[Scenario, Dataset]:
    """Read a sample story: its scenario as written, and its table. Raises UserError when there is no such story."""
    story = sample(key)
    scenario = scenarios.load(story.folder / "scenario.toml")
    return scenario, reading.read(story.folder / "data.csv", scenario.data.kinds or None)
