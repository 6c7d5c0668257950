"""Who gets what: planned from the Members table and the published editions, or refused with every reason."""

from __future__ import annotations

import datetime as dt
from email import message_from_bytes
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cyps_xl.cli import main
from cyps_xl.edition.publishing import Wanted, publish
from cyps_xl.errors import Blocked, UnusableFile, WrongUse
from cyps_xl.inputs.changes import TableChange
from cyps_xl.inputs.tables.indicators import INDICATORS
from cyps_xl.mail.editions import read_edition
from cyps_xl.mail.letters import as_draft, filled, letter, message_to
from cyps_xl.mail.mailing import plan_mailing, write_drafts
from cyps_xl.mail.recipients import Recipient, recipients_of
from cyps_xl.planning import inputs_of as inputs_of_book
from cyps_xl.planning import plan_inputs, plan_report
from cyps_xl.sheets.fingerprint import fingerprint
from cyps_xl.translations.po_files import Phrase, po_text
from cyps_xl.xlsx.input_tables.table_edit import apply_changes
from cyps_xl.xlsx.parts.package import Package
from helpers.new_books import new_book
from helpers.packs import CYPS_TABLES
from helpers.quarters import inputs_of

from .conftest import MakeEdition, MakeMailing

NAMES = ("Gwen", "Ifor", "Enghraifft", "Patrwm", "Specimen")


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example quarter, its members all for a workbook."""
    path = tmp_path_factory.mktemp("mail") / "CYPS.xlsx"
    new_book(path)
    rows = {number: {"Format": "workbook"} for number in range(6, 10)}
    path.write_bytes(apply_changes(Package.read(path), [TableChange("Members", updates=rows)], CYPS_TABLES).to_bytes())
    return path


@pytest.fixture(scope="module")
def editions(workbook: Path) -> list[Path]:
    out = workbook.parent / "out"
    languages = ("en", "cy")
    made = [
        publish(workbook, out, Wanted(language=language, draft=True, make_pdf=False, allow_english=True))
        for language in languages
    ]
    return [one.folder for one in made]


def member(address: object, **more: object) -> dict[str, object]:
    return {"Name": "Cllr Sample", "E-mail": address, "Language": "English", "Format": "workbook", **more}


def run(*words: object) -> Result:
    return CliRunner().invoke(main, ["email", *(str(word) for word in words)])


def test_each_member_gets_the_edition_in_their_language(workbook: Path, editions: list[Path]) -> None:
    mailing = plan_mailing(workbook, editions)
    by_address = {m.recipient.address: m.files[0][0] for m in mailing.messages}
    assert "aelodau" in by_address["gwen.enghraifft@example.org"]
    assert "members" in by_address["jo.sample@example.org"]
    assert mailing.is_draft


def test_no_letter_says_who_else_receives_the_report(workbook: Path, editions: list[Path]) -> None:
    for message in plan_mailing(workbook, editions).messages:
        words = message.letter.subject + message.letter.text + message.letter.page.decode()
        assert not any(name in words for name in NAMES)


def test_without_at_a_glance_the_words_name_indicators_and_no_figures(
    workbook: Path, make_edition: MakeEdition
) -> None:
    planned = plan_report(Package.read(workbook))
    inputs = fingerprint(planned.inputs)
    made = {tag[:2]: read_edition(make_edition(tag, inputs=inputs, language=tag)) for tag in ("en-GB", "cy-GB")}
    letters = {language: letter(planned, edition, (".xlsx",)) for language, edition in made.items()}
    texts = {language: one.text for language, one in letters.items()}
    for one in letters.values():
        assert not any(figure in one.text for figure in ("288", "62.0", "99.2"))
        assert (one.page, one.covering) == (b"", ())
    assert "Declined:\n- Average days that children spent on the child protection register\n" in texts["en"]
    assert texts["en"].count("\n- ") == texts["cy"].count("\n- ") == 2
    assert "Annwyl aelod" in texts["cy"]
    assert "8 Mawrth 2018" in texts["cy"]


def test_where_small_numbers_are_withheld_no_direction_is_told(workbook: Path, make_edition: MakeEdition) -> None:
    planned = plan_report(Package.read(workbook))
    inputs = fingerprint(planned.inputs)
    for said in ({"suppressed": ["one"], "inputs": inputs}, {"audience": "public", "inputs": ""}):
        words = letter(planned, read_edition(make_edition(**said, name=str(len(said["inputs"])))), (".xlsx",))
        assert "eclined" not in words.text
        assert "\n\n\n" not in words.text
    assert "Declined:\n- " in letter(planned, read_edition(make_edition(inputs=inputs)), (".xlsx",)).text


def test_the_words_speak_of_what_is_attached_and_of_nothing_else(workbook: Path, editions: list[Path]) -> None:
    planned, edition = plan_report(Package.read(workbook)), read_edition(editions[0])
    texts = {endings: letter(planned, edition, endings).text for endings in ((".xlsx",), (".pdf",), (".xlsx", ".pdf"))}
    workbook_told = [endings for endings, text in texts.items() if "The workbook opens" in text]
    assert workbook_told == [(".xlsx",), (".xlsx", ".pdf")]
    assert ["PDF" in text for text in texts.values()] == [False, False, True]


def test_an_indicator_without_welsh_goes_by_its_english_name(workbook: Path, make_edition: MakeEdition) -> None:
    inputs = inputs_of_book(Package.read(workbook))
    for row in inputs[INDICATORS]:
        row.values["Name in Welsh"] = None
    planned = plan_inputs(inputs, {}, today=dt.date(2018, 3, 1))
    edition = read_edition(make_edition(language="cy-GB", inputs=fingerprint(inputs)))
    text = letter(planned, edition, (".xlsx",)).text
    assert "Wedi dirywio:\n- Average days that children spent on the child protection register\n" in text
    assert "- \n" not in text


def test_an_indicator_that_the_edition_leaves_out_is_not_spoken_of(workbook: Path, make_edition: MakeEdition) -> None:
    planned = plan_report(Package.read(workbook))
    inputs = fingerprint(planned.inputs)
    one = read_edition(make_edition("one", inputs=inputs, figures=[{"row": "1, PI 24, Assessments"}]))
    assert "Declined: none." in letter(planned, one, (".xlsx",)).text
    none = read_edition(make_edition("none", inputs=inputs, figures=[]))
    assert "eclined" not in letter(planned, none, (".xlsx",)).text


def test_nothing_improved_is_said_in_words(make_edition: MakeEdition) -> None:
    tables = {
        "Settings": [{"Setting": "Reporting quarter", "Value": "2017-18 Q3"}],
        "Indicators": [{"No": "1", "Reference": "PI 24", "Unit": "percent", "Better when": "higher"}],
    }
    planned = plan_inputs(inputs_of(tables), {}, today=dt.date(2018, 3, 1))
    text = letter(planned, read_edition(make_edition(inputs="some")), (".xlsx",)).text
    assert "Improved since a year ago: none.\n\nDeclined: none.\n" in text


def test_the_welsh_letter_says_board_council_and_contact_in_the_words_of_the_edition(
    workbook: Path, tmp_path: Path
) -> None:
    words = tmp_path / "words.po"
    settings = plan_report(Package.read(workbook)).settings
    said = {settings.council: "Cyngor Enghraifft", settings.board: "Bwrdd Enghraifft", settings.contact: "Y tîm"}
    phrases = [Phrase(text, translation) for text, translation in said.items()]
    words.write_text(po_text(phrases), encoding="utf-8")
    wanted = Wanted(language="cy", draft=True, make_pdf=False, allow_english=True, words=words)
    edition = read_edition(publish(workbook, tmp_path / "out", wanted).folder)
    text = letter(plan_report(Package.read(workbook)), edition, (".xlsx",)).text
    assert [english for english, welsh in said.items() if english in text or welsh not in text] == []


@pytest.mark.parametrize("address", ["o'n/e*i?l|l@council.wales", f"{'a' * 64}@{'b' * 60}.wales"])
def test_a_drafts_name_is_one_that_windows_takes(address: str, make_mailing: MakeMailing, tmp_path: Path) -> None:
    (path,) = write_drafts(make_mailing([address]), tmp_path / "drafts")
    assert not set(path.name) & set('\\/:*?"<>|')
    assert len(path.name) < 150


def test_a_line_of_a_template_stands_only_where_its_fact_does() -> None:
    template = "Dear {who},\n\n[a] first {who}\n[b] second\n\n[b] third\n\nend {who}\n"
    assert filled(template, {"a"}, {"who": "{x} [b] y"}) == "Dear {x} [b] y,\n\nfirst {x} [b] y\n\nend {x} [b] y\n"


def test_the_subject_is_the_published_title_whatever_stands_in_it(workbook: Path, make_edition: MakeEdition) -> None:
    edition = read_edition(make_edition(title="Care: and more:\r\nBcc: x@y.wales"))
    words = letter(plan_report(Package.read(workbook)), edition, (".xlsx",))
    assert words.subject == "Care: and more: Bcc: x@y.wales"
    member = Recipient("a@council.wales", "en", (".xlsx",), "Members!B6")
    assert message_from_bytes(as_draft(message_to(member, edition, words)))["Bcc"] is None


def test_an_edition_of_another_quarter_is_refused(workbook: Path, make_edition: MakeEdition) -> None:
    with pytest.raises(WrongUse, match="quarter"):
        plan_mailing(workbook, [make_edition(quarter="2017-18 Q2")], allow_english=True)


def test_a_welsh_reader_without_a_welsh_edition_is_named(workbook: Path, editions: list[Path]) -> None:
    with pytest.raises(Blocked) as caught:
        plan_mailing(workbook, editions[:1])
    assert [problem.where for problem in caught.value.problems] == ["Members!B6", "Members!B7"]
    assert len(plan_mailing(workbook, editions[:1], allow_english=True).messages) == 4


def test_a_workbook_that_changed_since_is_refused(workbook: Path, editions: list[Path], tmp_path: Path) -> None:
    changed = tmp_path / "CYPS.xlsx"
    change = TableChange("Supervision", updates={8: {"Qualified in time": 97}})
    changed.write_bytes(apply_changes(Package.read(workbook), [change], CYPS_TABLES).to_bytes())
    with pytest.raises(WrongUse, match="changed since"):
        plan_mailing(changed, editions)


def test_drafts_open_for_sending_one_a_member(workbook: Path, editions: list[Path], tmp_path: Path) -> None:
    written = write_drafts(plan_mailing(workbook, editions), tmp_path / "drafts")
    assert len(written) == 4
    for path in written:
        data = path.read_bytes()
        message = message_from_bytes(data)
        assert message["X-Unsent"] == "1"
        assert len(message.get_all("To", [])) == 1
        assert [message[name] for name in ("Cc", "Bcc", "Date", "Message-ID", "From")] == [None] * 5
        assert b"\r\n" in data
        assert b"\n" not in data.replace(b"\r\n", b"")
        assert message["To"] in path.name
    with pytest.raises(WrongUse, match="not empty"):
        write_drafts(plan_mailing(workbook, editions), tmp_path / "drafts")


@pytest.mark.parametrize(
    "address",
    ["nobody", "a@b", "a b@council.wales", "a@council.wales\r\nBcc: x@y.wales", "a@council.wales, b@council.wales",
     "a@@council.wales", "<a@council.wales>", "a..b@council.wales",
     ".a@council.wales", "a.@council.wales", "a@council.wales\x00", "â@council.wales", f"{'a' * 250}@b.wales"],
)  # fmt: skip
def test_an_address_that_cannot_be_used_is_named_by_its_cell(address: str) -> None:
    with pytest.raises(Blocked) as caught:
        recipients_of(inputs_of({"Members": [member("ok@council.wales"), member(address)]}))
    assert len(caught.value.problems) == 1
    assert address not in str(caught.value)


def test_an_address_twice_is_named_whatever_its_capitals() -> None:
    with pytest.raises(Blocked, match="Some addresses") as caught:
        recipients_of(inputs_of({"Members": [member("a@council.wales"), member("A@Council.Wales")]}))
    assert "too" in caught.value.problems[0].message


def test_nobody_to_write_to_is_said() -> None:
    with pytest.raises(Blocked, match="Nobody"):
        recipients_of(inputs_of({}))


def test_a_file_that_changed_since_it_was_published_is_refused(make_edition: MakeEdition) -> None:
    folder = make_edition()
    (folder / "report.xlsx").write_bytes(b"opened and saved again")
    with pytest.raises(UnusableFile, match="changed since"):
        read_edition(folder)


def test_a_folder_that_is_no_edition_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnusableFile, match="not a folder that cyps-xl publish made"):
        read_edition(tmp_path)


def test_the_dry_run_says_who_gets_what_and_sends_nothing(workbook: Path, editions: list[Path]) -> None:
    before = sorted(workbook.parent.rglob("*"))
    result = run(workbook, "--edition", editions[0], "--edition", editions[1])
    assert result.exit_code == 0, result.output
    assert result.output.count("@example.org\t") == 4
    assert result.output.count("Subject: ") == 2
    assert "not sent yet" in result.output
    assert "Nothing was sent." in result.output
    assert sorted(workbook.parent.rglob("*")) == before


def test_sending_needs_settings_and_says_which(workbook: Path, editions: list[Path], tmp_path: Path) -> None:
    words = ("--edition", editions[0], "--edition", editions[1], "--send", "--relay-settings", tmp_path / "relay.toml")
    result = run(workbook, *words)
    assert result.exit_code == 2
    assert "allowed_domains" in result.output
