"""The lines of measurements: written as on the paper sheet or copied from a spreadsheet, one measurement each."""

from collections.abc import Sequence
from datetime import date

from textual.content import Content

from nettverk_tui.language import Translator
from nettverk_tui.model.core.dates import other_weekdays
from nettverk_tui.model.core.identity import looks_like_identity_number
from nettverk_tui.model.core.records import Indicator, Measurement
from nettverk_tui.model.measurement.measure_lines import Read, read
from nettverk_tui.store.store import new_id
from nettverk_tui.tui.widgets.text_area import CleanTextArea


class MeasurementLines(CleanTextArea):
    """The lines while they are written; Enter begins the next line. They are read against the stored measurements."""

    makes_lines = True

    def read(self, indicator: Indicator, stored: Sequence[Measurement], today: date, t: Translator) -> Read:
        """Read the lines."""
        return read(self.text, indicator, stored, today, new_id, t.language)

    def understood(self, found: Read, today: date, t: Translator) -> Content:
        """Return how the lines are understood: the first fault, else the effect of storing them."""
        if looks_like_identity_number(self.text):
            return Content.styled(t("This looks like a national identity number: leave it out."), "bold $text-error")
        if found.faults:
            words, more = first_fault(found, t), len(found.faults) - 1
            return Content.styled(f"{words} {t('And {n} more.', n=more)}" if more else words, "bold $text-error")
        new = sum(not line.seen for line in found.lines)
        parts = [
            t.plural("{n} new", "{n} new", new) if new else "",
            t("{n} corrected", n=len(found.lines) - new) if len(found.lines) > new else "",
            t("{n} taken away", n=len(found.removed)) if found.removed else "",
        ]
        odd = other_weekdays(self.document.get_line(self.cursor_location[0]), today, "back")
        said = " · ".join(filter(None, (", ".join(filter(None, parts)), *map(t.message, odd))))
        example = t("One measurement a line: 12.1.2027 14/48, and if you like before, after, and a note.")
        return Content.styled(said or example, "$foreground-muted")


def first_fault(found: Read, t: Translator) -> str:
    """Return the first fault with the number of its line."""
    at, fault = min(found.faults.items())
    return t("Line {line}: {why}", line=at + 1, why=t.message(fault))
