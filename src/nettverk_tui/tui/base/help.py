"""F1: what happens in this step, what to say, what to write down, and which keys there are."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from nettverk_tui.language import Translator
from nettverk_tui.model.core.entry_kinds import ENTRY_KINDS
from nettverk_tui.model.core.messages import N_
from nettverk_tui.model.gathering.timekeeping import Place
from nettverk_tui.resources import Knowledge
from nettverk_tui.tui.base.hints import key_name
from nettverk_tui.tui.base.reader import Reader
from nettverk_tui.tui.bindings import Context, Key, bindings, keys_of
from nettverk_tui.tui.widgets.hanging import HangingText

_TEXT_HELP = (N_("text"), N_("what the step collects: a note, advice, an action"))
#: The signs of the line that stand for no kind of entry.
_LINE_HELP: tuple[tuple[str, str], ...] = (
    ("%", N_("for the facilitators only")),
    ("@ =", N_("person, group or role: @Kari =B @leder")),
    ("#", N_("factor: #L1")),
    (":", N_("due date: :fri :6/3 :+2w, or “due next gathering”")),
    (N_("due"), N_("thu 10/12 · next Friday · week 50 · in two weeks · end of the month")),
    ("…", N_("goes on with the previous entry; s/wrong/right/ corrects it")),
    (N_("words"), N_("meeting: contact: measurement: with what, when, how long")),
)


class HelpScreen(Reader[None]):
    """A page over the gathering; any of its keys goes back."""

    BINDINGS: ClassVar[list[BindingType]] = list(bindings("reader"))

    def __init__(self, title: str, text: Content) -> None:
        super().__init__()
        self._title, self._text = title, text

    def compose(self) -> ComposeResult:
        t = self.translator
        yield Static(Content.assemble((f" {self._title}  ", "bold"), self.rehearsal_sign), id="reader-title")
        with VerticalScroll(id="reader-body"):
            yield HangingText(self._text)
        yield Static(Content.styled(f" Esc {t('back')}", "$foreground-muted"), id="reader-keys")

    def on_mount(self) -> None:
        self.query_one("#reader-body").focus()

    def action_close(self) -> None:
        """Back."""
        self.dismiss()

    def action_help(self) -> None:
        """F1 again closes too."""
        self.dismiss()


def step_help(place: Place | None, context: Context, knowledge: Knowledge, t: Translator) -> tuple[str, Content]:
    """Title and text for the step being looked at."""
    title, parts = t("Help"), []
    if place is not None:
        text = (
            knowledge.gatherings.item(place.item.kind)
            if place.step.kind == "plenary"
            else knowledge.relays.step(place.step.kind)
        )
        title = text.name.in_language(t.language)
        parts += [Content(f"  {line}") for line in text.help.in_language(t.language)]
    here = keys_of(context)
    if here:
        parts += [Content(""), Content.styled(f" {t('Keys here')}", "bold"), *_keys(here, t)]
    parts += [Content(""), Content.styled(f" {t('In the line (a letter opens it, Enter stores, Esc leaves)')}", "bold")]
    parts += [
        Content.assemble((f"  {t(sign) if sign.isalpha() else sign:<10}", "bold $text-accent"), t(words))
        for sign, words in (_TEXT_HELP, *_kind_help(t), *_LINE_HELP)
    ]
    parts += [Content(""), Content.styled(f" {t('Keys everywhere in the gathering')}", "bold")]
    parts += _keys(keys_of("runner"), t)
    return title, Content("\n").join(parts)


def _kind_help(t: Translator) -> Sequence[tuple[str, str]]:
    """The sign of every kind of entry that has one, and what it stands for."""
    return [(kind.sign, kind.help or t(kind.name).lower()) for kind in ENTRY_KINDS.values() if kind.sign]


def home_help(t: Translator) -> tuple[str, Content]:
    """Title and text for the list to start from."""
    context: Context = "home"
    lines = [
        Content(f"  {t('Choose a gathering and press Enter. The cursor stands on what is under way.')}"),
        Content(f"  {t('Enter stores; there is nothing to save and nothing to close.')}"),
        Content(""),
        *_keys(keys_of(context), t),
    ]
    return t("Networks and gatherings"), Content("\n").join(lines)


def network_help(t: Translator) -> tuple[str, Content]:
    """Title and text for the form of a network."""
    lines = [
        t("One thing on each line; Enter goes on. Nothing is stored before the last line, and nothing is lost."),
        t("Gatherings: the days, with commas between; 12.–13.1.2027 for two days, kl. 9 for when it begins."),
        t("A group: its unit; its improvement area; its members. Semicolons between, commas between the members."),
        t("In brackets behind a name: the profession, and leader, secretary or data."),
        t("Names may be left out, and everything can be changed later with Tab e on the list."),
        t("A member who is taken out has left today. A group that is taken out has withdrawn. What was said stays."),
    ]
    keys = [*keys_of("plan"), *keys_of("maker")]
    return t("The network"), _page(lines, keys, t)


def planner_help(t: Translator) -> tuple[str, Content]:
    """Title and text for planning a gathering."""
    lines = [
        t("Each edit is stored at once; Ctrl+Z takes it back. Under the list: what does not fit, and what would help."),
        t("latest: so late may an item begin for the next fixed start to hold. fixed: it never begins before that."),
        t("Enter: 25 for the whole, or a number for each step. Tab M does the same for every group’s turn."),
        t("Tab x leaves an item prepared but out of the day. A protected one (Tab p) is never shortened to catch up."),
        t("A buffer is minutes that nobody has: it pays for what takes longer. Give it a place before what must hold."),
        t(
            "Above six groups three answer at each turn; or Tab R shares the turns over rooms,"
            " and one of them is led here."
        ),
        t("When the day has begun, the plan stays; new minutes are what it was adapted to."),
    ]
    return t("The programme"), _page(lines, [*keys_of("planner"), *keys_of("answer")], t)


def times_help(t: Translator) -> tuple[str, Content]:
    """Title and text for what the time went to."""
    lines = [
        t("Planned: before the day. Adapted: what it was changed to on the way. Used: what it took."),
        t("Own time is what counts as the group’s: not questions from others, the advisers or the changeover."),
        t("A share is the group’s part of all own time so far, as it was planned. The differences add up to nothing."),
    ]
    return t("Times"), _page(lines, keys_of("reader"), t)


def foundation_help(t: Translator) -> tuple[str, Content]:
    """Title and text for what a network stands on."""
    lines = [
        t("What the network is for, who owns it and who keeps it together; it stands in the plan and the reports."),
        t("Milestones: semicolons between them, and the day at the end of each. Their order is the order of the plan."),
        t("In a room: above so many groups three of them answer at each turn, or they share several rooms."),
        t("Time zone: where the gatherings are held. What happened stays when it was; only its clock changes."),
    ]
    return t("Purpose and plan"), _page(lines, [*keys_of("plan"), *keys_of("maker")], t)


def group_page_help(t: Translator) -> tuple[str, Content]:
    """Title and text for the page of a group."""
    lines = [
        t("The office, how it goes, and a line for each member. PgDn is the next group; what is half typed stays."),
        t("State: how it goes, from when, and why. What it was before is remembered, and who led the group when."),
        t("A member: the name, in brackets profession and roles, then from and until: 12.1.2027–1.6.2027."),
        t("An emptied line means that the member has left today. What was said stays."),
    ]
    return t("Group"), _page(lines, [*keys_of("plan"), *keys_of("maker"), *keys_of("sheet")], t)


def recruitment_help(t: Translator) -> tuple[str, Content]:
    """Title and text for recruitment."""
    lines = [
        t("Above: what must be in place before it begins. One no is a no-go; what nobody has asked is no go yet."),
        t("Below: the offices. Space moves one on: invited, interested, chosen, declined. r says why."),
        t("Tab 1 to 4 are what an office agrees to; 5 to 7 whether it can hold a year of it."),
        t("Tab g makes a group of each chosen office, with the next free letter."),
    ]
    return t("Recruitment"), _page(lines, keys_of("recruitment"), t)


def import_help(t: Translator) -> tuple[str, Content]:
    """Title and text for an import."""
    lines = [
        t(
            "What each row of the table would add or change; nothing is written before Enter,"
            " and Ctrl+Z takes all back."
        ),
        t("A refused row says what is wrong with it. Correct it in the file, or import the others without it."),
        t("Nobody is removed by an import: what is not written stays as it is."),
        t("nettverk import --template groups.xlsx writes a table to fill in, with the groups there are."),
    ]
    return t("Import"), _page(lines, keys_of("trial"), t)


def numbers_help(t: Translator) -> tuple[str, Content]:
    """Title and text for the measurements of a group."""
    lines = [
        t("Before and after come first: a sum over all of them, never a mean of percentages, and n beside it."),
        t("From ten measurements off the median on the series is a run chart. A signal is more than chance explains;"
          " it says nothing of the cause, and no signal is no proof that nothing has changed."),
        t("One measurement a line: date, value, and if you like before, after or follow-up, new phase, left out, and a"
          " note. 29 %, 14/48, 1,5, <5; a dash is missing, and missing is never zero."),
        t("Columns copied from a spreadsheet can be pasted: date, value; or date, numerator, denominator."),
        t("A line that is corrected keeps its history; Ctrl+Z takes the last change back."),
    ]  # fmt: skip
    return t("Measurements"), _page(lines, [*keys_of("numbers"), *keys_of("lines")], t)


def board_help(t: Translator) -> tuple[str, Content]:
    """Title and text for the network at a glance."""
    lines = [
        t("For the facilitators: it shows every group. What the room may see is chosen with Tab S in a gathering."),
        t("A category stands at its lowest factor, by its own rating; progress stands apart. No level is a mean."),
        t("A dot was not rated. An arrow says which way it went since the last time it was."),
        t(
            "What to ask about: each line says its fact, whose it is and of when."
            " Completed and withdrawn groups have none."
        ),
        t(
            "The evidence is one network of six offices, looked back upon:"
            " a factor had weakened each time progress fell."
            " It does not say that it came first, nor how often a weak factor brought no fall. The limits are ours."
        ),
        t("One network and a handful of groups: read it as questions to ask, not as a league table."),
    ]
    return t("The network at a glance"), _page(lines, keys_of("board"), t)


def today_help(t: Translator) -> tuple[str, Content]:
    """Title and text for what waits today."""
    lines = [
        t(
            "Whom to call, what is overdue, what to ask about and what the next gathering lacks;"
            " what needs it most comes first."
        ),
        t("! needs it first. New: it was not so a week ago. Enter opens the place a line is about."),
        t("Tab a: what you found out; the line comes back on a new fact only. A date alone puts it off until then."),
        t("Only what was recorded is known: a call that nobody wrote down is not here. Weeks of holiday do not count."),
    ]
    return t("What waits today"), _page(lines, keys_of("today"), t)


def timeline_help(t: Translator) -> tuple[str, Content]:
    """Title and text for the timeline of a group."""
    lines = [
        t("Everything that is known of the group, newest first. % is only for the facilitators."),
        t("In a wide window the factors stand beside it, from gathering to gathering."),
    ]
    return t("The timeline of a group"), _page(lines, keys_of("timeline"), t)


def indicator_help(t: Translator) -> tuple[str, Content]:
    """Title and text for the page of an indicator."""
    lines = [
        t("Share: so many of so many, in per cent. Count: whole numbers. Rate: per exposure, such as per 1000."),
        t("In words: what is not counted. Reported change: a relative change whose values nobody gave."),
        t("The target is drawn, and judges nothing. Direction is where the group wants to go."),
        t("A baseline freezes centre and limits at those of its period; they never move by themselves."),
        t("Rules: Anhøj for every series; Perla–Provost gives more false alarms in long ones; NHS needs limits."),
    ]
    return t("Indicator"), _page(lines, [*keys_of("plan"), *keys_of("maker")], t)


def group_form_help(t: Translator) -> tuple[str, Content]:
    """Title and text for typing in the form of a group."""
    lines = [
        t("One line for each line of the paper form. Each is stored when it is left; what cannot be read stays in it."),
        t("A factor: 1 to 4, 0 for not rated, x for not relevant; behind it why. In brackets: the last answer."),
        t("A number: 29 % or 14/48, and the date if it was not today. Another one can follow in the same line."),
        t("The forms are written by nettverk form, as pages to print."),
    ]
    return t("Paper forms"), _page(lines, [*keys_of("plan"), *keys_of("sheet")], t)


def minutes_help(t: Translator) -> tuple[str, Content]:
    """Title and text for the minutes."""
    lines = [
        t("The minutes as they stand now, in the network’s own language. They change while something is stored."),
        t("What the network may read is in them; what is for a group or for the facilitators only is not."),
        t("nettverk minutes writes them to a file, at any time and in any of the three languages."),
    ]
    return t("Minutes"), _page(lines, keys_of("reader"), t)


def settings_help(t: Translator) -> tuple[str, Content]:
    """Title and text for the page of settings."""
    lines = [
        t("Up and down choose a setting, left and right what it is. It holds at once, and the next time too."),
        t("Keys are changed in the file: its name stands on the page."),
    ]
    return t("Settings"), _page(lines, keys_of("settings"), t)


def file_help(t: Translator) -> tuple[str, Content]:
    """Title and text for opening a file."""
    lines = [
        t("Write where the file is; Tab completes, and what there is to choose from stands under the line."),
        t("~ is your own folder. A file of another program is never opened."),
        t("The file that is open stays open until the new one could be opened."),
    ]
    return t("Open a file"), _page(lines, keys_of("path"), t)


def bank_help(t: Translator) -> tuple[str, Content]:
    """Title and text for the bank of advice."""
    lines = [
        t("Advice of this network, and from others only what may be read across networks, without names."),
        t("What helped comes first. 2 → 3 is the receiver’s own answer on the factor then, and the next time."),
        t("Under it: how often low factors rose, with advice on them and without. It is a fact, and never proof:"),
        t("who is given advice may be who would have risen anyway. Small numbers of other networks are not shown."),
        t("In the advice step of a gathering Tab A opens it, Enter gives one again, and no group’s levels are shown."),
    ]
    return t("The bank of advice"), _page(lines, keys_of("bank"), t)


def history_help(t: Translator) -> tuple[str, Content]:
    """Title and text for what happened to one thing."""
    lines = [
        t("Every change of it, newest first: when, on which computer, from what to what. It is read from the journal."),
        t("Tab r lets one field say again what it said before that change; what else was changed stays."),
        t("Who sat at the computer is not known: the program has no names for those who write."),
    ]
    return t("What happened to it"), _page(lines, keys_of("history"), t)


def search_help(t: Translator) -> tuple[str, Content]:
    """Title and text for searching."""
    lines = [
        t("Everything ever said is looked through: notes, advice, actions, contacts, events, reasons, status …"),
        t("A word is found inside longer ones: flow finds workflow. å is aa, æ is ae, ø is oe; capitals do not count."),
        t('"two words" just so · -word without it · =B or @B a group · @Kari a person · #L1 or #leadership a factor'),
        t("A kind by the words of the writing line: advice: action: decision: contact: meeting: event: status: …"),
        t("from:2026 · to:1.3.2027 · private: what is for the facilitators only. No line is wrong: the rest is words."),
        t("% is only for the facilitators. In a gathering only what the whole network may read is found."),
    ]
    return t("Searching"), _page(lines, keys_of("search"), t)


def _page(lines: Sequence[str], keys: Sequence[Key], t: Translator) -> Content:
    return Content("\n").join([*(Content(f"  {line}") for line in lines), Content(""), *_keys(keys, t)])


def _keys(keys: Sequence[Key], t: Translator) -> list[Content]:
    return [Content.assemble((f"  {key_name(key.label, t):<10}", "bold $text-accent"), t(key.words)) for key in keys]
