"""Reading with a language model that somebody runs or pays for: never the default, and not imported unless it is asked for.

`client` speaks the protocol, `prompt` asks, `form` is the shape of an answer, `answer` finds the words of an answer in the article,
`reader` joins them.
"""

from .reader import LanguageModelReader

__all__ = ["LanguageModelReader"]
