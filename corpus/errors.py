"""Every error that Tieup raises on purpose.

TieupError
├── CorpusError      an article, a folder or a question set can't be read
├── StoreError       the index can't be opened, trusted or written
│   ├── StoreMissing     nothing is there
│   ├── StoreDamaged     something is there, but not whole
│   ├── StoreMismatch    it was made with another embedding model or format
│   └── StoreBusy        another process is writing it
├── ModelError       the embedding model can't be loaded
├── QuestionError    the question can't be asked as it stands
├── SettingsError    a setting has a value that it can't have
├── ServeError       the web page can't be served
└── WriterError      a language model's server gave no answer to go by

A message is one line: what is wrong, where, and what to do.
"""


class TieupError(Exception):
    """The root: catch this to catch all that Tieup raises on purpose."""


class CorpusError(TieupError):
    """An article, a folder or a question set can't be read."""


class StoreError(TieupError):
    """The index can't be opened, trusted or written."""


class StoreMissing(StoreError):
    """There is no index at the path given."""


class StoreDamaged(StoreError):
    """A file of the index is missing or was altered."""


class StoreMismatch(StoreError):
    """The index was made with another embedding model or an unknown format."""


class StoreBusy(StoreError):
    """Another process holds the index for writing."""


class ModelError(TieupError):
    """The embedding model can't be loaded, or its weights are not the expected ones."""


class QuestionError(TieupError):
    """The question is empty, or too long to be a question."""


class SettingsError(TieupError):
    """A setting, or the settings file, can't be used as it stands."""


class ServeError(TieupError):
    """The web page can't be served: a port in use, say."""


class WriterError(TieupError):
    """A language model's server gave no answer to go by; the message goes on from "it"."""
