"""Words that reports of study tours use, as data for the rules that read them.

The longest names stand first where one begins with another: the rules try them in this order.
"""

from __future__ import annotations

from typing import Final


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


VISIT_TYPES: Final = _words("""
기술상담회 수출상담회 구매상담회 기업상담회 투자상담회 비즈니스상담회 상담회 기업상담 상담 현장브리핑 기관브리핑
브리핑 현장견학 시설견학 견학 현장방문 기관방문 기업방문 시설방문 방문면담 방문 면담 포럼 세미나 간담회 좌담회
토론회 워크숍 워크샵 컨퍼런스 콘퍼런스 심포지엄 심포지움 업무협의 협의회 협의 회의 화상회의 특강 강의 강연 교육
연수 실습 체험 현장체험 시찰 현장시찰 현장학습 탐방 현장탐방 참관 박람회 전시회 설명회 사업설명회 발표회 발표
인터뷰 미팅 네트워킹 투어 현장투어 시연 시연회 컨설팅 멘토링 질의응답 교류회 협약식 관람 답사 현장답사 면접
벤치마킹
""")
"""Types of visits; others exist."""

TITLES: Final = _words("""
Mr Mrs Ms Miss Mme Mlle Dr Prof Professor Sir Dame Herr Frau Hr Fr Ir Drs Eng Ing Dipl Mag Lic Sr Sra Sig Rev
Hon
""")
"""Titles before names."""

ROLES: Final = _words("""
Director Manager Head Chief President Vice Deputy Senior Junior Assistant Associate Professor Lecturer Chair
Secretary Officer Advisor Adviser Consultant Coordinator Co-ordinator Engineer Researcher Scientist Founder
Co-founder Cofounder Partner Mayor Minister Specialist Analyst Architect Planner Leader Lead Team Managing
General Executive Project Program Programme Policy International Public Principal Expert Representative Owner
CEO CTO CFO COO CIO VP Member Board Department Division Unit Business Technical Research Marketing Sales
Communication Communications Commissioner Ambassador Consul Attaché Librarian Curator Community Regional
National Strategic Strategy Operations Development Innovation Investment Legal Counsel Fellow Postdoc Area Key
Directrice Directeur Directora Direttore Direttrice Président Présidente Responsable Chargé Chargée Cheffe Maire
Adjoint Adjointe Leiter Leiterin Abteilungsleiter Abteilungsleiterin Bereichsleiter Bereichsleiterin Projektleiter
Projektleiterin Geschäftsführer Geschäftsführerin Vorstand Vorsitzender Vorsitzende Referent Referentin
Bürgermeister Bürgermeisterin Coordinador Coordinadora Jefe Jefa Alcalde Alcaldesa Wethouder
""")
"""Words that begin an English role, or one in another language of Europe."""

HAN_ROLES: Final = _words("""
主任研究員 主任研究员 研究員 研究员 理事長 總經理 总经理 經理 经理 處長 处长 課長 课长 部長 部长 所長 所长 局長
局长 室長 室长 院長 院长 組長 组长 館長 馆长 司長 司长 科長 科长 係長 次長 會長 会長 会长 社長 主任 主席 主査 理事
教授 博士 代表 參事 専務 常務
""")
"""Roles behind names in Chinese characters."""

ORGANISATIONS: Final = _words("""
센터 연구소 연구원 연구회 대학 대학교 학교 병원 공사 공단 재단 협회 협의회 위원회 연합회 연맹 조합 기구 기관 사무소
사무국 본부 지부 지사 회사 은행 시청 구청 군청 도청 시의회 의회 정부 주정부 박물관 미술관 도서관 문화원 대사관
총영사관 영사관 무역관 상공회의소 공장 그룹 기업 연구단 사업단 진흥원 개발원 교육원 기술원 관리원 평가원 정보원
산업원 진흥회 학회 관리청 개발청 교육청 환경청 경제국
""")
"""What names of Korean organisations end in."""

FOREIGN_ORGANISATIONS: Final = _words("""
Institute Institut Instituto Istituto University Université Universität Universidad Università Universiteit College
School Center Centre Centro Zentrum Agency Agence Agentur Agencia Authority Ministry Ministère Ministerium Ministerio
Council Association Foundation Fondation Stiftung Fundación Chamber Commission Committee Corporation Company
Laboratory Museum Hospital Municipality Kommune Gemeente Bureau GmbH Ltd Inc LLC
""")
"""Words that names of foreign organisations hold."""

OFFICES: Final = _words("""
Director Manager Head Chief President Professor Lecturer Officer Secretary Leader Minister Mayor Engineer Researcher
Scientist Founder Partner Coordinator Advisor Adviser Consultant Chair Chairman Chairwoman Fellow Representative Member
Specialist Analyst Expert CEO CTO CFO COO CIO VP Directrice Directeur Leiter Leiterin
""")
"""Words that only a person's role holds: Director of the Institute is no organisation."""

KOREAN_ROLES: Final = _words("""
박사 교수 국장 과장 팀장 부장 실장 소장 원장 처장 본부장 센터장 대표 이사 대표이사 상무 전무 사장 부사장 회장
부회장 의장 위원장 위원 사무총장 사무국장 총장 학장 시장 부시장 장관 차관 대사 영사 관장 담당관 담당자 담당
연구원 선임연구원 책임연구원 연구위원 선임연구관 연구관 매니저 디렉터 코디네이터 컨설턴트 변호사 회계사 감독
주무관 사무관 서기관 참사관 총영사 부총영사 지점장 지사장 사무소장 공장장 이사장 부소장 부원장 차장 주임 대리 씨
""")
"""Roles behind Korean names."""

SURNAMES: Final = (
    "김이박최정강조윤장임한오서신권황안송류유전홍고문양손배백허남심노하곽성차주우구민진지엄채원천방공현함"
    "변염여추도소석선설마길연위표명기반왕금옥육인맹제"
)
"""Korean surnames of one syllable."""

RANKS: Final = _words("""
주무관 사무관 서기관 팀장 과장 국장 부장 차장 대리 실장 소장 원장 의원 위원 위원장 의장 연구원 연구위원 교수
박사 대표 이사 주임 선임 책임 계장 담당 담당관 사무장 조장 단장 참가자 연수생
""")
"""What may stand behind the mask of a takeaway."""

CERTAIN_RANKS: Final = _words("""
주무관 사무관 서기관 팀장 과장 국장 부장 차장 실장 소장 연구원 연구위원 교수 박사 계장 담당관 조장 단장
""")
"""Ranks that are recognised also where the text is glued to them."""

PARTICLES: Final = _words("""
에서부터 으로부터 이라는 에서는 에서도 으로는 으로도 에게는 까지는 에서 으로 에는 에도 에게 까지 부터 마다 끼리
으로서 로서 으로써 로써 조차 밖에 라는 처럼 보다 이나 이란 이며 과의 와의 에의 들은 들이 들의 들을 은 는 이 가
을 를 의 에 로 와 과 도 만 란
""")
"""Particles, the longest first."""

SUBJECT_PARTICLES: Final = _words("""
에서는 에는 에서 은 는 이 가 도 란 이란 들은 들이
""")
"""Particles of the word that a sentence begins with."""

STARTERS: Final = _words("""
일부 최근 현재 먼저 특히 또한 또 우선 지난 올해 작년 내년 그러나 하지만 그리고 그동안 이후 이곳 이들 이번 이를
이는 이런 이러한 이와 우리 당초 과거 향후 앞으로 첫째 주로 모든 각 매년 매일 매주 매달 오늘날 전통적 기존 대표적
예를 따라서 즉 약 총 전체 대부분 한편 한때 처음 당시 원래 초기 만약 만일 다만 아울러 그래서 그런데 여기 본 해당
동 세계 국내 많은 연수단 방문단 브리핑 참가자 담당자 관계자
""")
"""Words that sentences begin with."""

SHORT_STARTERS: Final = _words("""
이 그 두 한 세 네 제 본 각 약 총 전 현 동 즉 또 및
""")
"""Words of one syllable that sentences begin with."""

VERBAL_ENDINGS: Final = _words("""
하는 되는 있는 없는 지는 리는 드는 꾸는 끄는 르는 키는 오는 가는 내는 주는 받는 보는 짓는 얻는 많은 같은 작은
좋은 높은 낮은
""")
"""Endings of verbs and adjectives that look like a topic particle."""

HEADING_NOUNS: Final = _words("""
이유 성공 변화 준비 집중 예측 분석 과정 개척 단축 연구 발표 배경 방식 현황 개요 역할 전략 정책 체계 구조 사례
계획 센터 대학 연구소 지역 도시 기업 기관 기술 사업 산업 제도 시스템 네트워크 플랫폼 스타트업 클러스터 리더십
리더쉽 인공지능 프로그램 프로젝트 서비스 지원 육성 확대 강화 추진 운영 관리 활용 개발 구축 조성 도입 참여 협력
교류 창출 창업 혁신 성장 발전 전환 개선 해결 해소 완화 제고 증대 증가 감소 축소 확보 확산 보급 실현 실천 실시
시행 설립 설치 수립 마련 제공 공급 수요 투자 예산 재원 재정 조직 인력 인재 교육 훈련 양성 채용 일자리 고용 복지
보건 의료 건강 안전 환경 에너지 기후 교통 주거 주택 농업 관광 문화 예술 역사 전통 축제 공원 시설 공간 건물 단지
센서 데이터 정보 통신 보안 자율 자치 분권 균형 참여자 주민 시민 학생 청년 노인 여성 아동 장애인 이민자 시장 경제
금융 무역 수출 수입 물류 유통 소비 생산 제조 공정 품질 표준 인증 특허 법률 법 조례 규정 규제 평가 성과 효과 결과
영향 요인 원인 문제 문제점 과제 한계 장점 단점 특징 특성 강점 의미 의의 가치 목표 목적 비전 방향 방안 방법 대책
대안 모델 모형 유형 종류 분야 영역 범위 규모 수준 비율 비중 통계 추이 전망 미래 시대 사회 국가 정부 주정부
지방정부 의회 위원회 협회 재단 공사 공단 조합 학교 병원 은행 회사 본사 공장 연구원 전문가 파트너 고객 이용 사용
적용 응용 융합 연계 연결 통합 결합 공유 공개 개방 소통 홍보 마케팅 브랜드 디자인 설계 건설 재생 재활용 순환 절감
절약 저감 보존 보호 보전 복원 회복 유지 보수 점검 검사 감독 감사 조사 측정 진단 치료 예방 대응 대비 훈련소 실험
실증 시험 시범 검증 선정 선발 심사 공모 지정 등록 신고 허가 승인 계약 협약 협정 합의 결정 의사결정 절차 단계
순서 일정 기간 기준 원칙 조건 요건 자격 권한 책임 의무 권리 부담 비용 가격 요금 세금 수익 매출 이익 손실 위험
위기 기회 도전 경쟁 경쟁력 차별화 다양화 다변화 특화 전문화 고도화 자동화 디지털화 정보화 국제화 세계화 현지화
표준화 효율화 활성화 최적화 상용화 사업화 산업화 민영화 제품 상품 물건 재료 소재 부품 장비 기계 로봇 자동차 선박
항공 우주 바이오 반도체 배터리 전기 전자 소프트웨어 하드웨어 인터넷 모바일 클라우드 소개 안내 정의 이해 개념
구성 구성원 형태 형성 탄생 출범 시작 기원 유래 연혁 동향 흐름 트렌드 여건 상황 실태 입지 위치 지형 자원 자산
자본 기반 인프라 토대 중심 중심지 거점 허브 메카 무대 현장 체험 견학 방문 면담 질문 답변 제언 시사점 교훈 필요성
중요성 가능성 다양성 지속가능성 신뢰 만족 만족도 권고 확인 달성 완공 개통 개관 개장 필요 중요 해야 하여야 대표
도시권 광역 마을 공동체 가족 아이 어린이 돌봄 보육 재단법인 사무소 사무국 본부 지부 협의회 연합회 조직도 탈바꿈
동력
하루 이야기 풍경 모습 사람 사람들 이웃 나라 세상 골목 거리 시간 나이 세대 친구 마음 생각 약속 규칙 지혜 도서관 박물관
미술관 극장 시청 항만 공항 철도 버스 자전거 지도 나무 바다 하천 호수 축제장 음식 식당 주방 창고 창구 상담 홍수 가뭄 폭염
""")
"""Nouns and other words that headings end in."""

SHORT_NOUNS: Final = "날길집곳땅물말빛힘방책꿈삶값돈법때손눈숲강섬빵옷밥약차배불문벽"
"""Nouns of one syllable that headings end in."""
