"""The charter of a network: purpose, owner, co-ordinators, period, and the milestones of its plan."""

from collections.abc import Sequence

import msgspec

from nettverk_tui.language import zone_meant
from nettverk_tui.model.commands import DescribeNetwork
from nettverk_tui.model.core.messages import N_, Message
from nettverk_tui.model.core.records import Network
from nettverk_tui.model.core.text import one_line
from nettverk_tui.model.core.values import Language
from nettverk_tui.model.network.charter import charter_as_typed, read_charter
from nettverk_tui.model.network.form import FieldFault
from nettverk_tui.model.network.plan import Charter
from nettverk_tui.store.store import Store, new_id
from nettverk_tui.tui.base.form import FormLine, FormScreen
from nettverk_tui.tui.base.hints import HelpPage

_LINES = {
    "purpose": FormLine(N_("Purpose"), N_("what shall be better, for whom")),
    "owner": FormLine(N_("Owner"), N_("who has decided it, and stands behind it")),
    "funders": FormLine(N_("Funders"), N_("who pays")),
    "coordinator": FormLine(N_("Co-ordinators"), N_("names; who keeps it together between the gatherings")),
    "period": FormLine(N_("Period"), N_("15.1.2027–31.12.2027")),
    "room": FormLine(N_("In a room"), N_("how many groups share a room well: 6")),
    "zone": FormLine(
        N_("Time zone"),
        N_("where the gatherings are held, for their clock times: Europe/Oslo; empty: that of each computer"),
    ),
    "milestones": FormLine(N_("Milestones"), N_("Invitation 1.9.2026; First gathering 12.1.2027; Final report")),
    "limits": FormLine(
        N_("Ask after"), N_("days before early warning asks; two numbers: asks, asks first; emptied: as usual")
    ),
    "quiet": FormLine(N_("Quiet weeks"), N_("weeks that do not count, such as summer: 27-32, 52-1, easter")),
}

_HELP = HelpPage(
    N_("Purpose and plan"),
    (
        N_("What the network is for, who owns it and who keeps it together; it stands in the plan and the reports."),
        N_(
            "Milestones: semicolons between them, and the day at the end of each. Their order is the order of the plan."
        ),
        N_("In a room: above so many groups three of them answer at each turn, or they share several rooms."),
        N_("Time zone: where the gatherings are held. What happened stays when it was; only its clock changes."),
    ),
    ("plan", "maker"),
)


class CharterScreen(FormScreen[Charter]):
    """The form of the charter of a stored network."""

    help_page = _HELP
    lines = _LINES

    def __init__(self, store: Store, network: Network, language: Language) -> None:
        stored = charter_as_typed(store.rows, network, language)
        super().__init__(store, f"foundation:{network.id}", network.id, network.version, stored)
        self._name_of_network = network.name

    def title_words(self) -> str:
        return f"{self.translator('Purpose and plan')} · {self._name_of_network}"

    def begins_empty(self) -> bool:
        return True

    def read(self) -> tuple[Charter, Sequence[FieldFault]]:
        read, faults = read_charter(self.fields(), self.today())
        if read.zone and not zone_meant(read.zone):
            message = Message(N_("“{text}” is no time zone. Write Europe/Oslo."), {"text": one_line(read.zone, 30)})
            return read, [*faults, FieldFault("zone", message)]
        return read, faults

    def understood(self, name: str, read: Charter) -> str:
        t = self.translator
        if name == "period" and read.from_on is not None and read.to_on is not None:
            return f"{t.days(read.from_on, read.from_on)} – {t.days(read.to_on, read.to_on)}"
        if name == "zone" and (zone := zone_meant(read.zone)):
            return t("{zone}, where it is {time} now", zone=zone, time=t.in_zone(zone).clock(self.store.now()))
        if name == "milestones" and read.milestones:
            return " · ".join(
                f"{number}: {milestone.text}"
                + (
                    f", {t.days(milestone.planned_on, milestone.planned_on)}"
                    if milestone.planned_on is not None
                    else ""
                )
                for number, milestone in enumerate(read.milestones, start=1)
            )
        return self.example_of(name)

    def command(self, read: Charter) -> DescribeNetwork:
        read = msgspec.structs.replace(read, zone=zone_meant(read.zone))
        ids = tuple(new_id() for _ in read.milestones)
        return DescribeNetwork(network_id=self.about_id, seen=self.seen, foundation=read, ids=ids)
