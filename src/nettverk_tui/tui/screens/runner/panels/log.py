"""The entries, newest first: edited, filed elsewhere, made into another kind or deleted at any time."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.timer import Timer

from nettverk_tui.model.capture import LAYER_NAMES
from nettverk_tui.model.capture.to_command import command_as
from nettverk_tui.model.commands import (
    ConvertSaid,
    DeleteSaid,
    Refile,
)
from nettverk_tui.model.core.entry_kinds import CONVERSIONS
from nettverk_tui.model.core.messages import Refusal
from nettverk_tui.model.core.records import TABLES, Advice, Said
from nettverk_tui.model.core.values import Layer
from nettverk_tui.model.gathering.feedback_round import entries_said
from nettverk_tui.store.store import new_id
from nettverk_tui.tui import labels
from nettverk_tui.tui.bindings import Context, bindings
from nettverk_tui.tui.screens.runner.panel import Line, Panel, muted, wrapped
from nettverk_tui.tui.screens.runner.panels.card import PRIVATE_SECONDS

_NEXT_LAYER: dict[Layer, Layer] = {
    "facilitators": "group",
    "group": "network",
    "network": "across",
    "across": "facilitators",
}


class LogPanel(Panel, inherit_bindings=False):
    """All entries of this gathering."""

    context: ClassVar[Context] = "log"
    BINDINGS: ClassVar[list[BindingType]] = list(bindings("log"))
    said: tuple[Said, ...] = ()
    #: True while entries for the facilitators are shown; they are hidden again, for screens get mirrored.
    private = False
    _hiding: Timer | None = None

    def reset(self) -> None:
        self.private = False

    def read(self) -> None:
        self.said = tuple(reversed(entries_said(self.runner.rows, self.room.gathering)))

    def things(self) -> Sequence[Said]:
        return self.said

    def lines(self) -> Sequence[Line]:
        t = self.t
        if not self.said:
            return [Line(muted(f" {t('Nothing has been said yet: write, and it stands here.')}"))]
        lines = [Line(muted(f" {t('Newest first. The network may read it unless something else stands under it.')}"))]
        for row, entry in enumerate(self.said):
            group = self.room.group(entry.group_id)
            letter = group.letter if group is not None else "·"
            source = f" ({labels.giver(entry, self.room, t)})" if isinstance(entry, Advice) else ""
            lead = Content.assemble(
                (f" {t.clock(entry.at)} ", "$foreground-muted"),
                (f"{letter} ", "bold"),
                (f"{labels.kind_name(entry, t)}{source}: ", "$text-accent"),
            )
            tag = f"  #{entry.factor}" if entry.factor else ""
            hidden = entry.layer == "facilitators" and not self.private
            text = t("(hidden; Tab f shows it)") if hidden else entry.text + tag
            lines += wrapped(text, self.text_width, row=row, lead=lead, indent=9)
            if entry.layer != "network":
                lines.append(Line(muted(" " * 10 + t(LAYER_NAMES[entry.layer]).upper())))
        return lines

    def chosen(self) -> Said | None:
        return self.said[self.cursor] if self.cursor < len(self.said) else None

    def action_for_you(self) -> None:
        """Show entries for the facilitators for a while, or hide them."""
        self.private = not self.private
        self.draw()
        if self._hiding is not None:
            self._hiding.stop()
        self._hiding = self.set_timer(PRIVATE_SECONDS, self._hide) if self.private else None

    def _hide(self) -> None:
        self.private = False
        self.draw()

    def action_edit(self) -> None:
        """Bring the entry into the line."""
        said = self.chosen()
        if said is not None:
            self.runner.edit_in_line(said)

    def action_delete(self) -> None:
        """Mark the entry deleted; undo brings it back."""
        said = self.chosen()
        if said is None:
            return
        if self.runner.send(DeleteSaid(table=TABLES[type(said)], id=said.id, seen=said.version)):
            self.runner.tell(self.t("Deleted. Ctrl+Z brings it back."))

    def action_layer(self) -> None:
        """Let the next circle of people read the entry."""
        said = self.chosen()
        if said is not None:
            self._refile(said, said.group_id, _NEXT_LAYER[said.layer])

    def _refile(self, said: Said, group_id: str | None, layer: Layer) -> None:
        self.runner.send(
            Refile(
                table=TABLES[type(said)],
                id=said.id,
                seen=said.version,
                group_id=group_id,
                factor=said.factor,
                layer=layer,
            )
        )

    def action_refile(self) -> None:
        """Wait for the letter to file the entry under."""
        self.runner.keyboard.want_letter(self._group_chosen)
        letters = " ".join(group.letter for group in self.room.groups)
        self.runner.tell(self.t("Which group? {letters}, or 0 for the whole network", letters=letters))

    def action_convert(self) -> None:
        """Wait for the sign of the entry's new kind."""
        self.runner.keyboard.want_letter(self._convert)
        kinds = [f"{key} {labels.name_of(kind, self.t, brief=True)}" for key, kind in CONVERSIONS.items()]
        self.runner.tell(self.t("Which kind? {kinds}", kinds="  ".join(kinds)))

    def _group_chosen(self, letter: str) -> None:
        said, group = self.chosen(), self.room.lettered(letter)
        if group is None and letter != "0":
            self.runner.tell(self.t("There is no such group."))
        elif said is not None:
            self._refile(said, group.id if group is not None else None, said.layer)

    def _convert(self, sign: str) -> None:
        said = self.chosen()
        if said is None:
            return
        kind = CONVERSIONS.get(sign)
        if kind is None:
            self.runner.tell(self.t("That sign stands for no kind; nothing was changed."))
            return
        into = command_as(kind, said, new_id)
        if isinstance(into, Refusal):
            self.runner.refuse(into.message)
            return
        self.runner.send(ConvertSaid(table=TABLES[type(said)], id=said.id, seen=said.version, into=into))
