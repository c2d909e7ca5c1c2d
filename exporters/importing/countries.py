"""Names of countries as visit headers write them, Korean and English: what tells country from city in a glued header.

Own table, because no library has the Korean names with the variants that reports use.
"""

from __future__ import annotations

import re
from typing import Final

_KOREAN: Final = """
가나 가봉 가이아나 감비아 과테말라 교황청 그레나다 그리스 기니 기니비사우 나미비아 나우루 나이지리아 남수단
남아공 남아프리카공화국 네덜란드 네팔 노르웨이 뉴질랜드 니제르 니카라과 대만 타이완 대한민국 한국 덴마크 도미니카
도미니카공화국 독일 동티모르 라오스 라이베리아 라트비아 러시아 레바논 레소토 루마니아 룩셈부르크 르완다 리비아
리투아니아 리히텐슈타인 마다가스카르 마카오 마셜제도 말라위 말레이시아 말리 멕시코 모나코 모로코 모리셔스
모리타니 모잠비크 몬테네그로 몰도바 몰디브 몰타 몽골 미국 미얀마 미크로네시아 바누아투 바레인 바베이도스 바하마
바티칸 방글라데시 베네수엘라 베냉 베트남 벨기에 벨라루스 벨리즈 보스니아헤르체고비나 보스니아 보츠와나 볼리비아
부룬디 부르키나파소 부탄 북마케도니아 마케도니아 불가리아 브라질 브루나이 사모아 사우디아라비아 사우디 산마리노
상투메프린시페 세네갈 세르비아 세이셸 세인트루시아 소말리아 솔로몬제도 수단 수리남 스리랑카 스웨덴 스위스
스코틀랜드 스페인 슬로바키아 슬로베니아 시리아 시에라리온 싱가포르 싱가폴 아랍에미리트 아랍에미레이트 아르메니아
아르헨티나 아이슬란드 아이티 아일랜드 아제르바이잔 아프가니스탄 안도라 알바니아 알제리 앙골라 앤티가바부다
에리트레아 에스와티니 에스토니아 에콰도르 에티오피아 엘살바도르 영국 예멘 오만 오스트레일리아 오스트리아 온두라스
요르단 우간다 우루과이 우즈베키스탄 우크라이나 웨일스 이라크 이란 이스라엘 이집트 이탈리아 이태리 인도 인도네시아
일본 잉글랜드 자메이카 잠비아 적도기니 조지아 중국 중앙아프리카공화국 지부티 짐바브웨 차드 체코 체코공화국 칠레
카메룬 카보베르데 카자흐스탄 카타르 캄보디아 캐나다 케냐 코모로 코소보 코스타리카 코트디부아르 콜롬비아 콩고
콩고민주공화국 쿠바 쿠웨이트 크로아티아 키르기스스탄 키르기즈스탄 키리바시 키프로스 사이프러스 타지키스탄
탄자니아 태국 터키 튀르키예 토고 통가 투르크메니스탄 투발루 튀니지 트리니다드토바고 파나마 파라과이 파키스탄
파푸아뉴기니 팔라우 팔레스타인 페루 포르투갈 폴란드 푸에르토리코 프랑스 피지 핀란드 필리핀 헝가리 호주 홍콩
"""

_ENGLISH: Final = """
Afghanistan|Albania|Algeria|Andorra|Angola|Argentina|Armenia|Australia|Austria|Azerbaijan|Bahamas|Bahrain|
Bangladesh|Barbados|Belarus|Belgium|Belize|Benin|Bhutan|Bolivia|Bosnia and Herzegovina|Botswana|Brazil|Brunei|
Bulgaria|Burkina Faso|Burundi|Cambodia|Cameroon|Canada|Cape Verde|Cabo Verde|Central African Republic|Chad|Chile|
China|Colombia|Comoros|Congo|Costa Rica|Croatia|Cuba|Cyprus|Czech Republic|Czechia|Denmark|Deutschland|Djibouti|
Dominica|Dominican Republic|East Timor|Ecuador|Egypt|El Salvador|England|Equatorial Guinea|Eritrea|Estonia|
Eswatini|Ethiopia|Fiji|Finland|France|Gabon|Gambia|Georgia|Germany|Ghana|Greece|Grenada|Guatemala|Guinea|
Guinea-Bissau|Guyana|Haiti|Honduras|Hong Kong|Hungary|Iceland|India|Indonesia|Iran|Iraq|Ireland|Israel|Italy|
Ivory Coast|Jamaica|Japan|Jordan|Kazakhstan|Kenya|Kiribati|Korea|Kosovo|Kuwait|Kyrgyzstan|Laos|Latvia|Lebanon|
Lesotho|Liberia|Libya|Liechtenstein|Lithuania|Luxembourg|Macau|Madagascar|Malawi|Malaysia|Maldives|Mali|Malta|
Marshall Islands|Mauritania|Mauritius|Mexico|Micronesia|Moldova|Monaco|Mongolia|Montenegro|Morocco|Mozambique|
Myanmar|Namibia|Nauru|Nepal|Netherlands|The Netherlands|New Zealand|Nicaragua|Niger|Nigeria|North Macedonia|
Norway|Oman|Pakistan|Palau|Palestine|Panama|Papua New Guinea|Paraguay|Peru|Philippines|Poland|Portugal|
Puerto Rico|Qatar|Republic of Korea|Romania|Russia|Rwanda|Samoa|San Marino|Saudi Arabia|Scotland|Senegal|Serbia|
Seychelles|Sierra Leone|Singapore|Slovakia|Slovenia|Somalia|South Africa|South Korea|South Sudan|Spain|Sri Lanka|
Sudan|Suriname|Sweden|Switzerland|Syria|Taiwan|Tajikistan|Tanzania|Thailand|Togo|Tonga|Trinidad and Tobago|
Tunisia|Turkey|Türkiye|Turkmenistan|Tuvalu|UAE|Uganda|UK|Ukraine|United Arab Emirates|United Kingdom|
United States of America|United States|Uruguay|USA|U.S.A.|Uzbekistan|Vanuatu|Vatican|Venezuela|Vietnam|Viet Nam|
Wales|Yemen|Zambia|Zimbabwe
"""


def _pattern() -> re.Pattern[str]:
    korean = sorted(_KOREAN.split(), key=len, reverse=True)
    english = sorted((name.strip() for name in _ENGLISH.replace("\n", "").split("|")), key=len, reverse=True)
    # An English name may be glued to what stands before it (lower case or Hangul) and to a capital behind it.
    latin = "|".join(re.escape(name) for name in english)
    return re.compile(rf"(?:{'|'.join(korean)})|(?<![A-Z])(?:{latin})(?![a-z])")


COUNTRY: Final = _pattern()
"""Matches a country's name, the longest at each place."""
