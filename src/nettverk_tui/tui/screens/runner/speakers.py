"""The giver of advice if the line does not name one: chosen by a key, or named in the line before."""

from nettverk_tui.model.capture.to_command import Speaker
from nettverk_tui.tui.screens.runner.interface import Runner


class Speakers:
    """The current speaker, and the speaker that the line is bound to since its first key, as it is to its place."""

    def __init__(self, runner: Runner) -> None:
        self._runner = runner
        self._chosen: tuple[str, Speaker] = ("", Speaker())
        self.bound = Speaker()

    def bind(self) -> None:
        """Bind a begun line to the current speaker, whose advice it is."""
        self.bound = self.now()

    def choose(self, speaker: Speaker) -> None:
        """Set the giver of advice from now on, in this step; also for a line begun before this choice."""
        self.named(speaker)
        self.bound = speaker

    def named(self, speaker: Speaker) -> None:
        """Keep the named speaker until another is named."""
        self._chosen = (self._runner.step_id, speaker)

    def step_changed(self) -> None:
        """Forget the speaker of the last step when another step is shown."""
        if self._chosen[0] != self._runner.step_id:
            self._chosen = ("", Speaker())

    def now(self) -> Speaker:
        """Return the current speaker, for a line that is not begun."""
        step_id, speaker = self._chosen
        if step_id == self._runner.step_id and speaker.giver != "unknown":
            return speaker
        # In the advisers' own step there is no need to say that an adviser speaks.
        return Speaker(giver="adviser") if self._runner.place_now().step == "advisers" else Speaker()
