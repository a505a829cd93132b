"""Networks and their gatherings: the one under way, the next one, and past ones."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from nettverk_tui.model.core.messages import N_
from nettverk_tui.model.core.records import Gathering, Group, Network
from nettverk_tui.model.core.text import one_line
from nettverk_tui.model.gathering.outlook import outlook
from nettverk_tui.model.gathering.room import Room, read_room
from nettverk_tui.store.file import CannotOpen
from nettverk_tui.store.folders import home
from nettverk_tui.store.store import Store
from nettverk_tui.tui.base.hints import HelpPage
from nettverk_tui.tui.base.line_page import LinePage
from nettverk_tui.tui.base.list_keys import ListKeys
from nettverk_tui.tui.bindings import Context, Key, bindings
from nettverk_tui.tui.labels import item_name, step_short
from nettverk_tui.tui.widgets.long_list import Line, LongList

if TYPE_CHECKING:
    from nettverk_tui.tui.base.desk import Task


_STATES = {"planned": N_("planned"), "open": N_("under way"), "closed": N_("held")}

_FOR_A_GATHERING = frozenset({"home.open", "home.change", "home.forms", "home.plan"})


_HELP = HelpPage(
    N_("Networks and gatherings"),
    (
        N_("Choose a gathering and press Enter. The cursor stands on what is under way."),
        N_("Enter stores; there is nothing to save and nothing to close."),
    ),
    ("home",),
)


class HomeScreen(LinePage[None], ListKeys):
    """The list of networks and gatherings that the program starts with."""

    BINDINGS: ClassVar[list[BindingType]] = list(bindings("home"))
    context: ClassVar[Context] = "home"
    help_page = _HELP

    def __init__(self) -> None:
        super().__init__()
        self._lines: Sequence[Line] = ()
        self._gatherings: Sequence[Gathering] = ()
        #: Id of the gathering last pointed at: the cursor returns to it.
        self._in_hand: str | None = None

    def compose(self) -> ComposeResult:
        yield Static(classes="page-title")
        yield LongList(id="home-list", bold=True, hang=True, classes="inset")
        yield from self.foot_lines()

    def on_mount(self) -> None:
        self.redraw()

    def on_screen_resume(self) -> None:
        self.redraw()

    def on_resize(self) -> None:
        self.redraw()

    def redraw(self) -> None:
        """Read the list again; the cursor returns to its gathering, else to the one under way, else to the next one."""
        store = self.nettverk.store
        name = store.path.name if store is not None else ""
        self.query_one(".page-title", Static).update(
            Content.assemble((" nettverk", "bold"), f"  {name}  ", self.rehearsal_sign)
        )
        if store is not None:
            self._read(store)
        kept = (number for number, gathering in enumerate(self._gatherings) if gathering.id == self._in_hand)
        wanted = {"open": 0, "planned": 1, "closed": 2}
        numbers = range(len(self._gatherings))
        first = min(numbers, key=lambda number: (wanted[self._gatherings[number].state], number), default=0)
        self.desk.display = store is not None and bool(store.rows.find(Network))
        self.tell("")
        self.entries.show(self._drawn(), next(kept, first))

    def _read(self, store: Store) -> None:
        """Read networks and gatherings; the gatherings are the entries of the list."""
        t = self.translator
        lines: list[Line] = []
        gatherings: list[Gathering] = []
        for network in store.rows.find(Network):
            demo = f" · {t('DEMO')}" if network.demo else ""
            region = f" · {network.region}" if network.region else ""
            lines.append((Content.styled(f"  {one_line(network.name, 60)}{region}{demo}", "bold"), None))
            found = sorted(store.rows.find(Gathering, network_id=network.id), key=lambda gathering: gathering.number)
            lines += [(self._gathering(gathering), len(gatherings) + at) for at, gathering in enumerate(found)]
            gatherings += found
            if not found:
                lines.append((Content.styled(f"    {t('No gatherings yet.')}", "$foreground-muted"), None))
            lines.append((Content(""), None))
        self._lines, self._gatherings = lines, gatherings

    def _gathering(self, gathering: Gathering) -> Content:
        t, store = self.translator, self.nettverk.store
        number = t("Gathering {number}", number=gathering.number)
        room = read_room(store.rows, gathering.id) if store is not None and gathering.state == "open" else None
        where = self._point_reached(room) or t(_STATES[gathering.state])
        line = f"  {number}  {t.days(gathering.starts_on, gathering.ends_on):<26} "
        return Content.assemble(line, (where, "$text-accent" if room is not None else ""))

    def _point_reached(self, room: Room | None) -> str:
        """Return the point a gathering has reached: *go on: group B, advice, 3:12 used*."""
        store, t = self.nettverk.store, self.translator
        if store is None or room is None or room.here is None:
            return ""
        read = outlook(room.programme, room.clock, room.gathering, store.now())
        knowledge = self.nettverk.knowledge
        name, step = item_name(room.here.item, room, knowledge, t), step_short(room.here, room, knowledge, t)
        where = t("group {letter}, {step}", letter=name, step=step) if room.here.item.group_id else name
        return t("go on: {where}, {used} used", where=where, used=t.duration(read.spent_ms))

    def _drawn(self) -> Sequence[Line]:
        t = self.translator
        if not self._lines:
            lines = [
                Content(""),
                Content.styled(f" {t('There is no network here yet.')}", "bold"),
                Content(""),
                Content(f" {t('Tab d opens the demo: six GP offices in the middle of their third gathering.')}"),
                Content(f" {t('Nothing you do there touches anything of yours.')}"),
                Content(""),
                Content(f" {t('Tab n sets up a network of your own: groups, members and dates, on one page.')}"),
                Content(f" {t('Tab o opens a file that you have, or that somebody has given you.')}"),
            ]
            if self._half_written():
                words = t("A network is half written: Tab n goes on with it.")
                lines += [Content(""), Content.styled(f" {words}", "bold $text-accent")]
            return [(line, None) for line in lines]
        store = self.nettverk.store
        told = [*self.nettverk.settings.problems, *(store.notices() if store is not None else [])]
        return [*self._lines, *((Content.styled(f" {t.message(notice)}", "$text-warning"), None) for notice in told)]

    @property
    def _gathering_in_hand(self) -> Gathering | None:
        at = self.entries.cursor
        return self._gatherings[at] if at < len(self._gatherings) else None

    def cursor_moved(self) -> None:
        gathering = self._gathering_in_hand
        self._in_hand = gathering.id if gathering is not None else None

    @on(LongList.Chosen)
    def _clicked(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        """Open the gathering under the cursor."""
        gathering = self._gathering_in_hand
        if gathering is not None:
            self.nettverk.open_gathering(gathering.id)

    def action_new_network(self) -> None:
        """Set up a network; the first one creates its file."""
        try:
            store = self.nettverk.own_store()
        except CannotOpen as problem:
            self.tell(self.translator.message(problem.message))
            return
        self.app.push_screen(self.pages.network(store, None, self.translator), self._form_closed)

    def action_purpose(self) -> None:
        """Open the charter of the network."""
        network = self._network_or_complain()
        if network is not None and self.nettverk.store is not None:
            self.app.push_screen(
                self.pages.foundation(self.nettverk.store, network, self.translator.language),
                lambda _: self.redraw(),
            )

    def action_recruitment(self) -> None:
        """Open the recruitment page: the offices invited, and the readiness of network and offices."""
        network = self._network_or_complain()
        if network is not None and self.nettverk.store is not None:
            self.app.push_screen(self.pages.recruitment(self.nettverk.store, network.id), lambda _: self.redraw())

    def action_groups(self) -> None:
        """Open the pages of the groups, one group at a time, in full detail."""
        groups = self._groups_or_complain()
        if groups and self.nettverk.store is not None:
            screen = self.pages.group(self.nettverk.store, groups[0], [group.id for group in groups])
            self.app.push_screen(screen, lambda _: self.redraw())

    def _groups_or_complain(self) -> Sequence[Group]:
        """Return the groups of the network in hand, in order; if there are none, say so and return an empty one."""
        network, store = self._network_or_complain(), self.nettverk.store
        if network is None or store is None:
            return ()
        groups = sorted(store.rows.find(Group, network_id=network.id), key=lambda group: group.position)
        if not groups:
            self.tell(self.translator("There are no groups yet: Tab e writes them down, Tab I imports them."))
        return groups

    def action_board(self) -> None:
        """Open the board: the whole network at a glance."""
        network, store = self._network_or_complain(), self.nettverk.store
        if network is not None and store is not None:
            self.app.push_screen(self.pages.board(store, network, self.nettverk.knowledge))

    def action_today(self) -> None:
        """Open the list of tasks between gatherings."""
        network, store = self._network_or_complain(), self.nettverk.store
        if network is not None and store is not None:
            screen = self.pages.today(store, network, self.nettverk.knowledge)
            self.app.push_screen(screen, lambda _: self.redraw())

    def begins(self) -> "Task | None":
        """Return the task of noting an event of a group of the network in hand; the line names the group."""
        from nettverk_tui.tui.base.desk_tasks import Happening

        network, store = self._network_or_complain(), self.nettverk.store
        if network is None or store is None:
            return None
        return Happening(store, network, self.nettverk.knowledge, self.translator)

    def action_timeline(self) -> None:
        """Open the timelines of the groups."""
        groups, store = self._groups_or_complain(), self.nettverk.store
        if groups and store is not None:
            others = [group.id for group in groups]
            self.app.push_screen(self.pages.timeline(store, groups[0], others, self.nettverk.knowledge))

    def action_bank(self) -> None:
        """Open the bank of advice, with the outcomes."""
        network, store = self._network_or_complain(), self.nettverk.store
        if network is not None and store is not None:
            self.app.push_screen(self.pages.bank(store, network, self.nettverk.knowledge))

    def action_search(self) -> None:
        """Search everything that was said, in all networks of the file."""
        store = self.nettverk.store
        if store is not None and self._network_or_complain() is not None:
            self.app.push_screen(self.pages.search(store, self.nettverk.knowledge, None))

    def action_numbers(self) -> None:
        """Open the measurements of the groups."""
        groups = self._groups_or_complain()
        if groups and self.nettverk.store is not None:
            screen = self.pages.numbers(self.nettverk.store, groups[0], [group.id for group in groups])
            self.app.push_screen(screen, lambda _: self.redraw())

    def _network_or_complain(self) -> Network | None:
        store, network_id = self.nettverk.store, self._network_in_hand()
        network = store.rows.get(Network, network_id) if store is not None else None
        if network is None:
            self.tell(self.translator("There is no network to change yet; Tab n makes one."))
        return network

    def action_copy_network(self) -> None:
        """Make a new network from the one in hand, without its groups, its dates and everything said."""
        store, network_id = self.nettverk.store, self._network_in_hand()
        if store is None or network_id is None:
            self.tell(self.translator("There is no network to change yet; Tab n makes one."))
            return
        screen = self.pages.network(store, None, self.translator, like=network_id)
        self.app.push_screen(screen, self._form_closed)

    def action_change_network(self) -> None:
        """Change the network the cursor is in: its groups, members and dates."""
        store, network_id = self.nettverk.store, self._network_in_hand()
        if store is None or network_id is None:
            self.tell(self.translator("There is no network to change yet; Tab n makes one."))
            return
        self.app.push_screen(self.pages.network(store, network_id, self.translator), self._form_closed)

    def action_forms(self) -> None:
        """Type in the paper forms of the gathering under the cursor."""
        store = self.nettverk.store
        gathering = self._gathering_in_hand
        if store is None or gathering is None:
            self.tell(self.translator("Forms belong to a gathering; there is none here yet."))
            return
        self.app.push_screen(
            self.pages.group_form(store, gathering.id, self.nettverk.knowledge), lambda _: self.redraw()
        )

    def action_plan(self) -> None:
        """Plan the gathering under the cursor."""
        store = self.nettverk.store
        gathering = self._gathering_in_hand
        if store is None or gathering is None:
            self.tell(self.translator("A programme belongs to a gathering; there is none here yet."))
            return
        self.app.push_screen(self.pages.planner(store, gathering.id, self.nettverk.knowledge), lambda _: self.redraw())

    def action_open_file(self) -> None:
        """Open another file."""
        store = self.nettverk.store
        start = store.path.parent if store is not None else home()
        self.app.push_screen(self.pages.open_file(start.absolute()), lambda _: self.redraw())

    def action_import_groups(self) -> None:
        """Import groups and members from a table into the network the cursor is in."""
        store, network_id = self.nettverk.store, self._network_in_hand()
        if store is None or network_id is None:
            self.tell(self.translator("Groups are imported into a network; Tab n makes one."))
            return
        start = self.pages.open_file(store.path.parent.absolute(), network_id)
        self.app.push_screen(start, lambda _: self.redraw())

    def action_settings(self) -> None:
        """Open the settings: language, colours and keys."""
        self.app.push_screen(self.pages.settings())

    def _network_in_hand(self) -> str | None:
        gathering = self._gathering_in_hand
        if gathering is not None:
            return gathering.network_id
        networks = self.nettverk.store.rows.find(Network) if self.nettverk.store is not None else []
        return networks[0].id if networks else None

    def _form_closed(self, stored: bool | None) -> None:
        self.redraw()
        if stored:
            t = self.translator
            self.tell(t("Stored. Tab shows what comes next: purpose and plan, recruitment, groups, programmes."))
        elif self._half_written():
            self.tell(self.translator("What you typed is kept. Tab n goes on with it."))

    def _half_written(self) -> bool:
        store = self.nettverk.store
        return store is not None and any(draft.field.startswith("network:") for draft in store.drafts.all())

    def foot_keys(self) -> Sequence[Key]:
        # Without a gathering to open or change, the keys to begin with get the room.
        return [key for key in super().foot_keys() if self._gatherings or key.id not in _FOR_A_GATHERING]

    def action_demo(self) -> None:
        """Make the demo and open it; it never replaces the user's own network."""
        if self._gatherings:
            t = self.translator
            words = t("The demo opens in a window of its own: nettverk demo")
            self.tell(words)
            return
        try:
            self.nettverk.open_demo()
        except CannotOpen as problem:
            self.tell(self.translator.message(problem.message), wrong=True)
