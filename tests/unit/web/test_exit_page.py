# SPDX-License-Identifier: EUPL-1.2
"""What the settings put into the pages: the neutral page of *Leave quickly*, and where the relay is."""

from dataclasses import replace
from pathlib import Path

import pytest

from chatserver.web.pages import NEUTRAL_PAGE, OWN_RELAY, Pages, Site, read_pages
from chatserver.web.parts import Parts

ROOT = Path(__file__).resolve().parents[3]
OWN = "https://www.example.org/"
RELAY = "https://relay.example"


def written(parts: Parts, path: str, text: str, **changed: str) -> Pages:
    """The pages, with *text* at *path* of the build."""
    site: Site = replace(parts.site, **changed)  # type: ignore[arg-type]  # settings that are text
    (parts.site.build_folder / path).write_text(text)
    return read_pages(site, parts.roots)


def test_a_page_leads_to_the_helplines_neutral_page(parts: Parts) -> None:
    """The address that was built in is replaced, and a packed twin that still has it is not served."""
    (parts.site.build_folder / "chat" / "index.html.br").write_bytes(b"packed before")
    page = f'<a href="{NEUTRAL_PAGE}">Leave quickly</a>' + " " * 600
    file = written(parts, "chat/index.html", page).files["/chat/"]

    assert OWN.encode() in file.content
    assert NEUTRAL_PAGE.encode() not in file.content
    assert "br" not in file.packed


def test_the_loader_leads_there_too(parts: Parts) -> None:
    """The loader's own exit goes to the same page."""
    pages = written(parts, "loader/loader.js", f'leave("{NEUTRAL_PAGE}")')

    assert pages.files["/loader.js"].content == f'leave("{OWN}")'.encode()


@pytest.mark.parametrize("page", ["chat", "console"])
def test_split_pages_name_the_relay(parts: Parts, page: str) -> None:
    """Pages apart say in their document where the relay is; the scripts are those of the build."""
    apart = written(parts, f"{page}/index.html", OWN_RELAY, origin=RELAY).files
    together = written(parts, f"{page}/index.html", OWN_RELAY).files

    assert apart[f"/{page}/"].content == f'<meta name="relay" content="{RELAY}" />'.encode()
    assert together[f"/{page}/"].content == OWN_RELAY.encode()
    assert [path for path in apart if apart[path].content != together[path].content] == [f"/{page}/"]


@pytest.mark.parametrize("path", ["chat/assets/app-Ab3_x-9Z.js", "console/assets/app-Ab3_x-9Z.js"])
def test_no_script_of_a_page_is_changed(parts: Parts, path: str) -> None:
    """A script is served as it was built, whatever is in it: its hash stands in the document."""
    text = f"{NEUTRAL_PAGE} {OWN_RELAY}"

    assert written(parts, path, text, origin=RELAY).files[f"/{path}"].content == text.encode()


@pytest.mark.parametrize("page", ["widget/app", "volunteer_console"])
def test_the_built_documents_have_the_places(page: str) -> None:
    """What is replaced stands in the documents exactly so."""
    document = (ROOT / page / "index.html").read_text()

    assert OWN_RELAY in document
    assert page == "volunteer_console" or NEUTRAL_PAGE in document
