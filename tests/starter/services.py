"""GitHub and GitLab as far as a comment needs them: on this machine, in this process."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

BOT = "github-actions[bot]"


@dataclass
class Service:
    """`comments` are (id, author, text); `asked` is every request: method, path, and the token it came with."""

    comments: list[tuple[int, str, str]] = field(default_factory=list)
    pull: dict[str, Any] = field(default_factory=dict)
    asked: list[tuple[str, str, str]] = field(default_factory=list)
    url: str = ""

    @property
    def wrote(self) -> list[tuple[str, str]]:
        return [(method, path) for method, path, _ in self.asked if method != "GET"]

    def add(self, author: str, text: str) -> int:
        self.comments.append((len(self.comments) + 1, author, text))
        return len(self.comments)

    def change(self, number: int, text: str) -> None:
        author = self.comments[number - 1][1]
        self.comments[number - 1] = (number, author, text)


@contextmanager
def github() -> Iterator[Service]:
    def answer(service: Service, method: str, path: str, query: dict[str, list[str]], body: str) -> object:
        match [method, *path.strip("/").split("/")]:
            case ["GET", "repos", "acme", "policies", "pulls", number]:
                return {"number": int(number), **service.pull}
            case ["GET", "repos", "acme", "policies", "issues", "7", "comments"]:
                return _page(
                    [
                        {"id": n, "user": {"login": who} if who else None, "body": text}
                        for n, who, text in service.comments
                    ],
                    query,
                )
            case ["POST", "repos", "acme", "policies", "issues", "7", "comments"]:
                return {"id": service.add(BOT, body)}
            case ["PATCH", "repos", "acme", "policies", "issues", "comments", number]:
                service.change(int(number), body)
                return {"id": int(number)}
        return None

    with _serving(answer, "Authorization") as service:
        yield service


@contextmanager
def gitlab() -> Iterator[Service]:
    def answer(service: Service, method: str, path: str, query: dict[str, list[str]], body: str) -> object:
        match [method, *path.strip("/").split("/")]:
            case ["GET", "user"]:
                return {"id": 99}
            case ["GET", "projects", "5", "merge_requests", "7", "notes"]:
                return _page(
                    [
                        {"id": n, "author": {"id": 99 if who == BOT else 1}, "body": text}
                        for n, who, text in service.comments
                    ],
                    query,
                )
            case ["POST", "projects", "5", "merge_requests", "7", "notes"]:
                return {"id": service.add(BOT, body)}
            case ["PUT", "projects", "5", "merge_requests", "7", "notes", number]:
                service.change(int(number), body)
                return {"id": int(number)}
        return None

    with _serving(answer, "PRIVATE-TOKEN") as service:
        yield service


def _page(rows: list[Any], query: dict[str, list[str]]) -> list[Any]:
    size, page = int(query["per_page"][0]), int(query["page"][0])
    return rows[size * (page - 1) : size * page]


@contextmanager
def _serving(answer: Any, token: str) -> Iterator[Service]:
    service = Service()

    class Handler(BaseHTTPRequestHandler):
        def do(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            body = json.loads(self.rfile.read(length))["body"] if length else ""
            place = urlsplit(self.path)
            service.asked.append((self.command, place.path, self.headers.get(token, "")))
            query = parse_qs(place.query)
            found = answer(service, self.command, place.path, query, body)
            said = json.dumps(found).encode()
            self.send_response(404 if found is None else 200)
            if isinstance(found, list) and len(found) == int(query["per_page"][0]):
                self.send_header("X-Next-Page", str(int(query["page"][0]) + 1))
            self.end_headers()
            self.wfile.write(said)

        do_GET = do_POST = do_PUT = do_PATCH = do

        def log_message(self, *words: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    service.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
