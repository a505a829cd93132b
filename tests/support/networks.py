"""Networks of any size for tests: as a facilitator could have set them up, independent of the demo."""

import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from nettverk_tui.model.core.records import (
    Action,
    Advice,
    Facilitator,
    Gathering,
    Group,
    Indicator,
    Measurement,
    Member,
    Network,
    Project,
    Rating,
    Record,
)
from nettverk_tui.model.core.values import Language
from nettverk_tui.model.gathering.usual_programme import plan_gathering
from nettverk_tui.resources import load_gatherings, load_relays
from nettverk_tui.store import file
from nettverk_tui.store.store import Store

#: A Tuesday in March, nine in the morning in Norway.
MORNING = int(datetime(2027, 3, 2, 8, 0, tzinfo=UTC).timestamp() * 1000)
HOUR = 3_600_000
_NAMES = ("Åse Ødegård", "Kari Nordmann", "Bjørn Lien", "Ingrid Sæther", "Jon Vik", "Liv Moe", "Per Aas", "Tone Hagen")


def counter(prefix: str = "id") -> Callable[[], str]:
    """Ids that a test can read: id-1, id-2 …"""
    made = 0

    def new_id() -> str:
        nonlocal made
        made += 1
        return f"{prefix}-{made}"

    return new_id


def network_records(
    groups: int,
    *,
    language: Language = "nb",
    name: str = "Trygg legemiddelbruk",
    starts_at: int = MORNING,
    letters: str = "ABCDEFGHIJKLMNOPQRST",
) -> list[Record]:
    """A network just before its second gathering, with a first one behind it that left actions and ratings."""
    new_id = counter()
    today = datetime.fromtimestamp(starts_at / 1000, UTC).date().isoformat()
    network = Network(id="network", name=name, language=language, region="Vestland", coordinator="Liv Moe")
    advisers = [Facilitator(id="adviser", network_id=network.id, name="Randi Berge", organisation="Statsforvalteren")]
    first = Gathering(
        id="first", network_id=network.id, number=1, kind="first", starts_on="2027-01-12", ends_on="2027-01-13",
        state="closed", place="Førde",
    )  # fmt: skip
    second = Gathering(
        id="second", network_id=network.id, number=2, kind="middle", starts_on=today, ends_on=today,
        starts_at=starts_at, place="Florø", chair="Randi Berge", minute_taker="Randi Berge",
    )  # fmt: skip
    records: list[Record] = [network, *advisers, first, second]
    made: list[Group] = []
    for number in range(groups):
        letter = letters[number]
        group = Group(
            id=f"group-{letter}", network_id=network.id, letter=letter, position=number + 1, unit=f"Kontor {letter}"
        )
        made.append(group)
        records += [group, Project(id=new_id(), group_id=group.id, area=f"Område {letter}")]
        records += [
            Member(
                id=f"member-{letter}-{place}",
                group_id=group.id,
                name=_NAMES[(number * 3 + place) % len(_NAMES)],
                profession="lege" if place == 0 else "sykepleier",
                staff_kind="doctor" if place == 0 else "coworker",
                leader=place == 0,
            )
            for place in range(3)
        ]
        records += _history(group, first.id, new_id)
    records += plan_gathering(second, made, load_gatherings(), load_relays(), new_id, language)
    return records


def _history(group: Group, gathering_id: str, new_id: Callable[[], str]) -> list[Record]:
    indicator = Indicator(id=f"indicator-{group.letter}", group_id=group.id, name="Avvik i resepter", unit="%")
    return [
        Rating(
            id=new_id(), gathering_id=gathering_id, group_id=group.id, item="L1", rater="group", answer="level", level=4
        ),
        Advice(
            id=new_id(), gathering_id=gathering_id, group_id=group.id, at=MORNING - 49 * 24 * HOUR,
            text=f"Prøv en fast dag for {group.letter}", giver="adviser", answer="take_along",
        ),
        Action(
            id=f"promise-{group.letter}", gathering_id=gathering_id, group_id=group.id, at=MORNING - 49 * 24 * HOUR,
            text=f"Lage liste for {group.letter}", who="Kari Nordmann", due="date", due_on="2027-02-01",
        ),
        indicator,
        Measurement(id=new_id(), indicator_id=indicator.id, on="2027-01-15", phase="before", value=15),
    ]  # fmt: skip


#: The files that `store_with` has made, by the moment and the records they were made with.
_made: dict[tuple[int, bytes], bytes] = {}


def store_with(path: Path, records: list[Record], *, now: Callable[[], int] | None = None) -> Store:
    """A new file that holds these records. Under a test's own clock, one that was made before is copied."""
    home = path.parent / "home"
    if now is None:
        store = Store.create(path, home=home)
        store.seed(records)
        return store
    key = now(), msgspec.json.encode([(type(record).__name__, record) for record in records])
    if key not in _made:
        with tempfile.TemporaryDirectory() as folder:
            model = Store.create(Path(folder) / "model.db", home=Path(folder), now=now)
            model.seed(records)
            model.close()
            _made[key] = model.path.read_bytes()
    file.create(path)
    path.write_bytes(_made[key])
    connection = file.connect(path)
    (chain,) = connection.execute("SELECT chain FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    store = Store(path, connection, now=now, home=home)
    # As if this installation had written it.
    store.device.wrote(chain, now())
    return store
