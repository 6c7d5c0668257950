"""What goes wrong with a database, in sentences that hold nothing of what it said: its messages may quote records."""

from __future__ import annotations

from cyps_xl.errors import UnusableFile, WrongUse
from cyps_xl.records.databases import SETTINGS, Database, where_passwords_are
from cyps_xl.records.engine import bad_rule
from cyps_xl.resources import settings_folder

_OF_THE_RULE = ("42883", "42804", "42846", "42725", "42P18", "42803", "22003", "22008", "22015")
"""SQLSTATEs of what cannot be compared, or worked out of one another, and of what is too large."""
_NOT_LET_IN = ("authentication failed", "pg_hba", "permission", "requires a valid client certificate")


def not_connected(database: Database, said: str, authorities: str) -> UnusableFile | WrongUse:
    """Why nobody is let in: by the words of the server, which say it in no other way; they are not repeated.

    `authorities` is the name of the file with the certificates that its own was held against.
    """
    whom = f" as {database.user}" if database.user else ""
    unsafe = _not_safe(database, said)
    if unsafe is not None:
        return unsafe
    if "no password" in said or "password authentication failed" in said:
        what = "has no password for it" if "no password" in said else "does not take the password"
        return WrongUse(f"The database {database.name} {what}{whom}.", where_passwords_are(database))
    if "does not exist" in said:
        return WrongUse(
            f"There is no such database or user: {database.name}{whom}.", "Correct the url, or ask ICT for its name."
        )
    if any(word in said for word in _NOT_LET_IN):  # before SSL, of which the server may speak there too
        return WrongUse(
            f"The database {database.name} does not let anybody in from here{whom}.",
            "Ask ICT to let this user in from this computer, to read alone.",
        )
    if "certificate" in said:
        return UnusableFile(
            f"The connection to {database.name} cannot be made safe: its certificate is not known here "
            f"(it was held against {authorities or 'none'}).",
            "Nothing was sent. Ask ICT for the certificate of the authority that signed it, a .pem file. Put that into "
            f'{settings_folder()}, and below the url in {SETTINGS} there write: ca_file = "ITS NAME.pem". '
            "To a URL in a command, add ?sslrootcert= and the path of the file.",
        )
    return UnusableFile(
        f"The database {database.name} cannot be reached.",
        "See to the network, and that the url names the right computer; then try again.",
    )


def _not_safe(database: Database, said: str) -> UnusableFile | None:
    """Why a connection that must be encrypted cannot be made; None where its safety is not the matter."""
    if "does not support SSL" in said:
        return UnusableFile(
            f"{database.name} offers no encryption, and records are read over no open line.",
            "Nothing was sent. Ask ICT to turn TLS on at the server (ssl = on), or for another way to it.",
        )
    if "root certificate" in said:
        return UnusableFile(
            f"The certificates that {database.name} is held against cannot be read.",
            "Nothing was sent. See to ca_file in records.toml: a .pem file that is there, its folders written with /.",
        )
    if "does not match host name" in said:
        return UnusableFile(
            f"The certificate of {database.name} is that of another computer.",
            "Nothing was sent. Name the server in the url by the name that its certificate has; ICT knows it.",
        )
    return None


def failed(database: Database, state: str | None, *, is_lost: bool) -> UnusableFile:
    """Why a statement was not answered, by its SQLSTATE."""
    code = state or ""
    if is_lost or code.startswith(("08", "57P")):
        return UnusableFile(
            f"The connection to {database.name} broke off while it was read.",
            "Nothing was written. Try again; where it happens again, ask ICT what ends it.",
        )
    if code == "42501":
        return UnusableFile(
            f"{database.name} does not let {database.user or 'you'} read all that a table of records is made of.",
            "Ask ICT for the right to read it (SELECT, and USAGE of its schema).",
        )
    if code in ("42P01", "42703"):
        return UnusableFile(
            f"A table or a column of {database.name} is no longer there.", "Try again, when nobody changes its tables."
        )
    if code in _OF_THE_RULE:
        return bad_rule()
    if code in ("57014", "55P03"):
        return UnusableFile(
            f"{database.name} took too long to answer, and was stopped.",
            "Nothing was written. Try again when fewer people use it, or ask ICT for a copy to count from.",
        )
    if code.startswith("53") or code.startswith("54"):
        return UnusableFile(
            f"{database.name} has no room left to count in.", "Nothing was written. Ask ICT, or try again later."
        )
    return UnusableFile(
        f"{database.name} cannot answer ({code or 'no reason given'}).",
        "Nothing was written. Tell ICT those letters: they say what the server did not do.",
    )
