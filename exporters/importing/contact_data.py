"""What a header says with a label or in a form of its own: telephone, fax, e-mail, web address, labelled fields."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

NUMBER: Final = (
    r"(?:\+\s?\d|\(\+?\d|\d)[\d \t().\-–/~+]*\d(?:\s?\([가-힣\s]*\d+\))?"
    r"(?:\s?(?:ext|내선)\.?\s?\d+|\s?\((?:ext|내선)\.?\s?\d+\))?"
)
_NUMBER_WORD: Final = r"(?:\s*번호|\s*No\.?)?"

_FAX: Final = (
    rf"(?P<label>(?:(?:Tele)?Fax|Facsimile|팩스){_NUMBER_WORD}|(?-i:(?<![A-Z])F)(?=\s*[.:：]\s*[+(0-9]))"
    rf"\s*[.:：)]*\s*(?P<value>{NUMBER})"
)
_TEL_LABEL: Final = (
    rf"(?:Telephone|Telefon|Phone|Tel|전\s*화|연\s*락\s*처){_NUMBER_WORD}|(?-i:(?<![A-Z])[TP])(?=\s*[.:：]\s*[+(0-9])"
)
_TEL: Final = rf"(?P<label>{_TEL_LABEL})\s*[.:：)]*\s*(?P<value>{NUMBER})"
_EMAIL: Final = (
    r"(?P<label>(?:E-?mail|이메일|메일|전자우편)\s*[.:：]\s*)?"
    r"(?P<value>[A-Za-z0-9_.+-]+@[A-Za-z0-9-]+(?:\.[a-z0-9-]+?)+?"
    r"(?=www\.|https?:|[^a-z0-9.-]|\.?$|\.(?![a-z0-9])))"
)
_WEB_LABEL: Final = r"(?P<label>(?:Web\s?site|Homepage|Web|URL|홈\s*페이지|웹\s*사이트|웹|누리집)\s*[.:：]\s*)?"
_WEB: Final = _WEB_LABEL + r"(?P<value>(?:https?://|www\.)[^\s가-힣<>\"“”]+)"

MAILBOX: Final = re.compile(r"(?<=[A-Za-z0-9])(?:info|contact|office|mail|post|hello|admin|press|support|welcome)@")
"""A usual mailbox, glued to the word before it."""

POSTCODE: Final = re.compile(r"[\d.+-]*\d(?=[A-Za-z])")
"""A number that an e-mail address is glued to."""

CONTACTS: Final = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (("fax", _FAX), ("tel", _TEL), ("email", _EMAIL), ("web", _WEB))
)
"""Fields that are certain wherever they stand, in the order in which they are taken."""

DOMAIN: Final = re.compile(
    rf"(?:(?<=\n)|(?<=\s)|^|(?<=\d)(?=[a-z])){_WEB_LABEL}"
    r"(?P<value>(?:(?<=\n)[a-z0-9]|[a-z])(?:[a-z0-9-]*\.)(?:[a-z0-9-]+\.)*"
    r"(?:com|org|net|gov|edu|int|info|eu|io|ai|co|[a-z]{2}|(?<=[a-z0-9-]{4}\.)[a-z]{3,12})(?:/[^\s가-힣]*)?)"
    r"(?=\s|[가-힣]|$)"
)
"""A web address without www., also glued to the number before it."""

BARE_NUMBER: Final = re.compile(r"(?m)^[ \t]*(?P<value>\+\d[\d ().\-/]{6,}\d)[ \t]*$")
"""A telephone number without a label, on its own line."""

LABEL_FIELDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "방문기관": "institution",
        "기관명": "institution",
        "기관": "institution",
        "원어명": "original_name",
        "영문명": "original_name",
        "주소": "address",
        "address": "address",
        "소재지": "address",
        "국가": "country",
        "도시": "city",
        "방문형태": "visit_type",
        "형태": "visit_type",
        "면담자": "briefers",
        "브리핑담당자": "briefers",
        "브리퍼": "briefers",
        "발표자": "briefers",
    }
)
"""Labels of the other fields, without blanks, in small letters."""

LABELS: Final = re.compile(
    rf"(?P<label>{'|'.join(r'[ ]*'.join(label) for label in LABEL_FIELDS)})\s*[:：]\s*", re.IGNORECASE
)
