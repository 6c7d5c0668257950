"""What a refresh cannot leave as staff had it: told before it is done."""

from __future__ import annotations

from dataclasses import dataclass

_TYPED_OVER = "Correct the input it comes from. With --keep-going it is written again; the backup keeps yours."
_READS_WHAT_WENT = "Let it read something else. With --keep-going it becomes #REF!; the backup keeps yours."


@dataclass(frozen=True)
class OverwrittenCell:
    """A cell in which staff's content gives way: what stands there, and the value that takes its place.

    Either staff typed over a cell of the report, or (`reads_what_went`) a formula or name of
    theirs reads cells that the report no longer has, or a sheet: `what_went`.
    """

    where: str
    theirs: str
    ours: str
    reads_what_went: bool = False
    what_went: str = "cells that the report no longer has, or no longer side by side in that order"

    @property
    def message(self) -> str:
        """What the matter is, in a sentence."""
        if self.reads_what_went:
            return f"“{self.theirs}” reads {self.what_went}."
        return f"“{self.theirs}” is typed over the report's own “{self.ours}”."

    @property
    def done(self) -> str:
        """What became of it, once it was asked for."""
        if self.reads_what_went:
            return f"“{self.theirs}” read {self.what_went}, and is “{self.ours}” now."
        return f"“{self.theirs}” was typed there, and is “{self.ours}” again."

    @property
    def remedy(self) -> str:
        """What can be done about it."""
        return _READS_WHAT_WENT if self.reads_what_went else _TYPED_OVER
