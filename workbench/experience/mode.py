"""What a screen does with a case before a person comes to it."""

from __future__ import annotations

from typing import Literal

Mode = Literal["acted", "undo", "confirm", "pick", "by hand"]
"""acted: carried out already; undo: that too, and it can be taken back for a while; confirm: one answer is suggested; pick:
several are; by hand: none is, the person decides."""
