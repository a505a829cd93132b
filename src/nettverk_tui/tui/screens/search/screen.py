"""Search of everything ever said, as one types: newest first, each hit with its place, which Enter opens."""

from collections.abc import Sequence
from textwrap import wrap
from typing import ClassVar

import msgspec
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from nettverk_tui.charts.cells import fit
from nettverk_tui.model.capture import CaptureContext
from nettverk_tui.model.core.messages import N_
from nettverk_tui.model.core.records import Facilitator, Gathering, Group, Member, Network
from nettverk_tui.model.core.text import one_line
from nettverk_tui.model.search import KIND_NAMES, Query, query_context, snippet, spots, understand_query
from nettverk_tui.resources import Knowledge
from nettverk_tui.store.derived.search_index import Hit
from nettverk_tui.store.locks import Busy
from nettverk_tui.store.store import Store
from nettverk_tui.tui.base.hints import HelpPage, hints
from nettverk_tui.tui.base.list_keys import ListKeys
from nettverk_tui.tui.base.screen import BaseScreen
from nettverk_tui.tui.bindings import bindings, foot
from nettverk_tui.tui.widgets.answer_line import AnswerLine
from nettverk_tui.tui.widgets.long_list import Line, LongList
from nettverk_tui.tui.widgets.text_area import CleanTextArea

#: Hits read at once; the next are read where fewer than `_AHEAD`, as many as a page key moves by, follow the cursor.
_PAGE, _AHEAD = 50, 8
_SIGNS = frozenset("@=#")


class SearchLine(AnswerLine):
    """The search line; the keys of the list pass through it."""

    class Moved(Message):
        """The cursor of the list is to move by `step` hits."""

        def __init__(self, step: int) -> None:
            super().__init__()
            self.step = step

    class Scoped(Message):
        """Tab was pressed."""

    def action_move(self, step: int) -> None:
        """Move to another hit."""
        self.post_message(self.Moved(step))

    def action_scope(self) -> None:
        """Search in this network, or in all."""
        self.post_message(self.Scoped())


_HELP = HelpPage(
    N_("Searching"),
    (
        N_("Everything ever said is looked through: notes, advice, actions, contacts, events, reasons, status …"),
        N_(
            "A word is found inside longer ones: flow finds workflow. å is aa, æ is ae, ø is oe; capitals do not count."
        ),
        N_('"two words" just so · -word without it · =B or @B a group · @Kari a person · #L1 or #leadership a factor'),
        N_("A kind by the words of the writing line: advice: action: decision: contact: meeting: event: status: …"),
        N_(
            "from:2026 · to:1.3.2027 · private: what is for the facilitators only. No line is wrong: the rest is words."
        ),
        N_("% is only for the facilitators. In a gathering only what the whole network may read is found."),
    ),
    ("search",),
)


class SearchScreen(BaseScreen[None], ListKeys):
    """A line, and the hits below it. `private` is False on a page the room can see: it shows no private hits."""

    BINDINGS: ClassVar[list[BindingType]] = list(bindings("finder"))
    CSS_PATH = "search.tcss"
    help_page = _HELP

    def __init__(self, store: Store, knowledge: Knowledge, network: Network | None, *, private: bool = True) -> None:
        super().__init__()
        self._store, self._knowledge, self._private = store, knowledge, private
        self._networks = {network.id: network for network in store.rows.find(Network)}
        self._home = network
        # A page the room can see covers its own network only.
        alone = len(self._networks) > 1 or not private
        self._scope = network if network is not None and alone else None
        self._around: CaptureContext | None = None
        self._query = Query()
        self._hits: list[Hit] = []
        self._lines: list[Line] = []
        self._more = self._busy = False
        #: The row id of the hit shown in full; empty for none.
        self._whole = ""

    def compose(self) -> ComposeResult:
        yield Static(classes="page-title")
        with Horizontal(id="search-writing"):
            yield Static("›", id="search-prompt")
            yield SearchLine("search", context="search")
        yield Static(id="search-understood")
        yield LongList(id="search-hits", bold=True, hang=True)
        yield Static(classes="page-keys")

    def on_mount(self) -> None:
        self.query_one(SearchLine).focus()
        self._title()
        self.call_after_refresh(self._look)

    def on_resize(self) -> None:
        self.call_after_refresh(self._draw)

    def on_screen_resume(self) -> None:
        self.query_one(SearchLine).focus()

    def file_changed(self) -> None:
        self._look(stay=True)

    def _title(self) -> None:
        t = self.translator
        where = t("all networks") if self._scope is None and len(self._networks) > 1 else ""
        if self._scope is not None:
            where = one_line(self._scope.name, 50)
        title = " · ".join(filter(None, (t("Search in everything that was said"), where)))
        self.query_one(".page-title", Static).update(self.titled(title))

    # --- looking

    def _surroundings(self, line: str) -> CaptureContext:
        """Return the context of the query. Names, maybe thousands, are read only for a line with signs for them."""
        today = self.local_day(self._store)
        if not _SIGNS & set(line):
            return CaptureContext(today=today)
        if self._around is None or self._around.today != today:
            self._around = query_context(
                self._store.rows,
                self._knowledge.checklist,
                today=today,
                language=self.translator.language,
                network_id=None if self._private or self._scope is None else self._scope.id,
            )
        return self._around

    @on(SearchLine.Changed)
    def _typed(self) -> None:
        self._look()

    def _look(self, *, stay: bool = False) -> None:
        line = self.query_one(SearchLine).text
        query = understand_query(line, self._surroundings(line))
        scope = self._scope.id if self._scope is not None else None
        self._query = msgspec.structs.replace(query, network_id=scope, for_room=not self._private)
        cursor, in_hand = (self.entries.cursor, self._in_hand) if stay else (0, "")
        if not stay:
            self._whole = ""
        self._hits, self._more = [], True
        while self._read_on() and len(self._hits) <= cursor:
            continue
        # The cursor stays with its hit, also when another window has stored a newer one.
        self._draw(next((number for number, hit in enumerate(self._hits) if hit.row_id == in_hand), cursor))

    @property
    def _in_hand(self) -> str:
        """The row id of the hit under the cursor; empty without hits."""
        return self._hits[self.entries.cursor].row_id if self._hits else ""

    def _read_on(self) -> bool:
        """Read the next page of hits; return False if there is none, or none can be read now."""
        self._busy = False
        if not self._query.asks or not self._more:
            self._more = False
            return False
        before = self._hits[-1].number if self._hits else None
        try:
            found = self._store.search.page(self._query, _PAGE, before)
        except Busy:
            self._busy = True
            return False
        self._hits += found
        self._more = len(found) == _PAGE
        return bool(found)

    # --- drawing

    def _draw(self, cursor: int | None = None) -> None:
        """Draw the page anew, with the cursor on the hit number `cursor`, or on the same one as before."""
        self._lines = []
        self._draw_hits(0)
        self.entries.show(self._lines or self._nothing(), cursor)

    def _draw_hits(self, first: int) -> None:
        """Draw the hits from number `first` on, below those that are drawn already."""
        width = max(self.size.width - 2, 20)
        for number, hit in enumerate(self._hits[first:], first):
            self._lines += [(line, number) for line in self._hit(hit, width)]
        understood = Content.styled(f" {self._understood()}", "$foreground-muted")
        self.query_one("#search-understood", Static).update(understood)
        self._say("")

    def _nothing(self) -> Sequence[Line]:
        """Return the lines in the place of hits: the reason there are none, or how to search."""
        t = self.translator
        hidden = self._query.private_only and not self._private
        none = t("In a gathering nothing private is shown.") if hidden else t("Nothing was said with these words.")
        if self._busy:
            none = t("Another window is writing. Try again in a moment.")
        words = none if self._query.asks else self._lead()
        return [(Content(""), None), *((Content(f"  {line}"), None) for line in words.split("\n"))]

    def _lead(self) -> str:
        t = self.translator
        return "\n".join(
            (
                t("Type words: all of them are looked for, also inside longer words."),
                t('"just so" · -without · =B a group · @Kari a person · #L1 a factor'),
                t("advice: action: contact: note: a kind · from:2026 to:1.3.2027 a time · private:"),
            )
        )

    def _understood(self) -> str:
        """Return the filters understood from the line, and the number of hits."""
        t, query = self.translator, self._query
        parts: list[str] = []
        if query.kinds is not None:
            kinds = sorted(t(KIND_NAMES[kind]).lower() for kind in query.kinds)
            parts.append(", ".join(kinds[:3]) + (" …" if len(kinds) > 3 else ""))
        if query.group_ids is not None:
            groups = (self._store.rows.get(Group, id) for id in sorted(query.group_ids))
            letters = sorted({group.letter for group in groups if group is not None})
            parts.append(t("group {letter}", letter=", ".join(letters)))
        if query.person_ids is not None:
            parts.append(self._people(sorted(query.person_ids)))
        if query.factor is not None:
            parts.append(f"#{query.factor}")
        if query.since is not None:
            parts.append(t("from {day}", day=t.days(query.since, query.since)))
        if query.until is not None:
            parts.append(t("to {day}", day=t.days(query.until, query.until)))
        if query.private_only:
            parts.append(t("facilitators only"))
        if query.without:
            parts.append(t("without {n}", n=len(query.without)))
        if query.shortened:
            parts.append(t("only the beginning of the line is looked for"))
        if query.asks:
            sign = "+" if self._more else ""
            parts.append(t("{n} hits", n=f"{len(self._hits)}{sign}"))
        return " · ".join(parts)

    def _people(self, ids: Sequence[str]) -> str:
        rows = self._store.rows
        found = (rows.get(Member, id) or rows.get(Facilitator, id) for id in ids[:4])
        names = [person.name for person in found if person is not None]
        return ", ".join(names) + (" …" if len(ids) > len(names) else "")

    def _hit(self, hit: Hit, width: int) -> Sequence[Content]:
        """Return the place of a hit, and under it the part of its text with the words searched for, or the whole."""
        t, rows = self.translator, self._store.rows
        group = rows.get(Group, hit.group_id)
        place = f"{group.letter} {one_line(group.unit, 24)}" if group is not None else ""
        network = self._networks.get(hit.network_id or "")
        if self._scope is None and len(self._networks) > 1 and network is not None:
            place = " · ".join(filter(None, (place, one_line(network.name, 30))))
        kind = t(KIND_NAMES[hit.kind])
        factor = f"#{hit.factor}" if hit.factor else ""
        on = t.date(hit.on) if hit.on else "–"
        private = "%" if hit.layer == "facilitators" else ""
        head = fit(" · ".join(filter(None, (on, place, kind, factor, private))), width - 2)
        words = self._query.words
        if hit.row_id == self._whole:
            text = [(line, spots(line, words)) for line in wrap(" ".join(hit.text.split()), width - 5)]
        else:
            text = [snippet(hit.text, words, width - 5)]
        return [Content(f"  {head}"), *(_marked(line, found) for line, found in text)]

    def _say(self, words: str) -> None:
        keys = hints(foot("search", "finder"), self.translator, self.size.width)
        shown = Content.styled(f" {words}", "$text-warning") if words else keys
        self.query_one(".page-keys", Static).update(shown)

    # --- keys

    @on(CleanTextArea.Full)
    @on(CleanTextArea.PasteRefused)
    def _too_much(self) -> None:
        self._say(self.translator("That is more than a line here can hold. Nothing of it was taken."))

    @on(SearchLine.Moved)
    def _move(self, event: SearchLine.Moved) -> None:
        self.action_cursor(event.step)

    def cursor_moved(self) -> None:
        drawn = len(self._hits)
        if self.entries.cursor + _AHEAD >= drawn and self._read_on():
            self._draw_hits(drawn)
            self.entries.show(self._lines)
        if self._whole and self._whole != self._in_hand:
            self._whole = self._in_hand
            self._draw()
        self._say("")

    @on(SearchLine.Scoped)
    def _scoped(self) -> None:
        if len(self._networks) < 2 or not self._private:
            one = self.translator("There is one network in this file.")
            self._say(one if self._private else self.translator("In a gathering its own network is searched."))
            return
        others = self._home or next(iter(self._networks.values()))
        self._scope = others if self._scope is None else None
        self._title()
        self._look()

    @on(SearchLine.Given)
    @on(LongList.Chosen)
    def _go(self) -> None:
        """Open the place of the hit."""
        if not self._hits:
            return
        hit, rows, t = self._hits[self.entries.cursor], self._store.rows, self.translator
        group, gathering = rows.get(Group, hit.group_id), rows.get(Gathering, hit.gathering_id)
        if not self._private:
            # On a page the room can see: a timeline shows more than the room may.
            self._whole = "" if self._whole else hit.row_id
            self._draw()
        elif group is not None:
            others = sorted(rows.find(Group, network_id=group.network_id), key=lambda other: other.position)
            ids = [other.id for other in others]
            self.app.push_screen(self.pages.timeline(self._store, group, ids, self._knowledge, hit.row_id))
        elif gathering is not None:
            self.app.push_screen(self.pages.minutes(self._store, gathering.id, self._knowledge))
        else:
            self._say(t("It belongs to the network as a whole: Tab v or Tab r in the list opens it."))

    @on(SearchLine.Left)
    def _leave(self) -> None:
        if self._whole:
            self._whole = ""
            self._draw()
        else:
            self.dismiss(None)


def _marked(line: str, found: Sequence[tuple[int, int]]) -> Content:
    """Return a line of a hit with the words searched for marked."""
    text = Content.styled(f"    {line}", "not bold")
    for start, end in found:
        text = text.stylize("bold $text-accent underline", start + 4, end + 4)
    return text
