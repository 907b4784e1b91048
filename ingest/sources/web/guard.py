"""Which addresses are refused: all that are not of the public internet, however they are written.

A feed or a page may point anywhere, and a fetch comes from inside the user's network, where routers, databases and the metadata services of clouds
trust whoever asks. So a host is resolved first, every one of its addresses is looked at, and the connection goes to an address
that was looked at: a name that answers differently the second time gains nothing (`connection.py`). IPv6 forms that carry an IPv4
address (mapped, compatible, 6to4, Teredo, NAT64) are judged by that address, too.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import SplitResult, urlsplit

from ....ontology.errors import ArticleError

__all__ = ["check_address", "check_url", "literal"]

_METADATA = {"169.254.169.254", "169.254.170.2", "fd00:ec2::254", "100.100.100.200", "168.63.129.16"}
_NAT64 = (ip_network("64:ff9b::/96"), ip_network("64:ff9b:1::/48"))
_COMPATIBLE = ip_network("::/96")
_NUMBERS = re.compile(r"(?:0x[0-9a-f]+|[0-9]+)(?:\.(?:0x[0-9a-f]+|[0-9]+)){0,3}\.?", re.I)


def check_url(url: str, allow_private: bool) -> SplitResult:
    """The parts of an address that may be asked for; that its host's addresses may be is checked when it is connected to.

    Raises:
        ArticleError: It is of another scheme, has no host, has a password in it, or its host is a number that is not public.
    """
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise ArticleError(f"{url}: is no address ({error}); check how it is written") from error
    if parts.scheme.lower() not in ("http", "https"):
        raise ArticleError(f"{url}: only http and https addresses are fetched, not {parts.scheme or 'this'}; give a path for a file")
    if not host or re.search(r"[\s\\]", parts.netloc):
        raise ArticleError(f"{url}: is no address: it has no host; check how it is written")
    if "@" in parts.netloc:
        raise ArticleError(f"{parts.scheme}://...@{host}: has a name or password in it, which would end up in reports; take it out")
    number = literal(host)
    if number is not None and not allow_private:
        check_address(url, host, number)
    return parts


def literal(host: str) -> str | None:
    """The IP address that a host is, in whatever form the system's resolver takes (`127.1`, `0x7f000001`, `2130706433`, octal)."""
    host = host.partition("%")[0]
    if ":" in host:
        return host
    if not _NUMBERS.fullmatch(host):
        return None
    try:
        return socket.inet_ntoa(socket.inet_aton(host.rstrip(".")))
    except OSError:
        return None


def check_address(where: str, host: str, address: str) -> None:
    """Let a public address pass.

    Raises:
        ArticleError: It is none; the message says which kind.
    """
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError as error:
        raise ArticleError(f"{where}: {host} is no address that can be reached ({error}); check how it is written") from error
    for one in _carried(parsed):
        kind = _kind(one)
        if kind:
            shown = address if str(one) == address else f"{address} ({one})"
            named = "is" if host == address else "leads to"
            raise ArticleError(f"{where}: {host} {named} {shown}, {kind}, and is not fetched; --allow-private permits it")


def _carried(address: IPv4Address | IPv6Address) -> Iterator[IPv4Address | IPv6Address]:
    """The address, and those that it carries."""
    yield address
    if isinstance(address, IPv6Address):
        for inner in (address.ipv4_mapped, address.sixtofour, *(address.teredo or ())):
            if inner is not None:
                yield inner
        if any(address in net for net in _NAT64) or (address in _COMPATIBLE and int(address) > 0xFFFF):
            yield IPv4Address(int(address) & 0xFFFFFFFF)


def _kind(address: IPv4Address | IPv6Address) -> str | None:
    """What makes it not public; None where it is."""
    if str(address) in _METADATA:
        return "the metadata service of a cloud"
    if address.is_loopback:
        return "a loopback address"
    if address.is_link_local:
        return "a link-local address"
    if address.is_unspecified:
        return "no address at all"
    if address.is_multicast:
        return "a multicast address"
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        return None         # judged by what it carries
    if not address.is_global:
        return "a private or reserved address"
    return None
