"""Who we say we are."""

from __future__ import annotations

import pytest

from inovasi import __version__
from inovasi.errors import UsageError
from inovasi.scrape.fetch.agent import user_agent


@pytest.mark.parametrize("contact", ["redaksi@contoh.test", "https://contoh.test/bot", "Tim Data, data@contoh.test"])
def test_the_agent_names_itself_its_version_and_the_contact(contact: str) -> None:
    assert user_agent(contact).startswith(f"inovasi/{__version__} (+{contact}; ")


def test_without_a_contact_it_still_names_itself() -> None:
    agent = user_agent(None)
    assert agent.startswith(f"inovasi/{__version__} (")
    assert "+" not in agent


@pytest.mark.parametrize(
    "contact",
    ["a@b.test\r\nX-Evil: 1", "a@b.test\n", "a\tb", "\x00", "", " ", "ä@b.test", "a) Mozilla/5.0 (b", "a\\", "a" * 201],
)
def test_a_contact_that_would_break_the_header_is_wrong_usage(contact: str) -> None:
    with pytest.raises(UsageError, match="cannot stand in a header"):
        user_agent(contact)
