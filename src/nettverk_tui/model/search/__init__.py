"""Finding again what was said: what of a row can be found, how a line is read as a query, and where it hit.

Pure. The words are compared folded (`fold`): without case, å as aa, æ as ae, ø as oe. A word is found wherever it
stands in another, so *flyt* finds *arbeidsflyten*: Norwegian builds long words, and no list of endings has them all.
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
