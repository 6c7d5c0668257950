"""Databases of records, as ICT names them in a settings file, and the password of each, which stands in no file."""

from __future__ import annotations

import os
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from cyps_xl.errors import UnusableFile, WrongUse
from cyps_xl.resources import settings_folder

SETTINGS = "records.toml"
_SERVICE = "cyps-xl-records"
_SECRETS = ("pass", "secret", "token", "pwd")
SPARK = "spark"
_SCHEMES = ("postgresql", "postgres", SPARK)
_SAFE = ("require", "verify-ca", "verify-full")
_NAME = re.compile(r"[\w .-]{1,60}")
_A_PASSWORD = re.compile(r"(?i)\b(pwd|pass\w*)\s*=|:[^@]+@")
"""How a connection holds a password, whatever program it was written for."""
_AN_ENGINE = re.compile(r"(?i)(jdbc|odbc|oracle|postgres(ql)?|spark|sqlserver|mssql|mysql)(:|//)")
_DRIVE = re.compile(r"^[A-Za-z]:(?=[\\/])")
EXAMPLE = '[social-care] with a line url = "postgresql://reporting@db.council.wales/cases" below it'


@dataclass(frozen=True)
class Database:
    """A database of records. `schemas` are where its tables lie, the user's own where none is named.

    `ca_file` holds the certificates that the server's is held against, those of the machine where it is ""; in the
    settings it may be named by its place beside them.
    """

    name: str
    url: str
    schemas: tuple[str, ...] = ()
    ca_file: str = ""

    @property
    def variable(self) -> str:
        """The environment variable that may hold its password."""
        return "CYPS_XL_PASSWORD_" + re.sub("[^A-Z0-9]", "_", self.name.upper())

    @property
    def scheme(self) -> str:
        """What kind it is: postgresql, or spark."""
        return urlsplit(self.url).scheme

    @property
    def user(self) -> str:
        """As whom it is asked; "" where the URL does not say."""
        return urlsplit(self.url).username or ""


def settings_file() -> Path:
    """Where the databases are named for this user."""
    return settings_folder() / SETTINGS


def records_at(text: str) -> Path | Database:
    """What --records names: a database, by its name in the settings or its URL, or else a folder or a file.

    Raises WrongUse where the two cannot be told apart, a URL holds a password, or a connection is written as for other
    programs; UnusableFile where the settings cannot be read.
    """
    if "://" in text:
        _require_usable(text, "The URL")
        parts = urlsplit(text)
        return Database(parts.path.rstrip("/").rpartition("/")[2] or parts.hostname or "database", text)
    if _is_a_connection(text) and not Path(text).exists():
        raise WrongUse(
            "The records are named like a connection of another program, which may hold a password.",
            f"Name a database by its name in {SETTINGS}, which holds {EXAMPLE}; a password stands in neither.",
        )
    named = _named().get(text.casefold()) if _NAME.fullmatch(text) else None
    if named is None:
        return Path(text)
    if Path(text).exists():
        raise WrongUse(
            f"{text} is a database in {SETTINGS}, and a file or folder here.", f"Write ./{text} for what is here."
        )
    return named


def _is_a_connection(text: str) -> bool:
    """Whether a text that is no URL looks like a connection: as a path it would be repeated with its password."""
    return bool(_AN_ENGINE.match(text) or _A_PASSWORD.search(_DRIVE.sub("", text)))


def password_of(database: Database) -> str:
    """From the environment, or from the keyring where that package is installed; "" where neither has one.

    Raises WrongUse when the keyring cannot be read.
    """
    found = os.environ.get(database.variable)
    if found:
        return found
    try:
        import keyring
    except ImportError:
        return ""
    try:
        return str(keyring.get_password(_SERVICE, database.name) or "")
    except Exception as error:  # each keyring has errors of its own, of no common kind
        raise WrongUse(
            f"The keyring cannot be read ({type(error).__name__}).", f"Set {database.variable} instead."
        ) from None


def where_passwords_are(database: Database) -> str:
    """What to do about a password, in a sentence."""
    return f"See to {database.variable}, or to {database.name} under the service {_SERVICE} in the keyring."


def _named() -> dict[str, Database]:
    """The databases of the settings, by their names in small letters."""
    path = settings_file()
    if not path.is_file():
        return {}
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UnusableFile(f"{path.name} cannot be read: {type(error).__name__}.", f"It holds {EXAMPLE}.") from None
    return {name.casefold(): _database(name, one) for name, one in found.items()}


def _database(name: str, said: Any) -> Database:
    where = f"{SETTINGS}, {name}"
    wrong = _wrong(name, said)
    if wrong:
        raise WrongUse(f"{where}: {wrong}", f"It needs {EXAMPLE}.")
    _require_usable(said["url"], where)
    schemas = said.get("schemas", [])
    ca_file = said.get("ca_file", "")
    return Database(name, said["url"], tuple(schemas), str(settings_folder() / ca_file) if ca_file else "")


def _wrong(name: str, said: Any) -> str:
    """What is the matter with a database's settings; "" when nothing is."""
    if not isinstance(said, dict) or not _NAME.fullmatch(name):
        return "it is no database."
    secret = next((key for key in said if any(word in key.lower() for word in _SECRETS)), None)
    if secret is not None:
        return f"it holds a password; take {secret} out, and use the keyring or the environment."
    unknown = sorted(set(said) - {"url", "schemas", "ca_file"})
    if unknown:
        return f"{', '.join(unknown)} is no setting."
    schemas = said.get("schemas", [])
    if not isinstance(schemas, list) or not all(isinstance(one, str) for one in schemas):
        return 'schemas is a list, like ["care"].'
    if not isinstance(said.get("ca_file", ""), str):
        return "ca_file is a text in quotation marks."
    return "" if isinstance(said.get("url"), str) else "url is missing."


def _holds_password(url: str, parts: SplitResult) -> bool:
    """Whether a password stands in a URL before its question mark, though a slash be missing or one too many."""
    if "://" not in url:
        return bool(_A_PASSWORD.search(url))
    return parts.password is not None or (":" in parts.netloc and "@" in parts.path)


def _require_usable(url: str, where: str) -> None:
    """Raise WrongUse for a URL that holds a password, or that no engine is reached by; it is never repeated then."""
    try:
        parts = urlsplit(url)
        asked = parse_qs(parts.query)
        held = _holds_password(url, parts) or any(word in key.lower() for key in asked for word in _SECRETS)
        if not held and "://" not in url:
            raise ValueError
        if "#" in url:  # no fragment begins there for the client library
            raise ValueError
        unquote(url, errors="strict")
    except ValueError:
        raise WrongUse(f"{where} is no URL that can be read.", f"Write it as in {EXAMPLE}.") from None
    if held:
        raise WrongUse(
            f"{where} holds a password, which others can read there.",
            "Take it out, have the password changed, and keep the new one in the keyring or the environment.",
        )
    if asked.get("sslmode", list(_SAFE))[-1] not in _SAFE:
        raise WrongUse(
            f"{where} asks for a connection that may be read on its way.",
            "Take sslmode out: the connection is encrypted then, and the server's certificate looked at.",
        )
    if asked.get("sslrootcert", [""])[-1] == "system" and asked.get("sslmode", _SAFE[-1:])[-1] != "verify-full":
        raise WrongUse(
            f"{where} asks for sslrootcert=system, and with its sslmode for less than that is good for.",
            "Take sslmode out: the server's certificate must be of its name then.",
        )
    if parts.scheme not in _SCHEMES:
        raise WrongUse(f"{where} names no database that can be counted in.", f"Write it as in {EXAMPLE}.")
