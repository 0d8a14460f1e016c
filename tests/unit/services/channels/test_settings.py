# SPDX-License-Identifier: EUPL-1.2
"""The dated file of channels: what it sets up, and every way in which it is wrong, told at once."""

import ipaddress
from datetime import date
from pathlib import Path

import pytest

from chatserver.services.channels.settings import ChannelFile, ChannelFileError, read_channels
from tests.drivers.authority import Authority

EXAMPLE = Path(__file__).resolve().parents[4] / "deploy" / "examples" / "channels.toml"
DATES = "verified_on = 2026-11-24\nvalid_until = 2027-05-24\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the secrets that the example names."""
    for name, secret in (("smtp.password", "right\n"), ("sms.secret", "s3cret\n")):
        (tmp_path / name).write_text(secret)
        (tmp_path / name).chmod(0o600)
    return tmp_path


def read(folder: Path, text: str) -> ChannelFile:
    """What *text* sets up."""
    file = folder / "channels.toml"
    file.write_text(text, encoding="utf-8")
    return read_channels(file)


def test_the_example_sets_everything_up(folder: Path) -> None:
    """As it is shipped, with secrets from files of their own."""
    made = read(folder, EXAMPLE.read_text(encoding="utf-8"))

    assert made.webhook is not None
    assert made.smtp is not None
    assert (made.smtp.security, made.smtp.password) == ("starttls", "right")
    assert made.gateway is not None
    assert made.gateway.headers == {"Authorization": "Bearer s3cret"}
    assert made.gateway.fields["recipient"] == "{to}"
    assert not made.is_stale(date(2027, 5, 24))
    assert made.is_stale(date(2027, 5, 25))


def test_what_is_left_out_is_not_set_up(folder: Path) -> None:
    """The dates alone are a file."""
    made = read(folder, DATES)

    assert (made.webhook, made.smtp, made.gateway) == (None, None, None)


def test_networks_and_authorities_are_read(folder: Path, authority: Authority) -> None:
    """Of a county's own network."""
    (folder / "county.pem").write_bytes(authority.file.read_bytes())
    made = read(
        folder, f'{DATES}[webhook]\nprivate_networks = ["10.20.0.0/16"]\nauthorities_file = "county.pem"\n'
    )

    assert made.webhook is not None
    assert made.webhook.private_networks == (ipaddress.ip_network("10.20.0.0/16"),)
    assert made.webhook.authorities == folder / "county.pem"


SMTP = '[smtp]\nhost = "mail.example.org"\nport = 587\nsender = "larm@example.org"\n'
GATEWAY = '[gateway]\nurl = "https://sms.example.org/"\nfields = { to = "{to}", text = "{text}" }\n'


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("verified_on = 2026-11-24\n", "valid_until"),
        (DATES + "webhok = 1\n", "webhok"),
        (DATES + "[webhook]\nprivate_networks = ['10.0.0.1/8']\n", "10.0.0.1/8 is no network"),
        (DATES + "[webhook]\nauthorities_file = 'none.pem'\n", "none.pem holds no certificates"),
        (DATES + SMTP.replace("larm@", "Larm <larm@"), "sender"),
        (DATES + SMTP + 'security = "none"\n', "none is for a server on this machine"),
        (DATES + SMTP + 'security = "maybe"\n', "maybe"),
        (DATES + SMTP + 'username = "lykta"\n', "password_file is missing"),
        (DATES + SMTP + 'username = "lykta"\npassword_file = "none"\n', "cannot be read"),
        (DATES + SMTP.replace("587", "0"), "port"),
        (DATES + GATEWAY.replace("https", "http"), "must begin with https"),
        (DATES + GATEWAY.replace('"{to}"', '"{number}"'), "{number} is not replaced by anything"),
        (DATES + GATEWAY.replace('"{text}"', '"x"'), "{text} is nowhere"),
        (DATES + GATEWAY + 'headers = { Key = "{secret}" }\n', "{secret} is not replaced by anything"),
        (DATES + GATEWAY + 'secret_file = "sms.secret"\n', "{secret} is nowhere"),
        (DATES + GATEWAY + 'headers = { Key = "a\\r\\nb: c" }\n', "cannot be a header"),
        ("= 1", "line 1"),
    ],
)
def test_what_cannot_be_is_told(folder: Path, text: str, told: str) -> None:
    """With the file, the part, what is wrong and what to do."""
    with pytest.raises(ChannelFileError) as wrong:
        read(folder, text)
    assert str(folder / "channels.toml") in str(wrong.value)
    assert told in str(wrong.value)


def test_everything_that_is_wrong_is_told_at_once(folder: Path) -> None:
    """Nobody mends one line only to be told of the next."""
    with pytest.raises(ChannelFileError) as wrong:
        read(folder, DATES + SMTP + 'security = "none"\n' + GATEWAY.replace("{to}", "{number}"))

    assert len(str(wrong.value).splitlines()) == 3


def test_a_secret_that_others_can_read_is_refused(folder: Path) -> None:
    """It may be known already; and it is never told."""
    (folder / "sms.secret").chmod(0o644)
    with pytest.raises(ChannelFileError, match="read by others") as wrong:
        read(folder, EXAMPLE.read_text(encoding="utf-8"))
    assert "s3cret" not in str(wrong.value)


def test_a_file_that_is_not_there(folder: Path) -> None:
    """The setting names nothing."""
    with pytest.raises(ChannelFileError, match="cannot be read"):
        read_channels(folder / "none.toml")
