"""Real texts, where BRIEFING_TEXTS names a folder of them with what reading by eye gave."""

from __future__ import annotations

import os
from pathlib import Path

from tests.exporters.importing.comparing import differences

if os.environ.get("BRIEFING_TEXTS"):

    def test_records_equal_what_reading_gave() -> None:
        assert differences(Path(os.environ["BRIEFING_TEXTS"])) == []
