"""Canonical addresses: one for the many that lead to the same page.

Scheme and host in small letters, no port that goes without saying, no fragment, no trackers in the query, the rest of it sorted, `.` and
`..` resolved, escapes in capitals and only where needed, and http as https. Mobile and AMP hosts are left: whether they hold the same text is
for the text to say (`graph/duplicates.py`).
"""

from __future__ import annotations

import posixpath
import re
from urllib.parse import parse_qsl, quote, unquote, urlencode, urljoin, urlsplit, urlunsplit

__all__ = ["canonical", "host_of", "resolved", "same_site"]

# Parameters that say how somebody came here, never what stands here.
_TRACKERS = re.compile(
    r"utm_.*|mc_[ce]id|fbclid|gclid|dclid|msclkid|yclid|igshid|twclid|_hsenc|_hsmi|mkt_tok|ref_src|ref_url|cmpid|ns_campaign"
    r"|spm|share_token|from_source|vd_source|scm|isappinstalled", re.I,
)  # fmt: skip
_PORTS = {"http": 80, "https": 443}


def canonical(url: str) -> str | None:
    """The canonical form of an http(s) address; None where it is none."""
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or "").rstrip("."), parts.port
        host = host if host.isascii() else host.encode("idna").decode("ascii")
    except (ValueError, UnicodeError):
        return None
    if parts.scheme.lower() not in _PORTS or not host or re.search(r"\s", host):
        return None
    netloc = f"[{host}]" if ":" in host else host
    if port and port not in _PORTS.values():
        netloc += f":{port}"
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    kept = sorted((key, value) for key, value in pairs if not _TRACKERS.fullmatch(key))
    return urlunsplit(("https", netloc, _path(parts.path), urlencode(kept), ""))


def _path(path: str) -> str:
    if not path:
        return "/"
    tidy = posixpath.normpath(path)
    tidy = "/" + tidy.lstrip("/") + ("/" if path.endswith("/") and tidy != "/" else "")
    return quote(unquote(tidy), safe="/:@!$&'()*+,;=~-._")


def host_of(url: str | None) -> str | None:
    """The host of an address without `www.`, for people to read."""
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return re.sub(r"^www\d?\.", "", host) if host else None


def resolved(link: str, base: str | None) -> str | None:
    """A link as an http(s) address, read against the address of the page that it stands on."""
    try:
        full = urljoin(base or "", link.strip())
        return full if urlsplit(full).scheme in _PORTS and urlsplit(full).hostname else None
    except ValueError:
        return None


def same_site(one: str, other: str) -> bool:
    """Whether two addresses are of one publisher: the same host but for `m.`, `amp.` and the like before it."""
    return _site(host_of(one)) == _site(host_of(other))


def _site(host: str | None) -> str:
    parts = (host or "").split(".")
    short = len(parts) > 2 and len(parts[-1]) == 2 and len(parts[-2]) <= 3      # example.co.uk, example.com.cn
    return ".".join(parts[-3 if short else -2 :])
