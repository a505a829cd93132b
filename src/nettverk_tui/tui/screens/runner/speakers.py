"""Who gives advice where the line does not say: chosen by a key, or named in the line before."""

from nettverk_tui.model.capture.to_command import Speaker
from nettverk_tui.tui.screens.runner.interface import Runner


class Speakers:
    """The one who speaks now, and the one that the line in hand is bound to since its first key, like its place."""

    def __init__(self, runner: Runner) -> None:
        self._runner = runner
        self._chosen: tuple[str, Speaker] = ("", Speaker())
        self.bound = Speaker()

    def bind(self) -> None:
        """A line is begun: it is the advice of the one who speaks now."""
        self.bound = self.now()

    def choose(self, speaker: Speaker) -> None:
        """Who gives advice from now on, in this step; also for a line begun before it was said."""
        self.named(speaker)
        self.bound = speaker

    def named(self, speaker: Speaker) -> None:
        """Who has been named goes on speaking until another is."""
        self._chosen = (self._runner.step_id, speaker)

    def step_changed(self) -> None:
        """Another step is looked at: who spoke in the last one is forgotten."""
        if self._chosen[0] != self._runner.step_id:
            self._chosen = ("", Speaker())

    def now(self) -> Speaker:
        """Who speaks now, for a line that is not begun."""
        step_id, speaker = self._chosen
        if step_id == self._runner.step_id and speaker.giver != "unknown":
            return speaker
        # In the advisers' own step nobody needs to say that an adviser speaks.
        return Speaker(giver="adviser") if self._runner.place_now().step == "advisers" else Speaker()
