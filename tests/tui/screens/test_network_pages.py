"""Purpose and plan, recruitment, the groups in detail, import and copy, by their keys."""

from pathlib import Path

from nettverk_tui.model.core.records import Candidate, Event, Gathering, Group, Member, Milestone, Network, Project
from nettverk_tui.model.warnings import thresholds_of
from tests.support.networks import network_records, store_with
from tests.support.stage import Clock, Stage, on_stage

CLEAR = ["Home", *["Del"] * 60]


def network(file: Path, clock: Clock, groups: int = 2) -> Path:
    store_with(file, network_records(groups, language="en"), now=clock).close()
    return file


async def to_line(stage: Stage, label: str) -> None:
    """Down the page to the line with this label."""
    for _ in range(20):
        focused = stage.app.focused
        if focused is not None and focused.parent is not None:
            first = next(iter(focused.parent.children), None)
            if first is not None and label in str(getattr(first, "content", "")):
                return
        await stage.press("Tab")
    raise AssertionError(label)


async def to_the_end(stage: Stage) -> None:
    """Down to the last line of a page."""
    for _ in range(30):
        if stage.app.focused is not None and stage.app.focused.id == "maker":
            return
        await stage.press("Tab")


# --- purpose and plan


async def test_purpose_period_and_milestones_are_stored_and_changed(file: Path, clock: Clock) -> None:
    async with on_stage(network(file, clock), clock=clock, under_way=False) as stage:
        await stage.press("Tab", "v")
        await stage.see("Purpose and plan · Trygg legemiddelbruk", "what shall be better, for whom")
        await stage.type("Færre feil i resepter")
        await to_line(stage, "Period")
        await stage.type("15.1.2027–31.12.2027")
        await stage.see("Fri 15 January 2027 – Fri 31 December 2027")
        await to_line(stage, "Milestones")
        await stage.type("Invitasjon 1.9.2026; Første samling 12. januar 2027; Rapport")
        await stage.see("1: Invitasjon, Tue 1 September 2026 · 2: Første samling, Tue 12 January 2027 · 3: Rapport")
        await to_the_end(stage)
        await stage.press("Enter")
        await stage.see("▸ Gathering 2")
        (stored,) = stage.store.rows.find(Network)
        assert (stored.purpose, stored.from_on, stored.to_on) == ("Færre feil i resepter", "2027-01-15", "2027-12-31")
        milestones = sorted(stage.store.rows.find(Milestone), key=lambda milestone: milestone.position)
        assert [(milestone.text, milestone.planned_on) for milestone in milestones] == [
            ("Invitasjon", "2026-09-01"),
            ("Første samling", "2027-01-12"),
            ("Rapport", None),
        ]
        await stage.press("Ctrl+Z")
        await stage.see("Undo: purpose and plan of the network")
        await stage.press("Ctrl+Z")
        await stage.see("Undone: purpose and plan of the network")
        assert stage.store.rows.find(Milestone) == []


async def test_dates_out_of_order_and_a_too_large_room_are_warned_of_at_their_lines(file: Path, clock: Clock) -> None:
    async with on_stage(network(file, clock), clock=clock, under_way=False) as stage:
        await stage.press("Tab", "v")
        await to_line(stage, "Period")
        await stage.type("31.12.2027–15.1.2027")
        await stage.see("Period: “31.12.2027–15.1.2027” ends before it begins.")
        await to_line(stage, "In a room")
        await stage.press("Back")
        await stage.type("90")
        await stage.see("Write how many groups share a room well: 1 to 20.")
        await to_the_end(stage)
        await stage.press("Enter")
        await stage.see("Period: “31.12.2027–15.1.2027” ends before it begins.")
        assert stage.store.rows.find(Network)[0].from_on is None
        await stage.press("Esc")
    async with on_stage(file, clock=clock, under_way=False) as stage:
        await stage.press("Tab", "v")
        await stage.see("31.12.2027–15.1.2027", "90")


async def test_network_sets_its_own_limits_of_early_warning(file: Path, clock: Clock) -> None:
    async with on_stage(network(file, clock), clock=clock, under_way=False) as stage:
        await stage.press("Tab", "v")
        await to_line(stage, "Ask after")
        await stage.see("guidance 21/35, group meeting 28")
        await stage.press(*["Back"] * 130)
        await stage.type("guidance 60/90, hopp 3")
        await stage.see("“hopp 3” is no limit.")
        await stage.press("Back", "Back", "Back", "Back", "Back", "Back", "Back", "Back")
        await to_line(stage, "Quiet weeks")
        await stage.press(*["Back"] * 30)
        await stage.type("none")
        await to_the_end(stage)
        await stage.press("Enter")
        await stage.see("▸ Gathering 2")
        (stored,) = stage.store.rows.find(Network)
        assert (thresholds_of(stored).guidance_days, thresholds_of(stored).quiet.easter) == (60, False)
        await stage.press("Tab", "b", "→")
        # 48 days since the last contact: over the usual limit, under the one of this network.
        await stage.see("What to ask about")
        await stage.miss("no guidance recorded")


# --- recruitment


async def test_recruitment_page_has_the_go_no_go_list_and_the_offices(file: Path, clock: Clock) -> None:
    async with on_stage(network(file, clock), clock=clock, under_way=False, size=(110, 30)) as stage:
        await stage.press("Tab", "r")
        await stage.see("Is the network ready?  not yet: 5 not asked", "None yet: Tab a adds one.")
        await stage.press("Tab", "n", "↓", "Tab", "n", "Tab", "n")
        await stage.see("NO-GO: 1 not in place", "✓ Guidance between the gatherings is secured  yes")
        await stage.press("Tab", "n", "Tab", "n", *["↓", "Tab", "n"] * 3)
        await stage.see("Is the network ready?  GO")
        await stage.press("Tab", "a")
        await stage.type("Måløy legesenter; Kinn")
        await stage.press("Enter")
        await stage.see("▸ Måløy legesenter, Kinn", "invited", "0 of 4 conditions")
        for digit in "12345677":
            await stage.press("Tab", digit)
        await stage.see("4 of 4 conditions · NO-GO: 1 not in place", "7 ✗ no upheaval is ahead")
        await stage.press("Tab", "n", "Tab", "n", "Tab", "r")
        await stage.type("flytter til nytt bygg, men vil")
        await stage.press("Enter")
        await stage.see("chosen", "«flytter til nytt bygg, men vil»")
        await stage.press("Tab", "g")
        await stage.see("1 group was made.")
        assert [(group.letter, group.unit, group.municipality) for group in stage.store.rows.find(Group)][-1] == (
            "C", "Måløy legesenter", "Kinn",
        )  # fmt: skip
        await stage.press("Tab", "g")
        await stage.see("Every chosen office has a group already")
        await stage.press("Tab", "Del")
        await stage.see("Måløy legesenter is off the list")
        await stage.press("Ctrl+Z", "Ctrl+Z")
        await stage.see("Undone: recruitment of Måløy legesenter")
        (kept,) = stage.store.rows.find(Candidate)
        assert (kept.calm, kept.will_share, kept.state) == ("no", True, "chosen")


async def test_half_typed_reason_is_restored(file: Path, clock: Clock) -> None:
    async with on_stage(network(file, clock), clock=clock, under_way=False) as stage:
        await stage.press("Tab", "r", "Tab", "a")
        await stage.type("Førde")
        await stage.press("Enter", "Tab", "r")
        await stage.type("fordi de")
    async with on_stage(file, clock=clock, under_way=False) as stage:
        await stage.press("Tab", "r")
        await stage.see("Why chosen, or why not » fordi de")
        await stage.press("Enter")
        assert stage.store.rows.find(Candidate)[0].reason == "fordi de"


# --- the groups in detail


async def test_group_page_sets_a_new_leader_a_pause_and_a_new_member(file: Path, clock: Clock) -> None:
    async with on_stage(network(file, clock), clock=clock, under_way=False, size=(100, 40)) as stage:
        await stage.press("Tab", "g")
        await stage.see("Group A · Kontor A", "Åse Ødegård (lege, leder)")
        await to_line(stage, "Employees")
        await stage.type("14")
        await to_line(stage, "State")
        await stage.press(*CLEAR)
        await stage.type("pauset 1.3.2027: lederen sluttet")
        await to_line(stage, "Member")
        await stage.press(*CLEAR)
        await stage.type("Åse Ødegård (lege) 12.1.2027–1.3.2027")
        await stage.see("Åse Ødegård · lege · from Tue 12 January 2027 · until Mon 1 March 2027")
        await stage.press("Tab", *CLEAR)
        await stage.type("Kari Nordmann (sykepleier, leder)")
        await stage.press("Tab", "Tab")
        await stage.type("Siri Vik (lege) 2.3.2027–")
        await to_the_end(stage)
        await stage.see("Kontor A · 3 members")
        await stage.press("Enter")
        await stage.see("▸ Gathering 2")
        rows = stage.store.rows
        (group,) = rows.find(Group, letter="A")
        assert (group.employees, group.state) == (14, "stalled")
        assert [(e.kind, e.on, e.text, e.cause) for e in rows.find(Event, group_id=group.id)] == [
            ("stalled", "2027-03-01", "", "lederen sluttet"),
            ("leader_change", "2027-03-02", "Åse Ødegård → Kari Nordmann", ""),
        ]
        members = {member.name: member for member in rows.find(Member, group_id=group.id)}
        assert (members["Åse Ødegård"].leader, members["Åse Ødegård"].to_on) == (False, "2027-03-01")
        assert members["Kari Nordmann"].leader
        assert (members["Siri Vik"].from_on, members["Siri Vik"].to_on) == ("2027-03-02", None)
        # Past states are listed at the line of the state.
        await stage.press("Tab", "g")
        await to_line(stage, "State")
        await stage.see("1 March 2027 stalled: lederen sluttet", "2 March 2027 change of leader: Åse Ødegård → Kari")


async def test_page_keys_go_from_group_to_group_and_keep_half_typed_text(file: Path, clock: Clock) -> None:
    async with on_stage(network(file, clock, 3), clock=clock, under_way=False) as stage:
        await stage.press("Tab", "g")
        await stage.see("Group A")
        await to_line(stage, "Municipality")
        await stage.type("Kinn")
        await stage.press("PgDn")
        await stage.see("Group B · Kontor B")
        await stage.press("PgDn", "PgDn")
        await stage.see("Group A · Kontor A", "Kinn")
        assert stage.store.rows.find(Group, letter="A")[0].municipality == ""
        await stage.press("PgUp")
        await stage.see("Group C")
        await stage.press("Esc")
        await stage.see("▸ Gathering 2")


async def test_invalid_line_of_a_group_has_its_reason(file: Path, clock: Clock) -> None:
    async with on_stage(network(file, clock), clock=clock, under_way=False, size=(100, 40)) as stage:
        await stage.press("Tab", "g")
        for label, text, words in (
            ("Employees", "mange", "“mange” is no number of employees."),
            ("State", "vet ikke", "Write one of these: i gang, pauset"),
            ("Member", "Åse (lege) 1.6.2027–1.1.2027", "Åse leaves before joining"),
            ("Member", "Åse (lege) en gang", "“en gang” are no dates"),
        ):
            await to_line(stage, label)
            await stage.press(*CLEAR)
            await stage.type(text)
            await stage.see(words)


# --- import and copy


async def test_table_is_tried_out_and_imported_from_the_list(file: Path, clock: Clock) -> None:
    table = file.parent / "grupper.csv"
    table.write_text("Bokstav;Enhet;Navn;Rolle\nA;;Siri Vik;\nC;Måløy;Jan Å;leder\nD;Førde;Per;sjef\n", "utf-8")
    async with on_stage(network(file, clock), clock=clock, under_way=False, size=(100, 30)) as stage:
        await stage.press("Tab", "I")
        await stage.see("Import groups and members from a table", "grupper.csv")
        await stage.type("grupper.csv")
        await stage.press("Enter")
        await stage.see("Import of grupper.csv", "REFUSED line 4, role: “sjef” is no role", "line 3: + C  Måløy")
        await stage.see("Enter imports the others; correct the refused rows in the file, and import it again.")
        assert len(stage.store.rows.find(Group)) == 2
        await stage.press("Esc")
        await stage.see("Import groups and members from a table")
        await stage.press("Enter", "Enter")
        await stage.see("▸ Gathering 2")
        # Førde is right; only the person in its row is not.
        assert [group.letter for group in stage.store.rows.find(Group)] == ["A", "B", "C", "D"]
        assert not stage.store.rows.find(Member, name="Per")
        await stage.press("Ctrl+Z")
        await stage.see("Undo: the import of groups and members")
        await stage.press("Ctrl+Z")
        await stage.see("Undone")
        assert [group.letter for group in stage.store.rows.find(Group)] == ["A", "B"]
        assert not stage.store.rows.find(Member, name="Siri Vik")


async def test_unreadable_table_is_reported_and_the_line_kept(file: Path, clock: Clock) -> None:
    (file.parent / "a.xlsx").write_bytes(b"no spreadsheet")
    async with on_stage(network(file, clock), clock=clock, under_way=False) as stage:
        await stage.press("Tab", "I")
        await stage.type("a.xlsx")
        await stage.press("Enter")
        await stage.see("a.xlsx is no spreadsheet that can be read.", "a.xlsx")


async def test_new_network_is_copied_from_another(file: Path, clock: Clock) -> None:
    async with on_stage(network(file, clock), clock=clock, under_way=False) as stage:
        await stage.press("Tab", "v")
        await stage.type("Færre feil")
        await to_line(stage, "Milestones")
        await stage.type("Invitasjon 1.9.2026; Rapport")
        await to_the_end(stage)
        await stage.press("Enter", "Tab", "c")
        await stage.see("New network", "Trygg legemiddelbruk", "Vestland", "Randi Berge")
        await stage.press("Home", "End")
        await stage.type(" 2028")
        await to_the_end(stage)
        await stage.press("Enter")
        await stage.see("Trygg legemiddelbruk 2028")
        old, new = sorted(stage.store.rows.find(Network), key=lambda network: network.name)
        assert (new.purpose, new.region, new.coordinator) == ("Færre feil", old.region, old.coordinator)
        copied = sorted(stage.store.rows.find(Milestone, network_id=new.id), key=lambda milestone: milestone.position)
        assert [(milestone.text, milestone.planned_on) for milestone in copied] == [
            ("Invitasjon", None),
            ("Rapport", None),
        ]
        assert stage.store.rows.find(Gathering, network_id=new.id) == []
        assert stage.store.rows.find(Group, network_id=new.id) == []
        assert len(stage.store.rows.find(Project)) == 2


async def test_zone_of_a_network_is_shown_on_its_page(file: Path, clock: Clock) -> None:
    async with on_stage(network(file, clock), clock=clock, under_way=False) as stage:
        await stage.press("Tab", "v")
        await to_line(stage, "Time zone")
        await stage.type("Atlantis")
        await stage.see("“Atlantis” is no time zone.")
        await stage.press("ctrl+a")
        await stage.type("oslo")
        await stage.see("Europe/Oslo, where it is ")
        await to_the_end(stage)
        await stage.press("Enter")
        await stage.see("▸ Gathering 2")
        (stored,) = stage.store.rows.find(Network)
        assert stored.zone == "Europe/Oslo"
