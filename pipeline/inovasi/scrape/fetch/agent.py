"""Who we say we are."""

from __future__ import annotations

import re

from inovasi.errors import UsageError
from inovasi.version import __version__

TOKEN = "inovasi"  # the name that a robots.txt may call us by

# Printable ASCII without brackets and backslash: they end a comment in a header, and a line end would end the header.
_CONTACT = re.compile(r"[!-'*-\[\]-~](?:[ -'*-\[\]-~]{0,198}[!-'*-\[\]-~])?")


def user_agent(contact: str | None) -> str:
    """The User-Agent header: name, version, and where to complain (an address or URL, if the user gave one).

    Raises ``UsageError`` for a contact that cannot stand in a header.
    """
    about = "reads news on public-sector innovation"
    if contact is None:
        return f"{TOKEN}/{__version__} ({about})"
    if not _CONTACT.fullmatch(contact):
        raise UsageError(
            ascii(contact),
            "the contact cannot stand in a header",
            "Set contact under [scrape] to an e-mail address or a URL: at most 200 ASCII characters, no brackets.",
        )
    return f"{TOKEN}/{__version__} (+{contact}; {about})"
