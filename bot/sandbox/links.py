"""Which links Telegram takes, and how it writes them."""

import ipaddress
import re

_OWN_SCHEMES = ("tg", "tonsite", "ton")
_HOST = re.compile(r"(?:[\w.\-!$,~*'();&+=]|[^\x00-\x7f]|%[0-9A-Fa-f]{2})*", re.ASCII)
_USER_INFO = re.compile(r"(?:[\w.\-!$,~*'();&+=:]|[^\x00-\x7f]|%[0-9A-Fa-f]{2})*", re.ASCII)
_BLANKS = " \t\r\n\0\v"
_CAPITALS = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}


class LinkError(ValueError):
    """The reason why a link is refused."""


def lower(text: str) -> str:
    """Lower case for A to Z alone, as Telegram does it."""
    return text.translate(_CAPITALS)


def normalised(link: str) -> str:
    """The link as Telegram stores it; raises LinkError for one that it would not store."""
    scheme = _own_scheme(link)
    if scheme:
        return _own_link(scheme, link[len(scheme) + 1 :].removeprefix("//"))
    protocol, user_info, host, port, rest = _split(link)
    if "." not in host and not host.startswith("["):
        raise LinkError("Wrong HTTP URL")
    return f"{protocol}://{user_info + '@' if user_info else ''}{host}{f':{port}' if port else ''}{rest}"


def mentioned_user(link: str) -> int | None:
    """The person whom tg://user?id=... names."""
    found = re.match(r"tg:(?://)?user/?\?([^#]*)", lower(link))
    for pair in found[1].split("&") if found else ():
        key, _, value = pair.partition("=")
        if key == "id":
            return int(value) if re.fullmatch(r"[0-9]{1,15}", value) and int(value) > 0 else None
    return None


def _own_scheme(link: str) -> str:
    return next((scheme for scheme in _OWN_SCHEMES if lower(link).startswith(scheme + ":")), "")


def _own_link(scheme: str, link: str) -> str:
    protocol, user_info, host, port, rest = _split(link)
    if lower(link).startswith("http://") or protocol == "https" or user_info or port or host.startswith("["):
        raise LinkError("Wrong tg URL" if scheme == "tg" else "Wrong ton URL")
    if not re.fullmatch(r"[A-Za-z0-9_.-]*" if scheme == "tonsite" else r"[A-Za-z0-9_-]*", host):
        raise LinkError("Unallowed characters in URL host")
    return f"{scheme}://{host}{rest[1:] if rest.startswith('/?') else rest}"


def _split(link: str) -> tuple[str, str, str, int, str]:
    """Protocol, user info, host, port (0 when none is given) and the rest, which begins with a slash."""
    protocol, link = _protocol(link)
    end = next((at for at, char in enumerate(link) if char in "/?#"), len(link))
    authority, rest = link[:end], link[end:].rstrip(_BLANKS)
    authority, port = _port(authority)
    user_info, _, host = authority.rpartition("@")
    return protocol, user_info, _checked_host(host, user_info), port, _path(rest)


def _protocol(link: str) -> tuple[str, str]:
    name, mark, after = link.partition("://")
    if not mark or any(char in ":/?#@[]" for char in name):
        return "http", link
    if lower(name) not in {"http", "https"}:
        raise LinkError("Unsupported URL protocol")
    return lower(name), after


def _port(authority: str) -> tuple[str, int]:
    last = max(authority.rfind(mark) for mark in ":]@")
    if last < 1 or authority[last] != ":":
        return authority, 0
    digits = authority[last + 1 :].lstrip("0")
    if not re.fullmatch(r"[0-9]{1,5}", digits) or int(digits) > 65535:
        raise LinkError("Wrong port number specified in the URL")
    return authority[:last], int(digits)


def _checked_host(host: str, user_info: str) -> str:
    if host.startswith("[") and host.endswith("]"):
        try:
            ipaddress.IPv6Address(host[1:-1])
        except ValueError:
            raise LinkError("Wrong IPv6 address specified in the URL") from None
        return lower(host)
    if not host:
        raise LinkError("URL host is empty")
    if host == ".":
        raise LinkError("Host is invalid")
    for part, pattern, name in ((host, _HOST, "host"), (user_info, _USER_INFO, "userinfo")):
        if not pattern.fullmatch(part):
            wrong = part[pattern.match(part).end()]  # type: ignore[union-attr]
            fault = "Wrong percent-encoded symbol" if wrong == "%" else "Disallowed character"
            raise LinkError(f"{fault} in URL {name}")
    return lower(host)


def _path(rest: str) -> str:
    rest = "".join(f"%{ord(char):02X}" if ord(char) <= 0x20 else char for char in rest)
    return rest if rest.startswith("/") else "/" + rest
