"""Charts of the web page: what is drawn for a nought, for what is not known, for long names, for many months."""

from __future__ import annotations

import itertools

import pytest
from lxml import etree

from cyps_xl.inputs.tables.choices import Charts
from cyps_xl.sheets.plan import CellPlan, ChartPlan, Guide, Scalar, SeriesPlan, SheetPlan, Span
from cyps_xl.web.chart_data import chart_data
from cyps_xl.web.charts import figure_of
from cyps_xl.web.marks import LETTER, NARROW
from cyps_xl.web.written import Written
from helpers.web_pages import web_edition, words_of

MONTHS = tuple(
    f"{name} 17" for name in ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
)


def drawn(
    *series: tuple[Scalar, ...],
    kind: Charts = Charts.COLUMNS,
    names: tuple[str, ...] = MONTHS,
    guides: tuple[Guide, ...] = (),
    said: tuple[str, ...] = (),
    narrow: bool = False,
) -> etree._Element:
    """The drawing of these series; the last of them are guides. `said` stands beside the points of the first. `narrow`
    asks for that of a small telephone, where it has its own."""
    count = len(series[0])
    cells = [CellPlan(0, at + 1, name) for at, name in enumerate(names[:count])]
    for row, values in enumerate(series, start=1):
        cells.append(CellPlan(row, 0, f"Series {row}"))
        cells += [
            CellPlan(row, at + 1, value, style="figure", number_format="#,##0") for at, value in enumerate(values)
        ]
    kinds = [None] * (len(series) - len(guides)) + list(guides)
    plans = tuple(
        SeriesPlan((row, 0), Span(row, 1, row, count), guide=guide) for row, guide in enumerate(kinds, start=1)
    )
    if said:
        cells += [CellPlan(9, at + 1, words) for at, words in enumerate(said)]
        changes = SeriesPlan((1, 0), Span(1, 1, 1, count), guide=Guide.CHANGE, words=Span(9, 1, 9, count))
        plans = (*plans, changes)
    chart = ChartPlan("Made", "Made", 3, (0, 9), Span(0, 1, 0, count), plans, "", "", "Visits made.", drawn=kind)
    sheet = SheetPlan("one", "One", "One", tuple(cells), (10.0,), charts=(chart,), printed_columns=20)
    drawings = [one for one in figure_of(sheet, chart, "g1", Written({})).iter("svg") if one.get("role")]
    return drawings[-1 if narrow else 0]


def labels(drawing: etree._Element, look: str = "value") -> list[str]:
    return [words_of(one) for one in drawing.iter("text") if look in one.get("class", "").split()]


def heights(drawing: etree._Element) -> list[float]:
    return [float(one.get("height", "")) for one in drawing.iter("rect")]


def test_a_nought_stands_on_a_foot_and_has_its_figure() -> None:
    drawing = drawn((5, 0, 3))
    assert labels(drawing) == ["5", "0", "3"] and len(heights(drawing)) == 3
    assert heights(drawing)[1] == 2


@pytest.mark.parametrize(("value", "sign"), [("–", "–"), ("", "–"), ("[c]", "[c]")])
def test_what_is_not_known_or_withheld_has_its_sign_and_no_column(value: str, sign: str) -> None:
    drawing = drawn((5, value, 3))
    assert labels(drawing) == ["5", sign, "3"] and labels(drawing, "gap") == [sign]
    assert len(heights(drawing)) == 2


def test_columns_are_as_high_as_their_figures_and_the_latest_is_told_from_the_others() -> None:
    drawing = drawn((10, 20, 40))
    first, second, third = heights(drawing)
    assert second == pytest.approx(2 * first, abs=0.05) and third == pytest.approx(4 * first, abs=0.05)
    assert [one.get("class") for one in drawing.iter("rect")] == ["s1", "s1", "s1 last"]


def test_a_figure_below_nought_hangs_from_the_line() -> None:
    drawing = drawn((4, -4))
    base = float(next(drawing.iter("line")).get("y1", ""))
    up, down = drawing.iter("rect")
    assert float(up.get("y", "")) + float(up.get("height", "")) == pytest.approx(base)
    assert float(down.get("y", "")) == pytest.approx(base)
    assert labels(drawing) == ["4", "−4"]


def test_stacked_parts_lie_one_on_the_other() -> None:
    drawing = drawn((10, 0), (30, 0), kind=Charts.STACKED)
    low, high, foot = drawing.iter("rect")
    assert float(high.get("y", "")) + float(high.get("height", "")) == pytest.approx(float(low.get("y", "")), abs=0.02)
    assert foot.get("height") == "2" and labels(drawing) == ["0"]


def test_a_stack_of_which_a_part_is_not_known_says_so() -> None:
    assert labels(drawn((10, 4), (30, "–"), kind=Charts.STACKED), "gap") == ["–"]


def test_the_sign_in_a_stack_comes_in_its_series_turn_and_stands_above_all_parts() -> None:
    drawing = drawn((40,), ("–",), (50,), ("–",), kind=Charts.STACKED)
    texts = [one for one in drawing.iter("text") if "name" not in one.get("class", "").split()]
    assert [words_of(one) for one in texts] == ["40", "–", "50"]
    top = min(float(one.get("y", "")) for one in drawing.iter("rect"))
    assert float(texts[1].get("y", "")) < top


def test_a_line_has_a_gap_where_nothing_is_known() -> None:
    drawing = drawn((5, 6, "–", 7, 9), kind=Charts.LINE)
    assert len([one for one in drawing.iter("line") if one.get("class") == "s1"]) == 2
    assert labels(drawing, "gap") == ["–"] and labels(drawing, "beside") == ["9"]


def test_lines_between_limits_tell_their_latest_figures_none_over_another() -> None:
    guides = (Guide.CENTRE, Guide.LIMIT, Guide.LIMIT, Guide.SIGNAL)
    series = ((5, 9, 6), (6, 6, 6), (8, 8, 8), (4, 4, 4), ("", 9, ""))
    drawing = drawn(*series, kind=Charts.LIMITS, guides=guides)
    places = [float(one.get("y", "")) for one in drawing.iter("text") if "beside" in one.get("class", "").split()]
    assert sorted(labels(drawing, "beside")) == ["4", "6", "6", "8"]
    assert all(later - earlier >= 13.9 for earlier, later in itertools.pairwise(places))
    assert [one.get("class") for one in drawing.iter("circle")].count("signal") == 1


def test_long_names_stand_over_bars_in_lines_that_a_telephone_holds() -> None:
    name = "The team for looked after children and for those who leave care in the north"
    drawing = drawn((5, 0, "–"), names=(name, "East", "West"))
    lines = [words_of(one) for one in drawing.iter("tspan")]
    assert " ".join(lines[:-2]) == name and max(map(len, lines)) <= 40
    assert labels(drawing, "beside") == ["5", "0", "–"] and len(heights(drawing)) == 2


def test_labels_that_would_lie_over_each_other_are_left_to_the_table() -> None:
    many = tuple(f"M{at}" for at in range(24))
    drawing = drawn(*[tuple(range(1, 25))] * 3, names=many)
    assert labels(drawing) == ["24"]


def test_what_has_no_column_keeps_its_label_among_those_that_have_no_room() -> None:
    many = tuple(f"M{at}" for at in range(24))
    drawing = drawn((0, "–", *range(3, 25)), tuple(range(1, 25)), tuple(range(1, 25)), names=many)
    assert labels(drawing) == ["0", "–", "24"]


def test_a_telephone_has_every_label_of_two_series_over_a_year_and_of_a_stack() -> None:
    two = drawn(tuple(range(12)), tuple(range(20, 32)), narrow=True)
    assert two.get("class") == "slim"
    assert labels(two, "beside")[:6] == ["Jan 17", "0", "20", "Feb 17", "1", "21"]
    assert [words for words in labels(two, "beside") if words not in MONTHS] == [
        str(one) for at in range(12) for one in (at, at + 20)
    ]
    stack = drawn((1810,) * 12, (850,) * 12, (340,) * 12, kind=Charts.STACKED, narrow=True)
    assert labels(stack, "part") == ["1,810", "850", "340"] * 12


def test_a_telephone_sees_figures_below_nought_signs_and_noughts_on_their_side_too() -> None:
    made = drawn((4, -4, "–", *[0] * 9), (1,) * 12, narrow=True)
    said = [words for words in labels(made, "beside") if words not in MONTHS]
    assert said[:6] == ["4", "1", "−4", "1", "–", "1"] and labels(made, "gap") == ["–"]
    up, _, down = list(made.iter("rect"))[:3]
    assert place(down) + wide(down) == pytest.approx(place(up), abs=0.02)
    stack = drawn((0, "–", *[5000] * 10), (0, 2, *[5] * 10), kind=Charts.STACKED, narrow=True)
    assert [words for words in labels(stack, "beside") if words not in MONTHS] == ["0", "–"]


def test_a_telephone_sees_the_parts_of_a_stack_that_come_after_one_that_is_not_known() -> None:
    stack = drawn((4000,) * 12, ("–",) * 12, (5000,) * 12, kind=Charts.STACKED, narrow=True)
    texts = [words for words in map(words_of, stack.iter("text")) if words not in MONTHS]
    assert texts == ["4,000", "–", "5,000"] * 12
    assert len(list(stack.iter("rect"))) == 24


def test_columns_whose_labels_have_room_are_drawn_once() -> None:
    assert drawn((5, 0, 3), (1, 2, 3), narrow=True).get("class") is None


def place(mark: etree._Element) -> float:
    return float((mark.get("x") or "").removesuffix("%"))


def wide(mark: etree._Element) -> float:
    return float((mark.get("width") or "").removesuffix("%"))


def test_a_chart_without_a_figure_is_drawn_without_a_column() -> None:
    drawing = drawn(("–", "–"))
    assert labels(drawing) == ["–", "–"] and heights(drawing) == []


def test_change_points_are_rings_about_the_points_and_no_line() -> None:
    series = ((5, 6, 7, 9), ("", 6, "", 9))
    drawing = drawn(*series, kind=Charts.LIMITS, guides=(Guide.CHANGE,))
    looks = [one.get("class") for one in drawing.iter("circle")]
    assert looks.count("change") == 2 and "change" not in [one.get("class") for one in drawing.iter("line")]
    points = {(one.get("cx"), one.get("cy")) for one in drawing.iter("circle") if one.get("class") == "s1"}
    rings = [one for one in drawing.iter("circle") if one.get("class") == "change"]
    assert {(one.get("cx"), one.get("cy")) for one in rings} < points
    assert all(float(one.get("r", "")) > 3.5 for one in rings)
    assert labels(drawing, "beside") == ["9"]  # a ring has no latest figure of its own


def test_only_months_in_which_something_changed_have_a_ring_and_their_words() -> None:
    drawing = drawn((5, 6, 7, 9), kind=Charts.LIMITS, said=("", "", "break", ""))
    assert [one.get("class") for one in drawing.iter("circle")].count("change") == 1
    assert "break" in labels(drawing)


def test_centre_and_limits_begin_anew_at_a_break() -> None:
    series = ((5, 6, 9, 9), (5.5, 5.5, 9, 9), (4, 4, 8, 8), (7, 7, 11, 11))
    drawing = drawn(*series, kind=Charts.LIMITS, guides=(Guide.CENTRE, Guide.LIMIT, Guide.LIMIT))
    looks = [one.get("class") for one in drawing.iter("line")]
    assert (looks.count("s1"), looks.count("centre"), looks.count("limit")) == (3, 2, 4)
    assert all(one.get("y1") == one.get("y2") for one in drawing.iter("line") if one.get("class") != "s1")


def test_a_line_that_lies_high_is_drawn_between_the_edges_of_its_native_chart() -> None:
    made = web_edition("wales-2020")
    [(sheet, chart)] = [
        (one, chart) for one in made.made.plan.sheets for chart in one.charts if one.key == "looked_after"
    ]
    data = chart_data(sheet, chart)
    assert (data.bottom, data.top) == (chart.minimum, chart.maximum) and data.bottom > 200


@pytest.fixture(scope="module")
def funnel() -> tuple[etree._Element, ChartPlan, SheetPlan]:
    """The first funnel of a pack's page, with its plan."""
    made = web_edition("wales-2020")
    plans = [(sheet, chart) for sheet in made.made.plan.sheets for chart in sheet.charts]
    sheet, chart = next((sheet, chart) for sheet, chart in plans if chart.drawn is Charts.FUNNEL)
    figure = next(one for one in made.root.iter("figure") if words_of(one).startswith(chart.title))
    return next(one for one in figure.iter("svg") if one.get("role")), chart, sheet


Funnel = tuple[etree._Element, ChartPlan, SheetPlan]


def test_a_funnel_has_a_circle_for_every_council_and_our_own_larger_and_named(funnel: Funnel) -> None:
    drawing, chart, sheet = funnel
    data = chart_data(sheet, chart)
    councils = sum(point.value is not None for one in data.drawn for point in one.points)
    circles = list(drawing.iter("circle"))
    assert len(circles) == councils > 10
    sizes = sorted(float(one.get("r", "")) for one in circles)
    assert sizes[-1] > sizes[-2] == sizes[0]
    own = next(one for one in data.drawn if one.is_strong)
    assert labels(drawing) == [own.name]
    largest = max(circles, key=lambda one: float(one.get("r", "")))
    name = next(one for one in drawing.iter("text") if words_of(one) == own.name)
    assert float(name.get("y", "")) < min(float(one.get("cy", "")) - float(one.get("r", "")) for one in circles)
    [lead] = [one for one in drawing.iter("line") if one.get("x1") == one.get("x2") == largest.get("cx")]
    assert float(lead.get("y2", "")) == float(largest.get("cy", "")) - sizes[-1] > float(lead.get("y1", ""))
    reach = 100 * len(own.name) * LETTER / 2 / NARROW
    apart = [float((one.get(at) or "").removesuffix("%")) for one, at in ((name, "x"), (largest, "cx"))]
    assert abs(apart[0] - apart[1]) < reach  # it stands over the point, moved no farther than the edge asks


def test_a_funnels_limits_bear_their_names_none_over_another(funnel: Funnel) -> None:
    drawing, chart, sheet = funnel
    guides = [one.name for one in chart_data(sheet, chart).series if one.guide is not None]
    assert sorted(labels(drawing, "beside")) == sorted(guides) and guides
    places = sorted(float(one.get("y", "")) for one in drawing.iter("text") if "beside" in one.get("class", "").split())
    assert all(later - earlier >= 13.9 for earlier, later in itertools.pairwise(places))


def test_nothing_of_a_funnel_lies_past_its_edge(funnel: Funnel) -> None:
    drawing, *_ = funnel
    height = float(drawing.get("height", ""))
    for one in drawing.iter("circle", "line", "text"):
        across = [float(one.get(name, "").removesuffix("%")) for name in ("x", "x1", "x2", "cx") if one.get(name)]
        down = [float(one.get(name, "")) for name in ("y", "y1", "y2", "cy") if one.get(name)]
        reach = float(one.get("r", "0"))
        assert all(0 <= place <= 100 for place in across) and all(reach <= place <= height - reach for place in down)
        if "beside" in one.get("class", "").split():
            assert across[0] / 100 * NARROW + len(words_of(one)) * LETTER <= NARROW + 1
        elif one.tag == "text":
            half = len(words_of(one)) * LETTER / 2
            assert half - 1 <= across[0] / 100 * NARROW <= NARROW - half + 1
