"""Line breaking, for any mixture of scripts: no letter lost, no line too wide, no mark at the wrong end."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from exporters.pdf.face import Face
from exporters.pdf.fonts import FontChain
from exporters.pdf.linebreak import LOOSEST, SHRINK, Breaker, Line
from exporters.pdf.splits import NO_END, NO_START, split_points
from exporters.pdf.text import spacing
from exporters.pdf.tokens import Tokenizer
from resources import font_path
from tests.exporters.pdf.documents import text

CHAIN = FontChain(
    [("F1", Face(font_path("Pretendard-Regular.ttf"))), ("F3", Face(font_path("TourFallback-Regular.ttf")))]
)
WIDTH = 43_000.0

hangul = st.text("가나다라마바사아자차카타파하는을를과연수협력", min_size=1, max_size=9)
latin = st.text("abcdefgABC", min_size=1, max_size=12)
figures = st.from_regex(r"[1-9][0-9]{0,3}(,[0-9]{3})?(억|만)?(유로|km|명|%)?", fullmatch=True)
marks = st.sampled_from(["(", ")", ",", ".", "“", "”", "·", "△", "%", "『", "』", "…", "-"])
words = st.lists(st.one_of(hangul, latin, figures, marks), min_size=1, max_size=4).map("".join)
prose = st.lists(words, min_size=1, max_size=60).map(" ".join)


def measure(_style: int, word: str) -> float:
    return CHAIN.width(word)


def broken(prose: str, width: float = WIDTH, *, ragged: bool = False) -> list[Line]:
    breaker = Breaker(measure, CHAIN.space)
    tokens = Tokenizer(measure).tokens([(0, prose)])
    return breaker.ragged(tokens, width) if ragged else breaker.justified(tokens, width)


def words_of(line: Line) -> list[str]:
    return ["".join(piece.text for piece in word) for word in line.words]


def printed_width(line: Line) -> float:
    gap, track = spacing(line)
    content = " ".join(words_of(line))
    return CHAIN.width(content) + gap * (len(line.words) - 1) + track * len(content)


@settings(max_examples=150, deadline=None)
@given(prose, st.sampled_from([4_000.0, 12_000.0, WIDTH]), st.booleans())
def test_letters_are_kept_and_no_line_is_too_wide(prose: str, width: float, ragged: bool) -> None:
    lines = broken(prose, width, ragged=ragged)
    assert "".join("".join(words_of(line)) for line in lines).replace(" ", "") == prose.replace(" ", "")
    for line in lines:
        alone = len(line.words) == 1 and len(words_of(line)[0]) == 1
        assert alone or printed_width(line) <= width + 1


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(hangul, figures, latin), min_size=1, max_size=80), st.data())
def test_no_mark_stands_at_the_wrong_end(parts: list[str], data: st.DataObject) -> None:
    wrapped = [
        data.draw(st.sampled_from(["{}", "({}", "{})", "“{}”", "{},", "{}.", "『{}』"])).format(part) for part in parts
    ]
    lines = broken(" ".join(wrapped))
    for above, below in zip(lines, lines[1:], strict=False):
        assert words_of(above)[-1][-1] not in NO_END
        assert words_of(below)[0][0] not in NO_START


def test_prose_is_set_evenly() -> None:
    lines = [line for seed in range(30) for line in broken(text(90, seed)) if not line.last]
    before = [line.gap for line in lines]
    printed = [spacing(line)[0] for line in lines]
    assert len(lines) > 150
    assert sum(before) / len(before) <= 90
    assert sum(printed) / len(printed) <= 50
    assert max(printed) <= LOOSEST
    assert min(printed) >= -SHRINK * CHAIN.space - 0.01
    assert sum(line.split for line in lines) / len(lines) <= 0.08


def test_total_fit_is_more_even_than_line_by_line() -> None:
    """The seed was chosen where the first line, filled greedily, leaves the second one loose."""

    def worst(lines: list[Line]) -> float:
        return max((line.gap for line in lines if not line.last), default=0.0)

    greedy_gaps, fitted_gaps = [], []
    for seed in range(20):
        prose = text(60, 100 + seed)
        for line in broken(prose, ragged=True)[:-1]:
            greedy_gaps.append((WIDTH - line.width) / max(1, len(line.words) - 1))
        fitted_gaps.append(worst(broken(prose)))
    assert max(fitted_gaps) < max(greedy_gaps)


def test_number_and_unit_stay_together() -> None:
    for lead in range(8, 40):
        lines = broken("가 " * lead + "120 km 이다 " + "나라 " * 30)
        for above, below in zip(lines, lines[1:], strict=False):
            assert not (words_of(above)[-1].endswith("120") and words_of(below)[0].startswith("km"))


def test_number_slash_and_unit_stay_together() -> None:
    kept = ("35 / m³", "120 유로 / 월", "1,200 유로/㎥", "35 m³/일", "104 mm로", "1 / 3")
    for width in range(8_000, 17_000, 700):
        for amount in kept:
            lines = broken(f"빗물의 요금은 올해부터 {amount} 규모로 정하였다고 담당자가 여러 번 말하였다", float(width))
            assert any(amount in " ".join(words_of(line)) for line in lines), (amount, width)
    assert any("가 /" in " ".join(words_of(line)) for line in broken("나누어 쓴 것은 가 / 나 안이다"))


def test_words_split_behind_marks_and_where_the_script_changes() -> None:
    places = {
        "상수·하수·빗물": {3, 6}, "기관(Hafen)이": {2}, "하였다.그러나": {4}, "수소Hydrogen": {2},
        "漢字語句": {1, 2, 3}, "국제会議": {3},
    }  # fmt: skip
    for word, wanted in places.items():
        assert {at for at, _ in split_points(word)} == wanted, word


def test_a_split_leaves_two_syllables_on_both_sides() -> None:
    for word in ("재생에너지협동조합은", "(재생에너지)입니다", "Hafen시청사", "2,400만유로규모의"):
        for at, _ in split_points(word):
            left, right = word[:at], word[at:]
            if "가" <= left[-1] <= "힣" and "가" <= right[0] <= "힣":
                assert len(left) >= 2
                assert "가" <= left[-2] <= "힣"
                assert "가" <= right[1] <= "힣"
    assert split_points("internationalization") == []
    assert all(at > 7 for at, _ in split_points("2,400만유로규모의"))


def test_a_bold_word_keeps_its_particle() -> None:
    tokens = Tokenizer(measure).tokens([(0, "이것은 "), (1, "협의체"), (0, "의 일이다")])
    assert [token.text for token in tokens] == ["이것은", "협의체의", "일이다"]


def test_a_no_break_space_does_not_part() -> None:
    tokens = Tokenizer(measure).tokens([(0, "제1장\u00a0개요 둘")])
    assert [token.text for token in tokens] == ["제1장\u00a0개요", "둘"]


def test_a_word_of_20_000_letters_is_cut() -> None:
    lines = broken("가" * 20_000)
    assert sum(len(words_of(line)[0]) for line in lines) == 20_000
    assert all(line.width <= WIDTH + 1 for line in lines)
