"""The second screen as lines of text: a pure function of what was published, the moment and the size of the window.

Everything is large, calm and in the middle; what there is no room for goes, the time last. It is never empty: where
nothing is going on there is a clock.
"""

from collections.abc import Sequence

from rich.cells import cell_len
from textual.content import Content

from nettverk_tui.charts.cells import block, fit, shown, wrap
from nettverk_tui.charts.heat import heat_lines
from nettverk_tui.charts.pen import Pen
from nettverk_tui.charts.terminal import Mode, render
from nettverk_tui.language import Translator
from nettverk_tui.tui.labels import PROGRESS_SIGNS
from nettverk_tui.tui.second_screen.digits import OVER, large
from nettverk_tui.tui.second_screen.published import Agreed, Line, Published

#: The terminal's own red.
_RED = 9
#: From this height on there is room for empty lines.
_AIRY = 13


def picture(published: Published | None, now: int, width: int, height: int, t: Translator, mode: Mode) -> list[str]:
    """Draw at most `height` lines of at most `width` cells; colours and bold are escape codes where `mode` has them."""
    pen = Pen(t.message, t.months, mode == "colour")
    if published is None or published.view == "blank":
        return _middle([pen.bold(line) for line in large(t.clock(now), width // 2, height // 3)], width, height)
    if height < 5 or width < 20:
        return [fit(_time_and_word(published, now, t) or t.clock(now), width)]
    top = _ends(published.title, t.clock(now), width, pen)
    return [top, "", *_body(published, now, width, height - 2, t, pen, mode)][:height]


def _body(published: Published, now: int, width: int, height: int, t: Translator, pen: Pen, mode: Mode) -> list[str]:
    held = published.ends_at is not None or published.left_ms is not None
    if published.view == "heat" and published.heat is not None:
        lines = heat_lines(published.heat, published.heat_names, width, height, pen)
        return lines or _middle([fit(t("No group has agreed to show its ratings here."), width)], width, height)
    if published.view == "programme":
        return _programme(published.programme, width, height, t, pen)
    if not held:
        return _idle(published, now, width, height, t, pen)
    if published.view == "chart" and published.chart is not None:
        small = _ends(_whole_heading(published), _time_and_word(published, now, t), width, pen)
        picture = render(published.chart, width, height - 2, mode, say=t.message, months=t.months)
        return [small, "", *picture.split("\n")]
    return _step(published, now, width, height, t, pen)


def _step(published: Published, now: int, width: int, height: int, t: Translator, pen: Pen) -> list[str]:
    """Draw the step, the time left in large digits, and the question, the factor or the actions agreed."""
    head = _heading(published, width, height)
    if published.step:
        head.append(fit(published.step, width))
    if published.resumes_at is not None:
        head.append(t("We go on at {time}", time=t.clock(published.resumes_at)))
    following = published.following
    foot = [fit(t("Next: {item}", item=_named(following)), width)] if following is not None else []
    over = _over(published, now)
    said = " · ".join([*([t("over time")] if over else []), *([t("paused")] if published.left_ms is not None else [])])
    # In a low window empty lines are left out before words are.
    air = [""] if height >= _AIRY else []
    rest = height - len(head) - len(foot) - 2 * len(air) - bool(said)
    if published.agreed:
        text = _agreed(published.agreed, min(width - 4, 100), max(rest - 1, 2), t)
    else:
        text = block(shown(published.text), min(width - 4, 100), max(height // 4, 2)) if published.text else []
    digits = large(_time(published, now), width - 4, max(rest - len(text) - len(air), 1), OVER if over else "█")
    digits += [said] if said else []
    lines = [*map(pen.bold, head), *air, *(pen.paint(line, _RED if over else None) for line in digits)]
    lines = [_centred(line, width) for line in lines]
    if text:
        left = " " * max((width - max(map(cell_len, text))) // 2, 0)
        lines += [*air, *(f"{left}{line}" if published.agreed else _centred(line, width) for line in text)]
    spare = height - len(lines) - len(foot)
    above = max(spare // 2, 0)
    lines = [""] * above + lines + [""] * max(spare - above, 0)
    return [*lines[: height - len(foot)], *(_centred(line, width) for line in foot)]


def _whole_heading(published: Published) -> str:
    return " · ".join(shown(part) for part in (published.heading, published.office, published.area) if part)


def _heading(published: Published, width: int, height: int) -> list[str]:
    """Name the group, by letter and office, and its project: on one line, or on two where that is too long."""
    whole = _whole_heading(published)
    if cell_len(whole) <= width or not published.office or height < 10:
        return [fit(whole, width)]
    first = " · ".join(shown(part) for part in (published.heading, published.office))
    return [fit(first, width), *([fit(shown(published.area), width)] if published.area else [])]


def _named(line: Line) -> str:
    return " · ".join(shown(part) for part in (line.title, line.office) if part)


def _agreed(agreed: Sequence[Agreed], width: int, height: int, t: Translator) -> list[str]:
    """List the actions with owner and due date. Where there is no room for all, the latest are shown."""
    entries: list[list[str]] = []
    for action in agreed:
        first, *rest = wrap(shown(action.text), width - 2) or [""]
        tail = shown(" · ".join(filter(None, (action.who, action.when))))
        entries.append([f"+ {first}", *(f"  {line}" for line in rest), *([fit(f"  {tail}", width)] if tail else [])])
    kept: list[list[str]] = []
    for entry in reversed(entries):
        left_out = len(kept) + 1 < len(entries)
        if kept and sum(map(len, kept)) + len(entry) + left_out > height:
            break
        kept.insert(0, entry)
    earlier = len(entries) - len(kept)
    more = [t.plural("and {n} more", "and {n} more", earlier)] if earlier else []
    return [*more, *(line for entry in kept for line in entry)][:height]


def _idle(published: Published, now: int, width: int, height: int, t: Translator, pen: Pen) -> list[str]:
    """Draw a clock, and the programme under it."""
    rows = len(published.programme)
    digits = large(t.clock(now), width - 4, max(min(height // 2, height - rows - 2), 1))
    lines = [_centred(line, width) for line in digits]
    rest = height - len(lines) - 1
    return [*lines, "", *_programme(published.programme, width, rest, t, pen)] if rest > 1 else lines


def _programme(programme: Sequence[Line], width: int, height: int, t: Translator, pen: Pen) -> list[str]:
    """Draw the programme from the current item on; where there is no room, finished items are left out first."""
    lines = list(programme)
    while len(lines) > height and lines[0].state == "done":
        del lines[0]
    titles = [fit(_named(line), max(width - 14, 6)) for line in lines]
    widest = max(map(cell_len, titles), default=0)
    left = " " * max((width - widest - 10) // 2, 0)
    made = []
    for line, title in zip(lines[:height], titles, strict=False):
        at = t.clock(line.at) if line.at is not None else ""
        text = f"{left}{at:>5}  {PROGRESS_SIGNS[line.state]} {title}"
        made.append(pen.bold(text) if line.state == "now" else text)
    air = height >= 2 * len(made) + 2
    return [row for line in made for row in ((line, "") if air else (line,))]


def time_text(published: Published | None, now: int) -> str:
    """Return the time left of the step as minutes and seconds, overtime with a plus; empty outside a step."""
    return _time(published, now) if published is not None else ""


def _left(published: Published, now: int) -> int | None:
    if published.left_ms is not None:
        return published.left_ms
    return published.ends_at - now if published.ends_at is not None else None


def _over(published: Published, now: int) -> bool:
    left = _left(published, now)
    return left is not None and left < 0


def _time(published: Published, now: int) -> str:
    left = _left(published, now)
    if left is None:
        return ""
    if left < 0:
        seconds, sign = -left // 1000, "+"
    else:
        # Rounded so that time used, which the app shows, and time left add up to the whole step at every moment.
        used = max(published.budget_ms - left, 0)
        seconds, sign = max(published.budget_ms // 1000 - used // 1000, 0), ""
    return f"{sign}{seconds // 60}:{seconds % 60:02}"


def _time_and_word(published: Published, now: int, t: Translator) -> str:
    """Return the time in words, for one line, where digits cannot look different: *+0:40 over time*."""
    time = _time(published, now)
    return f"{time} {t('over time')}" if _over(published, now) else time


def _ends(left: str, right: str, width: int, pen: Pen) -> str:
    left = fit(shown(left), max(width - cell_len(right) - 2, 1))
    return left + " " * max(width - cell_len(left) - cell_len(right), 1) + pen.bold(right)


def _centred(line: str, width: int) -> str:
    # Escape codes take no cells.
    wide = Content.from_text(line, markup=False).cell_length if "\x1b" not in line else _visible(line)
    return " " * max((width - wide) // 2, 0) + line


def _visible(line: str) -> int:
    from rich.text import Text

    return Text.from_ansi(line).cell_len


def _middle(lines: Sequence[str], width: int, height: int) -> list[str]:
    above = max((height - len(lines)) // 2, 0)
    return [""] * above + [_centred(line, width) for line in lines]
