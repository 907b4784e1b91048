"""The tree of errors: everything aigraph raises on purpose derives from `AigraphError`.

    AigraphError
    ├── ArticleError     an article cannot be read (missing, binary, empty, undecodable ...)
    ├── FrameError       a data file of ours or of the user's is wrong (file, line, what would work)
    ├── VocabularyError  a term, claim type or role that the ontology does not have
    ├── ReaderError      a reader is unknown, lacks a setting, or cannot go on (its service fails, its limit is reached)
    ├── ConfigError      aigraph.toml has a key that does not exist, or a value of another type (line, nearest right key)
    ├── QueryError       a query cannot be parsed, is not allowed, or lacks a parameter
    └── StoreError       a store cannot be opened, read or written

Each is also the nearest built-in, so that `except ValueError` and `except OSError` do what people expect.
"""

__all__ = ["AigraphError", "ArticleError", "ConfigError", "FrameError", "QueryError", "ReaderError", "StoreError", "VocabularyError"]


class AigraphError(Exception):
    """Root of all errors that aigraph raises on purpose; its text is one line that says what would work."""


class ArticleError(AigraphError, ValueError):
    """An article cannot be read: the message names the source, what is wrong, and what would work."""


class FrameError(AigraphError, ValueError):
    """A data file (frames, titles, gazetteer) has a wrong entry: the message names file and line."""


class ConfigError(AigraphError, ValueError):
    """The settings are wrong: the message names file, line, and the nearest right key."""


class VocabularyError(AigraphError, LookupError):
    """A term, claim type or role is not in the ontology: the message names the nearest that is."""


class ReaderError(AigraphError, RuntimeError):
    """A reader is unknown, lacks a setting, or cannot go on: the message names the reader and what would work."""


class QueryError(AigraphError, ValueError):
    """A query is malformed, is not a read-only query, or names an unknown question or parameter."""


class StoreError(AigraphError, OSError):
    """A store cannot be opened or written: held by another process, from a newer version, no permission."""
