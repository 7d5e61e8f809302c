"""Seconds of a step worked out from what a hand and an eye do: the keystroke-level model, and reading.

The operators are those of Card, Moran and Newell (1980). Typing and pointing differ between people, and the ranges are theirs
too: K from .12 s (good typist) to .28 s (no typist), P from .8 s to 1.5 s. Silent reading of English is 238 words a minute, most
adults between 175 and 300 (Brysbaert 2019, 190 studies).
"""

from __future__ import annotations

from dataclasses import dataclass

RANGES = {"M": (1.35, 1.35, 1.35), "P": (0.8, 1.1, 1.5), "K": (0.12, 0.2, 0.28), "H": (0.4, 0.4, 0.4)}
"""Seconds, quick, likely and slow."""
NAMES = {"M": "deciding", "P": "pointing", "K": "pressing", "H": "moving the hand"}

WORDS_PER_MINUTE = (300.0, 238.0, 175.0)
MODEL = "keystroke-level model, Card, Moran and Newell 1980"
READING = "238 words a minute, most people 175 to 300, Brysbaert 2019"


@dataclass(frozen=True)
class Steps:
    """What one step takes: words read, and how often each operator comes in it, such as "M P K"."""

    operators: str
    words: int = 0

    @property
    def seconds(self) -> tuple[float, float, float]:
        """Quick, likely and slow.

        >>> Steps("M P K").seconds
        (2.27, 2.65, 3.13)
        """
        done = self.operators.split()
        quick, middle, slow = (sum(RANGES[one][place] for one in done) + self._reading(place) for place in range(3))
        return round(quick, 2), round(middle, 2), round(slow, 2)

    @property
    def derivation(self) -> str:
        """Say how the likely value comes about.

        >>> Steps("M K").derivation
        'deciding 1.35 + pressing 0.2 = 1.55 s (keystroke-level model, Card, Moran and Newell 1980)'
        """
        done = self.operators.split()
        told = [f"reading {self.words} words {self._reading(1):.2f}"] if self.words else []
        for one in dict.fromkeys(done):
            times = done.count(one)
            told.append(f"{NAMES[one]}{f' {times} times' if times > 1 else ''} {RANGES[one][1] * times:g}")
        sources = [*([READING] if self.words else []), *([MODEL] if done else [])]
        total = f" = {self.seconds[1]:g}" if len(told) > 1 else ""
        return f"{' + '.join(told)}{total} s ({'; '.join(sources)})"

    def _reading(self, place: int) -> float:
        return self.words * 60.0 / WORDS_PER_MINUTE[place]
