"""The second screen as lines of text: a pure function of what was published, the moment and the size of the window.

Everything is large, calm and in the middle; what there is no room for goes, the time last. It is never empty: where
nothing is going on there is a clock.
"""

from collections.abc import Sequence

from rich.cells import cell_len
from textual.content import Content

from nettverk_tui.charts.cells import block, fit, shown
from nettverk_tui.charts.heat import heat_lines
from nettverk_tui.charts.pen import Pen
from nettverk_tui.charts.terminal import Mode, render
from nettverk_tui.language import Translator
from nettverk_tui.tui.second_screen.digits import large
from nettverk_tui.tui.second_screen.published import Line, Published

_SIGNS = {"done": "✓", "now": "▶", "to_come": "·"}


def picture(published: Published | None, now: int, width: int, height: int, t: Translator, mode: Mode) -> list[str]:
    """At most `height` lines of at most `width` cells; colours and bold as escape codes where `mode` has them."""
    pen = Pen(t.message, t.months, mode == "colour")
    if published is None or published.view == "blank":
        return _middle([pen.bold(line) for line in large(t.clock(now), width // 2, height // 3)], width, height)
    if height < 5 or width < 20:
        return [fit(_time(published, now) or t.clock(now), width)]
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
        small = _ends(published.heading, _time(published, now), width, pen)
        picture = render(published.chart, width, height - 2, mode, say=t.message, months=t.months)
        return [small, "", *picture.split("\n")]
    return _step(published, now, width, height, t, pen)


def _step(published: Published, now: int, width: int, height: int, t: Translator, pen: Pen) -> list[str]:
    """What is being done, the time left in large digits, and the question or the factor."""
    head = [fit(shown(published.heading), width)]
    if published.step:
        head.append(fit(published.step, width))
    if published.resumes_at is not None:
        head.append(t("We go on at {time}", time=t.clock(published.resumes_at)))
    text = block(shown(published.text), min(width - 4, 100), max(height // 4, 2)) if published.text else []
    foot = [fit(t("Next: {item}", item=shown(published.following)), width)] if published.following else []
    room = height - len(head) - len(foot) - len(text) - 4
    digits = large(_time(published, now), width - 4, max(room, 1))
    said = [t("paused")] if published.left_ms is not None else []
    lines = [*map(pen.bold, head), "", *digits, *said]
    if text:
        lines += ["", *text]
    lines = [_centred(line, width) for line in lines]
    spare = height - len(lines) - len(foot)
    above = max(spare // 2, 0)
    lines = [""] * above + lines + [""] * max(spare - above, 0)
    return [*lines[: height - len(foot)], *(_centred(line, width) for line in foot)]


def _idle(published: Published, now: int, width: int, height: int, t: Translator, pen: Pen) -> list[str]:
    """A clock, and the programme under it."""
    rows = len(published.programme)
    digits = large(t.clock(now), width - 4, max(min(height // 2, height - rows - 2), 1))
    lines = [_centred(line, width) for line in digits]
    rest = height - len(lines) - 1
    return [*lines, "", *_programme(published.programme, width, rest, t, pen)] if rest > 1 else lines


def _programme(programme: Sequence[Line], width: int, height: int, t: Translator, pen: Pen) -> list[str]:
    """The day from where it stands; what is done goes first where there is no room."""
    lines = list(programme)
    while len(lines) > height and lines[0].state == "done":
        del lines[0]
    titles = [fit(shown(line.title), max(width - 14, 6)) for line in lines]
    widest = max(map(cell_len, titles), default=0)
    left = " " * max((width - widest - 10) // 2, 0)
    made = []
    for line, title in zip(lines[:height], titles, strict=False):
        at = t.clock(line.at) if line.at is not None else ""
        text = f"{left}{at:>5}  {_SIGNS[line.state]} {title}"
        made.append(pen.bold(text) if line.state == "now" else text)
    air = height >= 2 * len(made) + 2
    return [each for line in made for each in ((line, "") if air else (line,))]


def _time(published: Published, now: int) -> str:
    """Left of the step, or over it with a plus, in minutes and seconds."""
    if published.left_ms is not None:
        left = published.left_ms
    elif published.ends_at is not None:
        left = published.ends_at - now
    else:
        return ""
    # Up to the next whole second, so that the last one shown before zero is 0:01.
    seconds = -(-left // 1000) if left > 0 else -left // 1000
    return f"{'+' if left < 0 else ''}{seconds // 60}:{seconds % 60:02}"


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
