"""The one error that a user can cause."""

from __future__ import annotations


class UserError(Exception):
    """What was handed in cannot be used. Pages and the command line show the three parts; nobody sees a traceback.

    what: what was found, with the value. why: why that stops the work. do: what to do about it.
    """

    def __init__(self, what: str, why: str, do: str) -> None:
        super().__init__(what)
        self.what = what
        self.why = why
        self.do = do
