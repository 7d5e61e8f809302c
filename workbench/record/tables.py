"""The tables as they are now. How they came to be, version by version, is in `migrations`.

Times are whole seconds since 1970 (UTC). Of keys only hashes are kept. What is deleted takes with it what belongs to it.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)

HASH = String(64)
METADATA = MetaData()

STUDIES = Table(
    "studies",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("owner_hash", HASH, nullable=False, unique=True),
    Column("link_hash", HASH, nullable=False, unique=True),
    Column("link", Integer, nullable=False),  # the how many-th link this is: its key is told from the owner's key and this
    Column("name", String(200), nullable=False),
    Column("plan", Text, nullable=False),
    Column("begun", BigInteger, nullable=False),
    Column("expires", BigInteger, nullable=False),
    Column("stopped", Boolean, nullable=False, server_default=false()),
    Column("revoked", Boolean, nullable=False, server_default=false()),
    Column("joined", Integer, nullable=False),  # participants there ever were: the next one's number
    Column("nbytes", BigInteger, nullable=False),  # of the plan and of all that was answered
)

# All of a study but its plan, which is long and needed by few.
SHORT = [column for column in STUDIES.columns if column.name != "plan"]

PARTICIPANTS = Table(
    "participants",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("study_id", Integer, ForeignKey("studies.id", ondelete="CASCADE"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("key_hash", HASH, unique=True),  # None for those who came with a file: nobody can go on for them
    Column("joined", BigInteger, nullable=False),
    Column("seen", BigInteger, nullable=False),
    Column("preference", Text),
    UniqueConstraint("study_id", "number", name="one_participant_a_number"),
)

TRIALS = Table(
    "trials",
    METADATA,
    Column("participant_id", Integer, ForeignKey("participants.id", ondelete="CASCADE"), primary_key=True),
    Column("place", Integer, primary_key=True, autoincrement=False),  # the order in which the participant saw the cases, from 0
    Column("kept", BigInteger, nullable=False),
    Column("trial", Text, nullable=False),
)

CORRECTIONS = Table(
    "corrections",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("owner_hash", HASH, nullable=False),
    Column("fingerprint", String(100), nullable=False),  # of the table that the case is in
    Column("digest", HASH, nullable=False),  # of the whole correction: a double click is one
    Column("kept", BigInteger, nullable=False),
    Column("pinned", Boolean, nullable=False, server_default=false()),
    Column("correction", Text, nullable=False),
    Column("nbytes", BigInteger, nullable=False),
    UniqueConstraint("owner_hash", "digest", name="one_correction_once"),
    Index("corrections_of_a_table", "owner_hash", "fingerprint"),
)
