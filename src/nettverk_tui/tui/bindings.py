"""The one table of keys and their actions by state. Bindings of screens and panels, help and docs all come from it.

A state is the set of contexts that are active together; a test fails when a key has two meanings in one state.

A key that writes (a letter, a sign, the space) is text everywhere: its action is chosen from the menu that Tab opens,
and such a key is named *Tab d*. `keyboard` enforces this; the settings may let letters act.
"""

from collections.abc import Mapping, Sequence
from typing import Literal, get_args

import msgspec
from textual.binding import Binding

from nettverk_tui.model.core.messages import N_, Message

Context = Literal[
    "home", "runner", "card", "status", "factors", "round", "advice", "take_along", "plain", "attendance",
    "reflection", "closing", "log", "programme", "late", "room", "line", "field", "reader", "question", "form", "plan",
    "maker", "path", "opening", "settings", "sheet", "planner", "answer", "trial",
    "recruitment", "numbers", "lines", "board", "today", "timeline", "search", "finder", "bank", "history",
]  # fmt: skip


class Key(msgspec.Struct, frozen=True):
    """One key in some contexts. `foot` orders the hints at the bottom of the screen; None leaves it out there.

    `hint` is the key and the words of a hint that covers several keys.
    """

    id: str
    key: str
    action: str
    words: str
    contexts: tuple[Context, ...]
    shown: str = ""
    foot: int | None = None
    hint: tuple[str, str] | None = None

    @property
    def keys(self) -> Sequence[str]:
        """The keys bound to the action, by Textual's names."""
        return self.key.replace(" ", "").split(",")

    @property
    def alone(self) -> str | None:
        """The first key that acts without the menu; None where only the menu has the action."""
        return next((key for key in self.keys if acts_alone(key)), None)

    @property
    def letter(self) -> str | None:
        """The key that chooses the action in the menu; None where the menu does not have it."""
        return next((key for key in self.keys if not is_key_alone(key)), None)

    @property
    def label(self) -> str:
        """The key as shown to the user: *F8*, *Tab d*."""
        label = self.shown or self.keys[0]
        return label if self.alone is not None or any(context in FIXED for context in self.contexts) else f"Tab {label}"


def is_text(key: str) -> bool:
    """Return True for a key that writes: a letter, a sign or the space. A digit is not text: it may act on a row."""
    return key == "space" or (len(key) == 1 and not key.isdigit()) or key in _SIGNS


#: Signs, by Textual's names.
_SIGNS = frozenset({
    "slash", "plus", "minus", "exclamation_mark", "question_mark", "quotation_mark", "asterisk", "percent_sign",
    "less_than_sign", "greater_than_sign", "comma", "full_stop", "colon", "semicolon", "apostrophe", "equals_sign",
    "number_sign", "dollar_sign", "ampersand", "left_parenthesis", "right_parenthesis", "at", "left_square_bracket",
    "backslash", "right_square_bracket", "circumflex_accent", "underscore", "grave_accent", "left_curly_bracket",
    "vertical_line", "right_curly_bracket", "tilde",
})  # fmt: skip


def is_key_alone(key: str) -> bool:
    """Return True for a key that acts by itself on a page; Delete is chosen from the menu, as letters are."""
    return not is_text(key) and key != "delete"


def acts_alone(key: str) -> bool:
    """Return True for a key that acts by itself under the user's settings, which may let letters act."""
    return is_key_alone(key) or _letters_act


#: True where the settings let letters act by themselves.
_letters_act = False


def let_letters_act(wanted: bool) -> None:
    """Let letters act by themselves from now on, or be text again."""
    global _letters_act
    _letters_act = wanted


def letters_act() -> bool:
    """Return True where letters act by themselves."""
    return _letters_act


#: Panels with a cursor.
_LISTS: tuple[Context, ...] = (
    "card", "factors", "advice", "take_along", "attendance", "reflection", "log", "programme", "late", "room",
)  # fmt: skip

#: Screens with a list, and those of them with lists so long that page keys move the cursor.
_LIST_PAGES: tuple[Context, ...] = (
    "home", "planner", "recruitment", "bank", "history", "today", "timeline", "numbers",
)  # fmt: skip
_LONG_LISTS: tuple[Context, ...] = ("bank", "history", "today", "timeline")

#: Whole screens, each with help and a palette.
_PAGES: tuple[Context, ...] = (
    "home", "runner", "reader", "form", "sheet", "settings", "opening", "planner", "trial", "recruitment",
    "numbers", "board", "today", "timeline", "finder", "bank", "history",
)  # fmt: skip

#: Pages where Tab opens the menu.
_MENUS: tuple[Context, ...] = (
    "home", "runner", "planner", "recruitment", "numbers", "board", "today", "timeline", "bank", "history",
)  # fmt: skip

#: Pages without a menu: only the palette lists their keys with Ctrl.
_WITHOUT_MENU: tuple[Context, ...] = tuple(page for page in _PAGES if page not in _MENUS)


def _moves(name: str, contexts: tuple[Context, ...]) -> Sequence[Key]:
    """Return the keys that move the cursor of a list; the settings of the user name them by page."""
    return (
        Key(f"{name}.down", "down", "cursor(1)", N_("down"), contexts, "↓"),
        Key(f"{name}.up", "up", "cursor(-1)", N_("up"), contexts, "↑"),
    )


def _page_moves(page: Context) -> Sequence[Key]:
    """Return the keys that move the cursor by a page; in a gathering these keys belong to the room."""
    return (
        Key(f"{page}.page-down", "pagedown", "page(1)", N_("a page on"), (page,), "PgDn"),
        Key(f"{page}.page-up", "pageup", "page(-1)", N_("a page back"), (page,), "PgUp"),
    )


KEYS: tuple[Key, ...] = (
    # --- everywhere in a gathering
    Key(
        "everywhere.palette", "f2", "palette", N_("every command"),
        _PAGES, "F2",
    ),
    Key(
        "runner.help", "f1", "help", N_("help"),
        _PAGES, "F1", 99,
    ),
    Key(
        "everywhere.menu", "tab,f10", "menu", N_("what can be done here"),
        _MENUS, "Tab", 96, ("Tab", N_("menu")),
    ),
    Key("everywhere.stored", "ctrl+s,L", "stored", N_("is everything stored?"), _MENUS, "Ctrl+S"),
    Key("everywhere.quit", "ctrl+q,Q", "quit", N_("quit"), _MENUS, "Ctrl+Q"),
    Key("page.stored", "ctrl+s", "stored", N_("is everything stored?"), _WITHOUT_MENU, "Ctrl+S"),
    Key("page.quit", "ctrl+q", "quit", N_("quit"), _WITHOUT_MENU, "Ctrl+Q"),
    Key("runner.minutes", "f3", "minutes", N_("minutes"), ("runner",), "F3", 62),
    Key("runner.attendance", "f4", "show('attendance')", N_("attendance"), ("runner",), "F4", 63),
    Key("runner.log", "f5", "show('log')", N_("what was said"), ("runner",), "F5", 64),
    Key("runner.programme", "f6", "show('programme')", N_("programme"), ("runner",), "F6", 65),
    Key("runner.start-pause", "f7", "start_pause", N_("start or pause"), ("runner",), "F7", 51),
    Key("runner.screen", "S", "second_screen", N_("what the second screen shows"), ("runner",), "S"),
    Key("runner.blank", "B", "blank_screen", N_("blank the second screen"), ("runner",), "B"),
    Key("runner.next-group", "f8", "next_group", N_("next group"), ("runner",), "F8", 53),
    Key("runner.next-step", "pagedown", "next_step", N_("next"), ("runner",), "PgDn", 91),
    Key("runner.previous-step", "pageup", "previous_step", N_("back"), ("runner",), "PgUp"),
    Key("runner.line", "i", "line('')", N_("write"), ("runner",), "i"),
    Key("runner.less", "shift+left,less_than_sign", "adjust(-1)", N_("one minute less"), ("runner",), "⇧←"),
    Key("runner.more", "shift+right,greater_than_sign", "adjust(1)", N_("one minute more"), ("runner",), "⇧→"),
    Key("runner.started-ago", "t", "started_ago", N_("started … minutes ago"), ("runner",), "t"),
    Key("runner.late", "b", "show('late')", N_("behind: how to catch up"), ("runner",), "b"),
    Key("runner.gap", "f9", "forget_gap", N_("take the gap out of the time"), ("runner",), "F9"),
    Key("runner.room", "C", "show('room')", N_("room check"), ("runner",), "C"),
    Key("runner.tour", "f12", "tour", N_("tour"), ("runner",), "F12"),
    Key("runner.undo", "ctrl+z,u", "turn('undo')", N_("undo"), ("runner",), "Ctrl+Z", 60),
    Key("runner.redo", "ctrl+y,U", "turn('redo')", N_("redo"), ("runner",), "Ctrl+Y"),
    Key("runner.leave", "q", "leave", N_("to the list"), ("runner",), "q"),
    Key("runner.back", "escape", "back", N_("back to the step"), ("runner",), "Esc"),
    # --- a list
    *_moves("list", _LISTS),
    *(key for page in _LIST_PAGES for key in _moves(page, (page,))),
    *(key for page in _LONG_LISTS for key in _page_moves(page)),
    Key("today.first", "home", "end(-1)", N_("to the first"), ("today",), "Home"),
    Key("today.last", "end", "end(1)", N_("to the last"), ("today",), "End"),
    Key("timeline.newest", "home", "end(-1)", N_("to the newest"), ("timeline",), "Home"),
    Key("timeline.oldest", "end", "end(1)", N_("to the oldest"), ("timeline",), "End"),
    Key("settings.down", "down", "cursor(1)", N_("down"), ("settings",), "↓", 3),
    Key("settings.up", "up", "cursor(-1)", N_("up"), ("settings",), "↑", 4),
    # --- opening card
    Key("card.done", "d", "settle('done')", N_("done"), ("card",), "d"),
    Key("card.move", "m", "move", N_("new date"), ("card",), "m"),
    Key("card.drop", "x", "settle('dropped')", N_("drop"), ("card",), "x"),
    Key("card.reopen", "o", "settle('open')", N_("open again"), ("card",), "o"),
    Key(
        "card.one", "1", "number(1)", N_("the promise is done; the advice helped"),
        ("card",), "1", 10, ("1–3", N_("promise: done, new date, dropped")),
    ),
    Key("card.two", "2", "number(2)", N_("the promise gets a new date; tried, no change"), ("card",), "2"),
    Key("card.three", "3", "number(3)", N_("the promise is dropped; tried, worse"), ("card",), "3"),
    Key(
        "card.four", "4", "number(4)", N_("the advice is not tried yet"),
        ("card",), "4", 13, ("1–5", N_("advice: outcome")),
    ),
    Key("card.five", "5", "number(5)", N_("the advice is dropped"), ("card",), "5"),
    Key("card.why", "w", "why", N_("why it was dropped"), ("card",), "w"),
    Key("card.chart", "c", "chart", N_("the group’s chart"), ("card",), "c", 15, ("c", N_("chart"))),
    Key("card.for-you", "f", "for_you", N_("only for you"), ("card", "log"), "f", 14, ("f", N_("for you"))),
    # --- status
    Key("status.first-field", "enter", "fill", N_("fill in"), ("status",), "Enter", 11),
    Key("status.measure", "m", "measure", N_("write measurements"), ("status",), "m", 13, ("m", N_("numbers"))),
    Key("status.chart", "c", "chart", N_("next chart"), ("status",), "c", 12),
    # --- factors
    Key("factors.one", "1", "rate('1')", N_("not met"), ("factors",), "1", 10, ("1–4", N_("rate"))),
    Key("factors.two", "2", "rate('2')", N_("partly"), ("factors",), "2"),
    Key("factors.three", "3", "rate('3')", N_("mostly"), ("factors",), "3"),
    Key("factors.four", "4", "rate('4')", N_("met"), ("factors",), "4"),
    Key("factors.not-rated", "0", "rate('0')", N_("not rated"), ("factors",), "0"),
    Key("factors.not-relevant", "x", "rate('x')", N_("not relevant"), ("factors",), "x"),
    Key("factors.clear", "delete", "rate('')", N_("take the answer away"), ("factors",), "Del"),
    Key("factors.reason", "r", "reason", N_("reason"), ("factors",), "r", 13),
    Key("factors.adviser", "v", "rater", N_("adviser’s column"), ("factors",), "v", 14, ("v", N_("adviser"))),
    Key("factors.share", "s", "share", N_("the network may see"), ("factors",), "s", 15, ("s", N_("share"))),
    # --- advice, questions, what we take along
    Key("advice.giver", "g", "giver", N_("giver, then the letter"), ("advice",), "g", 10, ("g", N_("giver"))),
    Key(
        "take-along.yes", "1", "answer('take_along')", N_("takes along"), ("take_along", "advice"), "1", 11,
        ("1–3", N_("answer")),
    ),
    Key("take-along.already", "2", "answer('already_do')", N_("already does"), ("take_along", "advice"), "2"),
    Key("take-along.not-now", "3", "answer('not_now')", N_("not now"), ("take_along", "advice"), "3"),
    Key("take-along.clear", "0", "answer('')", N_("no answer"), ("take_along", "advice"), "0"),
    Key(
        "take-along.action", "a", "make_action", N_("make an action"), ("take_along", "advice"), "a", 15,
        ("a", N_("action")),
    ),
    Key("take-along.why", "w", "why", N_("why this answer"), ("take_along", "advice"), "w", 16, ("w", N_("why"))),
    Key("take-along.edit", "e", "edit", N_("edit"), ("take_along", "advice"), "e", 17),
    # --- the room
    Key("attendance.present", "1", "mark('present')", N_("present"), ("attendance",), "1", 10),
    Key("attendance.absent", "0", "mark('absent')", N_("absent"), ("attendance",), "0", 11),
    Key("attendance.clear", "delete", "mark('')", N_("not marked"), ("attendance",), "Del"),
    Key("attendance.group", "a", "all_present", N_("whole group present"), ("attendance",), "a", 12),
    Key("attendance.left", "l", "left", N_("left now"), ("attendance",), "l", 13),
    # --- joint reflection
    Key("reflection.answered", "1,a", "settle('answered')", N_("answered"), ("reflection",), "1", 10),
    Key("reflection.carried", "2,c", "settle('carried')", N_("carry to next time"), ("reflection",), "2", 11),
    Key("reflection.dropped", "3,x", "settle('dropped')", N_("drop"), ("reflection",), "3", 12),
    Key("reflection.open", "o", "settle('open')", N_("open again"), ("reflection",), "o"),
    # --- closing
    Key("closing.next", "n", "next_gathering", N_("next gathering"), ("closing",), "n", 10),
    Key("closing.close", "c", "close_gathering", N_("close the gathering"), ("closing",), "c", 11),
    Key("closing.reopen", "o", "reopen", N_("reopen"), ("closing",), "o", 12),
    # --- what was said
    Key("log.edit", "enter,e", "edit", N_("edit"), ("log",), "Enter", 10),
    Key("log.delete", "x,delete", "delete", N_("delete"), ("log",), "x", 11),
    Key("log.layer", "p", "layer", N_("who may read it"), ("log",), "p", 12),
    Key("log.group", "g", "refile", N_("group, then the letter"), ("log",), "g", 13),
    Key("log.kind", "c", "convert", N_("kind, then its sign"), ("log",), "c", 14),
    # --- programme
    Key("programme.view", "enter", "view", N_("look at it"), ("programme",), "Enter", 10),
    Key("programme.go", "g", "go", N_("move the clock here"), ("programme",), "g", 11),
    Key("programme.edit", "e", "edit", N_("change the programme"), ("programme",), "e", 12, ("e", N_("change"))),
    Key("programme.times", "w", "times", N_("what the time went to"), ("programme",), "w", 13, ("w", N_("times"))),
    # --- behind the plan
    Key("late.choose", "enter", "choose", N_("do it"), ("late",), "Enter", 10),
    # --- before the start
    Key("room.tick", "1", "tick", N_("tick it off"), ("room",), "1", 10),
    # --- the capture line
    Key("line.store", "enter", "store", N_("store"), ("line",), "Enter", 1),
    Key("line.leave", "escape", "leave", N_("back"), ("line",), "Esc", 2),
    Key("line.complete", "tab", "complete", N_("complete the name"), ("line",), "Tab", 3),
    Key("line.recall", "up", "recall", N_("the last entry again"), ("line",), "↑", 4),
    # --- a field of a form
    Key("field.next", "enter,tab", "next_field", N_("store, next field"), ("field",), "Enter", 1),
    Key("field.previous", "shift+tab", "previous_field", N_("previous field"), ("field",), "⇧Tab", 2),
    Key("field.leave", "escape", "leave", N_("store and leave"), ("field",), "Esc", 3),
    # --- the form of a network
    Key("plan.next", "enter,tab", "next_line", N_("next field"), ("plan",), "Enter", 1),
    Key("plan.previous", "shift+tab", "previous_field", N_("previous field"), ("plan",), "⇧Tab", 2),
    Key("plan.leave", "escape", "leave", N_("back, kept as typed"), ("plan", "maker"), "Esc", 3),
    Key("plan.make", "enter", "make", N_("store it all"), ("maker",), "Enter", 1),
    Key("plan.back", "shift+tab,up", "previous", N_("previous field"), ("maker",), "⇧Tab", 2),
    # --- the form of a group
    Key("sheet.next", "pagedown", "group(1)", N_("next group"), ("sheet",), "PgDn", 4),
    Key("sheet.previous", "pageup", "group(-1)", N_("previous group"), ("sheet",), "PgUp", 5),
    # --- the path of a file
    Key("path.open", "enter", "give", N_("open it"), ("path",), "Enter", 1),
    Key("path.complete", "tab", "complete", N_("complete the path"), ("path",), "Tab", 2),
    Key("path.leave", "escape", "leave", N_("back"), ("path",), "Esc", 3),
    # --- a question at the foot of the screen
    Key("question.yes", "enter", "yes", N_("yes"), ("question",), "Enter", 1),
    Key("question.no", "escape", "no", N_("no"), ("question",), "Esc", 2),
    # --- lists to start from, and texts to read
    Key("home.open", "enter", "open", N_("open it"), ("home",), "Enter", 1),
    Key("home.new", "n", "new_network", N_("new network"), ("home",), "n", 2, ("n", N_("new"))),
    Key("home.change", "e", "change_network", N_("change the network"), ("home",), "e", 3, ("e", N_("change"))),
    Key("home.forms", "f", "forms", N_("paper forms"), ("home",), "f", 4, ("f", N_("forms"))),
    Key("home.plan", "p", "plan", N_("programme of the gathering"), ("home",), "p", 3, ("p", N_("programme"))),
    Key("home.file", "o", "open_file", N_("open a file"), ("home",), "o", 5, ("o", N_("file"))),
    Key("home.write", "i", "write", N_("write what happened"), ("home",), "i", 3, ("i", N_("write"))),
    Key("home.import", "I", "import_groups", N_("import groups, members or measurements"), ("home",), "I"),
    Key("home.purpose", "v", "purpose", N_("purpose and plan of the network"), ("home",), "v"),
    Key("home.recruitment", "r", "recruitment", N_("recruitment, go or no-go"), ("home",), "r"),
    Key("home.groups", "g", "groups", N_("groups and members in detail"), ("home",), "g"),
    Key("home.today", "t", "today", N_("what waits today"), ("home",), "t", 2, ("t", N_("today"))),
    Key("home.timeline", "l", "timeline", N_("timeline of the groups"), ("home",), "l"),
    Key("home.numbers", "m", "numbers", N_("measurements of the groups"), ("home",), "m", 4, ("m", N_("numbers"))),
    Key("home.board", "b", "board", N_("the network at a glance"), ("home",), "b", 5, ("b", N_("at a glance"))),
    Key("home.undo", "ctrl+z,u", "turn('undo')", N_("undo"), ("home",), "Ctrl+Z"),
    Key("home.redo", "ctrl+y,U", "turn('redo')", N_("redo"), ("home",), "Ctrl+Y"),
    Key("home.copy", "c", "copy_network", N_("a new network like this one"), ("home",), "c"),
    Key("home.demo", "d", "demo", N_("try the demo"), ("home",), "d", 6, ("d", N_("demo"))),
    Key("home.settings", "s", "settings", N_("settings"), ("home",), "s", 7),
    Key("home.quit", "q", "quit", N_("quit"), ("home",), "q", 95),
    # --- the planner
    Key("planner.later", "shift+down,J", "move(1)", N_("later in the day"), ("planner",), "⇧↓", 2, ("⇧↑↓", N_("move"))),
    Key("planner.earlier", "shift+up,K", "move(-1)", N_("earlier in the day"), ("planner",), "⇧↑"),
    Key("planner.minutes", "enter,m", "minutes", N_("how long"), ("planner",), "Enter", 1),
    Key("planner.turns", "M", "ask('all_minutes')", N_("the same minutes for every turn"), ("planner",), "M"),
    Key("planner.less", "shift+left,less_than_sign", "adjust(-1)", N_("one minute less"), ("planner",), "⇧←"),
    Key("planner.more", "shift+right,greater_than_sign", "adjust(1)", N_("one minute more"), ("planner",), "⇧→"),
    Key("planner.fixed", "f", "ask('fixed')", N_("fixed start"), ("planner",), "f", 4, ("f", N_("fixed"))),
    Key("planner.title", "t", "ask('title')", N_("title"), ("planner",), "t", 6),
    Key("planner.start", "s", "ask('start')", N_("begin at another time"), ("planner",), "s", 7, ("s", N_("start"))),
    Key("planner.add", "a", "ask('add')", N_("add an item after this one"), ("planner",), "a", 3, ("a", N_("add"))),
    Key("planner.out", "x", "leave_out", N_("leave it out, or take it in"), ("planner",), "x", 5, ("x", N_("out"))),
    Key("planner.remove", "delete", "remove", N_("remove it"), ("planner",), "Del"),
    Key("planner.protect", "p", "protect", N_("protected from catching up"), ("planner",), "p"),
    Key("planner.rotate", "r", "rotate", N_("another group begins"), ("planner",), "r", 8, ("r", N_("rotate"))),
    Key("planner.rooms", "R", "rooms", N_("share the turns over rooms"), ("planner",), "R"),
    Key("planner.learn", "l", "learn", N_("plan what it took until now"), ("planner",), "l"),
    Key("planner.times", "w", "times", N_("what the time went to"), ("planner",), "w"),
    Key("planner.undo", "ctrl+z,u", "turn('undo')", N_("undo"), ("planner",), "Ctrl+Z", 9),
    Key("planner.redo", "ctrl+y,U", "turn('redo')", N_("redo"), ("planner",), "Ctrl+Y"),
    Key("planner.close", "escape", "close", N_("back"), ("planner",), "Esc", 90),
    # --- an answer at the foot of the planner
    Key("answer.give", "enter", "give", N_("store"), ("answer",), "Enter", 1),
    Key("answer.leave", "escape", "leave", N_("back, nothing changed"), ("answer",), "Esc", 2),
    # --- recruitment
    Key("recruitment.answer", "n", "answer", N_("next answer"), ("recruitment",), "n", 1),
    Key("recruitment.add", "a", "ask('add')", N_("add an office"), ("recruitment",), "a", 2),
    Key("recruitment.three", "1", "agree(1)", N_("at least three"), ("recruitment",), "1", 3, ("1–7", N_("agreed"))),
    Key("recruitment.professions", "2", "agree(2)", N_("several professions"), ("recruitment",), "2"),
    Key("recruitment.period", "3", "agree(3)", N_("the whole period"), ("recruitment",), "3"),
    Key("recruitment.share", "4", "agree(4)", N_("will share what it learns"), ("recruitment",), "4"),
    Key("recruitment.backing", "5", "agree(5)", N_("leader and staff behind it"), ("recruitment",), "5"),
    Key("recruitment.ownership", "6", "agree(6)", N_("their own project"), ("recruitment",), "6"),
    Key("recruitment.calm", "7", "agree(7)", N_("no upheaval is ahead"), ("recruitment",), "7"),
    Key("recruitment.reason", "r", "ask('reason')", N_("reason"), ("recruitment",), "r", 4),
    Key("recruitment.groups", "g", "make_groups", N_("groups of the chosen"), ("recruitment",), "g", 5),
    Key("recruitment.remove", "delete", "remove", N_("remove it"), ("recruitment",), "Del"),
    Key("recruitment.undo", "ctrl+z,u", "turn('undo')", N_("undo"), ("recruitment",), "Ctrl+Z", 6),
    Key("recruitment.redo", "ctrl+y,U", "turn('redo')", N_("redo"), ("recruitment",), "Ctrl+Y"),
    Key("recruitment.close", "escape", "close", N_("back"), ("recruitment",), "Esc", 90),
    # --- what an import would do
    Key("trial.import", "enter", "import_it", N_("import it"), ("trial",), "Enter", 1),
    Key("trial.close", "escape", "close", N_("back, nothing imported"), ("trial",), "Esc", 2),
    # --- the network at a glance
    Key("board.next", "right", "page(1)", N_("next page"), ("board",), "→", 1),
    Key("board.previous", "left", "page(-1)", N_("previous page"), ("board",), "←"),
    Key("board.sort", "n", "sort", N_("those that need it most first"), ("board",), "n", 2, ("n", N_("by need"))),
    Key("board.items", "e", "items", N_("each factor, or categories"), ("board",), "e", 3, ("e", N_("each factor"))),
    Key("board.compare", "c", "compare", N_("two gatherings side by side"), ("board",), "c", 5, ("c", N_("compare"))),
    Key("board.write", "i", "write", N_("write what happened"), ("board",), "i", 4, ("i", N_("write"))),
    Key("board.undo", "ctrl+z,u", "turn('undo')", N_("undo"), ("board",), "Ctrl+Z"),
    Key("board.redo", "ctrl+y,U", "turn('redo')", N_("redo"), ("board",), "Ctrl+Y"),
    Key("board.close", "escape", "close", N_("back"), ("board",), "Esc", 90),
    # --- the bank of advice
    Key("home.bank", "a", "bank", N_("advice that was given, and what came of it"), ("home",), "a"),
    Key("advice.bank", "A", "bank", N_("advice given before"), ("advice",), "A", 10, ("A", N_("bank"))),
    Key("bank.quote", "enter", "quote", N_("give it again"), ("bank",), "Enter", 1),
    Key("bank.factor", "f", "factor(1)", N_("another factor"), ("bank",), "f", 2, ("f", N_("factor"))),
    Key("bank.factor-back", "F", "factor(-1)", N_("the factor before"), ("bank",), "F"),
    Key("bank.area", "r", "area", N_("another improvement area"), ("bank",), "r", 3, ("r", N_("area"))),
    Key("bank.helped", "o", "helped", N_("only what helped, or all"), ("bank",), "o", 3, ("o", N_("what helped"))),
    Key("bank.close", "escape", "close", N_("back"), ("bank",), "Esc", 90),
    # --- what happened to one thing
    Key(
        "timeline.history", "enter", "history", N_("what happened to it"),
        ("timeline",), "Enter", 3, ("Enter", N_("its story")),
    ),
    Key(
        "history.take-back", "r", "take_back", N_("say again what it said before"),
        ("history",), "r", 1, ("r", N_("as before")),
    ),
    Key("history.undo", "ctrl+z,u", "turn('undo')", N_("undo"), ("history",), "Ctrl+Z", 2),
    Key("history.redo", "ctrl+y,U", "turn('redo')", N_("redo"), ("history",), "Ctrl+Y"),
    Key("history.close", "escape", "close", N_("back"), ("history",), "Esc", 90),
    # --- searching
    Key(
        "everywhere.search", "ctrl+f,slash", "search", N_("search in everything that was said"),
        ("home", "board", "today", "timeline", "bank"), "Ctrl+F", 8, ("Ctrl+F", N_("search")),
    ),
    Key(
        "desk.search", "ctrl+f,slash", "search", N_("search in everything that was said"),
        ("planner", "recruitment", "numbers", "history"), "Ctrl+F",
    ),
    Key(
        "page.search", "ctrl+f", "search", N_("search in everything that was said"),
        tuple(page for page in _WITHOUT_MENU if page not in ("finder", "opening")), "Ctrl+F",
    ),
    Key("runner.search", "ctrl+f,slash", "search", N_("search in everything that was said"), ("runner",), "Ctrl+F"),
    Key("search.open", "enter", "give", N_("go there"), ("search",), "Enter", 1),
    Key("search.down", "down", "move(1)", N_("the next hit"), ("search",), "↓", 2, ("↑↓", N_("hit"))),
    Key("search.up", "up", "move(-1)", N_("the hit before"), ("search",), "↑"),
    Key("search.page-down", "pagedown", "move(8)", N_("a page on"), ("search",), "PgDn"),
    Key("search.page-up", "pageup", "move(-8)", N_("a page back"), ("search",), "PgUp"),
    Key("search.scope", "tab", "scope", N_("this network, or all"), ("search",), "Tab", 3),
    Key("search.leave", "escape", "leave", N_("back"), ("search",), "Esc", 90),
    # --- what waits today
    Key("today.open", "enter", "open", N_("open it"), ("today",), "Enter", 1),
    Key(
        "today.one", "1", "number(1)", N_("the action is done"),
        ("today",), "1", 2, ("1–3", N_("action: done, new date, dropped")),
    ),
    Key("today.two", "2", "number(2)", N_("a new date for the action"), ("today",), "2"),
    Key("today.three", "3", "number(3)", N_("the action is dropped"), ("today",), "3"),
    Key("today.done", "d", "settle", N_("the action is done"), ("today",), "d", 2, ("d", N_("done"))),
    Key("today.answer", "a", "answer", N_("answer it, or put it off"), ("today",), "a", 2, ("a", N_("answer"))),
    Key("today.write", "i", "write", N_("write what happened"), ("today",), "i", 2, ("i", N_("write"))),
    Key("today.move", "m", "move", N_("a new date for the action"), ("today",), "m", 4, ("m", N_("new date"))),
    Key("today.drop", "x", "drop", N_("the action is dropped"), ("today",), "x", 5, ("x", N_("drop"))),
    Key("today.timeline", "l", "timeline", N_("timeline of the group"), ("today",), "l", 3, ("l", N_("timeline"))),
    Key("today.undo", "ctrl+z,u", "turn('undo')", N_("undo"), ("today",), "Ctrl+Z", 3),
    Key("today.redo", "ctrl+y,U", "turn('redo')", N_("redo"), ("today",), "Ctrl+Y"),
    Key("today.close", "escape", "close", N_("back"), ("today",), "Esc", 90),
    # --- the timeline of a group
    Key("timeline.write", "i", "write", N_("write what happened"), ("timeline",), "i", 1, ("i", N_("write"))),
    Key("timeline.edit", "e", "edit", N_("other words for it"), ("timeline",), "e", 3, ("e", N_("change"))),
    Key("timeline.remove", "delete", "remove", N_("it was wrong: take it away"), ("timeline",), "Del"),
    Key("timeline.done", "d", "settle", N_("done, or open again"), ("timeline",), "d", 4, ("d", N_("done"))),
    Key("timeline.move", "m", "move", N_("a new date for the action"), ("timeline",), "m", 4, ("m", N_("new date"))),
    Key("timeline.drop", "x", "drop", N_("the action is dropped"), ("timeline",), "x", 5, ("x", N_("drop"))),
    Key(
        "timeline.one", "1", "number(1)", N_("the action is done; the advice helped"),
        ("timeline",), "1", 4, ("1–3", N_("action: done, new date, dropped")),
    ),
    Key("timeline.two", "2", "number(2)", N_("the action gets a new date; tried, no change"), ("timeline",), "2"),
    Key("timeline.three", "3", "number(3)", N_("the action is dropped; tried, worse"), ("timeline",), "3"),
    Key(
        "timeline.four", "4", "number(4)", N_("the advice is not tried yet"),
        ("timeline",), "4", 6, ("1–5", N_("advice: outcome")),
    ),
    Key("timeline.five", "5", "number(5)", N_("the advice is dropped"), ("timeline",), "5"),
    Key("timeline.undo", "ctrl+z,u", "turn('undo')", N_("undo"), ("timeline",), "Ctrl+Z", 7),
    Key("timeline.redo", "ctrl+y,U", "turn('redo')", N_("redo"), ("timeline",), "Ctrl+Y"),
    Key("timeline.kind", "k", "kind(1)", N_("another kind"), ("timeline",), "k", 1, ("k", N_("kind"))),
    Key("timeline.kind-back", "K", "kind(-1)", N_("the kind before"), ("timeline",), "K"),
    Key("timeline.factor", "f", "category", N_("another category"), ("timeline",), "f", 2, ("f", N_("factor"))),
    Key("timeline.next", "right", "group(1)", N_("next group"), ("timeline",), "→", 3),
    Key("timeline.previous", "left", "group(-1)", N_("previous group"), ("timeline",), "←"),
    Key("timeline.close", "escape", "close", N_("back"), ("timeline",), "Esc", 90),
    # --- what a group has measured
    Key("numbers.write", "enter,m", "write", N_("write measurements"), ("numbers",), "Enter", 1),
    Key("numbers.new", "n", "new", N_("new indicator"), ("numbers",), "n", 2),
    Key("numbers.edit", "e", "edit", N_("change the indicator"), ("numbers",), "e", 3, ("e", N_("change"))),
    Key("numbers.chart", "c", "chart_kind", N_("another chart"), ("numbers",), "c", 4, ("c", N_("chart"))),
    Key("numbers.rules", "r", "rules", N_("other rules"), ("numbers",), "r", 5, ("r", N_("rules"))),
    Key("numbers.started", "s", "started", N_("a change started"), ("numbers",), "s", 6, ("s", N_("change began"))),
    Key("numbers.next", "pagedown", "group(1)", N_("next group"), ("numbers",), "PgDn", 6),
    Key("numbers.previous", "pageup", "group(-1)", N_("previous group"), ("numbers",), "PgUp"),
    Key("numbers.remove", "delete", "remove", N_("remove it"), ("numbers",), "Del"),
    Key("numbers.undo", "ctrl+z,u", "turn('undo')", N_("undo"), ("numbers",), "Ctrl+Z", 7),
    Key("numbers.redo", "ctrl+y,U", "turn('redo')", N_("redo"), ("numbers",), "Ctrl+Y"),
    Key("numbers.close", "escape", "close", N_("back"), ("numbers",), "Esc", 90),
    Key("lines.store", "escape", "leave", N_("store and back"), ("lines",), "Esc", 1),
    # --- the page of settings
    Key("settings.next", "right,enter", "choose(1)", N_("next choice"), ("settings",), "→", 1),
    Key("settings.previous", "left", "choose(-1)", N_("previous choice"), ("settings",), "←", 2),
    Key("settings.close", "escape", "close", N_("back"), ("settings",), "Esc", 5),
    Key("reader.close", "escape", "close", N_("back"), ("reader",), "Esc", 1),
)  # fmt: skip

PANELS: tuple[Context, ...] = (
    "card", "status", "factors", "round", "advice", "take_along", "plain", "attendance", "reflection", "closing",
    "log", "programme", "late", "room",
)  # fmt: skip

#: Contexts that are active together, by state.
_TOGETHER: dict[str, tuple[Context, ...]] = {
    "plan": ("form", "plan"),
    "maker": ("form", "maker"),
    "sheet": ("plan", "sheet"),
    "path": ("opening", "path"),
    "search": ("finder", "search"),
    "group": ("form", "plan", "sheet"),
    "group’s maker": ("form", "maker", "sheet"),
    **{panel: ("runner", panel) for panel in PANELS},
}
_IN_COMPANY = {"question"}.union(*_TOGETHER.values())

#: The contexts active at once, by state. Text fields take every printable key, so the runner's letters rest there.
STATES: dict[str, tuple[Context, ...]] = {
    **{context: (context,) for context in get_args(Context) if context not in _IN_COMPANY},
    **_TOGETHER,
}


#: Contexts whose keys cannot be changed, as text is written there: Enter stores, Esc leaves.
FIXED: tuple[Context, ...] = ("line", "field", "question", "plan", "maker", "path", "answer", "lines", "search")

#: The user's keys for this run that replace those of the table, by id.
_chosen: dict[str, str] = {}


def chosen_keys() -> Mapping[str, str]:
    """Return the user's keys by their ids in the table."""
    return dict(_chosen)


def use_keys(wanted: Mapping[str, str]) -> Sequence[Message]:
    """Replace the user's keys with those of `wanted` that are possible; return the reasons against the others."""
    _chosen.clear()
    problems = []
    by_id = {key.id: key for key in KEYS}
    for id, keys in wanted.items():
        key = by_id.get(id)
        if key is None:
            problems.append(Message(N_("There is no key called {id}; docs/keys.md has them all."), {"id": id}))
        elif any(context in FIXED for context in key.contexts):
            problems.append(Message(N_("{id} keeps its key: text is written there."), {"id": id}))
        else:
            _chosen[id] = keys
            other = _clash(key)
            if other is not None:
                del _chosen[id]
                words = N_("{id} cannot have {keys}: {other} has it there.")
                problems.append(Message(words, {"id": id, "keys": keys, "other": other}))
    return problems


def _clash(new: Key) -> str | None:
    """Return the id of a binding with one of the same keys in a state where both are active, or None."""
    wanted = set(_keys_now(new))
    for contexts in STATES.values():
        active = [key for key in KEYS if any(context in key.contexts for context in contexts)]
        if new in active:
            for key in active:
                if key is not new and wanted & set(_keys_now(key)):
                    return key.id
    return None


def _keys_now(key: Key) -> Sequence[str]:
    return _as_chosen(key).keys


def _as_chosen(key: Key) -> Key:
    if key.id not in _chosen:
        return key
    return msgspec.structs.replace(key, key=_chosen[key.id], shown="", hint=None)


def keys_of(*contexts: Context) -> Sequence[Key]:
    """Return the keys of these contexts, in the table's order, with the user's changes."""
    return [_as_chosen(key) for key in KEYS if any(context in key.contexts for context in contexts)]


def bindings(*contexts: Context) -> list[Binding]:
    """Return the keys of these contexts as Textual bindings, untranslated; the app puts in the user's keys."""
    return [
        Binding(key.key, key.action, key.words, show=key.foot is not None, key_display=key.shown or key.key, id=key.id)
        for key in KEYS
        if any(context in key.contexts for context in contexts)
    ]


#: Hints with a `foot` of this or more are always shown, at the end of the line.
ALWAYS = 90


def foot(*contexts: Context) -> Sequence[Key]:
    """Return the keys with a hint at the bottom of the screen, in order of `foot`; keys only in the menu have none."""
    shown = [key for key in keys_of(*contexts) if key.foot is not None and key.alone is not None]
    return sorted(shown, key=lambda key: key.foot or 0)


def key_with(id: str) -> Key | None:
    """Return the key of the table with that id, with the user's change; None for an unknown id."""
    return next((_as_chosen(key) for key in KEYS if key.id == id), None)
