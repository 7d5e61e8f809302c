"""All that can be done with a kept study, by those who take part, by its owner, and as a file."""

from __future__ import annotations

from workbench.record.answers import preferences, progress, trials
from workbench.record.filed import as_file, from_file
from workbench.record.owning import (
    begin,
    delete_participant,
    extend,
    owned,
    renew,
    revoke,
    stop,
)
from workbench.record.owning import delete_study as delete
from workbench.record.taking import amend, find, join, keep, preference, resume, withdraw

__all__ = [
    "amend",
    "as_file",
    "begin",
    "delete",
    "delete_participant",
    "extend",
    "find",
    "from_file",
    "join",
    "keep",
    "owned",
    "preference",
    "preferences",
    "progress",
    "renew",
    "resume",
    "revoke",
    "stop",
    "trials",
    "withdraw",
]
