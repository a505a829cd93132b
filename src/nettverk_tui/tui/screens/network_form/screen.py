"""The form of a network: its name and advisers, its dates, and a line for each group with its members."""

from collections.abc import Mapping, Sequence
from datetime import time

from nettverk_tui.language import LANGUAGES, Translator, zone_here
from nettverk_tui.model.commands import ArrangeNetwork
from nettverk_tui.model.core.messages import N_, Message
from nettverk_tui.model.core.records import Group, Network
from nettverk_tui.model.core.values import Language
from nettverk_tui.model.network.charter import milestones_of
from nettverk_tui.model.network.form import LETTERS, FieldFault, as_typed, read_plan
from nettverk_tui.model.network.plan import NetworkPlan, PlannedGathering, PlannedGroup
from nettverk_tui.store.store import Store, new_id
from nettverk_tui.tui.base.form import FormLine, FormScreen, half_typed_id
from nettverk_tui.tui.base.hints import HelpPage

_LINES = {
    "name": FormLine(N_("Name"), N_("what the network is about: Safer prescribing 2027")),
    "region": FormLine(N_("Region"), N_("the county, or nothing")),
    "language": FormLine(N_("Language"), N_("of the minutes: nb, nn or en")),
    "advisers": FormLine(N_("Advisers"), N_("names, with commas between")),
    "gatherings": FormLine(N_("Gatherings"), N_("12.–13.1.2027 kl. 10, 2.3.2027 kl. 9, 4.5.2027")),
}
_GROUP_EXAMPLE = N_("unit; improvement area; Kari (doctor, leader), Liv (nurse)")
#: Lines for groups shown from the beginning; one more is added when the last is filled.
_GROUPS = 3

_HELP = HelpPage(
    N_("The network"),
    (
        N_("One thing on each line; Enter goes on. Nothing is stored before the last line, and nothing is lost."),
        N_("Gatherings: the days, with commas between; 12.–13.1.2027 for two days, kl. 9 for when it begins."),
        N_("A group: its unit; its improvement area; its members. Semicolons between, commas between the members."),
        N_("In brackets behind a name: the profession, and leader, secretary or data."),
        N_("Names may be left out, and everything can be changed later with Tab e on the list."),
        N_("A member who is taken out has left today. A group that is taken out has withdrawn. What was said stays."),
    ),
    ("plan", "maker"),
)


class NetworkScreen(FormScreen[NetworkPlan]):
    """A new network (`network_id` is None), a stored one, or a new one copied from another (`like`)."""

    help_page = _HELP
    lines = _LINES

    def __init__(self, store: Store, network_id: str | None, t: Translator, like: str | None = None) -> None:
        drafts_name = f"network:{network_id or 'new'}"
        network = store.rows.get(Network, network_id)
        stored: dict[str, str] = {"language": t.language}
        if network is not None:
            stored = {**as_typed(store.rows, network.id, t.in_zone(network.zone).local), "language": network.language}
        self._like = store.rows.get(Network, like)
        typed: dict[str, str] = {}
        if self._like is not None:
            before = as_typed(store.rows, self._like.id, t.in_zone(self._like.zone).local)
            typed = {name: before[name] for name in ("name", "region", "advisers")} | {"language": self._like.language}
        super().__init__(
            store,
            drafts_name,
            network_id or half_typed_id(store, drafts_name) or new_id(),
            network.version if network is not None else 0,
            stored,
            typed,
        )

    @property
    def network_zone(self) -> str:
        network = self.store.rows.get(Network, self.about_id)
        return network.zone if network is not None else ""

    def names(self) -> Sequence[str]:
        return [*_LINES, *self._letters()]

    def _letters(self) -> Sequence[str]:
        """Return the names of the lines for groups: up to the last filled one, and one more."""
        filled = [letter for letter in LETTERS if self.texts.get(f"group-{letter}")]
        count = max(_GROUPS, LETTERS.index(filled[-1]) + 2 if filled else 0)
        return [f"group-{letter}" for letter in LETTERS[:count]]

    def label_of(self, name: str) -> str:
        return super().label_of(name) if name in _LINES else self.translator("Group {letter}", letter=name[-1])

    def short_label(self, name: str) -> str:
        return super().label_of(name) if name in _LINES else name[-1]

    def example_of(self, name: str) -> str:
        return super().example_of(name) if name in _LINES else self.translator(_GROUP_EXAMPLE)

    def title_words(self) -> str:
        t = self.translator
        return t("New network") if not self.seen else t("The network")

    def finish_words(self) -> str:
        t = self.translator
        return t("Enter makes the network") if not self.seen else t("Enter stores the changes")

    def begins_empty(self) -> bool:
        # A copy needs another name first.
        return not self.seen and self._like is None

    def line_after(self, name: str) -> str | None:
        if name[-1] == LETTERS[-1]:
            return None
        return f"group-{LETTERS[LETTERS.index(name[-1]) + 1]}"

    # --- reading

    def read(self) -> tuple[NetworkPlan, Sequence[FieldFault]]:
        fields = dict(self.fields())
        language, faults = _language(fields.pop("language", ""), self.translator.language)
        plan, more = read_plan(fields, language, self.today())
        return plan, [*more, *faults]

    def understood(self, name: str, read: NetworkPlan) -> str:
        t = self.translator
        if name == "advisers" and read.advisers:
            return t.plural(
                "{n} adviser: {names}", "{n} advisers: {names}", len(read.advisers), names=t.listed(read.advisers)
            )
        if name == "gatherings" and read.gatherings:
            return " · ".join(
                self._gathering(number, gathering) for number, gathering in enumerate(read.gatherings, start=1)
            )
        group = next((group for group in read.groups if name == f"group-{group.letter}"), None)
        return self._group(group) if group is not None else self.example_of(name)

    def _gathering(self, number: int, planned: PlannedGathering) -> str:
        t = self.translator
        parts = [f"{number}:", t.days(planned.starts_on, planned.ends_on)]
        if planned.at:
            at = self._moment(planned.starts_on, planned.at)
            parts += [t.o_clock(at), t.zone_note(at)]
        return " ".join(filter(None, parts))

    def _group(self, group: PlannedGroup) -> str:
        t = self.translator
        leader = next((member.name for member in group.members if member.leader), "")
        parts = [
            f"{group.letter} {group.unit}",
            group.area,
            t.plural("{n} member", "{n} members", len(group.members)),
            t("leader {name}", name=leader) if leader else "",
        ]
        return " · ".join(part for part in parts if part)

    def sums(self, read: NetworkPlan) -> str:
        t = self.translator
        members = sum(len(group.members) for group in read.groups)
        parts = [
            read.name,
            t.plural("{n} group", "{n} groups", len(read.groups)),
            t.plural("{n} member", "{n} members", members),
            t.plural("{n} gathering", "{n} gatherings", len(read.gatherings)),
        ]
        return " · ".join(parts)

    def _moment(self, day: str, at: str) -> int:
        return self.translator.moment(day, time.fromisoformat(at))

    # --- writing

    def command(self, read: NetworkPlan) -> ArrangeNetwork:
        size = 1 + len(read.advisers) + len(read.gatherings) + sum(2 + len(group.members) for group in read.groups)
        size += len(milestones_of(self.store.rows, self._like.id)) if self._like is not None else 0
        # A change of leader takes an event, and so does a group that leaves.
        size += len(read.groups) + len(self.store.rows.find(Group, network_id=self.about_id))
        return ArrangeNetwork(
            network_id=self.about_id,
            seen=self.seen,
            plan=read,
            ids=tuple(new_id() for _ in range(size)),
            today=self.today().isoformat(),
            starts={
                f"{gathering.starts_on} {gathering.at}": self._moment(gathering.starts_on, gathering.at)
                for gathering in read.gatherings
                if gathering.at is not None
            },
            like=self._like.id if self._like is not None else None,
            zone="" if self.seen else zone_here(self.translator.zone),
        )


_LANGUAGE_WORDS: Mapping[str, Language] = {
    "nb": "nb", "bokmål": "nb", "norsk": "nb", "nn": "nn", "nynorsk": "nn", "en": "en", "english": "en",
    "engelsk": "en",
}  # fmt: skip


def _language(text: str, default: Language) -> tuple[Language, Sequence[FieldFault]]:
    word = text.strip().casefold()
    if not word:
        return default, []
    if word in _LANGUAGE_WORDS:
        return _LANGUAGE_WORDS[word], []
    known = ", ".join(LANGUAGES)
    return default, [FieldFault("language", Message(N_("Write one of these: {known}."), {"known": known}))]
