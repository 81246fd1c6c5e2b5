"""Where the index lies and which embedding model it uses, from the environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_cache_path, user_data_path

INT8 = "int8"


@dataclass(frozen=True, slots=True)
class Settings:
    """What can be chosen about the index.

    `embedding_model` is None for the model that comes with Tieup, INT8 for the same in 8-bit integers
    (twice as fast, hardly worse), else the folder or the name of any other sentence-transformers model;
    `cache` holds files made once from the model's weights; `reranker` is the folder or the name of a
    cross-encoder that orders what a search finds, None for none.
    """

    index: Path
    cache: Path
    embedding_model: str | None = None
    reranker: str | None = None

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> "Settings":
        """Settings from TIEUP_INDEX, TIEUP_CACHE, TIEUP_EMBEDDING_MODEL and TIEUP_RERANKER.

        Unset or empty means default.
        """
        given = os.environ if environment is None else environment
        index, cache = given.get("TIEUP_INDEX"), given.get("TIEUP_CACHE")
        return cls(
            index=Path(index).expanduser() if index else user_data_path("tieup") / "index",
            cache=Path(cache).expanduser() if cache else user_cache_path("tieup"),
            embedding_model=given.get("TIEUP_EMBEDDING_MODEL") or None,
            reranker=given.get("TIEUP_RERANKER") or None,
        )
