"""From the rows that stand on an open sheet to those of the plan: which to put in, which to take out.

Rows of one kind that follow each other are a block: the teams, the indicators, blank rows
under a chart. Blocks are matched in order; where a block must grow or shrink, rows are put
in or taken out inside it, so that charts, rules and print areas that reach over it follow.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

from cyps_xl.live.kinds import NOTHING, Kind, held_kinds, holds_more, is_heading, plan_kinds, plan_labels, plan_styles
from cyps_xl.live.output_sheet import Held
from cyps_xl.live.steps import OutOfShape, Reshaping, Step
from cyps_xl.sheets.plan import SheetPlan

MOST_PLACES = 3
"""Places in one block at which rows are put in or taken out so that each row keeps its neighbours."""


@dataclass(frozen=True)
class Block:
    """Rows of one kind that follow each other; rows count from 0."""

    kind: Kind
    first: int
    count: int

    @property
    def end(self) -> int:
        """The row after the last."""
        return self.first + self.count


def reshaping(plan: SheetPlan, held: Held) -> Reshaping:
    """How to bring an open sheet's rows into line with the plan's.

    Raises OutOfShape when rows of staff's own stand in the way, or a chart could not follow.
    """
    wanted = plan_kinds(plan)
    kinds = held_kinds(plan, held.rows)
    if len(kinds) == len(wanted) and all(map(_typed_over, kinds, wanted, held.rows)):
        return Reshaping()
    found = _Matching(plan, held, _blocks(kinds), _blocks(wanted)).reshaping()
    for row in found.rows_that_go:
        if holds_more(held.rows[row], kinds[row] if row < len(kinds) else NOTHING):
            raise OutOfShape(f"row {row + 1}, which would go, holds something of yours")
    return found


def _typed_over(now: Kind, wanted: Kind, cells: Sequence[str]) -> bool:
    """Whether a row is the plan's but for what staff typed over cells of ours; of formulas one at least is left."""
    if now == wanted:
        return True
    if not now and any(token.startswith("=") for _, token in wanted):
        return False
    return set(now) < set(wanted) and any(column < len(cells) and cells[column] for column, _ in wanted)


def _blocks(kinds: Sequence[Kind]) -> list[Block]:
    blocks, first = [], 0
    for kind, rows in groupby(kinds):
        count = len(list(rows))
        blocks.append(Block(kind, first, count))
        first += count
    return blocks


class _Matching:
    """The blocks that stand on a sheet, matched in order with those of the plan."""

    def __init__(self, plan: SheetPlan, held: Held, now: list[Block], new: list[Block]) -> None:
        self.plan, self.held, self.now, self.new = plan, held, now, new
        self.steps: list[Step] = []
        self.bare: list[int] = []
        self.grown: list[int] = []
        self.labels = plan_labels(plan)
        self.styles = plan_styles(plan)

    def reshaping(self) -> Reshaping:
        """Match, and collect the steps."""
        matcher = SequenceMatcher(None, [b.kind for b in self.now], [b.kind for b in self.new], autojunk=False)
        for verb, i1, i2, j1, j2 in matcher.get_opcodes():
            old, fresh = self.now[i1:i2], self.new[j1:j2]
            if j1 == len(self.new):
                old = self._left_over(old)
            if verb == "equal":
                for one, other in zip(old, fresh, strict=True):
                    self._resize(one, other)
            elif old or fresh:
                self._replace(old, fresh, at=self.now[i1].first if i1 < len(self.now) else self._end())
        return Reshaping(
            tuple(sorted(self.steps, key=lambda step: (-step.at, -step.count))), tuple(self.bare), tuple(self.grown)
        )

    def _left_over(self, tail: list[Block]) -> list[Block]:
        """Of the rows below the plan's last, those of ours: what staff copied there for themselves is theirs.

        Parts of ours that can go begin with a heading of their own.
        """
        ours = [at for at, block in enumerate(tail) if is_heading(self.held.at(block.first, 0))]
        return tail[: ours[-1] + 2] if ours else []

    def _end(self) -> int:
        return self.now[-1].end if self.now else 0

    def _replace(self, old: Sequence[Block], fresh: Sequence[Block], at: int) -> None:
        """Rows of ours that are no longer wanted, and rows that have nothing to grow out of."""
        more = sum(block.count for block in fresh)
        less = sum(block.count for block in old)
        if more == less and self._are_in_place(old, fresh):
            return
        for block in old:
            if block.kind == NOTHING and self._staff_rows(block):
                raise OutOfShape(f"row {self._staff_rows(block)[0] + 1} is yours")
        bare = [row for block in fresh for row in range(block.first, block.end)]
        if self._chart_rows() & set(bare):
            raise OutOfShape("its chart would lose its cells")
        self.bare += bare
        if more:
            self.steps.append(Step(old[-1].end if old else at, more))
        if less:
            self.steps.append(Step(old[0].first, -less))

    def _are_in_place(self, old: Sequence[Block], fresh: Sequence[Block]) -> bool:
        """Whether as many rows of the same kinds, or less, stand where the plan's are to stand."""
        now = [block.kind for block in old for _ in range(block.count)]
        wanted = [block.kind for block in fresh for _ in range(block.count)]
        return all(set(one) <= set(other) for one, other in zip(now, wanted, strict=True))

    def _resize(self, block: Block, wanted: Block) -> None:
        """Put rows in, or take rows out, inside a block."""
        more = wanted.count - block.count
        if more == 0:
            return
        if block.kind == NOTHING:
            self._resize_blank(block, more)
            return
        if more > 0 and block.count == 1 and self._charted(wanted):
            raise OutOfShape("its chart over a single row does not grow")
        steps = self._places(block, wanted) or [_inside(block, more)]
        self.steps += steps
        merged = {span.first_row for span in self.plan.merges}
        for row in _put_in(steps, block, wanted):
            (self.bare if row in merged else self.grown).append(row)

    def _resize_blank(self, block: Block, more: int) -> None:
        if more > 0:
            self.steps.append(Step(block.first + min(1, block.count - 1), more))
            return
        staff = self._staff_rows(block)
        end = min(staff, default=block.end)
        if end - block.first < -more:
            raise OutOfShape(f"row {end + 1} is yours")
        self.steps.append(Step(block.first, more))

    def _staff_rows(self, block: Block) -> list[int]:
        """The rows of a block without anything of ours in which staff put something."""
        return [row for row in range(block.first, min(block.end, len(self.held.rows))) if any(self.held.rows[row])]

    def _places(self, block: Block, wanted: Block) -> list[Step]:
        """The very rows that came or went, by the labels in them; none when that is not plain.

        Nor when the rows differ in look: a row that is put in would take on its neighbour's.
        """
        if len({self.styles.get(row) for row in range(wanted.first, wanted.end)}) > 1:
            return []
        before = [self._held_label(row, wanted) for row in range(block.first, block.end)]
        after = [self.labels.get(row, ()) for row in range(wanted.first, wanted.end)]
        steps = []
        for verb, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
            if verb == "delete":
                steps.append(Step(block.first + i1, i1 - i2))
            elif verb == "insert" and 0 < i1 < block.count:
                steps.append(Step(block.first + i1, j2 - j1))
            elif verb != "equal":
                return []
        return steps if len(steps) <= MOST_PLACES else []

    def _held_label(self, row: int, wanted: Block) -> tuple[tuple[int, str], ...]:
        columns = [column for column, _ in self.labels.get(wanted.first, ())]
        return tuple((column, self.held.at(row, column)) for column in columns)

    def _chart_rows(self) -> set[int]:
        """The rows that charts take their categories, values and names from."""
        rows: set[int] = set()
        for chart in self.plan.charts:
            for span in (chart.categories, *(series.values for series in chart.series)):
                rows.update(range(span.first_row, span.last_row + 1))
            rows.update(series.name[0] for series in chart.series)
        return rows

    def _charted(self, block: Block) -> bool:
        """Whether a chart takes its categories or values from the rows of a block, one a row."""
        spans = [span for chart in self.plan.charts for span in (chart.categories, *(s.values for s in chart.series))]
        return any(span.first_row <= block.first and block.end - 1 <= span.last_row for span in spans)


def _put_in(steps: Sequence[Step], block: Block, wanted: Block) -> Iterator[int]:
    """The rows of the plan that steps inside one block put in."""
    moved = wanted.first - block.first
    for step in sorted(steps, key=lambda step: step.at):
        if step.count > 0:
            yield from range(step.at + moved, step.at + moved + step.count)
        moved += step.count


def _inside(block: Block, more: int) -> Step:
    """Before the last row of a block, so that whatever reaches over the block grows and shrinks with it."""
    if more > 0:
        return Step(block.end - 1 if block.count > 1 else block.end, more)
    return Step(max(block.end - 1 + more, block.first), more)
