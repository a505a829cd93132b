"""Problems of an open file that no action caused, to be reported when they happen."""

from collections.abc import Sequence

from nettverk_tui.model.core.messages import N_, Message
from nettverk_tui.store.storage_advice import advice_on, storage_error_in
from nettverk_tui.store.store import Store


def troubles(store: Store) -> Sequence[Message]:
    """Return the present problems, most often none. Cheap enough for several calls a second."""
    store.drafts.look()
    found = []
    if (lost := store.standing.lost()) is not None:
        found.append(Message(N_("Nothing can be stored: {problem}."), {"problem": lost}))
    if store.drafts.problem is not None:
        words = N_("What is half written cannot be kept at the moment: {problem}.")
        found.append(Message(words, {"problem": store.drafts.problem}))
    if store.copy_problem is not None and store.read_only is None:
        found.append(Message(N_("No copy could be made: {problem}."), {"problem": store.copy_problem}))
    return found


def last_words(store: Store, error: BaseException | None) -> Sequence[Message]:
    """Return the messages for an error by which the file ends the program; none for other errors."""
    problem = storage_error_in(error)
    if problem is None:
        return ()
    reason = store.standing.lost() or advice_on(problem)
    return (
        Message(N_("{name} can no longer be read: {problem}."), {"name": store.path.name, "problem": reason}),
        Message(N_("What was half written is kept, and is there again when the file is.")),
    )
