"""The locks and the page about dependencies hold what pyproject.toml asks for."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
RUN = [Requirement(text) for text in PROJECT["project"]["dependencies"]]
EXTRAS = {
    name: [Requirement(text) for text in extra] for name, extra in PROJECT["project"]["optional-dependencies"].items()
}
RECORDS, POSTGRESQL, SPARK = (EXTRAS[name] for name in ("records", "postgresql", "spark"))
GROUPS = {
    name: [Requirement(text) for text in group if isinstance(text, str)]
    for name, group in PROJECT["dependency-groups"].items()
}


def locked(lock: str) -> dict[str, list[str]]:
    """The versions that a lock holds of each package; one may differ between Pythons."""
    text = (ROOT / "locks" / f"{lock}.txt").read_text(encoding="utf-8")
    found: dict[str, list[str]] = {}
    for name, version in re.findall(r"^([a-z0-9-]+)==(\S+)", text, re.MULTILINE):
        found.setdefault(name, []).append(version)
    return found


@pytest.mark.parametrize(
    ("lock", "wanted"),
    [
        ("run", [*RUN, *GROUPS["package"]]),
        ("records", [*RUN, *GROUPS["package"], *RECORDS]),
        ("records-postgresql", [*RUN, *GROUPS["package"], *RECORDS, *POSTGRESQL]),
        ("records-spark", [*RUN, *GROUPS["package"], *RECORDS, *SPARK]),
        ("dev", [*RUN, *GROUPS["package"], *RECORDS, *POSTGRESQL, *GROUPS["dev"]]),
        ("openxml", GROUPS["openxml"]),
    ],
    ids=["run", "records", "records-postgresql", "records-spark", "dev", "openxml"],
)
def test_a_lock_holds_every_package_in_a_version_that_is_wanted(lock: str, wanted: list[Requirement]) -> None:
    versions = locked(lock)
    wrong = [
        str(requirement)
        for requirement in wanted
        if not versions.get(requirement.name)
        or not all(requirement.specifier.contains(version) for version in versions[requirement.name])
    ]
    assert wrong == []


def test_developers_run_the_versions_that_councils_run() -> None:
    dev = locked("dev")
    postgresql = locked("records-postgresql")
    assert {name: dev.get(name) for name in postgresql} == postgresql
    assert {name: postgresql.get(name) for name in locked("records")} == locked("records")


def test_who_counts_from_records_runs_the_versions_of_everybody_else() -> None:
    spark = locked("records-spark")
    assert {name: spark.get(name) for name in locked("records")} == locked("records")
    records = locked("records")
    assert {name: records.get(name) for name in locked("run")} == locked("run")
    assert set(records) - set(locked("run")) == {requirement.name for requirement in RECORDS}


@pytest.mark.parametrize("lock", ["run", "records", "records-postgresql", "records-spark", "dev", "openxml"])
def test_a_lock_names_no_place_to_fetch_from(lock: str) -> None:
    text = (ROOT / "locks" / f"{lock}.txt").read_text(encoding="utf-8")
    assert "://" not in text
    assert "--index-url" not in text
    assert text.count("--hash=sha256:") > 100


def test_no_test_fetches_spark() -> None:
    assert not {"pyspark", "py4j"} & set(locked("dev"))


def test_every_dependency_has_its_reason_on_the_page() -> None:
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8").lower()
    explained = set(re.findall(r"^\| ([a-z-]+) \| [^|]+ \| [^|]+ \|$", page, re.MULTILINE))
    optional = [requirement for extra in EXTRAS.values() for requirement in extra]
    groups = [requirement for group in GROUPS.values() for requirement in group]
    wanted = {requirement.name for requirement in (*RUN, *optional, *groups)}
    assert explained - {"package", "---"} == wanted
