"""Tell the public internet from everything else.

In: a host's name or number. Out: the addresses it leads to that a stranger's link may be followed to, as the socket
calls take them. Whatever the spelling of the host (127.1, 0x7f000001, ::ffff:10.0.0.1), the addresses that the
resolver makes of it are what is judged, and a connection goes to one of these without asking the resolver again.
"""

from __future__ import annotations

import socket
import threading
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from queue import Empty, SimpleQueue
from typing import Any

_REFUSED = tuple(
    map(
        ip_network,
        (
            "168.63.129.16/32",  # a cloud's metadata service, on an address that looks public
            "192.0.0.0/24",  # protocol assignments, another cloud's metadata among them
            "192.88.99.0/24",  # 6to4 relays
            "::/96",  # IPv4 addresses written within IPv6 ones: compatible, mapped, NAT64, Teredo, 6to4
            "::ffff:0:0/96",
            "64:ff9b::/96",
            "64:ff9b:1::/48",
            "2001::/23",
            "2002::/16",
            "5f00::/16",  # segment routing
            "fec0::/10",  # site-local, of old
        ),
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """Where a socket connects to: the family and the address as the resolver gave them."""

    family: socket.AddressFamily
    address: tuple[Any, ...]

    @property
    def ip(self) -> str:
        """The address as a number."""
        return str(self.address[0])

    @property
    def public(self) -> bool:
        """Whether it lies on the public internet."""
        return is_public(ip_address(self.ip.partition("%")[0])) and "%" not in self.ip


def is_public(ip: IPv4Address | IPv6Address) -> bool:
    """Tell whether an address is one of the public internet's, and no other address in disguise."""
    if not ip.is_global or ip.is_private or ip.is_multicast or ip.is_reserved:
        return False
    return not any(ip in network for network in _REFUSED if network.version == ip.version)


def resolve(host: str, port: int, *, seconds: float) -> tuple[Endpoint, ...]:
    """Return what a host's name leads to. Raises OSError; TimeoutError after so many `seconds`."""
    answer: SimpleQueue[list[Any] | OSError] = SimpleQueue()

    def ask() -> None:
        try:
            answer.put(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as error:
            answer.put(error if isinstance(error, OSError) else OSError(str(error)))

    threading.Thread(target=ask, daemon=True).start()  # the resolver itself knows no time limit
    try:
        found = answer.get(timeout=seconds)
    except Empty:
        raise TimeoutError(f"no answer about the name {host}") from None
    if isinstance(found, OSError):
        raise found
    return tuple(Endpoint(family=family, address=address) for family, _, _, _, address in found)
