"""Times as they are kept and as they are handed out, and what they say about a study."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Row

from workbench.record.kept import Status


def moment(seconds: int) -> datetime:
    """Return the moment so many seconds after the beginning of 1970, in UTC."""
    return datetime.fromtimestamp(seconds, UTC)


def status(study: Row, now: int) -> Status:
    """Say whether a study can be taken part in, and if not, why not."""
    if study.revoked:
        return "revoked"
    if study.expires <= now:
        return "expired"
    return "stopped" if study.stopped else "open"
