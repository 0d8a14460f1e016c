# SPDX-License-Identifier: EUPL-1.2
"""The neutral page that *Leave quickly* goes to is the helpline's choice."""

from pathlib import Path

from chatserver.web.static import NEUTRAL_PAGE, Build, read_file

OWN = "https://weather.example/"


def test_a_page_leads_to_the_helplines_neutral_page(tmp_path: Path) -> None:
    """The address that was built in is replaced, and a packed twin that still has it is not served."""
    page = tmp_path / "index.html"
    page.write_text(f'<a href="{NEUTRAL_PAGE}">Leave quickly</a>' + " " * 600)
    (tmp_path / "index.html.br").write_bytes(b"packed before")

    file = Build(tmp_path, {}, exit_page=OWN)._files[""]

    assert OWN.encode() in file.content
    assert NEUTRAL_PAGE.encode() not in file.content
    assert "br" not in file.packed


def test_the_loader_leads_there_too(tmp_path: Path) -> None:
    """The loader's own exit goes to the same page."""
    script = tmp_path / "loader.js"
    script.write_text(f'leave("{NEUTRAL_PAGE}")')

    assert read_file(script, {}, exit_page=OWN).content == f'leave("{OWN}")'.encode()
