"""Take part: what a participant of a study sees, and nothing else of the app."""

from __future__ import annotations

from pages.parts import taking

taking.draw()
