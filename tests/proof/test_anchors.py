"""Comments on Korean texts that people go on editing: found where their words are, and nowhere else."""

from __future__ import annotations

import time
from collections import Counter

from db.anchors import Anchor, Outcome, Place, anchor, carried
from tests.conftest import FULL
from tests.proof.conftest import Figures
from tests.stories import Commented, Story

STORIES, OF_EACH = (1_000, 30) if FULL else (60, 30)


def test_comments_stay_with_their_words(figures: Figures) -> None:
    counts: Counter[str] = Counter()
    seconds = 0.0
    for seed in range(STORIES):
        story = Story(seed)
        commented = story.comments(OF_EACH)
        anchors = [anchor(story.texts[0], each.start, each.end) for each in commented]
        for _ in range(1 + seed % 6):
            story.edit()
        begun = time.perf_counter()
        places = carried(anchors, story.texts)
        seconds += time.perf_counter() - begun
        counts.update(
            _judged(story, each, made, place) for each, made, place in zip(commented, anchors, places, strict=True)
        )
    assert counts["wrong"] == 0
    whole, gone = counts["found"] + counts["missed"], counts["lost"] + counts["not lost"]
    assert counts["found"] >= whole * 0.99
    assert counts["lost"] >= gone * 0.9
    figures(
        "comments on texts that change",
        anchors=STORIES * OF_EACH,
        text_still_there=whole,
        found=counts["found"],
        text_deleted=gone,
        told_as_lost=counts["lost"],
        silently_wrong=counts["wrong"],
        microseconds_each=round(seconds / (STORIES * OF_EACH) * 1e6),
    )


def _judged(story: Story, commented: Commented, made: Anchor, place: Place) -> str:
    """What became of one comment. changed: so much of its words that neither answer would be wrong."""
    positions = {name: at for at, (_, name) in enumerate(story.written)}
    letters = [positions[name] for name in commented.letters if name in positions]
    inside = sum(place.start <= at < place.end for at in letters)
    if place.outcome is Outcome.SURE and not inside and not _reads_alike(story.texts[-1], letters, place):
        return "wrong"
    if not letters:
        return "lost" if place.outcome is Outcome.LOST else "not lost"
    size = len(made.quote)
    together = max(letters) + 1 - min(letters) <= size * 1.6 + 2
    if len(letters) < size or not together:
        return "changed"
    return "found" if inside >= size * 0.8 and place.end - place.start <= size * 3 else "missed"


def _reads_alike(text: str, letters: list[int], place: Place) -> bool:
    """Whether the place cannot be told from the right one by the words there and beside them."""
    if not letters:
        return False
    right = text[max(0, min(letters) - 8) : max(letters) + 9]
    return right == text[max(0, place.start - 8) : place.end + 8]
