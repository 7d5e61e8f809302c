"""What a link that leads nowhere gets. None of it tells whether there is any other study."""

from __future__ import annotations

from datetime import datetime

from workbench.errors import UserError


def day(moment: datetime) -> str:
    """Write a day as people do.

    >>> day(datetime(2026, 11, 3))
    '3 November 2026'
    """
    return f"{moment.day} {moment:%B %Y}"


def no_such_link() -> UserError:
    return UserError(
        "This link leads to no study.",
        "Such links are long, and one missing or changed character makes another link.",
        "Copy the whole link again, or ask whoever sent it for a new one.",
    )


def withdrawn() -> UserError:
    return UserError(
        "This link was withdrawn by whoever runs the study.",
        "Nobody can take part through it any more.",
        "Ask whoever sent it for a new one.",
    )


def over(ended: datetime) -> UserError:
    return UserError(
        f"This study ended on {day(ended)}.",
        "Its link was good until then. What was answered before is kept.",
        "If you would still like to take part, ask whoever sent it to extend the study.",
    )


def stopped() -> UserError:
    return UserError(
        "This study takes no more answers.",
        "Whoever runs it has stopped it. What was answered before is kept.",
        "There is nothing left to do. Thank you.",
    )


def full(participants: int) -> UserError:
    return UserError(
        f"This study has {participants:,} participants, and that is the most a study can have.",
        "A bound keeps one link from filling the store for everybody.",
        "Thank you for coming. Tell whoever sent the link that it is full.",
    )


def no_such_participant() -> UserError:
    return UserError(
        "Your place in this study was not found.",
        "The link may belong to another study, or your answers were deleted.",
        "Open the link of the study again and begin anew.",
    )


def no_such_owner() -> UserError:
    return UserError(
        "There is no study with this key.",
        "One missing or changed character makes another key, and a study that was deleted has none.",
        "Copy the whole key again. A study saved as a file can be opened from it.",
    )


def no_room(what: str) -> UserError:
    return UserError(
        f"There is no room for {what}.",
        "A bound keeps the store from filling the disk; all that was kept before is still there.",
        "Save studies that are over as files and delete them here.",
    )


def no_more_answers() -> UserError:
    return UserError(
        "This study is full: there is no room for more answers in it.",
        "A bound keeps one study from filling the store for everybody. What you answered before is kept.",
        "Tell whoever sent you the link that it is full. Thank you for taking part.",
    )


def too_many_wanted(wanted: int, cases: int, fit: int) -> UserError:
    return UserError(
        f"{wanted:,} people with {cases:,} cases each are more than one study has room for; about {fit:,} fit.",
        "It would be full before all have finished, and those who are under way then could not go on.",
        "Plan for fewer people or fewer cases, or take a second study for the others.",
    )


def no_such_number(number: int) -> UserError:
    return UserError(
        f"There is no participant {number + 1} in this study.",
        "Their answers were deleted before, or nobody had that number.",
        "Look again at who takes part.",
    )
