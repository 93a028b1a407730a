from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import SettingError
from bot.settings import ROOT, SECRET, SETTINGS, read_settings

TOKEN = "123456:" + "A" * 35


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder without a `.env`."""
    return tmp_path


def test_each_setting_has_a_working_default(folder: Path) -> None:
    settings = read_settings({}, folder)
    assert settings.token is None
    assert settings.corpus == ROOT / "corpus"
    assert settings.data == ROOT / "var"
    assert (settings.model, settings.store, settings.log_level) == ("bundled", "faiss", "info")
    assert settings.admins == frozenset()
    assert {settings.api_url, settings.webhook_url, settings.webhook_secret, settings.database} == {None}


def test_blank_is_not_set(folder: Path) -> None:
    assert read_settings(dict.fromkeys(SETTINGS, " "), folder) == read_settings({}, folder)


def test_values_are_read(folder: Path) -> None:
    settings = read_settings(
        {
            "TELEGRAM_BOT_TOKEN": f" {TOKEN} ",
            "TELEGRAM_API_URL": "http://127.0.0.1:8081/",
            "TELEGRAM_WEBHOOK_URL": "https://bot.example/hook",
            "TELEGRAM_WEBHOOK_SECRET": "a_b-C1",
            "TELEGRAM_WEBHOOK_LISTEN": "[::1]:8443",
            "PARTNERSHIP_CORPUS": "~/documents",
            "PARTNERSHIP_DATA": "/srv/data",
            "PARTNERSHIP_MODEL": "intfloat/multilingual-e5-small",
            "PARTNERSHIP_STORE": "http://milvus:19530",
            "PARTNERSHIP_DATABASE": "postgresql://bot:secret@host/name",
            "PARTNERSHIP_ADMINS": "12, 34  56,",
            "PARTNERSHIP_LOG_LEVEL": "DEBUG",
            "HOME": "/root",
        },
        folder,
    )
    assert settings.token == TOKEN
    assert settings.api_url == "http://127.0.0.1:8081"
    assert settings.corpus == Path("~/documents").expanduser()
    assert settings.webhook_listen == "[::1]:8443"
    assert settings.admins == {12, 34, 56}
    assert settings.log_level == "debug"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TELEGRAM_BOT_TOKEN", "my-secret-token"),
        ("TELEGRAM_BOT_TOKEN", f"{TOKEN} and more"),
        ("TELEGRAM_BOT_TOKEN", "123456:" + "й" * 35),
        ("TELEGRAM_API_URL", "127.0.0.1:8081"),
        ("TELEGRAM_API_URL", "ftp://host"),
        ("TELEGRAM_WEBHOOK_URL", "http://bot.example"),
        ("TELEGRAM_WEBHOOK_SECRET", "with space"),
        ("TELEGRAM_WEBHOOK_SECRET", "ключ"),
        ("TELEGRAM_WEBHOOK_SECRET", "a" * 257),
        ("TELEGRAM_WEBHOOK_LISTEN", "8443"),
        ("TELEGRAM_WEBHOOK_LISTEN", "127.0.0.1:99999"),
        ("TELEGRAM_WEBHOOK_LISTEN", "127.0.0.1:https"),
        ("PARTNERSHIP_STORE", "milvus"),
        ("PARTNERSHIP_DATABASE", "mysql://host/name"),
        ("PARTNERSHIP_ADMINS", "@anna"),
        ("PARTNERSHIP_ADMINS", "12;34"),
        ("PARTNERSHIP_ADMINS", "-5"),
        ("PARTNERSHIP_ADMINS", "1_000"),
        ("PARTNERSHIP_LOG_LEVEL", "loud"),
    ],
)
def test_a_malformed_value_names_the_setting_and_says_what_it_takes(folder: Path, name: str, value: str) -> None:
    with pytest.raises(SettingError) as raised:
        read_settings({name: value}, folder)
    message = str(raised.value)
    assert message.startswith(f"{name} takes {SETTINGS[name].takes}, not ")
    assert (value in message) == (name not in SECRET)


@pytest.mark.parametrize(
    "name", ["PARTNERSHIP_MODELL", "TELEGRAM_BOT_TOKN", "TELEGRAM_API_BASE", "TELEGRAM_WEBHOOK_PORT"]
)
def test_an_unknown_setting_is_named(folder: Path, name: str) -> None:
    with pytest.raises(SettingError, match=f"there is no setting {name}; the settings are TELEGRAM_BOT_TOKEN, "):
        read_settings({name: "x"}, folder)
    (folder / ".env").write_text(f"{name}=x\n")
    with pytest.raises(SettingError, match=f"there is no setting {name}"):
        read_settings({}, folder)


@given(st.sampled_from(sorted(SETTINGS)), st.text(min_size=1, max_size=30))
def test_no_value_is_too_odd(name: str, value: str) -> None:
    with suppress(SettingError):
        read_settings({name: value}, Path("/nowhere"))


def test_the_environment_comes_before_the_file(folder: Path) -> None:
    (folder / ".env").write_text('PARTNERSHIP_LOG_LEVEL=error\nPARTNERSHIP_ADMINS="1,2"\n# PARTNERSHIP_STORE=no\n')
    assert read_settings({}, folder).log_level == "error"
    settings = read_settings({"PARTNERSHIP_LOG_LEVEL": "debug"}, folder)
    assert (settings.log_level, settings.admins) == ("debug", frozenset([1, 2]))


def test_the_file_of_the_working_folder_is_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / ".env").write_text("PARTNERSHIP_LOG_LEVEL=warning\n")
    monkeypatch.chdir(folder)
    monkeypatch.delenv("PARTNERSHIP_LOG_LEVEL", raising=False)
    assert read_settings().log_level == "warning"


def test_a_file_that_is_no_text_is_an_error(folder: Path) -> None:
    (folder / ".env").write_bytes(b"PARTNERSHIP_LOG_LEVEL=\xff\xfe\n")
    with pytest.raises(SettingError, match=r"\.env cannot be read"):
        read_settings({}, folder)


@pytest.mark.parametrize("value", ["0.0.0.0:9108", "192.168.1.4:9108", "example.org:9108", "127.0.0.1", "127.0.0.1:x"])
def test_the_status_is_served_on_this_computer_alone(value: str) -> None:
    with pytest.raises(SettingError, match="PARTNERSHIP_STATUS_LISTEN takes"):
        read_settings({"PARTNERSHIP_STATUS_LISTEN": value})
    for loopback in ("127.0.0.1:9108", "localhost:1", "[::1]:9108"):
        assert read_settings({"PARTNERSHIP_STATUS_LISTEN": loopback}).status_listen == loopback
