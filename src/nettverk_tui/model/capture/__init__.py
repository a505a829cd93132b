"""The grammar of the capture line: what a typed line means, how to show that, and how to complete its names.

Pure: nothing here knows the time, the file or the screen. The words of the three languages are in `words`.
"""

from nettverk_tui.model.capture.completion import Completion, complete
from nettverk_tui.model.capture.grammar import LONGEST_LINE, RULES, Rule, understand
from nettverk_tui.model.capture.preview import KIND_NAMES, LAYER_NAMES, Part, preview
from nettverk_tui.model.capture.surroundings import (
    FactorName,
    GroupName,
    IndicatorName,
    Person,
    Surroundings,
    factor_names,
)
from nettverk_tui.model.capture.understood import (
    DEFAULT_LAYER,
    CaptureKind,
    Correction,
    Due,
    Held,
    Measured,
    Span,
    Understood,
    Who,
)

__all__ = [
    "DEFAULT_LAYER",
    "KIND_NAMES",
    "LAYER_NAMES",
    "LONGEST_LINE",
    "RULES",
    "CaptureKind",
    "Completion",
    "Correction",
    "Due",
    "FactorName",
    "GroupName",
    "Held",
    "IndicatorName",
    "Measured",
    "Part",
    "Person",
    "Rule",
    "Span",
    "Surroundings",
    "Understood",
    "Who",
    "complete",
    "factor_names",
    "preview",
    "understand",
]
