"""Fetching pages from the web, from strangers: guarded addresses, manners, limits, a cache. `Fetcher` joins them."""

from .cache import Cache
from .fetcher import Fetcher, FetchLimits

__all__ = ["Cache", "FetchLimits", "Fetcher"]
