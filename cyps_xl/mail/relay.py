"""A session with the council's mail relay: always encrypted and verified, one message to one address at a time."""

from __future__ import annotations

import base64
import re
import smtplib
import ssl
from collections.abc import Callable
from pathlib import Path

from cyps_xl.errors import CypsError, WrongUse
from cyps_xl.mail.relay_settings import PASSWORD, Relay, password_of

__all__ = ["Lost", "NotReached", "Refused", "Session"]

Handing = Callable[[], None]
_GO_ON, _FINE, _FORWARDED, _LEAVING = 354, 250, 251, 421
_GO_ON_LOGGING_IN, _LOGGED_IN = 334, (235, 503)
_NOT_TAKEN = range(400, 600)  # RFC 5321, 4.2.1: with these the relay has not taken the message


class NotReached(CypsError):
    """The relay cannot be reached, or cannot be trusted: nothing more is tried."""


class Refused(Exception):
    """The relay's own word that it does not take this message."""


class Lost(Exception):
    """The connection went, before the message was handed over or after."""


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
        except smtplib.SMTPAuthenticationError:
            raise NotReached(
                f"The relay {relay.host} does not take the user name or password.", f"See to the keyring or {PASSWORD}."
            ) from None
        except UnicodeError:  # what Python makes of a name that cannot be looked up at all
            raise NotReached(
                f"{relay.host} is no name of a computer.", "See to host in the relay’s settings."
            ) from None
        except (OSError, smtplib.SMTPException) as error:
            raise NotReached(
                f"The relay {relay.host} cannot be reached ({type(error).__name__}).",
                "Nothing more was sent. Try again later.",
            ) from None

    def hand_over(self, address: str, data: bytes, before: Handing) -> None:
        """Hand one message over for one address; `before` is called right before its content leaves.

        Raises Refused on the relay's own word, and Lost when the connection went, or when
        its answer is no answer: an odd word after the content leaves open what became of it.
        """
        try:
            self._ask(self._smtp.mail(self._relay.sender), _FINE)
            self._ask(self._smtp.rcpt(address), _FINE, _FORWARDED)
            self._ask(self._smtp.docmd("DATA"), _GO_ON)
            before()
            self._smtp.send(_wrapped(data))
            self._ask(self._smtp.getreply(), _FINE)
        except OSError as error:  # every error of smtplib is one
            raise Lost(type(error).__name__) from None

    def close(self) -> None:
        """Take leave; whatever the relay answers."""
        try:
            self._smtp.quit()
        except OSError:
            self._smtp.close()

    def _ask(self, answer: tuple[int, bytes], *wanted: int) -> None:
        code, _ = answer
        if code in wanted:
            return
        if code != _LEAVING and code in _NOT_TAKEN:
            raise Refused(f"{code}")
        raise smtplib.SMTPServerDisconnected("the relay takes leave, or speaks another language")


def _wrapped(data: bytes) -> bytes:
    """As it travels: a line that begins with a dot gets another, and one alone ends it all (RFC 5321, 4.5.2)."""
    return re.sub(rb"(?m)^\.", b"..", data) + (b"" if data.endswith(b"\r\n") else b"\r\n") + b".\r\n"


def _opened(relay: Relay) -> smtplib.SMTP:
    """A connection that is encrypted, verified and logged in; closed again when any of that fails."""
    context, domain = _trusting(relay), relay.sender.rpartition("@")[2]
    if relay.security == "tls":
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(relay.host, relay.port, domain, timeout=relay.seconds, context=context)
    else:
        smtp = smtplib.SMTP(relay.host, relay.port, domain, timeout=relay.seconds)
    try:
        if relay.security != "tls":
            _encrypt(smtp, relay, context)
        if relay.user:
            _log_in(smtp, relay)
    except BaseException:
        smtp.close()
        raise
    return smtp


def _trusting(relay: Relay) -> ssl.SSLContext:
    """What certificates are held against. Raises WrongUse when the council's own authority cannot be read."""
    try:
        return ssl.create_default_context(cafile=relay.ca_file or None)
    except (OSError, ValueError):  # the second for a name that no system has, such as one with a NUL in it
        raise WrongUse(
            f"The certificate authority {Path(relay.ca_file).name} cannot be read.",
            "See to ca_file in the relay’s settings: a .pem file, its folders written with /.",
        ) from None


def _encrypt(smtp: smtplib.SMTP, relay: Relay, context: ssl.SSLContext) -> None:
    try:
        smtp.starttls(context=context)
    except (smtplib.SMTPNotSupportedError, smtplib.SMTPResponseException):
        raise NotReached(
            f"The relay {relay.host} offers no encryption.", "Nothing more was sent. Ask ICT for a relay with TLS."
        ) from None


def _log_in(smtp: smtplib.SMTP, relay: Relay) -> None:
    password = password_of(relay)
    try:
        if relay.user.isascii() and password.isascii():
            smtp.login(relay.user, password)
        else:
            _log_in_beyond_ascii(smtp, relay, password)
    except smtplib.SMTPNotSupportedError:
        raise NotReached(
            f"The relay {relay.host} takes no user names.", "Take user out of the relay’s settings, or ask ICT."
        ) from None


def _log_in_beyond_ascii(smtp: smtplib.SMTP, relay: Relay, password: str) -> None:
    """Log in with a £ or an â in the password: smtplib knows ASCII alone, RFC 4616 (PLAIN) has UTF-8.

    LOGIN is in no RFC; the relays that offer it take UTF-8 as well. Raises NotReached when neither is offered.
    """
    smtp.ehlo_or_helo_if_needed()
    user, secret = (text.encode(errors="surrogateescape") for text in (relay.user, password))
    offered = smtp.esmtp_features.get("auth", "").upper().split()
    if "PLAIN" in offered:
        both = _base64(b"\0".join((b"", user, secret)))
        answer = smtp.docmd("AUTH", f"PLAIN {both}")
    elif "LOGIN" in offered:
        answer = smtp.docmd("AUTH", f"LOGIN {_base64(user)}")
        if answer[0] == _GO_ON_LOGGING_IN:
            answer = smtp.docmd(_base64(secret))
    elif offered:
        raise NotReached(
            f"The relay {relay.host} takes user names and passwords in plain letters alone, and these have others.",
            "Ask ICT for a password without £ or accents, or for a relay that offers AUTH PLAIN.",
        )
    else:
        raise smtplib.SMTPNotSupportedError
    if answer[0] not in _LOGGED_IN:
        raise smtplib.SMTPAuthenticationError(*answer)


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()
