"""The settings of the council's mail relay, as ICT writes them, and the password, which stands in no file."""

from __future__ import annotations

import os
import tomllib
from dataclasses import MISSING, dataclass, fields
from pathlib import Path
from typing import Any

from cyps_xl.errors import UnusableFile, WrongUse
from cyps_xl.mail.recipients import is_usable
from cyps_xl.resources import settings_folder

PASSWORD = "CYPS_XL_SMTP_PASSWORD"  # the name of a variable, not what it holds
_SERVICE = "cyps-xl"
_SECURITIES = ("starttls", "tls")
_PORTS = range(1, 65536)
_SECRETS = ("pass", "secret", "token")
EXAMPLE = 'host = "relay.council.wales", port = 587, security = "starttls", sender = …, allowed_domains = [ … ]'


@dataclass(frozen=True)
class Relay:
    """Where and how messages are handed over. `seconds` is how long to wait for an answer."""

    host: str
    port: int
    security: str
    sender: str
    allowed_domains: tuple[str, ...]
    user: str = ""
    ca_file: str = ""
    seconds: float = 30.0

    @classmethod
    def read(cls, path: Path) -> Relay:
        """The settings in a TOML file. Raises UnusableFile or WrongUse, saying which one is wrong."""
        try:
            found = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        except FileNotFoundError:
            raise UnusableFile(f"There are no relay settings in {path}.", f"Make it, with {EXAMPLE}.") from None
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise UnusableFile(f"{path.name} cannot be read: {error}.", f"It holds lines like {EXAMPLE}.") from None
        _refuse_secrets(found, path)
        wrong = _wrong(found)
        if wrong:
            raise WrongUse(f"{path.name}: {wrong}", f"It needs {EXAMPLE}.")
        return cls(**{**found, "allowed_domains": tuple(found["allowed_domains"])})


def settings_file() -> Path:
    """Where the relay's settings are kept for this user."""
    return settings_folder() / "relay.toml"


def password_of(relay: Relay) -> str:
    """From the environment, or from the keyring where that package is installed. Raises WrongUse without one."""
    found = os.environ.get(PASSWORD)
    if found:
        return found
    try:
        import keyring
    except ImportError:
        raise WrongUse(f"There is no password for {relay.user}.", f"Set {PASSWORD}, or install keyring.") from None
    try:
        kept = keyring.get_password(_SERVICE, relay.user)
    except Exception as error:  # each keyring has errors of its own, of no common kind
        raise WrongUse(f"The keyring cannot be read ({type(error).__name__}).", f"Set {PASSWORD} instead.") from None
    if not kept:
        raise WrongUse(f"The keyring has no password for {relay.user}.", f"Add it under the service {_SERVICE}.")
    return str(kept)


def _refuse_secrets(found: dict[str, Any], path: Path) -> None:
    for name in found:
        if any(word in name.lower() for word in _SECRETS):
            raise WrongUse(f"{path.name} holds a password.", f"Take {name} out, and use the keyring or {PASSWORD}.")


def _wrong(found: dict[str, Any]) -> str:
    """What is the matter with the settings, in a sentence; "" when nothing is."""
    known = {field.name for field in fields(Relay)}
    missing = [field.name for field in fields(Relay) if field.default is MISSING and field.name not in found]
    unknown = sorted(set(found) - known)
    if missing:
        return f"it is incomplete: {', '.join(missing)} is missing."
    if unknown:
        return f"{', '.join(unknown)} is no setting."
    domains = found["allowed_domains"]
    texts = ("host", "sender", "user", "ca_file")
    judged = {
        "host, sender, user and ca_file are texts in quotation marks.": all(
            isinstance(found.get(name, ""), str) for name in texts
        ),
        "host is empty.": bool(found["host"]),
        "port is a number, mostly 587 or 465.": type(found["port"]) is int and found["port"] in _PORTS,
        "security is starttls or tls; a connection that is not encrypted is never used.": found["security"]
        in _SECURITIES,
        "sender is one e-mail address.": isinstance(found["sender"], str) and is_usable(found["sender"]),
        "allowed_domains is a list in square brackets.": isinstance(domains, list)
        and all(isinstance(domain, str) for domain in domains),
        "seconds is a number above 0.": type(found.get("seconds", 1)) in (int, float) and found.get("seconds", 1) > 0,
    }
    return next((words for words, right in judged.items() if not right), "")
