"""Make the screens: each is imported when it is first asked for, so that the first page need not wait.

To add one, write its method here and in `interface.Pages`.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.content import Content
from textual.screen import Screen

from nettverk_tui.language import Translator
from nettverk_tui.model.core.messages import Message
from nettverk_tui.model.core.records import Advice, Group, Indicator, Network, Record
from nettverk_tui.model.core.values import Language
from nettverk_tui.resources import Knowledge
from nettverk_tui.store.store import Store

if TYPE_CHECKING:
    from nettverk_tui.exchange.imports.dry_run import Trial


class LazyPages:
    """The screens of the app, a new instance each time."""

    def bank(
        self,
        store: Store,
        network: Network,
        knowledge: Knowledge,
        *,
        first: Sequence[str] = (),
        receiver: str | None = None,
        write: Callable[[str], object] | None = None,
    ) -> Screen[Advice | None]:
        from nettverk_tui.tui.screens.advice_bank.screen import AdviceBankScreen

        return AdviceBankScreen(store, network, knowledge, first=first, receiver=receiver, write=write)

    def board(self, store: Store, network: Network, knowledge: Knowledge) -> Screen[None]:
        from nettverk_tui.tui.screens.board.screen import BoardScreen

        return BoardScreen(store, network, knowledge)

    def foundation(self, store: Store, network: Network, language: Language) -> Screen[Any]:
        from nettverk_tui.tui.screens.charter.screen import CharterScreen

        return CharterScreen(store, network, language)

    def gathering(self, store: Store, gathering_id: str, knowledge: Knowledge) -> Screen[None]:
        from nettverk_tui.tui.screens.runner.screen import RunnerScreen

        return RunnerScreen(store, gathering_id, knowledge)

    def group(self, store: Store, group: Group, others: Sequence[str]) -> Screen[Any]:
        from nettverk_tui.tui.screens.group_page.screen import GroupPageScreen

        return GroupPageScreen(store, group, others)

    def group_form(self, store: Store, gathering_id: str, knowledge: Knowledge) -> Screen[None]:
        from nettverk_tui.tui.screens.group_form.screen import GroupFormScreen

        return GroupFormScreen(store, gathering_id, knowledge)

    def help(self, title: str, text: Content) -> Screen[None]:
        from nettverk_tui.tui.screens.help.screen import HelpScreen

        return HelpScreen(title, text)

    def history(self, store: Store, record: Record, title: str) -> Screen[None]:
        from nettverk_tui.tui.screens.entry_history.screen import EntryHistoryScreen

        return EntryHistoryScreen(store, record, title)

    def home(self) -> Screen[None]:
        from nettverk_tui.tui.screens.home.screen import HomeScreen

        return HomeScreen()

    def import_table(self, store: Store, trial: "Trial", name: str) -> Screen[bool | Message]:
        from nettverk_tui.tui.screens.import_table.screen import ImportTableScreen

        return ImportTableScreen(store, trial, name)

    def indicator(self, store: Store, group: Group, indicator: Indicator | None, language: str) -> Screen[Any]:
        from nettverk_tui.tui.screens.indicator.screen import IndicatorScreen

        return IndicatorScreen(store, group, indicator, language)

    def minutes(self, store: Store, gathering_id: str, knowledge: Knowledge) -> Screen[None]:
        from nettverk_tui.tui.screens.minutes.screen import MinutesScreen

        return MinutesScreen(store, gathering_id, knowledge)

    def network(self, store: Store, network_id: str | None, t: Translator, like: str | None = None) -> Screen[Any]:
        from nettverk_tui.tui.screens.network_form.screen import NetworkScreen

        return NetworkScreen(store, network_id, t, like)

    def numbers(self, store: Store, group: Group, others: Sequence[str] = ()) -> Screen[None]:
        from nettverk_tui.tui.screens.measurements.screen import MeasurementsScreen

        return MeasurementsScreen(store, group, others)

    def open_file(self, start: Path, network_id: str | None = None) -> Screen[None]:
        from nettverk_tui.tui.screens.open_file.screen import OpenFileScreen

        return OpenFileScreen(start, network_id)

    def palette(self, t: Translator) -> Screen[Any]:
        from nettverk_tui.tui.palette import Palette

        return Palette(t)

    def planner(self, store: Store, gathering_id: str, knowledge: Knowledge) -> Screen[Any]:
        from nettverk_tui.tui.screens.planner.screen import PlannerScreen

        return PlannerScreen(store, gathering_id, knowledge)

    def recruitment(self, store: Store, network_id: str) -> Screen[Any]:
        from nettverk_tui.tui.screens.recruitment.screen import RecruitmentScreen

        return RecruitmentScreen(store, network_id)

    def search(
        self, store: Store, knowledge: Knowledge, network: Network | None, *, private: bool = True
    ) -> Screen[None]:
        from nettverk_tui.tui.screens.search.screen import SearchScreen

        return SearchScreen(store, knowledge, network, private=private)

    def settings(self) -> Screen[None]:
        from nettverk_tui.tui.screens.settings.screen import SettingsScreen

        return SettingsScreen()

    def timeline(
        self, store: Store, group: Group, others: Sequence[str], knowledge: Knowledge, at: str | None = None
    ) -> Screen[None]:
        from nettverk_tui.tui.screens.timeline.screen import TimelineScreen

        return TimelineScreen(store, group, others, knowledge, at)

    def times(self, store: Store, gathering_id: str, knowledge: Knowledge) -> Screen[None]:
        from nettverk_tui.tui.screens.time_report.screen import TimeReportScreen

        return TimeReportScreen(store, gathering_id, knowledge)

    def today(self, store: Store, network: Network, knowledge: Knowledge) -> Screen[None]:
        from nettverk_tui.tui.screens.today.screen import TodayScreen

        return TodayScreen(store, network, knowledge)
