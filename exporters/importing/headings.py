"""Where a glued heading ends and its body begins: a guess that is always flagged.

Signs of a seam inside a word: the script changes (Hangul to a year or a Latin name), the rest of the word is a word
that this article begins words with elsewhere or that the heading or the institution names, the part before it is a
noun that headings end in, or the rest begins a sentence (최근, 먼저, …). Each gives points; the best seam wins.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_PARTICLES: Final = (
    "에서부터", "으로부터", "이라는", "에서는", "에서도", "으로는", "으로도", "에게는", "까지는", "에서", "으로", "에는", "에도", "에게",
    "까지", "부터", "마다", "끼리", "으로서", "로서", "으로써", "로써", "조차", "밖에", "라는", "처럼", "보다", "이나", "이란", "이며", "과의", "와의", "에의", "들은", "들이", "들의", "들을", "은", "는", "이", "가",
    "을", "를", "의", "에", "로", "와", "과", "도", "만", "란",
)  # fmt: skip
_SUBJECT: Final = ("에서는", "에는", "에서", "은", "는", "이", "가", "도", "란", "이란", "들은", "들이")
_STARTERS: Final = (
    "일부", "최근", "현재", "먼저", "특히", "또한", "또", "우선", "지난", "올해", "작년", "내년", "그러나", "하지만", "그리고", "그동안", "이후",
    "이곳", "이들", "이번", "이를", "이는", "이런", "이러한", "이와", "우리", "당초", "과거", "향후", "앞으로", "첫째", "첫 번째", "주로", "모든",
    "각", "매년", "매일", "매주", "매달", "오늘날", "전통적", "기존", "대표적", "예를", "따라서", "즉", "약", "총", "전체", "대부분", "한편", "한때",
    "처음", "당시", "원래", "초기", "만약", "만일", "다만", "아울러", "그래서", "그런데", "여기", "본", "해당", "동", "세계", "국내", "많은",
    "연수단", "방문단", "브리핑", "참가자", "담당자", "관계자",
)  # fmt: skip
_SHORT_STARTERS: Final = ("이", "그", "두", "한", "세", "네", "제", "본", "각", "약", "총", "전", "현", "동", "즉", "또", "및")
_NOUNS: Final = frozenset(
    """
    이유 성공 변화 준비 집중 예측 분석 과정 개척 단축 연구 발표 배경 방식 현황 개요 역할 전략 정책 체계 구조 사례 계획 센터 대학 연구소 지역
    도시 기업 기관 기술 사업 산업 제도 시스템 네트워크 플랫폼 스타트업 클러스터 리더십 리더쉽 인공지능 프로그램 프로젝트 서비스 지원 육성 확대
    강화 추진 운영 관리 활용 개발 구축 조성 도입 참여 협력 교류 창출 창업 혁신 성장 발전 전환 개선 해결 해소 완화 제고 증대 증가 감소 축소
    확보 확산 보급 실현 실천 실시 시행 설립 설치 수립 마련 제공 공급 수요 투자 예산 재원 재정 조직 인력 인재 교육 훈련 양성 채용 일자리 고용
    복지 보건 의료 건강 안전 환경 에너지 기후 교통 주거 주택 농업 관광 문화 예술 역사 전통 축제 공원 시설 공간 건물 단지 센서 데이터 정보
    통신 보안 자율 자치 분권 균형 참여자 주민 시민 학생 청년 노인 여성 아동 장애인 이민자 시장 경제 금융 무역 수출 수입 물류 유통 소비 생산
    제조 공정 품질 표준 인증 특허 법률 법 조례 규정 규제 평가 성과 효과 결과 영향 요인 원인 문제 문제점 과제 한계 장점 단점 특징 특성 강점
    의미 의의 가치 목표 목적 비전 방향 방안 방법 대책 대안 모델 모형 유형 종류 분야 영역 범위 규모 수준 비율 비중 통계 추이 전망 미래 시대
    사회 국가 정부 주정부 지방정부 의회 위원회 협회 재단 공사 공단 조합 학교 병원 은행 회사 본사 공장 연구원 전문가 파트너 고객 이용 사용
    적용 응용 융합 연계 연결 통합 결합 공유 공개 개방 소통 홍보 마케팅 브랜드 디자인 설계 건설 재생 재활용 순환 절감 절약 저감 보존 보호
    보전 복원 회복 유지 보수 점검 검사 감독 감사 조사 측정 진단 치료 예방 대응 대비 훈련소 실험 실증 시험 시범 검증 선정 선발 심사 공모 지정
    등록 신고 허가 승인 계약 협약 협정 합의 결정 의사결정 절차 단계 순서 일정 기간 기준 원칙 조건 요건 자격 권한 책임 의무 권리 부담 비용
    가격 요금 세금 수익 매출 이익 손실 위험 위기 기회 도전 경쟁 경쟁력 차별화 다양화 다변화 특화 전문화 고도화 자동화 디지털화 정보화 국제화
    세계화 현지화 표준화 효율화 활성화 최적화 상용화 사업화 산업화 민영화 제품 상품 물건 재료 소재 부품 장비 기계 로봇 자동차 선박 항공 우주
    바이오 반도체 배터리 전기 전자 소프트웨어 하드웨어 인터넷 모바일 클라우드 소개 안내 정의 이해 개념 구성 구성원 형태 형성 탄생 출범 시작
    기원 유래 연혁 동향 흐름 트렌드 여건 상황 실태 조건 입지 위치 지형 자원 자산 자본 기반 인프라 토대 중심 중심지 거점 허브 메카 무대 현장
    체험 견학 방문 면담 질문 답변 제언 시사점 교훈 필요성 중요성 가능성 다양성 지속가능성 신뢰 만족 만족도 권고 확인 달성 완공 개통 개관 개장
    필요 중요 해야 하여야 대표 도시권 광역 마을 공동체 가족 아이 어린이 돌봄 보육 재단법인 사무소 사무국 본부 지부 협의회 연합회 조직도 탈바꿈 동력
    """.split()
)
_VERBAL: Final = tuple("하는 되는 있는 없는 지는 리는 드는 꾸는 끄는 르는 키는 오는 가는 내는 주는 받는 보는 짓는 얻는 많은 같은 작은 좋은 높은 낮은".split())
_SHORT_NOUNS: Final = "날길집곳땅물말빛힘방책꿈삶값돈법때손눈숲강섬빵옷밥약차배불문벽"
_TOKEN: Final = re.compile(r"[^\s]+")
_WORD: Final = re.compile(r"[가-힣]+|[A-Za-z][A-Za-z.&-]*|\d+")
_YEAR: Final = re.compile(r"\d{4}\s?년|[’']\d{2}\s?년|\d{4}[,.\s]")
_SENTENCE: Final = re.compile(r"(?<=[가-힣])[.?!]")
_LONGEST: Final = 70
_ENOUGH: Final = 3.5
_ALONE: Final = 2.5
_MARGIN: Final = 1.5
"""Fewer points are enough for a seam that no other comes near."""
_PREFIX: Final = 8


@dataclass(frozen=True, slots=True)
class Seam:
    """at: where the body begins. points: how sure; below enough nothing is cut."""

    at: int
    points: float


class Lexicon:
    """The words of one article, as the guess needs them: how often a stem begins a word."""

    def __init__(self, text: str, start: int, end: int, names: str = "") -> None:
        self.names = names
        self._prefixes: Counter[str] = Counter()
        self._words: Counter[str] = Counter()
        for match in _WORD.finditer(text, start, end):
            word = match.group()
            before = text[match.start() - 1] if match.start() > start else " "
            if before.isalnum():
                continue
            self._words[word] += 1
            for length in range(2, min(len(word), _PREFIX) + 1):
                self._prefixes[word[:length]] += 1

    def begins(self, stem: str) -> int:
        """How many words of the article begin with stem."""
        return self._prefixes[stem[:_PREFIX]]

    def has(self, word: str) -> int:
        return self._words[word]


def has_body(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] behind ◇ holds a sentence, so more than a heading."""
    stop = _SENTENCE.search(text, start, end)
    return stop is not None


def seam(text: str, start: int, end: int, lexicon: Lexicon) -> Seam | None:
    """The likeliest place where a heading at start ends inside a word, with its body behind it; None where none is sure."""
    stop = _SENTENCE.search(text, start, min(end, start + 4 * _LONGEST))
    limit = min(stop.start() if stop else end, end, start + _LONGEST)
    if stop is not None and stop.end() < end and stop.end() - start <= _LONGEST // 2 and text[stop.start()] == "?":
        if not text[stop.end()].isspace():
            return Seam(stop.end(), _ENOUGH)
    best, second = Seam(start, -99.0), -99.0
    for token in _TOKEN.finditer(text, start, limit):
        for at in _inner(text, token.start(), token.end()):
            points = _points(text, start, token.start(), at, _token_end(text, at, end), lexicon)
            if points > best.points:
                best, second = Seam(at, points), best.points
            else:
                second = max(second, points)
    sure = best.points >= _ENOUGH or (best.points >= _ALONE and best.points - second >= _MARGIN)
    return best if sure else None


def _token_end(text: str, at: int, end: int) -> int:
    match = _TOKEN.match(text, at, end)
    return match.end() if match else at


def _inner(text: str, low: int, high: int) -> Iterator[int]:
    for at in range(low + 1, min(high, low + 40)):
        if text[at - 1].isalnum() or text[at - 1] in ")]’'\"”%":
            if text[at].isalnum() or text[at] in "'\"‘“(’":
                yield at


def _points(text: str, start: int, low: int, at: int, high: int, lexicon: Lexicon) -> float:
    left, right = _tail(text[low:at]), _head(text[at:high])
    whole = text[low:high]
    if not right or _joins(text, at):
        return -9.0
    change = _change(text, at)
    ending = _left(left, lexicon)
    total = _right(text[start:at], text, at, right, lexicon) + change + (max(ending, 0.0) if change >= 4.0 else ending)
    core = _WORD.search(whole)
    if core is not None and core.group() not in (left, right):
        stem = stem_of(core.group())  # the word itself stands here once
        known = lexicon.has(core.group()) > 1 or (stem != core.group() and lexicon.has(stem) > 0)
        total -= 4.0 if known and low + core.end() > at else 0.0
    length = at - start
    total -= 3.0 if length < 4 else 0.0
    total -= 0.05 * max(0, length - 24)
    words = text[start:low].split()
    return total - 0.4 * max(0, len(words) - 6) - 1.5 * _topics(words, lexicon)


def _topics(words: list[str], lexicon: Lexicon) -> int:
    """Nouns with a topic particle: they belong to sentences, hardly to headings."""
    return sum(
        len(word) > 2 and word.endswith(("은", "는")) and not word.endswith(_VERBAL) and lexicon.begins(word[:-1]) > 1
        for word in words
    )


def _joins(text: str, at: int) -> bool:
    """Numbers and Latin words hold together."""
    left, right = text[at - 1], text[at]
    if left.isdigit() and (right.isdigit() or "가" <= right <= "힣"):
        return True
    return left.isascii() and right.isascii() and left.isalpha() and right.isalpha() and not (left.islower() and right.isupper())


def _tail(piece: str) -> str:
    words = _WORD.findall(piece)
    return words[-1] if words else ""


def _head(piece: str) -> str:
    match = _WORD.match(piece.lstrip("'\"‘“(’"))
    return match.group() if match else ""


def stem_of(word: str) -> str:
    """word without its particle; at least one syllable stays."""
    for particle in _PARTICLES:
        if word.endswith(particle) and len(word) > len(particle):
            return word[: -len(particle)]
    return word


def _right(heading: str, text: str, at: int, right: str, lexicon: Lexicon) -> float:
    """How well the rest begins a sentence."""
    total = 0.0
    stem = stem_of(right)
    if any(right == word or (right.startswith(word) and len(word) > 1) for word in _STARTERS):
        total += 3.5
    elif right in _SHORT_STARTERS and text[at + len(right) : at + len(right) + 1].isspace():
        total += 1.0
    elif len(stem) == 1 and "가" <= stem <= "힣":
        total -= 3.0
    if len(stem) > 1 and not stem.isdigit():
        count = lexicon.begins(stem)
        total += min(4.0, 1.2 + math.log2(count + 1)) if count else 0.0
        if stem in heading or stem in lexicon.names:
            total += 2.5
    if stem != right:
        total += 2.0 if right.endswith(_SUBJECT) else 0.7
    return total


def _left(left: str, lexicon: Lexicon) -> float:
    """How well the part before ends a heading: with a noun."""
    if not left:
        return 1.0
    if left in _NOUNS:
        return 3.0
    longest = max((length for length in (4, 3, 2) if len(left) > length and left[-length:] in _NOUNS), default=0)
    total = 2.5 if longest else 0.0
    if len(left) > 1 and lexicon.begins(left) > 1:  # more often than here
        total += 1.5
    if len(left) == 1 and "가" <= left <= "힣":
        total += 0.5 if left in _SHORT_NOUNS else -2.0
    if not longest and left.endswith(("을", "를", "은", "는", "의", "와", "과", "며", "고", "한", "된", "던")):
        total -= 3.0
    return total


def _change(text: str, at: int) -> float:
    """A change of script or a quotation at the seam."""
    left, right = text[at - 1], text[at]
    if right in "‘“'\"(":
        return 0.0
    if _YEAR.match(text, at):
        return 4.0
    if "가" <= left <= "힣" and right.isdigit():
        return 1.5
    if "가" <= left <= "힣" and right.isascii() and right.isupper():
        return 1.5
    if left in ")]’”%\"'":
        return 1.5
    if left.islower() and right.isupper():
        return 1.5
    return 0.0
