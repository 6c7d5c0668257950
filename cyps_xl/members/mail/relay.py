"""The council's mail relay: its settings, and a session with it that is always encrypted and verified."""

from __future__ import annotations

import os
import smtplib
import ssl
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cyps_xl.errors import CypsError, UnusableFile, WrongUse

PASSWORD = "CYPS_XL_SMTP_PASSWORD"  # the name of a variable, not what it holds
_SECURITIES = ("starttls", "tls")
EXAMPLE = 'host = "relay.council.wales", port = 587, security = "starttls", sender = …, allowed_domains = [ … ]'
Handing = Callable[[], None]


class NotReached(CypsError):
    """The relay cannot be reached, or cannot be trusted: nothing more is tried."""


class Refused(Exception):
    """The relay's own word that it does not take this message."""


class Lost(Exception):
    """The connection went, before the message was handed over or after."""


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
        """The settings in a TOML file. Raises UnusableFile or WrongUse, saying what is missing."""
        try:
            found = tomllib.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise UnusableFile(f"There are no relay settings in {path}.", f"Make it, with {EXAMPLE}.") from None
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise UnusableFile(f"{path.name} cannot be read: {error}.", f"It holds lines like {EXAMPLE}.") from None
        if "password" in found:
            raise WrongUse(f"{path.name} holds a password.", f"Take it out, and use the keyring or {PASSWORD}.")
        try:
            return cls(**_typed(found))
        except (TypeError, ValueError, KeyError) as error:
            raise WrongUse(f"{path.name} is incomplete: {error}.", f"It needs {EXAMPLE}.") from None


def settings_file() -> Path:
    """Where the relay's settings are kept for this user."""
    folder = os.environ.get("APPDATA") or os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    return Path(folder) / "cyps-xl" / "relay.toml"


def _typed(found: dict[str, Any]) -> dict[str, Any]:
    if found["security"] not in _SECURITIES:
        raise ValueError("security is starttls or tls; a connection that is not encrypted is never used")
    domains = tuple(str(domain) for domain in found["allowed_domains"])
    return {**found, "port": int(found["port"]), "allowed_domains": domains}


class Session:
    """A session with the relay: opened verified, or not at all."""

    def __init__(self, relay: Relay) -> None:
        self._relay = relay
        try:
            self._smtp = _opened(relay)
        except ssl.SSLCertVerificationError as error:
            raise NotReached(
                f"The relay {relay.host} shows a certificate that cannot be trusted ({error.verify_message}).",
                "Nothing more was sent. Ask ICT; name their own certificate authority as ca_file if they have one.",
            ) from None
        except smtplib.SMTPNotSupportedError:
            raise NotReached(
                f"The relay {relay.host} offers no encryption.", "Nothing more was sent. Ask ICT for a relay with TLS."
            ) from None
        except smtplib.SMTPAuthenticationError:
            raise NotReached(
                f"The relay {relay.host} does not take the user name or password.", f"See to the keyring or {PASSWORD}."
            ) from None
        except (OSError, smtplib.SMTPException) as error:
            raise NotReached(
                f"The relay {relay.host} cannot be reached ({type(error).__name__}).",
                "Nothing more was sent. Try again later.",
            ) from None

    def hand_over(self, address: str, data: bytes, before: Handing) -> None:
        """Hand one message over for one address; `before` is called right before its content leaves.

        Raises Refused on the relay's own word, and Lost when the connection went.
        """
        try:
            self._ask(self._smtp.mail(self._relay.sender))
            self._ask(self._smtp.rcpt(address))
            before()
            code, _ = self._smtp.data(data)
            if code != 250:
                raise Refused(f"{code}")
        except smtplib.SMTPDataError as error:
            raise Refused(f"{error.smtp_code}") from None
        except (OSError, smtplib.SMTPServerDisconnected) as error:
            raise Lost(type(error).__name__) from None

    def close(self) -> None:
        """Take leave; whatever the relay answers."""
        try:
            self._smtp.quit()
        except (OSError, smtplib.SMTPException):
            self._smtp.close()

    def _ask(self, answer: tuple[int, bytes]) -> None:
        code, _ = answer
        if code == 421:
            raise smtplib.SMTPServerDisconnected("the relay takes leave")
        if code not in (250, 251):
            raise Refused(f"{code}")


def _opened(relay: Relay) -> smtplib.SMTP:
    """A connection that is encrypted, verified and logged in; closed again when any of that fails."""
    context = ssl.create_default_context(cafile=relay.ca_file or None)
    domain = relay.sender.rpartition("@")[2] or "localhost"
    if relay.security == "tls":
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(relay.host, relay.port, domain, timeout=relay.seconds, context=context)
    else:
        smtp = smtplib.SMTP(relay.host, relay.port, domain, timeout=relay.seconds)
    try:
        if relay.security != "tls":
            smtp.starttls(context=context)
        if relay.user:
            smtp.login(relay.user, _password(relay))
    except BaseException:
        smtp.close()
        raise
    return smtp


def _password(relay: Relay) -> str:
    """From the environment, or from the keyring where that package is installed."""
    found = os.environ.get(PASSWORD)
    if found:
        return found
    try:
        import keyring
    except ImportError:
        raise WrongUse(f"There is no password for {relay.user}.", f"Set {PASSWORD}, or install keyring.") from None
    kept = keyring.get_password("cyps-xl", relay.user)
    if not kept:
        raise WrongUse(f"The keyring has no password for {relay.user}.", "Add it under the service cyps-xl.")
    return str(kept)
