"""A language model for tests: a server on the loopback that speaks the protocol and answers what it was told, one reply a request."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest


@dataclass
class Reply:
    """A reply: status, body, headers, and seconds before it."""

    body: bytes
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    after: float = 0.0


def answer(*claims: Any, usage: Any = (100, 20), finish: str = "stop") -> Reply:
    """A good reply that states these claims."""
    return said(json.dumps({"claims": list(claims)}, ensure_ascii=False), usage, finish)


def said(content: Any, usage: Any = (100, 20), finish: str = "stop") -> Reply:
    """A reply of the protocol whose message is `content`."""
    body: dict[str, Any] = {"choices": [{"index": 0, "message": {"role": "assistant", "content": content}, "finish_reason": finish}]}
    if usage:
        body["usage"] = {"prompt_tokens": usage[0], "completion_tokens": usage[1]}
    return Reply(json.dumps(body, ensure_ascii=False).encode())


def refusal(status: int, message: str = "", **headers: str) -> Reply:
    """An error of the protocol; `_` of a header's name is a hyphen."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(json.dumps({"error": {"message": message}}).encode(), status, named)


@dataclass
class ModelServer:
    """What the server is told to say, the last reply again and again, and what it was asked."""

    url: str
    replies: list[Reply] = field(default_factory=list)
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)

    def questions(self) -> list[dict[str, Any]]:
        """The passages asked about, with what went along."""
        return [json.loads(body["messages"][1]["content"]) for body in self.asked]


@pytest.fixture
def model() -> Iterator[ModelServer]:
    """A server that stops when the test ends."""
    held = ModelServer("")

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            held.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            held.keys.append(self.headers.get("Authorization"))
            reply = held.replies.pop(0) if len(held.replies) > 1 else held.replies[0]
            time.sleep(reply.after)
            try:
                self.send_response(reply.status)
                for name, value in {"Content-Length": str(len(reply.body)), **reply.headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(reply.body)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True        # the client has given up, as a test of slowness wants

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    held.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield held
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def replies() -> Any:
    """How replies are made: `replies.answer(...)`, `replies.said(...)`, `replies.refusal(...)`, `replies.Reply(...)`."""

    class Made:
        pass

    made: dict[str, Callable[..., Reply]] = {"answer": answer, "said": said, "refusal": refusal, "Reply": Reply}
    for name, make in made.items():
        setattr(Made, name, staticmethod(make))
    return Made
