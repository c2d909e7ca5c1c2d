"""What makes a file PDF/A-2a and PDF/UA-1 beside its tags: properties twice alike, and what its colours mean.

ISO 19005-2 (6.2.3 output intent, 6.6 metadata) and ISO 14289-1 (5, 7.1).
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from html import escape

from exporters.document.nodes import Document
from exporters.pdf.objects import Objects, literal
from resources import ROOT

_PROGRAM = "Briefing Notebook"


@dataclass(frozen=True, slots=True)
class Properties:
    """A file's properties; those that are empty are left out. moment: seconds since 1970."""

    title: str
    author: str
    subject: str
    keywords: str
    language: str
    moment: float


def properties(document: Document, untitled: str, epoch: int | None) -> Properties:
    """untitled: the title of a report that has none. epoch: the moment, or None for now."""
    return Properties(
        clean(document.title) or untitled,
        clean(document.author),
        clean(document.subject),
        clean(", ".join(document.keywords)),
        document.language,
        time.time() if epoch is None else epoch,
    )


def write_info(objects: Objects, known: Properties) -> int:
    """The properties as a dictionary; gives its number."""
    stamp = time.strftime("D:%Y%m%d%H%M%SZ", time.gmtime(known.moment))
    entries = {
        "Title": known.title, "Author": known.author, "Subject": known.subject, "Keywords": known.keywords,
        "Creator": _PROGRAM, "Producer": _PROGRAM, "CreationDate": stamp, "ModDate": stamp,
    }  # fmt: skip
    return objects.add("<<" + "".join(f"/{key}{literal(value)}" for key, value in entries.items() if value) + ">>")


def write_metadata(objects: Objects, known: Properties) -> int:
    """The same properties as XMP, and what the file conforms to; gives its number."""
    stamp = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(known.moment))
    said = {key: escape(getattr(known, key), quote=False) for key in ("title", "author", "subject", "keywords")}
    alternatives = "<rdf:Alt><rdf:li xml:lang='x-default'>{}</rdf:li></rdf:Alt>"
    parts = [
        "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>",
        "<dc:format>application/pdf</dc:format>",
        f"<dc:language><rdf:Bag><rdf:li>{known.language}</rdf:li></rdf:Bag></dc:language>",
        f"<dc:title>{alternatives.format(said['title'])}</dc:title>",
        f"<dc:creator><rdf:Seq><rdf:li>{said['author']}</rdf:li></rdf:Seq></dc:creator>" if known.author else "",
        f"<dc:description>{alternatives.format(said['subject'])}</dc:description>" if known.subject else "",
        f"<pdf:Keywords>{said['keywords']}</pdf:Keywords>" if known.keywords else "",
        f"<pdf:Producer>{_PROGRAM}</pdf:Producer><xmp:CreatorTool>{_PROGRAM}</xmp:CreatorTool>",
        f"<xmp:CreateDate>{stamp}</xmp:CreateDate><xmp:ModifyDate>{stamp}</xmp:ModifyDate>",
    ]
    packet = _PACKET.format("\n".join(part for part in parts if part))
    return objects.stream(packet.encode("utf-8"), "/Type/Metadata/Subtype/XML", as_is=True)


def write_intent(objects: Objects) -> int:
    """What the file's colours mean: sRGB; gives the number of the output intent."""
    profile = objects.stream((ROOT / "colour" / "srgb.icc").read_bytes(), "/N 3")
    return objects.add(
        "<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB IEC61966-2.1)/Info(sRGB IEC61966-2.1)"
        f"/DestOutputProfile {profile} 0 R>>"
    )


def clean(text: str) -> str:
    """text on one line, without control characters and what no encoding takes."""
    return " ".join("".join(char for char in text if char.isspace() or char.isprintable()).split())


_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
{}
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""
