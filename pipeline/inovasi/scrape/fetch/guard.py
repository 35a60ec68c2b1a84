"""Which addresses may be connected to: those of the public internet, unless the user allows his own network.

The check is made on the address that the connection then uses, so neither an odd spelling of an address, nor a
redirect, nor a name that is looked up twice and answered differently gets around it.
"""

from __future__ import annotations

import socket
from collections.abc import Callable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from inovasi.errors import FetchFailed

SocketAddress = tuple[str, int] | tuple[str, int, int, int] | tuple[int, bytes]
Resolved = tuple[socket.AddressFamily, SocketAddress]
Resolve = Callable[[str, int], tuple[Resolved, ...]]

# IANA's registries of special-purpose addresses; the lists in ``ipaddress`` differ from one Python to the next.
_NOT_PUBLIC = tuple(
    IPv4Network(network)
    for network in (
        "0.0.0.0/8",  # this host
        "10.0.0.0/8",
        "100.64.0.0/10",  # shared by the customers of a provider
        "127.0.0.0/8",
        "169.254.0.0/16",  # link-local; cloud machines keep their secrets there
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",  # documentation, and two below
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, broadcast
    )
)
_GLOBAL_6 = IPv6Network("2000::/3")  # the only block from which public addresses are given out
_NOT_PUBLIC_6 = tuple(
    IPv6Network(network)
    for network in (
        "2001::/23",  # protocols, Teredo among them
        "2001:db8::/32",  # documentation, and the last one
        "2002::/16",  # 6to4: an IPv4 address in disguise
        "3fff::/20",
    )
)
_NAT64 = IPv6Network("64:ff9b::/96")  # how a network without IPv4 reaches it; the last 32 bits are the IPv4 address


def is_public(address: str) -> bool:
    """Whether ``address`` (a numeric one, as a resolver gives it) belongs to the public internet."""
    try:
        ip = ip_address(address)
    except ValueError:  # with a zone, so it is link-local, or no IP address at all
        return False
    if isinstance(ip, IPv4Address):
        return _is_public_4(ip)
    if ip in _NAT64:
        return _is_public_4(IPv4Address(int(ip) & 0xFFFFFFFF))
    return _is_public_6(ip)


def look_up(host: str, port: int) -> tuple[Resolved, ...]:
    """The addresses of ``host`` as this machine's resolver has them, best first. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple((family, address) for family, _, _, _, address in found)


class Guard:
    """Looks names up and lets through only what may be connected to."""

    def __init__(self, allow_private: bool, *, resolve: Resolve = look_up) -> None:  # noqa: FBT001
        self._allow_private = allow_private
        self._resolve = resolve

    def addresses(self, host: str, port: int) -> tuple[Resolved, ...]:
        """Where ``host`` may be reached, at least one address. Raises FetchFailed if it is not public; OSError."""
        found = self._resolve(host, port)
        if not found:
            raise FetchFailed(host, "its name has no address", "Check the address.")
        if self._allow_private:
            return found
        public = tuple(it for it in found if is_public(str(it[1][0])))
        if not public:
            raise FetchFailed(
                host,
                f"it lies at {found[0][1][0]}, which is not a public address",
                "Set allow_private = true under [scrape] if you mean a server of your own.",
            )
        return public


def is_this_machine(host: str) -> bool:
    """Whether ``host`` is written as this machine itself: localhost or a loopback address."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _is_public_4(ip: IPv4Address) -> bool:
    return not any(ip in network for network in _NOT_PUBLIC)


def _is_public_6(ip: IPv6Address) -> bool:
    return ip in _GLOBAL_6 and not any(ip in network for network in _NOT_PUBLIC_6)
