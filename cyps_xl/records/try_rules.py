"""Each rule tried on a small set of records with a known answer, as a pack brings them: `cyps-xl count --check`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from cyps_xl.errors import Problem, UnusableFile
from cyps_xl.inputs.csv_text import read_rows
from cyps_xl.inputs.declare import folded
from cyps_xl.records.counting import Figure, count_period
from cyps_xl.records.declared import Case, Count, Declared, Layout
from cyps_xl.records.engine import Engine
from cyps_xl.records.file_rows import TextRows, text_rows
from cyps_xl.records.files import Source
from cyps_xl.records.loading import Loaded
from cyps_xl.records.loading_files import load
from cyps_xl.records.loading_in_place import load_files
from cyps_xl.records.read_tables import OWN_LAYOUT
from cyps_xl.records.rule_sql import month_period, periods_of

FOLDER = "cases"
_SET = "Set"
_CORRECT = "Correct the rule, or the answer, and try again."


@dataclass(frozen=True)
class Tried:
    """How many answers were right, and a problem for each that was not, and for each count that nothing tries."""

    right: int
    problems: tuple[Problem, ...]


def try_rules(declared: Declared, engine: Engine | None = None) -> Tried:
    """Every case that is declared, worked out by a server's engine where one is given, which stays open.

    Raises UnusableFile when its records cannot be read.
    """
    problems: list[Problem] = []
    right = 0
    sets = _sets(declared)
    for name in dict.fromkeys(case.name for case in declared.cases):
        cases = [case for case in declared.cases if case.name == name]
        texts = tuple(sets.get(name, ()))
        loaded = load_files(engine, texts, declared) if engine else load(Source(_own(declared), texts, ()), declared)
        found = list(_wrong_answers(declared, loaded, cases))
        if engine is None:
            loaded.engine.close()
        right += len(cases) - len(found)
        problems += found
    tried = {case.count for case in declared.cases}
    problems += [
        Problem("Counts.csv", f"{count.name} has no case that tries it.", "Add one to Cases.csv, with its records.")
        for count in declared.counts
        if count.name not in tried
    ]
    return Tried(right, tuple(problems))


def _own(declared: Declared) -> Layout:
    return next(layout for layout in declared.layouts if layout.system == OWN_LAYOUT)


def _sets(declared: Declared) -> Mapping[str, Sequence[TextRows]]:
    """The records of each set, by its name."""
    found: dict[str, list[TextRows]] = {}
    for one in _own(declared).tables:
        file = declared.folder / FOLDER / f"{one.file}.csv"
        if not file.is_file():
            continue
        rows = read_rows(file.name, file.read_bytes(), lambda row: len(row)).rows
        headings = [folded(cell) for cell in rows[0]] if rows else []
        if folded(_SET) not in headings:
            raise UnusableFile(f"{file.name} has no column {_SET}.", "Say there which set each row belongs to.")
        at = headings.index(folded(_SET))
        short = next((number for number, row in enumerate(rows, start=1) if any(row) and len(row) <= at), None)
        if short is not None:
            raise UnusableFile(
                f"{file.name}, row {short}, has no cell under {_SET}.", "Fill the row up, or delete it, and try again."
            )
        for name in dict.fromkeys(row[at] for row in rows[1:] if any(row)):
            own = [rows[0], *(row for row in rows[1:] if row[at : at + 1] == (name,))]
            found.setdefault(name, []).append(text_rows(file.name, partial(iter, own), one))
    return found


def _wrong_answers(declared: Declared, loaded: Loaded, cases: Sequence[Case]) -> Iterator[Problem]:
    if loaded.set_aside:
        why = "; ".join(f"{aside.file}: {aside.why}" for aside in loaded.rows_set_aside(3))
        yield from (Problem(case.where, f"A row of set {case.name} cannot be used: {why}.", _CORRECT) for case in cases)
        return
    for case in cases:
        count = next((one for one in declared.counts_called(case.count) if one.holds_in(case.quarter)), None)
        if count is None:
            yield Problem(case.where, f"No rule of {case.count} holds in {case.quarter}.", _CORRECT)
            continue
        missing = loaded.has((table.name, table.person) for table in declared.tables_of(count))
        if missing:
            yield Problem(case.where, f"Set {case.name} has no rows of {', '.join(missing)}.", "Add them in cases.")
            continue
        answer = _answer(declared, loaded, count, case)
        if answer != case.answer:
            yield Problem(
                case.where, f"{count.name} gives {answer} for set {case.name}, and {case.answer} is right.", _CORRECT
            )


def _answer(declared: Declared, loaded: Loaded, count: Count, case: Case) -> int:
    period = month_period(case.month) if case.month else periods_of(count, case.quarter)[-1]
    figures: list[Figure] = count_period(declared, loaded, count, case.quarter, period)
    return sum(figure.number for figure in figures if figure.group == case.group)
