"""Every setting: what the flags, the environment and the settings file say, and which of them it was."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict

from ..corpus import SettingsError
from ..index import Settings as IndexSettings
from .settings_file import file_values, settings_file

_PREFIX = "TIEUP_"


class Settings(BaseSettings):
    """The settings of the faces. Each has a variable TIEUP_<NAME> and a line in the settings file.

    Times are in seconds, sizes in bytes. `index`, `cache` and `embedding_model` are None for the default
    ones, `reranker` for none. `keys_file` holds the hashes of keys and passwords, None for the one among your
    own data; where there is neither in it, nobody is asked.
    """

    model_config = SettingsConfigDict(env_prefix=_PREFIX, env_ignore_empty=True, extra="forbid")

    index: Path | None = Field(None, description="the index; None for your own default one")
    cache: Path | None = Field(None, description="where the embedding model is made ready, once")
    embedding_model: str | None = Field(None, description="another model's folder or name on the hub")
    reranker: str | None = Field(
        None, description="a cross-encoder's folder or name on the hub, which orders what a search finds"
    )
    host: str = Field("127.0.0.1", description="the address that the server listens on")
    port: int = Field(7860, ge=0, le=65535, description="its port; 0 takes a free one")
    keys_file: Path | None = Field(
        None, description="the file of hashes of keys and passwords; None: the default"
    )
    max_body: int = Field(1_000_000, ge=1_000, description="bytes of a request's body")
    max_upload: int = Field(50_000_000, ge=1_000, description="bytes of an upload of articles")
    rate_limit: int = Field(120, ge=0, description="requests a minute for each key or user; 0: any number")
    cors_origins: Annotated[tuple[str, ...], NoDecode] = Field(
        (), description="web pages elsewhere that may call the server, with commas between"
    )
    log: bool = Field(False, description="whether each request is logged, as a line of JSON on stderr")
    log_questions: bool = Field(False, description="whether the log holds the text of questions")
    otlp_endpoint: str | None = Field(
        None, pattern=r"^https?://\S+$", description="an OpenTelemetry collector, to its /v1/traces"
    )
    llm_base_url: str | None = Field(
        None, pattern=r"^https?://\S+$", description="an OpenAI-compatible server's address, to its /v1"
    )
    llm_model: str | None = Field(None, description="that server's name of the model")
    llm_api_key: SecretStr | None = Field(None, description="that server's key, if it asks for one")
    llm_timeout: float = Field(60.0, gt=0, description="seconds that a model has for a whole answer")
    llm_follow_ups: bool = Field(False, description="whether the model also rewords follow-up questions")
    llm_names: bool = Field(False, description="whether the model names companies when articles are added")
    llm_split: bool = Field(False, description="whether the model also splits a question of several parts")

    @field_validator("index", "cache", "keys_file", mode="after")
    @classmethod
    def _at_home(cls, value: Path | None) -> Path | None:
        return value.expanduser() if value else None

    @field_validator("cors_origins", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return (
            tuple(piece.strip() for piece in value.split(",") if piece.strip())
            if isinstance(value, str)
            else value
        )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Flags first, then the environment, then the file."""
        return (init_settings, env_settings, _File(settings_cls))


class _File(PydanticBaseSettingsSource):
    """The settings file as one of pydantic's sources; an unknown name in it is an error."""

    def get_field_value(self, field: object, field_name: str) -> tuple[Any, str, bool]:
        return file_values().get(field_name), field_name, False

    def __call__(self) -> dict[str, Any]:
        return file_values()


@dataclass(frozen=True, slots=True)
class Shown:
    """One setting as `tieup settings` shows it: a secret's value is "set", never the secret."""

    name: str
    value: str | None
    source: str
    meaning: str


def load(**flags: object) -> Settings:
    """The settings: each of `flags` that is not None, else the environment, else the file, else the default.

    Raises SettingsError, which names the setting and where it was given, but not a secret's value.
    """
    given = {name: value for name, value in flags.items() if value is not None}
    try:
        return Settings(**given)  # pyright: ignore[reportArgumentType]
    except ValidationError as problem:
        first = problem.errors(include_input=False, include_url=False, include_context=False)[0]
        name = str(first["loc"][0])
        raise SettingsError(_told(name, first["type"], first["msg"], given)) from None


def shown(settings: Settings) -> list[Shown]:
    """Every setting with its value and where that came from: "environment", "file" or "default"."""
    return [
        Shown(name, _safe(name, getattr(settings, name)), source_of(name, {}), str(field.description))
        for name, field in Settings.model_fields.items()
    ]


def source_of(name: str, flags: Mapping[str, object]) -> str:
    """Where the value of the setting `name` comes from, `flags` being those given."""
    if name in flags:
        return "flag"
    if os.environ.get(_PREFIX + name.upper()):
        return "environment"
    return "file" if name in file_values() else "default"


def _told(name: str, kind: str, message: str, flags: Mapping[str, object]) -> str:
    source = source_of(name, flags)
    if kind == "extra_forbidden":
        known = ", ".join(Settings.model_fields)
        return f"{settings_file()}: no setting is called {name}; there are {known}."
    where = {"flag": f"--{name.replace('_', '-')}", "environment": _PREFIX + name.upper()}
    return (
        f"{where.get(source, f'{settings_file()}, {name}')}: {message[:1].lower()}{message[1:]}; correct it."
    )


def _safe(name: str, value: object) -> str | None:
    if isinstance(value, SecretStr):
        return "set" if value.get_secret_value() else None
    if value is None and name in ("index", "cache"):
        return str(getattr(IndexSettings.from_environment({}), name))
    if name in ("llm_base_url", "otlp_endpoint") and isinstance(value, str):
        return re.sub(r"(?<=//)[^/]*@", "…@", value)  # a name and password may stand there
    if isinstance(value, tuple):
        return ", ".join(str(piece) for piece in value) or None
    return None if value is None else str(value)
