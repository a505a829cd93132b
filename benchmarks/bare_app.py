"""A Textual app with the widgets of the runner and nothing in them: what any program built like this must pay."""

from textual.app import App, ComposeResult
from textual.containers import Container, Horizontal, VerticalScroll
from textual.widgets import Static, TextArea

#: As many as the runner has.
PANELS = 11
READY = "ready"


class BareApp(App[None]):
    """The frame alone."""

    CSS = """
    #body { height: 1fr; }
    #body VerticalScroll { display: none; }
    #body VerticalScroll.shown { display: block; }
    #writing, #echo, #keys, TextArea, #top Static { height: 1; }
    #top { height: 4; }
    """

    def compose(self) -> ComposeResult:
        with Container(id="top"):
            for _ in range(4):
                yield Static()
        with Container(id="body"):
            for number in range(PANELS):
                with VerticalScroll(classes="shown" if number == 0 else ""):
                    yield Static()
        with Horizontal(id="writing"):
            yield Static("›")
            yield TextArea(compact=True)
        yield Static(id="echo")
        yield Static(READY, id="keys")


if __name__ == "__main__":
    BareApp().run()
