"""A network of three groups in the middle of its year, as rows, for the tests of documents."""

from datetime import datetime
from zoneinfo import ZoneInfo

from nettverk_tui.model.core.records import (
    Action,
    Advice,
    Attendance,
    ClockEvent,
    Facilitator,
    Gathering,
    Group,
    Member,
    Minutes,
    Network,
    Note,
    ProgrammeItem,
    ProgrammeStep,
    Project,
    Rating,
    Record,
    Statement,
    StatusText,
)
from nettverk_tui.model.core.rows import MemoryRows
from nettverk_tui.model.core.values import ClockKind, ItemKind

ZONE = ZoneInfo("Europe/Oslo")
MINUTE = 60_000
THIRD = "gathering-3"


def at(on: str, clock: str) -> int:
    """UTC milliseconds of a local time in Oslo."""
    return int(datetime.fromisoformat(f"{on}T{clock}").replace(tzinfo=ZONE).timestamp() * 1000)


def today(clock: str) -> int:
    return at("2026-11-19", clock)


def small_network() -> MemoryRows:
    """Three gatherings done or under way and a fourth planned. At the third, C was not reached; only A shares."""
    return MemoryRows([*_network(), *_programme(), *_attendance(), *_before(), *_group_a(), *_group_b(), *_together()])


def _network() -> list[Record]:
    return [
        Network(id="network", zone="Europe/Oslo", name="Trygge legemidler", region="Nordland"),
        Facilitator(
            id="ane",
            network_id="network",
            name="Ane Lind",
            organisation="Statsforvalteren i Nordland",
        ),
        Facilitator(id="per", network_id="network", name="Per Moe"),
        Group(id="a", network_id="network", letter="A", position=1, unit="Havn legekontor", shares_ratings=True),
        Group(id="b", network_id="network", letter="B", position=2, unit="Fjell legesenter", municipality="Fjell"),
        Group(id="c", network_id="network", letter="C", position=3, unit="Sund legekontor"),
        Project(id="p-a", group_id="a", area="Legemiddelgjennomgang", aim="Alle over 75 år får en gjennomgang i året."),
        Project(id="p-b", group_id="b", area="Fornyelse av resepter"),
        Member(id="kari", group_id="a", name="Kari Nes", profession="lege", staff_kind="doctor", leader=True),
        Member(id="ola", group_id="a", name="Ola Vik", profession="sykepleier"),
        Member(id="liv", group_id="b", name="Liv Aas", profession="helsesekretær"),
        Member(id="b-doctor", group_id="b", staff_kind="doctor"),
        Member(id="tor", group_id="c", name="Tor Dal"),
        _gathering(1, "2026-04-16", kind="first", state="closed"),
        _gathering(2, "2026-09-03", state="closed"),
        _gathering(
            3,
            "2026-11-19",
            state="closed",
            place="Bodø, Sjøgata 3",
            chair="Ane Lind",
            minute_taker="Per Moe",
            recipients="Kommuneoverlegene i Nordland",
        ),
        _gathering(4, "2027-02-11", place="Fauske"),
        Minutes(id="m-2", gathering_id="gathering-2", number=1, state="final", language="nb", text="Før", frozen_at=1),
    ]


def _gathering(number: int, on: str, **fields: object) -> Gathering:
    values = {"kind": "middle", "starts_at": at(on, "09:00"), **fields}
    return Gathering(
        id=f"gathering-{number}",
        network_id="network",
        number=number,
        starts_on=on,
        ends_on=on,
        **values,  # type: ignore[arg-type]
    )


def _programme() -> list[Record]:
    day: list[tuple[ItemKind, str, str | None, int, str | None]] = [
        ("welcome", "", None, 20, "09:04"),
        ("relay", "", "a", 30, "09:21"),
        ("break", "Kaffe", None, 15, "09:55"),
        ("relay", "", "b", 30, "10:10"),
        ("buffer", "", None, 10, None),
        ("relay", "", "c", 30, None),
        ("closing", "", None, 15, "10:52"),
    ]
    rows: list[Record] = []
    events: list[tuple[ClockKind, str | None, str]] = []
    for number, (kind, title, group, minutes, entered) in enumerate(day, start=1):
        item, step = f"item-{number}", f"step-{number}"
        rows += [
            ProgrammeItem(
                id=item,
                gathering_id=THIRD,
                position=number,
                kind=kind,
                title=title,
                group_id=group,
            ),
            ProgrammeStep(
                id=step, item_id=item, position=1, kind="status" if group else "plenary", planned_ms=minutes * MINUTE
            ),
        ]
        if entered:
            events.append(("go" if events else "start", str(number), entered))
    events.append(("close", None, "11:05"))
    for seq, (event, place, clock) in enumerate(events):
        rows.append(
            ClockEvent(
                id=f"event-{seq}",
                gathering_id=THIRD,
                seq=seq,
                kind=event,
                item_id=place and f"item-{place}",
                step_id=place and f"step-{place}",
                at=today(clock),
                recorded=today(clock),
            )
        )
    return rows


def _attendance() -> list[Record]:
    return [
        Attendance(id="at-1", gathering_id=THIRD, group_id="a", member_id="kari", presence="present"),
        Attendance(
            id="at-2",
            gathering_id=THIRD,
            group_id="a",
            member_id="ola",
            presence="present",
            arrived_at=today("09:40"),
            left_at=today("10:50"),
        ),
        Attendance(id="at-3", gathering_id=THIRD, group_id="b", member_id="liv", presence="present"),
        Attendance(id="at-4", gathering_id=THIRD, group_id="b", member_id="b-doctor", presence="absent", cause="kurs"),
        Attendance(id="at-5", gathering_id=THIRD, facilitator_id="ane", presence="present", arrived_at=today("09:08")),
        Attendance(id="at-6", gathering_id=THIRD, facilitator_id="per", presence="present"),
        Attendance(id="at-7", gathering_id=THIRD, guest="Eva Ruud", profession="kommuneoverlege", presence="present"),
    ]


def _before() -> list[Record]:
    """The rows of the earlier gatherings."""
    second, then = "gathering-2", at("2026-09-03", "11:00")
    return [
        _rating("a", "T1", 3, gathering=second),
        _rating("a", "L1", 4, gathering=second),
        _rating("a", "R3", 2, gathering="gathering-1"),
        Advice(
            id="ad-old",
            gathering_id=second,
            group_id="b",
            at=then,
            text="Legg listen ved telefonen.",
            giver="group",
            giver_group_id="a",
            answer="take_along",
            outcome="helped",
            outcome_gathering_id=THIRD,
        ),
        Action(
            id="ac-old-1",
            gathering_id=second,
            group_id="a",
            at=then,
            text="Be om liste over alle over 75 år",
            who="Kari",
            who_member_id="kari",
            due="next_gathering",
            state="done",
            closed_at=today("09:25"),
            outcome="214 navn",
        ),
        Action(
            id="ac-old-2",
            gathering_id=second,
            group_id="b",
            at=then,
            text="Spør apoteket om feilene",
            who="Liv",
            who_member_id="liv",
            due="date",
            due_on="2026-10-01",
        ),
        Action(
            id="ac-older",
            gathering_id="gathering-1",
            group_id="a",
            at=at("2026-04-16", "11:00"),
            text="Tegn flytdiagrammet",
            state="done",
            closed_at=at("2026-05-04", "12:00"),
        ),
        Note(
            id="q-old",
            gathering_id=second,
            at=then,
            text="Hvem eier tallene?",
            kind="parked",
            state="carried",
        ),
    ]


def _rating(group: str, item: str, level: int | None, gathering: str = THIRD) -> Rating:
    return Rating(
        id=f"{gathering}-{group}-{item}",
        gathering_id=gathering,
        group_id=group,
        item=item,
        rater="group",
        answer="not_rated" if level is None else "level",
        level=level,
        reason="Sies bare i gruppen",
    )


def _group_a() -> list[Record]:
    return [
        StatusText(id="s-1", gathering_id=THIRD, group_id="a", field="done", text="Prøvd på ti pasienter."),
        StatusText(id="s-2", gathering_id=THIRD, group_id="a", field="result", text="Sju av ti fikk endret noe."),
        StatusText(id="s-3", gathering_id=THIRD, group_id="a", field="obstacles", text="To er uenige.", layer="group"),
        StatusText(
            id="s-4",
            gathering_id=THIRD,
            group_id="a",
            field="question",
            text="Hvordan får vi tid?\nOg hvem ringer?",
        ),
        _rating("a", "R3", 3),
        _rating("a", "T1", 3),
        _rating("a", "L1", 2),
        _rating("a", "V1", None),
        Advice(
            id="ad-1",
            gathering_id=THIRD,
            group_id="a",
            factor="R1",
            at=today("09:40"),
            text="Sett av en halv time hver fredag.",
            giver="group",
            giver_group_id="b",
            answer="take_along",
            answer_reason="vi begynner i desember",
        ),
        Advice(
            id="ad-2",
            gathering_id=THIRD,
            group_id="a",
            at=today("09:42"),
            text="Del listen på to.",
            giver="adviser",
            giver_facilitator_id="per",
            answer="already_do",
        ),
        Advice(id="ad-3", gathering_id=THIRD, group_id="a", at=today("09:43"), text="Ring kommunen.", giver="group"),
        Action(
            id="ac-1",
            gathering_id=THIRD,
            group_id="a",
            factor="L1",
            at=today("09:50"),
            text="Avklar hvem som leder møtene",
            who="Kari",
            who_member_id="kari",
            due="date",
            due_on="2026-12-04",
        ),
        Action(
            id="ac-2",
            gathering_id=THIRD,
            group_id="a",
            at=today("09:51"),
            text="Ring apoteket",
            who="Siri",
            who_unknown=True,
            due="next_gathering",
        ),
        Note(
            id="n-1",
            gathering_id=THIRD,
            group_id="a",
            at=today("09:30"),
            text="Hjemmetjenesten vil være med.",
            step="status",
        ),
        Note(
            id="n-2", gathering_id=THIRD, group_id="a", at=today("09:52"), text="Vi tar ti nye i uken.", kind="decision"
        ),
        Note(
            id="n-3",
            gathering_id=THIRD,
            group_id="a",
            at=today("09:31"),
            text="Ordet nei er ryddet bort.",
            layer="facilitators",
        ),
    ]


def _group_b() -> list[Record]:
    return [
        StatusText(id="s-5", gathering_id=THIRD, group_id="b", field="done", text="Målt feil i 4 uker: <5 i uken."),
        _rating("b", "L1", 1),
        Note(
            id="n-4",
            gathering_id=THIRD,
            group_id="b",
            at=today("10:20"),
            text="Sekretæren har fått fast tid med legen.",
            kind="example",
        ),
        Action(
            id="ac-3",
            gathering_id=THIRD,
            group_id="b",
            at=today("10:40"),
            text="Skriv rutinen ferdig",
            who="leder",
            who_role="leader",
        ),
    ]


def _together() -> list[Record]:
    return [
        Note(id="n-5", gathering_id=THIRD, at=today("10:55"), text="Små tall er også tall."),
        Note(id="n-6", gathering_id=THIRD, at=today("10:56"), text="Samling fem blir på to dager.", kind="decision"),
        Note(
            id="n-7",
            gathering_id=THIRD,
            group_id="b",
            at=today("10:57"),
            text="Kan vi dele malen?",
            kind="parked",
            state="answered",
            answer="Ja, den ligger i fellesmappen.",
        ),
        Statement(
            id="r-1",
            gathering_id=THIRD,
            group_id="b",
            at=today("10:58"),
            text="Vi kjenner hverandre nå.",
            theme="collaboration",
        ),
        Statement(id="r-2", gathering_id=THIRD, group_id="a", at=today("10:59"), text="Det ble færre telefoner."),
        Action(
            id="ac-4",
            gathering_id=THIRD,
            at=today("11:00"),
            text="Send ut malen",
            who="Ane",
            who_facilitator_id="ane",
            due="next_gathering",
        ),
    ]
