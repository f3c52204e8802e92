"""Servers for one test: each an origin of its own."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answer = tuple[int, dict[str, str], bytes]


@dataclass(frozen=True)
class Call:
    origin: str
    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Gate:
    """Shut, it keeps answers waiting."""

    _open: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.open()

    def open(self) -> None:
        self._open.set()

    def shut(self) -> None:
        self._open.clear()

    def wait(self) -> None:
        self._open.wait(15)


@contextmanager
def server(host: str, calls: list[Call], reply: Callable[[Call], Answer]) -> Iterator[str]:
    """Its origin: `host` is a name of this machine."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            headers = {name.lower(): value for name, value in self.headers.items()}
            call = Call(origin, self.command, self.path, headers, body)
            calls.append(call)
            status, told, content = reply(call)
            self.send_response(status)
            for name, value in told.items():
                self.send_header(name, value)
            if status != 204:
                self.send_header("content-length", str(len(content)))
            self.end_headers()
            if status != 204:
                self.wfile.write(content)

        do_GET = do_POST = do_OPTIONS = _answer  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            """The browser has gone away."""

    serving = Server(("127.0.0.1", 0), Handler)
    origin = f"http://{host}:{serving.server_address[1]}"
    threading.Thread(target=serving.serve_forever, args=(0.05,), daemon=True).start()
    yield origin
    serving.shutdown()
    serving.server_close()
