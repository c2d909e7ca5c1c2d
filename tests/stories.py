"""Korean texts that people edit, with every letter's own name: what a comment's words became is known, not guessed."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Final, TypeAlias

Letter: TypeAlias = tuple[str, int]
Written: TypeAlias = list[Letter]


def _of(words: str) -> tuple[str, ...]:
    return tuple(each.strip() for each in words.split("|"))


_SUBJECTS: Final = _of(
    "시청은|이 기관은|센터가|연구소는|주민 조합이|담당 부서는|재생 공사가|대학 병원은|시의회가|협회는|교통국은"
    "|에너지 공급사가|지역 대학이|기금 운용팀은"
)
_OBJECTS: Final = _of(
    "빗물 저장 시설을|노후 주택 개량 사업을|공공 임대 주택을|전기 버스 노선을|청년 창업 공간을|돌봄 인력을"
    "|태양광 설비를|도시 농업 교육을|하천 복원 구간을|자전거 도로망을|예산 편성 과정을|시민 참여 예산을"
)
_VERBS: Final = _of(
    "2031년부터 운영하고 있다|단계적으로 늘리고 있다|직접 관리한다|민간에 위탁하였다|매년 평가한다|전면 개편할 계획이다"
    "|시범 운영하였다|확대하기로 하였다|주민에게 공개한다|지원한다"
)
_MORE: Final = _of(
    "예산의 12%를 들여|주민 설명회를 거쳐|3년에 걸쳐|중앙 정부의 지원으로|인근 도시와 함께|전문가 자문을 받아"
    "|자체 재원으로|의회의 승인을 얻어||"
)
_STOCK: Final = _of(
    "이에 대한 검토가 필요하다.|국내에도 적용할 수 있다.|자세한 내용은 자료집을 참고한다.|관련 법령을 확인해야 한다."
)
_SYLLABLES: Final = (
    "가나다라마바사아자차카타파하거너더러머버서어저처커터퍼허고노도로모보소오조초코토포호구누두루무부수우"
)
_MARKS: Final = ("○ ", "- ", "", "◇ ", "※ ")
_TRIES: Final = 60
"""Of edits, of which those are made whose letters the new text tells."""


@dataclass(frozen=True, slots=True)
class Commented:
    """A range that was commented on. letters: names of its letters."""

    start: int
    end: int
    letters: tuple[int, ...]


class Story:
    """A text and what people make of it. seed: the same story again."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._names = count()
        self.written: Written = []
        self.texts: list[str] = []
        wanted = self._random.randint(3, 9)
        while wanted:
            now = list(self.written)
            self._paragraph()
            if self._decidable():
                wanted -= 1
            else:
                self.written = now
        self.texts.append(text_of(self.written))

    def comments(self, number: int) -> list[Commented]:
        """Ranges in the text as it is now: sentences, words, and any stretch."""
        return [self._commented() for _ in range(number)]

    def edit(self) -> None:
        """One version more, by one to four edits."""
        edits: Sequence[Callable[[], None]] = (
            self._insert, self._delete, self._replace, self._split, self._join, self._move, self._retouch,
        )  # fmt: skip
        if self._random.random() < 0.25:
            edits = (self._copy,)  # alone: with other edits nobody could say which of the two was changed or moved then
        wanted = 1 if len(edits) == 1 else self._random.randint(1, 4)
        for _ in range(_TRIES):
            now = list(self.written)
            self._random.choice(edits)()
            if not self._decidable():
                self.written = now
            else:
                wanted -= 1
            if not wanted:
                break
        self.texts.append(text_of(self.written))

    def _decidable(self) -> bool:
        """Whether the new text says which letters are whose: not where the same sentence stands twice close by."""
        sentences = [each.strip(" ○◇※-\n") for each in text_of(self.written).split(".")]
        return all(
            one != other for apart in (1, 2, 3) for one, other in zip(sentences, sentences[apart:], strict=False)
        )

    # --- what people do ---------------------------------------------------------------------------------------------

    def _insert(self) -> None:
        at = self._gap()
        self.written[at:at] = self._new(self._spaced(at, self._sentence()))

    def _delete(self) -> None:
        start, end = self._stretch()
        if len(self.written) > 80:
            del self.written[start:end]

    def _replace(self) -> None:
        start, end = self._stretch()
        del self.written[start:end]
        self.written[start:start] = self._new(self._spaced(start, self._sentence()))

    def _retouch(self) -> None:
        """A few letters within a sentence."""
        if len(self.written) < 20:
            return
        at = self._random.randrange(len(self.written) - 6)
        if any(letter == "\n" for letter, _ in self.written[at : at + 5]):
            return
        self.written[at : at + self._random.randint(0, 4)] = self._new(
            self._random.choice(("매우 ", "또한", "의", "에서 ", "약 30"))
        )

    def _split(self) -> None:
        at = self._gap()
        self.written[at:at] = self._new("\n" + self._random.choice(_MARKS))

    def _join(self) -> None:
        ends = [at for at, (letter, _) in enumerate(self.written) if letter == "\n"]
        if ends:
            at = self._random.choice(ends)
            self.written[at : at + 1] = self._new(" ")

    def _move(self) -> None:
        start, end = self._stretch()
        part = self.written[start:end]
        del self.written[start:end]
        at = self._gap()
        before, after = self._spaced(at, "\0").split("\0")
        self.written[at:at] = [*self._new(before), *part, *self._new(after)]

    def _copy(self) -> None:
        start, end = self._stretch()
        part = text_of(self.written[start:end])
        at = self._gap()
        self.written[at:at] = self._new(self._spaced(at, part))

    # --- what texts are made of -------------------------------------------------------------------------------------

    def _paragraph(self) -> None:
        sentences = [self._sentence() for _ in range(self._random.randint(1, 5))]
        line = self._random.choice(_MARKS) + " ".join(sentences)
        self.written += self._new(("\n" if self.written else "") + line)

    def _sentence(self) -> str:
        if not self.texts and self._random.random() < 0.15:
            return self._random.choice(_STOCK)
        words = [self._random.choice(each) for each in (_SUBJECTS, _MORE, _OBJECTS, _VERBS)]
        words[0] = f"{self._name()} {words[0]}"
        words[2] = f"{self._name()} {words[2]}"
        if self._random.random() < 0.5:
            words.insert(2, f"{self._random.randint(2, 980)}개 {self._name()}에서")
        return " ".join(word for word in words if word) + "."

    def _name(self) -> str:
        """A name that hardly comes twice, as those of places and people."""
        return "".join(self._random.choice(_SYLLABLES) for _ in range(self._random.randint(2, 4)))

    def _spaced(self, at: int, words: str) -> str:
        """words with blanks where they would be glued to what stands beside them."""
        glued = at > 0 and self.written[at - 1][0] not in " \n" and words[0] not in " \n"
        glued_behind = at < len(self.written) and self.written[at][0] not in " \n" and words[-1] not in " \n"
        return (" " if glued else "") + words + (" " if glued_behind else "")

    def _new(self, text: str) -> Written:
        return [(letter, next(self._names)) for letter in text]

    def _ends(self) -> list[int]:
        """Behind each sentence."""
        return [0, *(at + 1 for at, (letter, _) in enumerate(self.written) if letter == "."), len(self.written)]

    def _gap(self) -> int:
        return self._random.choice(self._ends())

    def _stretch(self) -> tuple[int, int]:
        """A sentence, or two."""
        ends = sorted(set(self._ends()))
        first = self._random.randrange(max(1, len(ends) - 1))
        return ends[first], ends[min(len(ends) - 1, first + self._random.choice((1, 1, 1, 2)))]

    def _commented(self) -> Commented:
        start, end = self._stretch() if self._random.random() < 0.5 else self._words()
        while start < end and self.written[start][0] in " \n":
            start += 1
        end = max(end, min(start + 1, len(self.written)))
        start = min(start, end - 1)
        return Commented(start, end, tuple(name for _, name in self.written[start:end]))

    def _words(self) -> tuple[int, int]:
        starts = [at for at in range(len(self.written)) if at == 0 or self.written[at - 1][0] in " \n"]
        first = self._random.randrange(len(starts))
        last = min(len(starts) - 1, first + self._random.randint(1, 5))
        return starts[first], max(starts[first] + 1, starts[last] - 1)


def text_of(written: Written) -> str:
    return "".join(letter for letter, _ in written)
