"""Start: pick a sample story, open a file, or resume."""

from __future__ import annotations

from pages.parts import widgets

widgets.question("What can I find out in fifteen minutes?")
