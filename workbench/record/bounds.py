"""How much the store takes. Whoever finds the address of an app may fill its disk otherwise."""

from __future__ import annotations

DAY_SECONDS = 24 * 60 * 60
DAYS = 30  # a study is open for so long, unless its owner says otherwise
MOST_DAYS = 366
ENDED_DAYS = 90  # a study that ended longer ago leaves where others need its room

NAME_CHARACTERS = 200
PLAN_BYTES = 8_000_000
TRIAL_BYTES = 64_000
PREFERENCE_BYTES = 8_000
ROW_BYTES = 64  # what an answer takes besides its own text
ORDERS = 1_000
PARTICIPANTS = 2_000
STUDY_BYTES = 16_000_000
STUDIES = 2_000
STORE_BYTES = 1_000_000_000
FILE_BYTES = STUDY_BYTES + 1_000_000
CORRECTION_BYTES = 64_000
CORRECTIONS = 5_000  # of one owner
