"""Finding records by the words people use for them: a gathering's number, a network's name."""

import msgspec

from nettverk_tui.model.core.messages import N_, Message
from nettverk_tui.model.core.records import Gathering, Group, Indicator, Network
from nettverk_tui.model.core.rows import Rows


class FoundGathering(msgspec.Struct, frozen=True):
    """A gathering and the network it belongs to."""

    network: Network
    gathering: Gathering


def find_gathering(rows: Rows, number: int, network_name: str | None = None) -> FoundGathering | Message:
    """Return the gathering with this number, or a Message with those that exist."""
    network = find_network(rows, network_name)
    if isinstance(network, Message):
        return network
    found = rows.find(Gathering, network_id=network.id, number=number)
    if not found:
        numbers = ", ".join(str(gathering.number) for gathering in rows.find(Gathering, network_id=network.id))
        return Message(
            N_("{network} has no gathering {number}. It has: {numbers}."),
            {"network": network.name, "number": number, "numbers": numbers},
        )
    return FoundGathering(network, found[0])


def find_network(rows: Rows, name: str | None = None) -> Network | Message:
    """Return the network whose name contains this text, or the only network; a Message if it is not clear which."""
    networks = [network for network in rows.find(Network) if name is None or name.casefold() in network.name.casefold()]
    if len(networks) == 1:
        return networks[0]
    names = ", ".join(network.name for network in networks or rows.find(Network))
    if not names:
        return Message(N_("There is no network here yet."))
    return Message(N_("Which network? Add --network and a part of one of these names: {names}."), {"names": names})


def find_group(rows: Rows, network: Network, letter: str) -> Group | Message:
    """Return the group of a network with this letter, or a Message with those that exist."""
    groups = sorted(rows.find(Group, network_id=network.id), key=lambda group: group.position)
    found = next((group for group in groups if group.letter.casefold() == letter.strip().casefold()), None)
    if found is not None:
        return found
    if not groups:
        return Message(N_("{network} has no groups yet."), {"network": network.name})
    letters = ", ".join(group.letter for group in groups)
    return Message(N_("There is no group {letter}. There are: {letters}."), {"letter": letter, "letters": letters})


def find_indicator(rows: Rows, group: Group, name: str | None) -> Indicator | Message:
    """Return an indicator by its name, a part of it or its number, or the only one; a Message if not clear which."""
    indicators = sorted(rows.find(Indicator, group_id=group.id), key=lambda indicator: indicator.position)
    sought = (name or "").strip().casefold()
    exact = [indicator for indicator in indicators if sought in (indicator.name.casefold(), str(indicator.position))]
    found = exact or [indicator for indicator in indicators if sought in indicator.name.casefold()]
    if len(found) == 1:
        return found[0]
    if not indicators:
        return Message(N_("Group {letter} has no indicators yet."), {"letter": group.letter})
    names = ", ".join(f"{indicator.position} {indicator.name}" for indicator in indicators)
    return Message(N_("Which indicator? Add --indicator and one of these: {names}."), {"names": names})
