"""A pytest plugin for `scripts/fuzz.py`: each test with @given again and again, until its time is up or it fails.

Every round has a seed of its own, and a test that fails says with which it fails again.
"""

from __future__ import annotations

import secrets
import time
from inspect import signature
from typing import Any

import pytest
from hypothesis import seed, settings

REPEAT = "python3 scripts/fuzz.py --seed {seed} {test}"
_MOST = 2**32


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("random search")
    group.addoption("--search-minutes", type=float, default=10, help="how long in all")
    group.addoption("--search-seconds", type=float, help="how long for each test, whatever that makes in all")
    group.addoption("--search-seed", type=int, help="one round only, with this seed")


def pytest_configure(config: pytest.Config) -> None:
    usual = settings.get_profile("usual")
    settings.register_profile("random", usual, derandomize=False, database=None)  # what a seed finds, it finds again
    settings.load_profile("random")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out every test that has no examples to choose, and share the time out among the others."""
    others = [item for item in items if not _has_examples(item)]
    items[:] = [item for item in items if _has_examples(item)]
    config.hook.pytest_deselected(items=others)
    workers = getattr(config, "workerinput", {}).get("workercount", 1)
    share = config.getoption("search_minutes") * 60 * workers / max(1, len(items))
    config.stash[_SECONDS] = config.getoption("search_seconds") or share


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool:
    """Run the test in rounds. Returns True: nothing else need run it."""
    config, test = pyfuncitem.config, pyfuncitem.obj
    arguments = {name: pyfuncitem.funcargs[name] for name in signature(test).parameters}
    given, until = config.getoption("search_seed"), time.monotonic() + config.stash[_SECONDS]
    rounds = 0
    while rounds == 0 or (given is None and time.monotonic() < until):
        number = secrets.randbelow(_MOST) if given is None else given
        try:
            seed(number)(test)(**arguments)
        except BaseException:
            pyfuncitem.user_properties.append(("seed", number))
            raise
        rounds += 1
    pyfuncitem.user_properties.append(("rounds", rounds))
    return True


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """How many rounds there were, and how to repeat each find."""
    reports = [report for kind in ("passed", "failed") for report in terminalreporter.getreports(kind)]
    noted = [(report.nodeid, name, value) for report in reports for name, value in report.user_properties]
    if not noted:
        return
    terminalreporter.section("random search")
    rounds = [int(value) for _, name, value in noted if name == "rounds"]
    if rounds:
        terminalreporter.line(f"{len(rounds)} tests held for {sum(rounds):,} rounds, each at least {min(rounds):,}")
    for test, name, value in noted:
        if name == "seed":
            terminalreporter.line(f"Found; to repeat it: {REPEAT.format(seed=value, test=test)}")


def _has_examples(item: pytest.Item) -> bool:
    return getattr(getattr(item, "obj", None), "is_hypothesis_test", False)


_SECONDS = pytest.StashKey[float]()
