"""The header block in many shapes: orders, missing fields, glued and clean."""

from __future__ import annotations

import pytest

from exporters.importing.briefers import briefers
from exporters.importing.header import Header, parse_header

Fields = dict[str, str]

_SHAPES: list[tuple[str, Fields]] = [
    (
        "가온연구소(Gaon Lab)12 Main Street, SpringfieldTel : +1 555 123 4567www.gaon.example 견학미국스프링필드",
        {
            "institution": "가온연구소",
            "original_name": "Gaon Lab",
            "address": "12 Main Street, Springfield",
            "tel": "+1 555 123 4567",
            "web": "www.gaon.example",
            "visit_type": "견학",
            "country": "미국",
            "city": "스프링필드",
        },
    ),
    (
        "가온연구소(Gaon Lab (GL))\nwww.gaon.example \n면담\n싱가포르\n싱가포르",
        {
            "institution": "가온연구소",
            "original_name": "Gaon Lab (GL)",
            "web": "www.gaon.example",
            "visit_type": "면담",
            "country": "싱가포르",
            "city": "싱가포르",
        },
    ),
    (
        "나래청(Narae)Tel: +49 (0)711 123 0www.narae.example 브리핑독일 바트 키싱겐",
        {"institution": "나래청", "tel": "+49 (0)711 123 0", "web": "www.narae.example", "city": "바트 키싱겐"},
    ),
    (
        "나래청(Narae)info@narae.examplewww.narae.example 세미나체코프라하",
        {
            "email": "info@narae.example",
            "web": "www.narae.example",
            "visit_type": "세미나",
            "country": "체코",
            "city": "프라하",
        },
    ),
    (
        "나래청(Narae)17 Road, Parisinfo@narae.examplewww.narae.example 세미나체코프라하",
        {"address": "17 Road, Paris", "email": "info@narae.example", "web": "www.narae.example"},
    ),
    (
        "다솜청\nDasom Authority\nTel : +31 10 555 1010\nKade 909, 3072 AP Dasom\n포럼\n네덜란드 다솜",
        {
            "institution": "다솜청",
            "original_name": "Dasom Authority",
            "address": "Kade 909, 3072 AP Dasom",
            "tel": "+31 10 555 1010",
            "visit_type": "포럼",
            "country": "네덜란드",
            "city": "다솜",
        },
    ),
    (
        "라온청(Raon)1 Road, RaonT : +1 613 555 0100Fax : +1 613 555 0199기술상담회캐나다라온",
        {
            "tel": "+1 613 555 0100",
            "fax": "+1 613 555 0199",
            "visit_type": "기술상담회",
            "country": "캐나다",
            "city": "라온",
        },
    ),
    (
        "마루센터(Maru Center)\n5 Road, Maru\n간담회\n간다라니아",
        {"institution": "마루센터", "address": "5 Road, Maru", "visit_type": "간담회"},
    ),
    (
        "기관명 : 바다박물관\n주소 : Dock Road 3\nTel : +27 21 555 0100\n국가 : 남아프리카공화국\n도시 : 바다",
        {
            "institution": "바다박물관",
            "address": "Dock Road 3",
            "tel": "+27 21 555 0100",
            "country": "남아프리카공화국",
            "city": "바다",
        },
    ),
    (
        "Open Works(Open Works gGmbH)\nStr. 10, 10997 Berlin\nhttps://works.example/ \n"
        "기업방문: Jonas Weber(대표)\nGermany\nBerlin",
        {
            "institution": "Open Works",
            "web": "https://works.example/",
            "visit_type": "기업방문",
            "country": "Germany",
            "city": "Berlin",
        },
    ),
    (
        "사랑원(Sarang)\nwww.sarang.example \n현장 시찰\n인도네시아\n자카르타",
        {"visit_type": "현장 시찰", "country": "인도네시아", "city": "자카르타"},
    ),
    (
        "아람원(Aram)\nwww.aram.example \n오스트리아 빈\n토론회",
        {"country": "오스트리아", "city": "빈", "visit_type": "토론회"},
    ),
]

_CLEAN: list[tuple[str, Fields]] = [
    (
        "새벽시 항만공사(曙港务局)\n曙市中央区埠頭路21号\n전화번호 : 86-55-5555-0140\n팩스번호 : 86-55-5555-0141\n"
        "www.port.example \n브리핑\n중국\n칭다오",
        {"tel": "86-55-5555-0140", "fax": "86-55-5555-0141", "address": "曙市中央区埠頭路21号", "city": "칭다오"},
    ),
    (
        "호숫가 기후국(Seeamt)\nUferweg 8b, 80331 München\nTelephone No. +49 89 555 20\nTelefax +49 89 555 21\n"
        "www.see.example \n브리핑\n독일\n뮌헨",
        {"tel": "+49 89 555 20", "fax": "+49 89 555 21", "address": "Uferweg 8b, 80331 München"},
    ),
    (
        "언덕 연구의 집(Maison de la Colline)\n4 bis, rue Haute, 69005 Lyon\nT. +33 4 55 00 11 20\n"
        "F. +33 4 55 00 11 21\nmaison-colline.example \n간담회\n프랑스\n리옹",
        {
            "address": "4 bis, rue Haute, 69005 Lyon",
            "tel": "+33 4 55 00 11 20",
            "fax": "+33 4 55 00 11 21",
            "web": "maison-colline.example",
            "visit_type": "간담회",
        },
    ),
    (
        "강변 대학(River University)\nTrg Reke 3, P.O. Box 41000\nanna@reka.example\n브리핑\n크로아티아\n자그레브",
        {"address": "Trg Reke 3, P.O. Box 41000", "email": "anna@reka.example", "city": "자그레브"},
    ),
    (
        "모래 혁신청(Sand Authority)\n7 Dune Blvd, Yafo 6688\nTel : +972 3 555 0170 (ext. 21)\nwww.sand.example \n"
        "견학\n이스라엘\n야포",
        {"tel": "+972 3 555 0170 (ext. 21)", "address": "7 Dune Blvd, Yafo 6688", "country": "이스라엘"},
    ),
    (
        "바람 무역청(Wind Trade)\nAllee 6, 10117 Berlin\nTel : +49 30 555 70\n브리핑: 정ㅇㅇ 한국대표\n독일\n베를린",
        {"country": "독일", "city": "베를린"},
    ),
    (
        "바람 상공회의소(Wind Chamber)\nAllee 6, 10117 Berlin\nTel : +49 30 555 70\n"
        "브리핑: Ms. Ida Kurz\nDirector,한국사무소\n독일\n베를린",
        {"country": "독일", "city": "베를린"},
    ),
    (
        "나니와 산업기구\n浪花市北区梅町 3-11\nTEL : +81 6 555 0190\n간담회\n일본\n오사카",
        {"institution": "나니와 산업기구", "address": "浪花市北区梅町 3-11", "tel": "+81 6 555 0190"},
    ),
    (
        "올보르 시청\n브리핑\n덴마크\n올보르",
        {"institution": "올보르 시청", "visit_type": "브리핑", "country": "덴마크", "city": "올보르"},
    ),
]


def _parsed(text: str) -> Header:
    return parse_header(text, 0, len(text))


@pytest.mark.parametrize(("text", "expected"), _SHAPES)
def test_fields(text: str, expected: Fields) -> None:
    got = _parsed(text).fields
    assert {name: got.get(name) for name in expected} == expected


@pytest.mark.parametrize(("text", "expected"), _CLEAN)
def test_lost_line_breaks_change_no_field(text: str, expected: Fields) -> None:
    for header in (_parsed(text), _parsed(text.replace("\n", ""))):
        assert {name: header.fields.get(name) for name in expected} == expected
        assert header.rest == []


@pytest.mark.parametrize(("text", "expected"), _SHAPES + _CLEAN)
def test_every_field_is_where_its_span_says(text: str, expected: Fields) -> None:
    header = _parsed(text)
    for name, (low, high) in header.spans.items():
        assert header.fields[name].split()[0] in text[low:high], name


def test_what_fits_no_field_is_left_over_and_flagged() -> None:
    header = _parsed("자람원(Jaram)\nwww.jaram.example \n브리핑\n일본\n교토\n2031. 5. 2. 오전 10시")
    assert [code for code, _, _ in header.doubts] == ["header_rest"]
    assert len(header.rest) == 1


def test_a_missing_institution_is_flagged() -> None:
    assert "header_institution" in [code for code, _, _ in _parsed("12 Road, Town\nTel : +1 555 123 4567").doubts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ms. Ann de WitDirector,AffairsMr. Jo BakkerProject Manager,Lab", ["Ms. Ann de Wit", "Mr. Jo Bakker"]),
        ("Ms. Ann McDonaldHead of Unit,OpenLab", ["Ms. Ann McDonald"]),
        ("Ann de WitDirector, AffairsJo BakkerProject Manager, Lab", ["Ann de Wit", "Jo Bakker"]),
        ("Mette Holm(국장), Lars Vind(선임연구관)", ["Mette Holm", "Lars Vind"]),
        ("홍길동 국장, 김가나 과장", ["홍길동", "김가나"]),
        ("호세 가르시아 국장", ["호세 가르시아"]),
        ("Mme. Sophie Martin, DirectricePatrick Leroy, Urbaniste", ["Mme. Sophie Martin", "Patrick Leroy"]),
        ("Mr. Ken Tanaka (Manager, Planning Division)", ["Mr. Ken Tanaka"]),
        ("Mr. Bob Ray\nMs. Sue Lee", ["Mr. Bob Ray", "Ms. Sue Lee"]),
        (
            "Prof. Dr. Hans VogelVorstand,SGVMs. Julia SteinProject Manager,Lab",
            ["Prof. Dr. Hans Vogel", "Ms. Julia Stein"],
        ),
    ],
)
def test_names(text: str, expected: list[str]) -> None:
    assert [one.name for one in briefers(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "한울공사 방문\n한울공사(Hanul Agency)\n3 Road, Hanul\nTel : +31 10 555 1010\n",
        "한울공사 방문한울공사(Hanul Agency)3 Road, HanulTel : +31 10 555 1010",
    ],
    ids=["clean", "glued"],
)
def test_a_title_before_the_institution(text: str) -> None:
    header = _parsed(text)
    assert (header.fields["title"], header.fields["institution"]) == ("한울공사 방문", "한울공사")
    assert header.fields["address"] == "3 Road, Hanul"


def test_a_korean_role_glued_to_its_name() -> None:
    (one,) = briefers("다나카 이치로과장,국제부")
    assert (one.name, one.position, one.organisation) == ("다나카 이치로", "과장", "국제부")
    assert one.unsure


def test_role_and_organisation() -> None:
    (one,) = briefers("Ms. Helen ZhaoCEO,CareTogether")
    assert (one.name, one.position, one.organisation) == ("Ms. Helen Zhao", "CEO", "CareTogether")


_PEOPLE: list[tuple[str, list[tuple[str, str, str]]]] = [
    ("정ㅇㅇ 소장", [("정ㅇㅇ", "소장", "")]),
    ("윤○○ 책임연구원\n남ㅇㅇ 참사관", [("윤○○", "책임연구원", ""), ("남ㅇㅇ", "참사관", "")]),
    ("정ㅇㅇ 한국대표", [("정ㅇㅇ", "한국대표", "")]),
    ("정ㅇㅇ(관장)", [("정ㅇㅇ", "관장", "")]),
    ("정ㅇㅇ 소장, 윤○○ 과장", [("정ㅇㅇ", "소장", ""), ("윤○○", "과장", "")]),
    ("정ㅇㅇ 하늘연구소 연구원", [("정ㅇㅇ", "연구원", "하늘연구소")]),
    ("林大海 處長", [("林大海", "處長", "")]),
    ("森 一郎 国際課長", [("森 一郎", "国際課長", "")]),
    ("Dr. Ole Berg\nTechnical University of Berg", [("Dr. Ole Berg", "", "Technical University of Berg")]),
    (
        "윤ㅇㅇ 책임연구원\n북방협력센터\nMme Anne Colline\nDirectrice,Pôle Forêt",
        [("윤ㅇㅇ", "책임연구원", "북방협력센터"), ("Mme Anne Colline", "Directrice", "Pôle Forêt")],
    ),
    (
        "Frau Ida Kurz\nAbteilungsleiterin\nHerr Jan Lang\nDirector of the Institute",
        [("Frau Ida Kurz", "Abteilungsleiterin", ""), ("Herr Jan Lang", "Director of the Institute", "")],
    ),
]


@pytest.mark.parametrize(("text", "people"), _PEOPLE)
def test_people(text: str, people: list[tuple[str, str, str]]) -> None:
    for shape in (text, text.replace("\n", "")):
        assert [(one.name, one.position, one.organisation) for one in briefers(shape)] == people


def test_an_address_glued_to_the_institution_is_flagged() -> None:
    assert "header_institution" in [code for code, _, _ in _parsed("달빛 문화원달빛구 강가동 1-2TEL : +1 555 1").doubts]
