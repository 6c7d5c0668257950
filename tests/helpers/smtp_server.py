"""A mail relay for tests: a process of its own with TLS, which can be told to fail at any step.

It keeps what it took in a folder, one file a message: the envelope in the first lines, then
the content. `python smtp_server.py FOLDER CERTIFICATE KEY MODE FAULTS…` prints its port.
"""

from __future__ import annotations

import base64
import os
import socket
import ssl
import sys
import threading
import time
import uuid
from pathlib import Path
from typing import BinaryIO

OK, LATER, NEVER = b"250 fine\r\n", b"451 later\r\n", b"550 never\r\n"
LOGIN = [base64.b64encode(f"\0officer\0{secret}".encode()) for secret in ("right", "£ right â")]
BY_STEPS = [base64.b64encode(text.encode()) for text in ("officer", "£ right â")]
ANSWERS = {
    "later after content": LATER,
    "never after content": NEVER,
    "leaves after content": b"421 closing\r\n",
    "odd after content": b"well, perhaps\r\n",
    "half a word after content": b"250-fi",
}
KEPT = ("odd after content", "half a word after content")


class Relay:
    """One relay. `faults` are taken one a message, in turn; "none" is a message that goes well."""

    def __init__(self, folder: Path, context: ssl.SSLContext | None, mode: str, faults: list[str]) -> None:
        self.folder, self.context, self.mode, self.faults = folder, context, mode, faults
        self._lock = threading.Lock()

    def serve(self, listening: socket.socket) -> None:
        while True:
            raw, _ = listening.accept()
            threading.Thread(target=self._guarded, args=(raw,), daemon=True).start()

    def _guarded(self, raw: socket.socket) -> None:
        try:
            if self.mode == "tls" and self.context is not None:
                raw = self.context.wrap_socket(raw, server_side=True)
            self._talk(raw)
        except OSError:
            pass
        finally:
            raw.close()

    def _fault(self) -> str:
        with self._lock:
            return self.faults.pop(0) if self.faults else "none"

    def _talk(self, channel: socket.socket) -> None:  # noqa: C901  # one branch for each word of the protocol
        channel.sendall(b"220 relay ready\r\n")
        file = channel.makefile("rb")
        to: list[str] = []
        fault = "none"
        while line := file.readline():
            word = line[:4].upper()
            if word in (b"EHLO", b"HELO"):
                offers = b"250-STARTTLS\r\n" if self.mode == "starttls" else b""
                encrypted = isinstance(channel, ssl.SSLSocket)
                _, _, ways = self.folder.name.partition("log in by ")
                offers += f"250-AUTH {ways}\r\n".encode() if encrypted and ways else b""
                channel.sendall(b"250-relay\r\n" + offers + b"250 8BITMIME\r\n")
            elif word == b"AUTH":
                channel.sendall(b"235 welcome\r\n" if self._may_enter(line, channel, file) else b"535 who?\r\n")
            elif word == b"STAR" and self.context is not None:
                channel.sendall(b"220 go on\r\n")
                channel = self.context.wrap_socket(channel, server_side=True)
                file = channel.makefile("rb")
            elif word == b"MAIL":
                to, fault = [], self._fault()
                if fault == "goes for good":
                    os._exit(0)
                if fault == "drop at mail":
                    return
                channel.sendall(LATER if fault == "later at mail" else OK)
            elif word == b"RCPT":
                if fault == "drop at rcpt":
                    return
                to.append(line.decode())
                answers = {"never at rcpt": NEVER, "later at rcpt": LATER, "leaves at rcpt": b"421 closing\r\n"}
                channel.sendall(answers.get(fault, OK))
            elif word == b"DATA":
                if fault == "drop at data":
                    return
                channel.sendall(NEVER if fault == "never at data" else b"354 go on\r\n")
                if fault != "never at data" and not self._take(file, channel, to, fault):
                    return
            elif word == b"QUIT":
                channel.sendall(b"221 bye\r\n")
                return
            else:
                channel.sendall(OK)

    def _may_enter(self, line: bytes, channel: socket.socket, file: BinaryIO) -> bool:
        way, *words = line.split()[1:]
        if way == b"PLAIN":
            return words[0] in LOGIN
        channel.sendall(b"334 go on\r\n")
        return [*words, file.readline().strip()] == BY_STEPS

    def _take(self, file: object, channel: socket.socket, to: list[str], fault: str) -> bool:
        """The content; whether the talk goes on."""
        content = []
        while (line := file.readline()) not in (b".\r\n", b""):  # type: ignore[attr-defined]
            content.append(line.removeprefix(b"."))
            if fault == "drop in content" and len(content) > 20:
                return False
        if line == b"":
            return False
        if fault not in ANSWERS or fault in KEPT:
            self._keep(to, content)
        if fault in ANSWERS:
            channel.sendall(ANSWERS[fault])
            return fault != "half a word after content"
        if fault == "drop after content":
            return False
        if fault == "silent after content":
            time.sleep(3)
            return False
        channel.sendall(OK)
        return True

    def _keep(self, to: list[str], content: list[bytes]) -> None:
        path = self.folder / f"{uuid.uuid4().hex}.part"
        path.write_bytes("".join(to).encode() + b"\r\n" + b"".join(content))
        path.rename(path.with_suffix(".taken"))


def main() -> None:
    folder, certificate, key, mode, *faults = sys.argv[1:]
    context = None
    if mode != "plain":
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
    listening = socket.create_server(("127.0.0.1", 0))
    print(listening.getsockname()[1], flush=True)
    Relay(Path(folder), context, mode, faults).serve(listening)


if __name__ == "__main__":
    main()
