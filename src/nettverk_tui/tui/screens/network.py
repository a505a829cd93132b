"""The form of a network: one line for each thing, and under them how the line in hand is understood.

Nothing is stored before the last line, *Enter makes it*; until then everything typed is a draft, also after a kill.
"""

from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.message import Message as TextualMessage
from textual.widgets import Static

from nettverk_tui.language import LANGUAGES, Translator
from nettverk_tui.model.commands import ArrangeNetwork
from nettverk_tui.model.messages import N_, Message
from nettverk_tui.model.network_form import LETTERS, FieldFault, as_typed, read_plan
from nettverk_tui.model.network_plan import NetworkPlan, PlannedGathering, PlannedGroup
from nettverk_tui.model.records import Language, Network
from nettverk_tui.store.drafts import Draft
from nettverk_tui.store.store import Store, new_id
from nettverk_tui.tui.bindings import bindings, foot
from nettverk_tui.tui.screens.base import BaseScreen
from nettverk_tui.tui.screens.hints import hints
from nettverk_tui.tui.widgets.field import Field
from nettverk_tui.tui.widgets.plan_field import PlanField
from nettverk_tui.tui.widgets.text_area import CleanTextArea

_LABELS = {
    "name": N_("Name"),
    "region": N_("Region"),
    "language": N_("Language"),
    "advisers": N_("Advisers"),
    "gatherings": N_("Gatherings"),
}
_EXAMPLES = {
    "name": N_("what the network is about: Safer prescribing 2027"),
    "region": N_("the county, or nothing"),
    "language": N_("of the minutes: nb, nn or en"),
    "advisers": N_("names, with commas between"),
    "gatherings": N_("12.–13.1.2027 kl. 10, 2.3.2027 kl. 9, 4.5.2027"),
}
_GROUP_EXAMPLE = N_("unit; improvement area; Kari (doctor, leader), Liv (nurse)")
#: So many lines for groups stand there from the beginning; one more comes when the last is filled.
_GROUPS = 3


class Made(TextualMessage):
    """Something was done on the last line of the form."""


class Maker(Static, can_focus=True):
    """The last line of the form."""

    BINDINGS: ClassVar[list[BindingType]] = list(bindings("maker"))

    class Pressed(Made):
        """Enter was pressed on it."""

    class Left(Made):
        """Escape was pressed on it."""

    def action_make(self) -> None:
        """Store the form."""
        self.post_message(self.Pressed())

    def action_leave(self) -> None:
        """Leave the form as it is typed."""
        self.post_message(self.Left())

    def action_previous(self) -> None:
        """Back into the fields."""
        self.screen.focus_previous()


class NetworkScreen(BaseScreen[bool]):
    """A new network (`network_id` is None), or one that stands. Ends with True when it was stored."""

    BINDINGS: ClassVar[list[BindingType]] = list(bindings("form"))
    CSS_PATH = "network.tcss"

    def __init__(self, store: Store, network_id: str | None, t: Translator) -> None:
        super().__init__()
        self._store = store
        self._drafts_name = f"network:{network_id or 'new'}"
        half_typed = {draft.field: draft for draft in store.drafts.all() if self._is_own(draft.field)}
        network = store.rows.get(Network, network_id)
        self._seen = network.version if network is not None else 0
        # The id of a network that is half typed is kept with the text, so that storing it twice makes one.
        self._network_id = network_id or next((draft.id for draft in half_typed.values()), new_id())
        self._stored: dict[str, str] = {"language": t.language}
        if network is not None:
            self._stored = {**as_typed(store.rows, network.id, t.local), "language": network.language}
        self._texts = {**self._stored}
        self._texts |= {field.removeprefix(f"{self._drafts_name}:"): draft.text for field, draft in half_typed.items()}

    def _is_own(self, field: str) -> bool:
        return field.startswith(f"{self._drafts_name}:")

    # --- drawing

    def compose(self) -> ComposeResult:
        yield Static(id="form-title")
        with VerticalScroll(id="form-body", can_focus=False):
            for name in (*_LABELS, *self._letters()):
                yield self._line(name)
            yield Maker(id="maker")
        yield Static(id="form-says")
        yield Static(id="form-keys")

    def _letters(self) -> Sequence[str]:
        """The groups there are lines for: those that are filled, and one more."""
        filled = [letter for letter in LETTERS if self._texts.get(f"group-{letter}")]
        count = max(_GROUPS, LETTERS.index(filled[-1]) + 2 if filled else 0)
        return [f"group-{letter}" for letter in LETTERS[:count]]

    def _line(self, name: str) -> Horizontal:
        t = self.translator
        label = t(_LABELS[name]) if name in _LABELS else t("Group {letter}", letter=name[-1])
        example = t(_EXAMPLES.get(name, _GROUP_EXAMPLE))
        return Horizontal(
            Static(label, classes="form-label"),
            PlanField(name, self._texts.get(name, ""), example),
            classes="form-line",
        )

    def on_mount(self) -> None:
        t = self.translator
        title = t("New network") if not self._seen else t("The network")
        self.query_one("#form-title", Static).update(Content.styled(f" {title}", "bold"))
        self.query_one(Maker).update(f" {self._finish_words()}")
        fields = self.query(PlanField)
        empty = next((field for field in fields if not field.text), None)
        (empty if empty is not None and not self._seen else fields.first()).focus()

    def _finish_words(self) -> str:
        t = self.translator
        return t("Enter makes the network") if not self._seen else t("Enter stores the changes")

    def on_descendant_focus(self) -> None:
        self._explain()

    def on_resize(self) -> None:
        self._explain()

    def _explain(self) -> None:
        """Say how the line in hand is understood, and which keys there are."""
        focused, t = self.focused, self.translator
        context = ("maker", "form") if isinstance(focused, Maker) else ("plan", "form")
        self.query_one("#form-keys", Static).update(hints(foot(*context), t, self.size.width))  # type: ignore[arg-type]
        plan, faults = self._read()
        if isinstance(focused, Maker):
            self._say(faults, self._sums(plan))
        elif isinstance(focused, PlanField):
            name = focused.name or ""
            own = [fault for fault in faults if fault.field == name and focused.text]
            self._say(own, self._understood(name, plan))

    def _say(self, faults: Sequence[FieldFault], words: str) -> None:
        t = self.translator
        says = self.query_one("#form-says", Static)
        if faults:
            said = [self._where(fault) + t.message(fault.message) for fault in faults]
            says.update(Content.styled("\n".join(said), "bold $text-error"))
        else:
            says.update(Content.styled(words, "$foreground-muted"))

    def _where(self, fault: FieldFault) -> str:
        name = fault.field
        label = self.translator(_LABELS[name]) if name in _LABELS else name[-1]
        return f"{label}: "

    def _understood(self, name: str, plan: NetworkPlan) -> str:
        t = self.translator
        if name == "advisers" and plan.advisers:
            return t.plural(
                "{n} adviser: {names}", "{n} advisers: {names}", len(plan.advisers), names=t.listed(plan.advisers)
            )
        if name == "gatherings" and plan.gatherings:
            return " · ".join(self._gathering(number, each) for number, each in enumerate(plan.gatherings, start=1))
        group = next((each for each in plan.groups if name == f"group-{each.letter}"), None)
        if group is not None:
            return self._group(group)
        return t(_EXAMPLES.get(name, _GROUP_EXAMPLE))

    def _gathering(self, number: int, planned: PlannedGathering) -> str:
        t = self.translator
        at = f" {t.o_clock(self._moment(planned.starts_on, planned.at))}" if planned.at else ""
        return f"{number}: {t.days(planned.starts_on, planned.ends_on)}{at}"

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

    def _sums(self, plan: NetworkPlan) -> str:
        t = self.translator
        members = sum(len(group.members) for group in plan.groups)
        parts = [
            plan.name,
            t.plural("{n} group", "{n} groups", len(plan.groups)),
            t.plural("{n} member", "{n} members", members),
            t.plural("{n} gathering", "{n} gatherings", len(plan.gatherings)),
        ]
        return " · ".join(parts)

    # --- reading

    def _fields(self) -> Mapping[str, str]:
        return {field.name or "": field.text for field in self.query(PlanField)}

    def _today(self) -> date:
        return self.translator.local(self._store.now()).date()

    def _read(self) -> tuple[NetworkPlan, Sequence[FieldFault]]:
        fields = dict(self._fields())
        language, faults = _language(fields.pop("language", ""), self.translator.language)
        plan, more = read_plan(fields, language, self._today())
        return plan, [*more, *faults]

    def _moment(self, day: str, at: str) -> int:
        return self.translator.moment(day, time.fromisoformat(at))

    # --- writing

    @on(Field.Changed)
    def _typed(self, event: Field.Changed) -> None:
        field = event.text_area
        name = field.name or ""
        draft_name = f"{self._drafts_name}:{name}"
        if field.text == self._stored.get(name, ""):
            self._store.drafts.forget(draft_name)
        else:
            self._store.drafts.keep(
                Draft(field=draft_name, id=self._network_id, text=field.text, seen=self._seen, at=self._store.now())
            )
        self._explain()
        last = self.query(PlanField).last()
        if field is last and field.text and name[-1] != LETTERS[-1]:
            following = f"group-{LETTERS[LETTERS.index(name[-1]) + 1]}"
            self.query_one("#form-body").mount(self._line(following), before=self.query_one(Maker))

    @on(Field.Left)
    def _left(self, event: Field.Left) -> None:
        event.stop()
        if isinstance(event, Field.Finished):
            self._leave()

    @on(CleanTextArea.Full)
    @on(CleanTextArea.PasteRefused)
    def _too_much(self) -> None:
        too_much = Message(N_("That is more than a line here can hold. Nothing of it was taken."))
        self._say([FieldFault(self.focused.name or "" if self.focused else "", too_much)], "")

    @on(Maker.Pressed)
    def _make(self) -> None:
        """Store the plan, if all of it can be read."""
        plan, faults = self._read()
        if faults:
            first = next((each for each in self.query(PlanField) if each.name == faults[0].field), None)
            if first is not None:
                first.focus()
            self._say(faults, "")
            return
        size = 1 + len(plan.advisers) + len(plan.gatherings) + sum(2 + len(group.members) for group in plan.groups)
        command = ArrangeNetwork(
            network_id=self._network_id,
            seen=self._seen,
            plan=plan,
            ids=tuple(new_id() for _ in range(size)),
            today=self._today().isoformat(),
            starts={
                f"{each.starts_on} {each.at}": self._moment(each.starts_on, each.at)
                for each in plan.gatherings
                if each.at is not None
            },
        )
        refused = self.why_not_stored(self._store, command)
        if refused is not None:
            self.query_one("#form-says", Static).update(
                Content.styled(self.translator.message(refused), "bold $text-error")
            )
            return
        for draft in self._store.drafts.all():
            if self._is_own(draft.field):
                self._store.drafts.forget(draft.field)
        self.dismiss(True)

    @on(Maker.Left)
    def _leave(self) -> None:
        """Back to the list; what is half typed is there again next time."""
        self.dismiss(False)

    def action_help(self) -> None:
        """What each line wants."""
        from nettverk_tui.tui.screens.help import HelpScreen, network_help

        self.app.push_screen(HelpScreen(*network_help(self.translator)))


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
