"""nginx in front of a folder: a real server as most sites have it, with its own ETags, 304s, gzip and keep-alive."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from pathlib import Path
from types import TracebackType

PROGRAM = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")

_SETTINGS = """
daemon off;
pid {home}/nginx.pid;
error_log {home}/error.log;
worker_processes 1;
events {{ worker_connections 256; }}
http {{
    include mime.types;
    access_log {home}/access.log;
    client_body_temp_path {home}/body;
    proxy_temp_path {home}/proxy;
    fastcgi_temp_path {home}/fastcgi;
    uwsgi_temp_path {home}/uwsgi;
    scgi_temp_path {home}/scgi;
    gzip on;
    gzip_types text/xml application/json application/xml application/rss+xml;
    charset utf-8;
    keepalive_requests 1000000;
    server {{
        listen {listen}:{port};
        root {root};
        index index.html;
        default_type text/html;
        {rules}
    }}
}}
"""
_TYPES = "types { text/html html; text/xml xml; application/json json; text/plain txt; }\n"


class Nginx:
    """Serves ``root`` inside ``with``; ``rules`` go into its server block. ``home`` is for its own files."""

    def __init__(self, root: Path, home: Path, rules: str = "", listen: str = "127.0.0.1") -> None:
        self.home = home
        home.mkdir(parents=True, exist_ok=True)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}/"
        (home / "mime.types").write_text(_TYPES, encoding="utf-8")
        settings = _SETTINGS.format(home=home, root=root, listen=listen, port=self.port, rules=rules)
        (home / "nginx.conf").write_text(settings, encoding="utf-8")

    def __enter__(self) -> Nginx:
        assert PROGRAM is not None
        command = [
            PROGRAM,
            "-p",
            str(self.home),
            "-c",
            str(self.home / "nginx.conf"),
            "-e",
            str(self.home / "error.log"),
        ]
        if os.geteuid() == 0:
            command += ["-g", "user root;"]  # its worker has to read a folder that only we may read
        self._process = subprocess.Popen(command, stdin=subprocess.DEVNULL)
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return self
            time.sleep(0.02)
        raise RuntimeError((self.home / "error.log").read_text("utf-8"))

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.terminate()
        self._process.wait(10)

    def statuses(self) -> list[int]:
        """The status of every answer so far."""
        lines = (self.home / "access.log").read_text("utf-8").splitlines()
        return [int(line.split('"')[2].split()[0]) for line in lines]

    def forget(self) -> None:
        """Begin the list of answers anew."""
        with (self.home / "access.log").open("r+") as log:
            log.truncate(0)
