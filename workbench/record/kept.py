"""What the store hands out: nouns of studies, frozen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Status = Literal["open", "stopped", "expired", "revoked"]


@dataclass(frozen=True)
class Begun:
    """A study's two keys: one for those who take part, one for its owner. They are handed out and not kept."""

    study_key: str
    owner_key: str


@dataclass(frozen=True)
class Kept:
    """A study as those who take part may know it. `plan_json` is as it was begun."""

    name: str
    plan_json: str
    status: Status
    begun: datetime
    expires: datetime


@dataclass(frozen=True)
class Owned(Kept):
    """A study as its owner may know it. study_key: of the link as it is now. participants: whose answers are here."""

    study_key: str
    participants: int


@dataclass(frozen=True)
class Participant:
    """One who takes part. number: from 0. answered: orders of what is kept. preferred: whether a preference is kept."""

    key: str
    number: int
    answered: tuple[int, ...] = ()
    preferred: bool = False

    @property
    def next(self) -> int:
        """The first order that is not answered."""
        done = set(self.answered)
        return next(order for order in range(len(done) + 1) if order not in done)


@dataclass(frozen=True)
class Progress:
    """Where one participant is. answered: trials kept, practice counted. seen: when something last came."""

    number: int
    joined: datetime
    seen: datetime
    answered: int
    preferred: bool


@dataclass(frozen=True)
class KeptTrial:
    """One answer of the participant `number`, the `order`-th from 0."""

    number: int
    order: int
    kept: datetime
    trial_json: str


@dataclass(frozen=True)
class KeptPreference:
    """What the participant `number` prefers."""

    number: int
    preference_json: str
