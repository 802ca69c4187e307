"""An upload that is broken off is one line of the log, at every door that takes one."""

from __future__ import annotations

import logging
import socket
import time
from urllib.parse import urlsplit

import pytest

LINES = {
    "/api/v1/read": "Content-Type: text/plain",
    "/add": "Content-Type: multipart/form-data; boundary=qq",
}


@pytest.mark.parametrize("path", LINES)
def test_an_upload_that_is_broken_off_is_one_line(address: str, path: str, caplog: pytest.LogCaptureFixture) -> None:
    host = urlsplit(address)
    head = f"POST {path} HTTP/1.1\r\nHost: {host.netloc}\r\nOrigin: {address}\r\n{LINES[path]}\r\nContent-Length: 90000"
    body = b"--qq\r\nContent-Disposition: form-data; name=file; filename=a.txt\r\n\r\nhalf of it"
    with caplog.at_level(logging.INFO), socket.create_connection((host.hostname or "", host.port or 0)) as client:
        client.sendall(f"{head}\r\n\r\n".encode() + body)
        time.sleep(0.3)
        client.close()
        for _ in range(100):
            if caplog.records:
                break
            time.sleep(0.05)
        time.sleep(0.3)
    (told,) = [each for each in caplog.records if each.levelno >= logging.WARNING]
    assert told.getMessage() == f"POST '{path}': the client went away before all of it had come"
    assert told.exc_info is None
    assert "\n" not in told.getMessage()
