"""A mail server that keeps what it gets, and misbehaves when told to."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage

PATIENCE_SECONDS = 30


class Conversation(socketserver.StreamRequestHandler):
    server: "Sink"

    def handle(self) -> None:
        self._say("220 sink")
        while line := self.rfile.readline().strip().upper():
            if line.startswith(b"RCPT"):
                self._say(self._judge(line))
            elif line == b"DATA":
                self._say("354 go on")
                self._keep()
            elif line == b"QUIT":
                return self._say("221 bye")
            else:
                self._say("250 fine")

    def _judge(self, line: bytes) -> str:
        address = line.split(b"<")[1].split(b">")[0].decode().lower()
        return self.server.answers.get(address, "250 fine")

    def _keep(self) -> None:
        data = b""
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            data += line
        self.server.arrived.set()
        self.server.gate.wait(PATIENCE_SECONDS)
        if self.server.hangs_up:
            return
        self.server.letters.append(message_from_bytes(data, policy=policy.default))
        self._say("250 kept")

    def _say(self, answer: str) -> None:
        self.wfile.write(f"{answer}\r\n".encode())


class Sink(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 50

    def __init__(self, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), Conversation)
        self.port = self.server_address[1]
        self.letters: list[EmailMessage] = []
        # What is said to a recipient, by address.
        self.answers: dict[str, str] = {}
        # A message has come in; it is answered once the gate is open, or the line breaks instead.
        self.arrived = threading.Event()
        self.gate = threading.Event()
        self.gate.set()
        self.hangs_up = False

    def to(self) -> list[str]:
        return sorted(str(letter["to"]) for letter in self.letters)

    def handle_error(self, request, client_address) -> None:
        """Clients that die in the middle are what some tests are about."""


@contextmanager
def running(port: int = 0) -> Iterator[Sink]:
    with Sink(port) as sink:
        thread = threading.Thread(target=sink.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield sink
        finally:
            sink.shutdown()
            thread.join()
