"""Full-text search: the searchable text of a row, and a line parsed as a query.

Pure. Words are compared folded (`fold`): without case, å as aa, æ as ae, ø as oe. A word also matches inside another,
so *flyt* matches *arbeidsflyten*: Norwegian has long compounds, and no list of endings covers them.
"""

from nettverk_tui.model.core.folding import fold, snippet, spots
from nettverk_tui.model.search.query import Query, query_context, understand_query
from nettverk_tui.model.search.searchable import FINDABLE, KIND_NAMES, Kind, SearchableText, words_of

__all__ = [
    "FINDABLE",
    "KIND_NAMES",
    "Kind",
    "Query",
    "SearchableText",
    "fold",
    "query_context",
    "snippet",
    "spots",
    "understand_query",
    "words_of",
]
