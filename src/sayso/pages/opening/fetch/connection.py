"""Connections that keep a deadline and go to the very address that was checked.

In: `FetchRules` and a `Deadline`. Out: an httpx transport. One look-up serves both the check and the connection;
the name stays what TLS and the Host header see. No single read, write or handshake outlasts the deadline, so a
server that drips a byte at a time gains nothing by it.
"""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Iterable

import httpcore
import httpx

from sayso.errors import RefusedAddress
from sayso.pages.opening.fetch.internet import Endpoint, resolve
from sayso.pages.opening.fetch.rules import FetchRules


class Deadline:
    """The moment by which all must be done."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Return the seconds left. Raises TimeoutError when there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError("out of time")
        return left


class CheckedTransport(httpx.HTTPTransport):
    """The transport of httpx over connections of ours."""

    def __init__(self, rules: FetchRules, deadline: Deadline, tls: ssl.SSLContext) -> None:
        # httpx has no argument for the network below it; its pool is where it is set
        self._pool = httpcore.ConnectionPool(
            ssl_context=tls,
            network_backend=_Network(rules, deadline),
            max_keepalive_connections=0,  # few fetches would share one, and each connection is judged anew
        )


class _Network(httpcore.NetworkBackend):
    def __init__(self, rules: FetchRules, deadline: Deadline) -> None:
        self._rules = rules
        self._deadline = deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        try:
            endpoints = self._checked(host, port)
            return _Stream(_connect(endpoints, self._deadline), self._deadline)
        except TimeoutError as error:
            raise httpcore.ConnectTimeout(str(error)) from error
        except OSError as error:
            raise httpcore.ConnectError(error.strerror or str(error)) from error

    def _checked(self, host: str, port: int) -> tuple[Endpoint, ...]:
        found = resolve(host, port, seconds=self._deadline.left())
        if self._rules.allows(host, port):
            return found
        public = tuple(endpoint for endpoint in found if endpoint.public)
        if not public:
            named = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
            where = ", ".join(sorted({endpoint.ip for endpoint in found}))
            raise RefusedAddress(f"{where} is not on the public internet; --allow-private {named} permits it")
        return public


def _connect(endpoints: Iterable[Endpoint], deadline: Deadline) -> socket.socket:
    failed: OSError = ConnectionError("the name leads nowhere")
    for endpoint in endpoints:
        connection = socket.socket(endpoint.family, socket.SOCK_STREAM)
        try:
            connection.settimeout(deadline.left())
            connection.connect(endpoint.address)
        except OSError as error:
            connection.close()
            failed = error
        else:
            return connection
    raise failed


class _Stream(httpcore.NetworkStream):
    """A socket whose every call ends by the deadline; its time limits replace those of httpx."""

    def __init__(self, connection: socket.socket, deadline: Deadline) -> None:
        self._socket = connection
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        try:
            self._socket.settimeout(self._deadline.left())
            return self._socket.recv(max_bytes)
        except TimeoutError as error:
            raise httpcore.ReadTimeout(str(error)) from error
        except OSError as error:
            raise httpcore.ReadError(error.strerror or str(error)) from error

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        try:
            self._socket.settimeout(self._deadline.left())
            self._socket.sendall(buffer)
        except TimeoutError as error:
            raise httpcore.WriteTimeout(str(error)) from error
        except OSError as error:
            raise httpcore.WriteError(error.strerror or str(error)) from error

    def close(self) -> None:
        self._socket.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        try:
            self._socket.settimeout(self._deadline.left())
            wrapped = ssl_context.wrap_socket(self._socket, server_hostname=server_hostname)
        except (OSError, ValueError) as error:
            self.close()
            slow = isinstance(error, TimeoutError)
            raise (httpcore.ConnectTimeout if slow else httpcore.ConnectError)(str(error)) from error
        return _Stream(wrapped, self._deadline)
