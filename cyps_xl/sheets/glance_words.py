"""The words of At a glance, which a member reads without the key: why an indicator stands out, and how it changed."""

from __future__ import annotations

from cyps_xl.measures.chance import Chance
from cyps_xl.measures.direction import Direction
from cyps_xl.sheets.formulas import Formula, quoted
from cyps_xl.sheets.glance_ranks import Tests
from cyps_xl.sheets.headline import ARROWS
from cyps_xl.sheets.standings import Standing

SINCE_LAST_YEAR = {
    Direction.IMPROVED: "Better than last year",
    Direction.MAINTAINED: "As good as last year",
    Direction.WITHIN_TOLERANCE: "A little worse than last year",
    Direction.DECLINED: "Worse than last year",
}
"""The page's own words for a direction: a member reads them without the key. Others say the scorecard’s."""

WORSE, ALONE = "Worse than {area}, more than chance", "Worse than {area}, chance not known"
NOT_MET, UNEXPLAINED = "Target not met", "Not explained yet"
BY_ARROW = ", chance not known"
REASONS = (
    *(WORSE, ALONE, NOT_MET, UNEXPLAINED, f"{{direction}}{BY_ARROW}", *SINCE_LAST_YEAR.values()),
    *(f"{{direction}}, {chance.value}" for chance in Chance),
)
"""What the reasons say, with places for what they are filled with."""

_DECLINED, _IMPROVED = Direction.DECLINED.value, Direction.IMPROVED.value


def sign_before(direction: Formula) -> Formula:
    """The arrow of a direction's code and a space, in words that have no colour; a code that is a sign is that sign."""
    arrows = [ARROWS.get(code, "") for code in range(_DECLINED, _IMPROVED + 1)]
    drawn = ",".join(quoted(f"{arrow} " if arrow else "") for arrow in arrows)
    code, held = direction.text, direction.value
    return Formula(
        f'IF(ISNUMBER({code}),CHOOSE({code}+{1 - _DECLINED},{drawn}),{code}&" ")', f"{ARROWS.get(held, held)} "
    )


def since_last_year(code: Formula, words: Formula) -> Formula:
    """What a direction is in this page's words; of one without a code the first line of the scorecard's."""
    known = {one.value: said for one, said in SINCE_LAST_YEAR.items()}
    chosen = ",".join(quoted(known.get(one, "")) for one in range(_DECLINED, _IMPROVED + 1))
    first = f"LEFT({words.text},FIND(CHAR(10),{words.text}&CHAR(10))-1)"
    value = known.get(code.value, str(words.value).split("\n")[0])
    return Formula(f"IF(ISNUMBER({code.text}),CHOOSE({code.text}+{1 - _DECLINED},{chosen}),{first})", value)


def reasons(standing: Standing, row: Formula, tests: Tests) -> Formula:
    """Why an indicator stands out, a line for each reason: how it stands against others, the scorecard's own words on
    the change, the rest."""
    texts, values = [], []
    for area, code, chance in tests.against:
        more, only = (quoted(one.format(area=area)) for one in (WORSE, ALONE))
        line = f'IF({chance.text}={quoted(Chance.MORE.value)},CHAR(10)&{more},IF({chance.text}="",CHAR(10)&{only},""))'
        texts.append(f'IF({code.text}={_DECLINED},{line},"")')
        if code.value == _DECLINED and chance.value in ("", Chance.MORE.value):
            values.append((WORSE if chance.value else ALONE).format(area=area))
    change = _change(standing, row, tests)
    texts.append(change.text)
    values.append(str(change.value).removeprefix("\n"))
    for test, is_so, words in (
        (f'{tests.met.text}="Not met"', tests.met.value == "Not met", NOT_MET),
        (f"{tests.unexplained.text}=1", tests.unexplained.value == 1, UNEXPLAINED),
    ):
        texts.append(f'IF({test},CHAR(10)&{quoted(words)},"")')
        values.append(words if is_so else "")
    return Formula(f"MID({'&'.join(texts)},2,1000)", "\n".join(filter(None, values)))


def _change(standing: Standing, row: Formula, tests: Tests) -> Formula:
    """How it changed since last year, with its arrow, and the scorecard's words on chance, in a line; nothing where
    nothing could be compared."""
    words, sign, code = standing.chosen("words", row), sign_before(tests.direction), tests.direction
    alone = f'IF({tests.changed_alone},{quoted(BY_ARROW)},"")'
    none = Direction.NOT_COMPARABLE.value
    plain = since_last_year(code, words)
    further = f'SUBSTITUTE(MID({words.text},FIND(CHAR(10),{words.text}&CHAR(10)),1000),CHAR(10),", ")'
    line = f"CHAR(10)&{sign.text}&{plain.text}&{further}&{alone}"
    more = "".join(f", {one}" for one in str(words.value).split("\n")[1:])
    said = f"\n{sign.value}{plain.value}{more}{BY_ARROW if tests.is_changed_alone else ''}"
    return Formula(f'IF({code.text}="{none}","",{line})', "" if code.value == none else said)
