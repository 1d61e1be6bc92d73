"""Settings from the environment and .env, and refusals that name the variable."""

import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.settings import OFFICIAL_API, Refusal, Settings, read

TOKEN = "123456789:AAfictitious_token-for-the-tests_0001"
EXAMPLE = Path(__file__).parents[1] / ".env.example"


def settings(**environ: str) -> Settings:
    return read(environ, env_file=None)


def refusal(**environ: str) -> str:
    with pytest.raises(Refusal) as refused:
        settings(**environ)
    assert refused.value.__cause__ is None
    assert refused.value.__suppress_context__
    return str(refused.value)


def test_nothing_set_means_a_sandbox_with_its_files_in_data() -> None:
    bare = settings()
    assert not bare.on_telegram
    assert bare.secrets == ()
    assert bare.telegram_api_url == OFFICIAL_API
    assert bare.database_url_for(sandbox=False) == "sqlite:///data/bot.db"
    assert bare.database_url_for(sandbox=True) == "sqlite:///data/sandbox/bot.db"
    assert bare.folder(sandbox=True) == Path("data/sandbox")
    assert (bare.sandbox_port, bare.log_level) == (8012, "INFO")
    with pytest.raises(LookupError):
        bare.token  # noqa: B018


def test_everything_can_be_set(tmp_path: Path) -> None:
    full = settings(
        TELEGRAM_BOT_TOKEN=f" {TOKEN}\n",
        TELEGRAM_API_URL="http://127.0.0.1:8081/",
        DATABASE_URL="postgresql://b12:p%40ss@localhost/b12",
        DATA_DIR=str(tmp_path),
        SANDBOX_PORT="9000",
        LOG_LEVEL="debug",
    )
    assert full.on_telegram
    assert full.token == TOKEN
    assert full.telegram_api_url == "http://127.0.0.1:8081"
    assert full.database_url_for(sandbox=False) == "postgresql+psycopg://b12:p%40ss@localhost/b12"
    assert full.database_url_for(sandbox=True) == f"sqlite:///{tmp_path}/sandbox/bot.db"
    assert full.secrets == (TOKEN, "p%40ss", "p@ss")
    assert (full.sandbox_port, full.log_level) == (9000, "DEBUG")


def test_it_cannot_be_changed_and_shows_no_secret() -> None:
    full = settings(TELEGRAM_BOT_TOKEN=TOKEN, DATABASE_URL="postgresql://b12:hidden@localhost/b12")
    assert TOKEN not in repr(full)
    assert "hidden" not in repr(full)
    with pytest.raises(ValidationError):
        full.sandbox_port = 1  # type: ignore[misc]


@pytest.mark.parametrize("token", ["1:abc", "42:TEST", TOKEN])
def test_a_short_token_will_do_for_test_servers(token: str) -> None:
    assert settings(TELEGRAM_BOT_TOKEN=token).token == token


def test_the_token_may_come_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text(f"{TOKEN}\n")
    assert settings(TELEGRAM_BOT_TOKEN_FILE=str(file)).token == TOKEN


@pytest.mark.parametrize(
    ("given", "url"),
    [
        ("postgres://localhost/b12", "postgresql+psycopg://localhost/b12"),
        ("postgresql:///b12", "postgresql+psycopg:///b12"),
        ("postgresql+psycopg://localhost/b12", "postgresql+psycopg://localhost/b12"),
        ("sqlite:///elsewhere.db", "sqlite:///elsewhere.db"),
        ("sqlite:////srv/b12.db", "sqlite:////srv/b12.db"),
    ],
)
def test_a_database_url_is_brought_to_the_drivers_we_use(given: str, url: str) -> None:
    assert settings(DATABASE_URL=given).database_url_for(sandbox=False) == url


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("TELEGRAM_BOT_TOKEN", "let-me-in"),
        ("TELEGRAM_BOT_TOKEN", f"bot{TOKEN}"),
        ("TELEGRAM_BOT_TOKEN", "123456789:AA secret"),
        ("TELEGRAM_BOT_TOKEN_FILE", "/nowhere/token"),
        ("TELEGRAM_API_URL", "api.example.org"),
        ("TELEGRAM_API_URL", "ftp://example.org"),
        ("TELEGRAM_API_URL", "http://127.0.0.1:secret"),
        ("TELEGRAM_API_URL", "http://user:secret@127.0.0.1"),
        ("DATABASE_URL", "mysql://root:secret@localhost/b12"),
        ("DATABASE_URL", "postgresql+asyncpg://root:secret@localhost/b12"),
        ("DATABASE_URL", "postgresql://localhost"),
        ("DATABASE_URL", "postgresql://[secret/b12"),
        ("DATABASE_URL", "sqlite:///"),
        ("DATABASE_URL", "sqlite:///:memory:"),
        ("DATA_DIR", __file__),
        ("SANDBOX_PORT", "eighty"),
        ("SANDBOX_PORT", "0"),
        ("SANDBOX_PORT", "65536"),
        ("LOG_LEVEL", "chatty"),
    ],
)
def test_a_wrong_value_is_refused_by_the_variable_s_name_and_never_repeated(variable: str, value: str) -> None:
    told = refusal(**{variable: value})
    assert told.startswith(f"{variable} must ")
    assert "\n" not in told
    assert value not in told.replace("sqlite:///FILE", "")
    assert "secret" not in told


def test_a_token_file_that_holds_something_else_is_refused(tmp_path: Path) -> None:
    for number, content in enumerate((b"", b"no token", b"\xff\xfe")):
        file = tmp_path / str(number)
        file.write_bytes(content)
        assert refusal(TELEGRAM_BOT_TOKEN_FILE=str(file)).startswith("TELEGRAM_BOT_TOKEN_FILE must ")


def test_token_and_token_file_together_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text(TOKEN)
    told = refusal(TELEGRAM_BOT_TOKEN=TOKEN, TELEGRAM_BOT_TOKEN_FILE=str(file))
    assert told.startswith("TELEGRAM_BOT_TOKEN_FILE cannot be set together with TELEGRAM_BOT_TOKEN")
    assert TOKEN not in told


def test_every_wrong_variable_has_its_own_line() -> None:
    lines = refusal(TELEGRAM_BOT_TOKEN="x", SANDBOX_PORT="y", LOG_LEVEL="z", DATABASE_URL="w").splitlines()
    assert [line.split()[0] for line in lines] == ["TELEGRAM_BOT_TOKEN", "DATABASE_URL", "SANDBOX_PORT", "LOG_LEVEL"]


def test_empty_counts_as_not_set_and_unknown_variables_do_not_matter() -> None:
    assert settings(TELEGRAM_BOT_TOKEN="", SANDBOX_PORT="  ", DATA_DIR="", PATH="x", B12="y") == settings()


def test_the_environment_wins_over_env_file_unless_it_is_empty(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text(f"TELEGRAM_BOT_TOKEN={TOKEN}\nSANDBOX_PORT=9001\nLOG_LEVEL=\nOTHER=1\n", encoding="utf-8-sig")
    both = read({"SANDBOX_PORT": "9002", "TELEGRAM_BOT_TOKEN": ""}, file)
    assert (both.token, both.sandbox_port, both.log_level) == (TOKEN, 9002, "INFO")


def test_a_missing_env_file_is_fine_and_an_unreadable_one_is_not(tmp_path: Path) -> None:
    assert read({}, tmp_path / "none") == settings()
    binary = tmp_path / "binary"
    binary.write_bytes(b"LOG_LEVEL=\xff\xfe\n")
    with pytest.raises(Refusal, match="UTF-8"):
        read({}, binary)


def test_the_example_lists_every_variable_with_its_meaning_and_sets_none() -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    assert re.findall(r"^([A-Z_]+)=$", text, re.MULTILINE) == [name.upper() for name in Settings.model_fields]
    assert all("#" in block for block in text.strip().split("\n\n"))
    assert read({}, EXAMPLE) == settings()
