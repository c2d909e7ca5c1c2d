"""Invented texts in the shapes of real ones: visit reports, an archive page, a brief, chapters."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from db.edits import Edit
from exporters.importing.plan import plan
from exporters.importing.values import Plan

TOUR = "00000000-0000-4000-8000-000000000001"
OTHER_TOUR = "00000000-0000-4000-8000-000000000002"

BLANK = " "
"""A web address ends at a blank also where its line break is kept."""

BIKES = f"""\
오르홀름 시청 교통국(Aarholm Kommune, Trafikafdelingen)
Havnegade 14, 8000 Aarholm
Tel : +45 55 12 34 00
Fax : +45 55 12 34 09
www.aarholm-trafik.example{BLANK}
브리핑: Ms. Lone Kristensen
Head of Division,Urban Mobility
Dr. Per Holm
Senior Planner,Cycling Office
덴마크
오르홀름
□ 주요내용
◇ 자전거 도로망의 확충
○ 시는 2008년부터 자전거 고속도로를 놓았다. 지금은 8개 노선이 있다.
예산은 시와 이웃 지자체가 반씩 낸다.
○ 주요 시설은 △신호 우선 △발 받침대 △공기 펌프 등이다.
▲ 시청 앞 자전거 도로[출처=직접촬영]
◇ 겨울철 도로 관리
○ 눈이 오면 자전거 길부터 치운다.
* 제설 장비 : 12대, 새벽 5시 출동
※ 2015년 이전에는 찻길부터 치웠음
□ 질의응답
- 자전거 이용률은."출퇴근의 절반 정도이다. 겨울에도 크게 줄지 않는다.
비가 오는 날이 오히려 문제이다."
- 반대 여론은 없었는지? 있었다면 어떻게 풀었는지."상인들이 반대했다. 그러나 매출이 늘자 조용해졌다."
- "안전모"를 의무로 하지 않는 이유는."타는 사람이 줄기 때문이다. '의무보다 도로'라는 말을 쓴다."
□ 참가자 일일보고 주요내용-1팀
◇ ○○○
자전거가 교통수단이라는 점을 실감했다.
우리 시는 아직 여가로만 본다.
◇ ○○○
눈을 치우는 순서가 정책이라는 말이 남는다.
□ 참가자 일일보고 주요내용-2팀
◇ ○○○
'누가 먼저인가'를 도로가 말해 준다.
"""

CARE = f"""\
나루터 돌봄 협동조합(CareTogether)
12 Swan Street, Melville VIC 3000
www.caretogether.example{BLANK}
브리핑 및 견학: Ms. Helen Zhao
CEO,CareTogether
호주
멜빌
□ 연수내용 1 : 조합의 운영
◇ 조합원이 주인인 돌봄
조합원은 640명이다. 절반은 돌보는 사람이고 절반은 돌봄을 받는 사람이다.
임금은 시장보다 11% 높다.
▲ 조합 사무실[출처: 나루터]
◇ 작은 모임에서 결정하는 근무표
근무표는 여섯 명이 모여 정한다. 관리자는 없다.
□ 질의응답 주요내용
- 다툼은 어떻게 푸는지."먼저 둘이 이야기한다. "사흘 규칙"이라는 것이 있어서 사흘 안에 이야기해야 한다.
그래도 안 되면 여섯 명이 모인다."
- 정부와의 관계는."좋다."
□ 참가자 시사점
◇ 나루터 돌봄 협동조합
○ 관리자가 없다는 말에 모두 놀랐다.
임금이 높아도 이직이 적다고 했다.
○ 사흘 규칙은 우리 과에도 쓸 만하다.
"""

WATER = """\
멕시코 국립물연구원(Instituto Nacional del Agua)
Av. Central 2416, Coyoacán
면담
멕시코
멕시코시티
◇ 지하수의 하강
○ 수도권의 지하수는 해마다 1m씩 내려간다.
○ 누수율은 40%에 이른다. 관로 교체가 늦어지고 있다.
□ 질의응답
- 교체 예산은."중앙정부가 절반을 낸다.
- 요금은 올렸는지."2년마다 3%씩 올린다.
□ 시사점
○ 누수율을 먼저 공개하는 것이 설득의 시작이다.
"""

FAIR = """\
에히가와 산업기술원(愛川産業技術院)
〒791-1101 愛川県松町 487-2
Tel : +81-89-555-7612
기술상담회
일본
마쓰가와
□ 제품소개
○ 감귤 껍질에서 뽑은 향료를 화장품에 쓴다.
□ 상담기업
◇ 세토향료㈜
○ 담당자 : 다나카 이치로
○ 직책 : 영업부장
○ 주소 : 愛川県湊町 3-1-5
○ Tel : +81-89-555-0001
○ E-mail : tanaka@seto.example
□ 상담의견
○ 원료의 계절 편차를 줄이는 저장 기술을 배울 만하다.
○ 소량 포장 설비를 함께 찾기로 했다.
"""

TRAINING = """\
하롱 직업훈련원(Halong Vocational Institute)
Tel : +84 24 3555 0123
브리핑
베트남
하롱
□ 참가자 일일보고 주요내용 - 1조
◇ 이OO 주무관
졸업생의 85%가 일자리를 얻는다는 점이 놀라웠다.
○ 기업이 교과과정을 먼저 제안한다.
○ 학교는 장비를 맞춘다.
◇ ㅇㅇㅇ(일자리과)
밤에도 문을 여는 학교였다.
"""

VISITS = (BIKES, CARE, WATER, FAIR, TRAINING)

BRIEF = (
    "2031-05-22□ ’30년 빈집 활용 사업이 전국으로 확대 ※ 5.1일 기준◇ 국토부가 발표한 ‘빈집 현황(’30년 기준)’에 따르면,"
    "○ 빈집은 12만 호로 전년 대비 3.2% 증가하여 역대 최대를 기록* 도시 7만 호, 농촌 5만 호"
    "○ 활용 비율은 8.5%로 확대< 빈집 활용 유형 > (단위 : 호)구분주거창업가나시120340다라군56078"
    "◇ 아울러 지자체는 매입 예산을 늘린다는 방침○ 도시재생 기금과 연계할 계획▲ 최근 3년 빈집 현황 (호)"
    "□ 정책적 시사점◇ 전문가들은 매입보다 임대가 효과적이라고 평가"
)

CHAPTER = (
    "□ 시사점◇ 작은 도시의 협업은 생존의 전략○ 작은 도시는 혼자서 버스를 늘릴 수 없다. 이웃과 노선을 나눠야 한다."
    "그래야 빈 차가 줄어든다.○ 협업의 이유는 △비용 △인력 △정보 등이다."
    "◇ 주민이 먼저 정하는 순서○ 순서를 정하는 모임이 필요하다."
)

FORUM = """\
제12회 마을버스 포럼

- 일 시 : 2031년 3월 28일(금) 10:00~12:00
- 장 소 : 가나다회관 3층
- 발표자 : 홍길동 (가나다연구원)

시 간\t내 용
10:00~10:10\t개회
10:10~11:00\t발표

□ 수요 응답형 버스의 변화

- 버스는 부르면 온다
 - 시간표는 없다
"""

TRIP = """\
공무국외출장 결과보고서
2031. 7.
가나다시 교통과

Ⅰ. 출장 개요
 1. 목    적 : 대중교통 조사
 2. 기    간 : 2031. 6. 9. ~ 6. 14.
Ⅱ. 방문기관별 보고
 가. 기관 개요
    - 주    소 : Eksempelvej 4
끝.
"""

ENGLISH = """\
TRIP REPORT
NAME OF THE TRAVELER(S)
Jane Roe, Example Agency
PURPOSE OF THE TRAVEL
Study bus lanes in two cities.
SUMMARY OF FINDINGS/CONCLUSIONS
Lanes need enforcement.
"""

NEWS = """\
빈집을 고쳐 도서관으로
시골 마을의 빈집이 도서관이 되었다. 주민 40명이 벽을 칠했다.
책은 이웃 학교가 보냈다.
"""

SEARCH_HEAD = '1 / 3\n" 마을 교통"으로 검색하여,\n24 건의 기사가 검색 되었습니다.\n'


def glued(text: str) -> str:
    """text with every line break lost."""
    return text.replace("\n", "")


def page(*articles: str) -> str:
    """An archive page as it is saved from the web: one line an article."""
    return SEARCH_HEAD + "".join(f"-\n{glued(article)}\n" for article in articles) + "-\n1\n2\n3\n"


def planned(text: str, name: str = "report.txt", tour: str = TOUR) -> Plan:
    return plan(text.encode("utf-8"), name, tour=tour)


def of(result: Plan, kind: str) -> list[Edit]:
    return [edit for edit in result.originals if edit.kind == kind]


def words(result: Plan) -> list[tuple[str, Mapping[str, Any]]]:
    """What was proposed, without ids and flags: equal for texts that differ in line breaks only."""
    left: list[tuple[str, Mapping[str, Any]]] = []
    for edit in result.originals:
        if edit.kind == "source":
            continue
        fields = {
            name: value
            for name, value in edit.fields.items()
            if name not in ("flags", "tour", "visit", "section", "entry", "order")
        }
        dumped = re.sub(r"figure:[0-9a-f-]{36}", "figure:", json.dumps(fields, ensure_ascii=False))
        left.append((edit.kind, json.loads(dumped)))
    return left


def flags_of(edit: Edit) -> tuple[str, ...]:
    flags = edit.fields.get("flags", ())
    assert isinstance(flags, tuple)
    return flags
