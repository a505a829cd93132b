"""`python -m tests.documents.renew` writes the golden files anew; read the difference before believing it."""

from typing import get_args

from nettverk_tui.documents.minutes.document import minutes
from nettverk_tui.language import Translator
from nettverk_tui.model.core.values import Language
from nettverk_tui.resources import knowledge
from tests.documents.minutes.test_minutes import GOLDEN
from tests.documents.small_network import THIRD, ZONE, small_network

if __name__ == "__main__":
    for language in get_args(Language):
        text = minutes(small_network(), THIRD, Translator(language, ZONE), knowledge())
        (GOLDEN / f"minutes.{language}.md").write_text(text, encoding="utf-8")
