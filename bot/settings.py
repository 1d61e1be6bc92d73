"""The environment and `.env` become one frozen Settings, or a refusal to start that names every wrong variable."""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import unquote, urlsplit

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_core import ErrorDetails, PydanticCustomError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

OFFICIAL_API = "https://api.telegram.org"

# What is told when a variable is wrong; never its value, which may be a token or a password.
_MUST = {
    "telegram_bot_token": "must be a token as BotFather gives it: digits, a colon, then letters, digits, _ and -.",
    "telegram_bot_token_file": "must name a readable file that holds nothing but a bot token.",
    "telegram_api_url": "must be the address of a Bot API server, such as http://127.0.0.1:8081.",
    "database_url": "must be sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME.",
    "data_dir": "must name a folder.",
    "sandbox_port": "must be a port number from 1 to 65535.",
    "log_level": "must be DEBUG, INFO, WARNING, ERROR or CRITICAL.",
}
_TOLD = "told"  # the one kind of error whose own message is told
_TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]{3,}")
_POSTGRES = re.compile(r"postgres(ql)?(\+psycopg)?://")


class Refusal(Exception):
    """The program must not start; the text is one line for each thing that is wrong."""


class Settings(BaseSettings):
    """What may be set from outside. Field names in capitals are the variables; `.env.example` says what they mean."""

    model_config = SettingsConfigDict(
        env_file_encoding="utf-8-sig",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    telegram_bot_token: SecretStr | None = None
    telegram_bot_token_file: Path | None = None
    telegram_api_url: str = OFFICIAL_API
    database_url: Annotated[str | None, Field(repr=False)] = None
    data_dir: Path = Path("data")
    sandbox_port: Annotated[int, Field(ge=1, le=65_535)] = 8012
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"] = "INFO"

    @property
    def on_telegram(self) -> bool:
        """Whether there is a token: then the bot runs on Telegram, else in the local sandbox."""
        return self.telegram_bot_token is not None

    @property
    def token(self) -> str:
        """The bot's token in clear; asking for it without one is a bug."""
        if self.telegram_bot_token is None:
            raise LookupError("there is no token")
        return self.telegram_bot_token.get_secret_value()

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must never stand in a log: the token and the database's password."""
        password = urlsplit(self.database_url or "").password or ""
        found = (self.token if self.on_telegram else "", password, unquote(password))
        return tuple(dict.fromkeys(secret for secret in found if secret))

    def folder(self, sandbox: bool) -> Path:
        """Where files are kept; a sandbox run has a folder of its own inside DATA_DIR."""
        return self.data_dir / "sandbox" if sandbox else self.data_dir

    def database_url_for(self, sandbox: bool) -> str:
        """The database of this run as SQLAlchemy's URL; the sandbox's is always a file in its folder."""
        in_folder = f"sqlite:///{(self.folder(sandbox) / 'bot.db').as_posix()}"
        return in_folder if sandbox or self.database_url is None else self.database_url

    @field_validator("telegram_bot_token")
    @classmethod
    def _looks_like_a_token(cls, token: SecretStr | None) -> SecretStr | None:
        if token and not _TOKEN.fullmatch(token.get_secret_value()):
            raise ValueError
        return token

    @field_validator("telegram_bot_token_file")
    @classmethod
    def _is_the_only_token(cls, file: Path | None, others: ValidationInfo) -> Path | None:
        if file and others.data.get("telegram_bot_token"):
            raise PydanticCustomError(_TOLD, "cannot be set together with TELEGRAM_BOT_TOKEN: keep one of them.")
        if file and not _TOKEN.fullmatch(_text(file)):
            raise ValueError
        return file

    @field_validator("telegram_api_url")
    @classmethod
    def _is_an_address(cls, url: str) -> str:
        parts = urlsplit(url)
        unwanted = parts.query or parts.fragment or parts.username or parts.port == 0
        if parts.scheme not in ("http", "https") or not parts.hostname or unwanted:
            raise ValueError
        return url.rstrip("/")

    @field_validator("database_url")
    @classmethod
    def _is_a_database(cls, url: str | None) -> str | None:
        if url is None or re.fullmatch(r"sqlite:///(?!:memory:).+", url):
            return url
        if not _POSTGRES.match(url) or not urlsplit(url).path.strip("/"):
            raise ValueError
        return _POSTGRES.sub("postgresql+psycopg://", url, count=1)

    @field_validator("data_dir")
    @classmethod
    def _is_no_file(cls, folder: Path) -> Path:
        if folder.exists() and not folder.is_dir():
            raise ValueError
        return folder.expanduser()

    @field_validator("log_level", mode="before")
    @classmethod
    def _in_capitals(cls, level: str) -> str:
        return level.upper()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment reaches us as arguments (see read), so that it can be any mapping; then `.env`."""
        del settings_cls, env_settings, file_secret_settings
        return init_settings, dotenv_settings


def read(environ: Mapping[str, str] = os.environ, env_file: Path | None = Path(".env")) -> Settings:
    """Settings from the environment, else from `env_file`, else the defaults; raises Refusal where one is wrong.

    An empty value counts as not set, and unknown variables are ignored.
    """
    known = {name: environ.get(name.upper(), "").strip() for name in Settings.model_fields}
    values: dict[str, Any] = {name: value for name, value in known.items() if value}
    try:
        settings = Settings(_env_file=env_file, **values)
    except ValidationError as wrong:
        # Not chained: pydantic's own report may hold what was typed.
        raise Refusal("\n".join(map(_told, wrong.errors()))) from None
    except (OSError, UnicodeDecodeError):
        raise Refusal(f"{env_file} must be a readable text file in UTF-8.") from None
    file = settings.telegram_bot_token_file
    return settings.model_copy(update={"telegram_bot_token": SecretStr(_text(file))}) if file else settings


def _told(error: ErrorDetails) -> str:
    name = str(error["loc"][0])
    return f"{name.upper()} {error['msg'] if error['type'] == _TOLD else _MUST[name]}"


def _text(file: Path) -> str:
    """What the file holds, without spaces around; "" where it cannot be read."""
    try:
        return file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""
