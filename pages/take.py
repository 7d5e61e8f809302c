"""Take part: what a participant of a study sees, and nothing else of the app."""

from __future__ import annotations

from pages.parts import story, taking

story.through_app()
taking.draw()
