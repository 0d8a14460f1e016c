# SPDX-License-Identifier: EUPL-1.2
"""Settings: declared once, and a start that refuses what cannot be."""

from pathlib import Path

import pytest

from chatserver import config


def test_defaults_are_a_helpline_on_a_laptop() -> None:
    """With nothing set, loopback and the embedded stores are used."""
    settings = config.read({})

    assert settings.host == "localhost"
    assert settings.live_url is None
    assert ("young", "sv") in settings.lanes


def test_an_unknown_setting_stops_with_the_nearest_name() -> None:
    """A misspelt setting is not ignored."""
    with pytest.raises(config.SettingError, match=r"LYKTA_PROT is no setting.*LYKTA_PORT"):
        config.read({"LYKTA_PROT": "80"})


def test_what_is_not_ours_is_left_alone() -> None:
    """Other programs' variables are none of our business."""
    assert config.read({"PORT": "x"}).port == 8320


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("LYKTA_PORT", "http"),
        ("LYKTA_PORT", "70000"),
        ("LYKTA_PAUSE_SECONDS", "-1"),
        ("LYKTA_BEHIND_TLS", "perhaps"),
        ("LYKTA_ORIGIN", "example.org"),
        ("LYKTA_LANES", "young"),
        ("LYKTA_LANES", "young:sv;adult:sv"),
        ("LYKTA_NODE_ID", "A.b"),
        ("LYKTA_HELPLINE", " "),
        ("LYKTA_EXIT_PAGE", 'https://a.example/"onclick="x'),
        ("LYKTA_EXIT_PAGE", "javascript:alert(1)"),
        ("LYKTA_EMBEDDING_SITES", "https://a.example/path"),
    ],
)
def test_a_value_that_cannot_be_names_its_setting(variable: str, value: str) -> None:
    """The one line says which setting to mend, and does not quote what was given."""
    with pytest.raises(config.SettingError, match=f"^{variable} must") as wrong:
        config.read({variable: value})

    assert "\n" not in str(wrong.value)


@pytest.mark.parametrize("variable", ["LYKTA_LIVE_URL", "LYKTA_RECORDS_URL"])
def test_the_address_of_a_store_is_not_shown(variable: str) -> None:
    """It may hold a password; that it is set is shown."""
    shown = config.shown({variable: "redis://:swordfish@store/0"})

    assert (variable, "(secret)") in {(setting.variable, value) for setting, value in shown}
    assert "swordfish" not in str(shown)


def test_nothing_unencrypted_leaves_the_machine() -> None:
    """Without TLS in front only loopback is served (R3)."""
    with pytest.raises(config.SettingError, match="LYKTA_BEHIND_TLS"):
        config.read({"LYKTA_HOST": "0.0.0.0"})  # noqa: S104  # that is the point

    assert config.read({"LYKTA_HOST": "0.0.0.0", "LYKTA_BEHIND_TLS": "yes"}).behind_tls  # noqa: S104


def test_the_demonstration_stays_on_the_machine() -> None:
    """Demonstration staff sign in with one click: never where others reach them."""
    with pytest.raises(config.SettingError, match="loopback"):
        config.read({"LYKTA_HOST": "0.0.0.0", "LYKTA_BEHIND_TLS": "yes"}, demonstration=True)  # noqa: S104


def test_every_setting_has_a_field_and_help() -> None:
    """The table and the dataclass cannot drift apart."""
    fields = set(config.Settings.__slots__) - {"demonstration"}

    assert fields == {setting.name for setting in config.SETTINGS}
    assert all(setting.help.endswith(".") for setting in config.SETTINGS)


def test_paths_are_paths() -> None:
    """Folders come as paths."""
    assert config.read({"LYKTA_DATA_FOLDER": "/srv/lykta"}).data_folder == Path("/srv/lykta")


def test_what_is_shown_can_be_set_again() -> None:
    """What `lykta config` prints is what the environment would have."""
    printed = {setting.variable: value for setting, value in config.shown({"LYKTA_BEHIND_TLS": "yes"})}

    assert config.read(printed) == config.read({"LYKTA_BEHIND_TLS": "yes"})


def test_a_helpline_in_earnest_has_a_name() -> None:
    """Nobody answers real visitors, or certifies staff, in the demonstration's name."""
    with pytest.raises(config.SettingError, match="LYKTA_HELPLINE is not set"):
        config.read({}, named=True)

    assert config.read({"LYKTA_HELPLINE": "Stödlinjen"}, named=True).helpline == "Stödlinjen"


def test_a_secret_may_stand_in_a_file(tmp_path: Path) -> None:
    """What holds a password is read from the file that is named, and shown to nobody."""
    file = tmp_path / "url"
    file.write_text("postgresql://u:geheim@localhost/x\n")
    environment = {"LYKTA_RECORDS_URL_FILE": str(file)}
    shown = {setting.variable: value for setting, value in config.shown(environment)}

    assert config.read(environment).records_url == "postgresql://u:geheim@localhost/x"
    assert shown["LYKTA_RECORDS_URL"] == "(secret)"
    assert {s.variable: v for s, v in config.shown({})}["LYKTA_RECORDS_URL"] == ""


def test_a_secret_stands_in_one_place(tmp_path: Path) -> None:
    """A file that is not there, and a value beside a file, stop the start in a line that quotes neither."""
    (tmp_path / "url").write_text("sqlite:///x")
    for environment in (
        {"LYKTA_RECORDS_URL_FILE": str(tmp_path / "nothing")},
        {
            "LYKTA_RECORDS_URL_FILE": str(tmp_path / "url"),
            "LYKTA_RECORDS_URL": "postgresql://u:geheim@localhost/x",
        },
    ):
        with pytest.raises(
            config.SettingError, match=r"^LYKTA_RECORDS_URL .*LYKTA_RECORDS_URL_FILE"
        ) as wrong:
            config.read(environment)

        assert "geheim" not in str(wrong.value)
