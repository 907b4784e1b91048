"""The site: a folder of pages for a graph, that opens from disk and works at any address.

A page an entity, an article, a relation; an index, a timeline, conflicts, names; feeds and a sitemap. `write_site` is the
way in. What is where: `model` holds the graph in memory, `facts` says what holds today, `charts` and `around` compute what is
drawn, `linked` is JSON-LD, `passages` an article's quotes, `pages` fills the templates, `folder` writes and tidies.
"""

from .folder import Written
from .pages import SiteOptions
from .write import write_site

__all__ = ["SiteOptions", "Written", "write_site"]
