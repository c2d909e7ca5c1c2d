"""Cleans one foreign picture. Run as a process of its own (`python picture.py`), because decoders have faults.

Reads the picture from standard input; writes one line of JSON (`media`, `width`, `height`, `scaled`, `turned`,
`moving`, `taken`, or `trouble`) and the cleaned picture to standard output. With `check` it reads many pictures, each
after eight bytes that say its length, and answers each with a line of JSON alone. Imports nothing of the program, so
that the process starts fast and knows no notebook.
"""

from __future__ import annotations

import io
import json
import sys
import warnings
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import BinaryIO

    from PIL import Image

MOST_PIXELS = 50_000_000
MOST_OF_JPEG = 110_000_000
"""Pixels of a JPEG, read in a smaller size at once: panoramas of 30,000 × 2,000, phones with 108 megapixels."""
LONGEST_SIDE = 2400  # pixels; enough for a full page at 300 dpi in width
MOST_MEMORY = 3 << 30  # bytes; 50 megapixels are 200 MB, a few times over
MOST_SECONDS = 30
_ORIENTATION = 0x0112  # Exif 2.32, 4.6.4
KEPT = {"JPEG": "image/jpeg", "PNG": "image/png"}
"""What pictures are kept in."""
_EXIF = 0x8769  # Exif 2.32, 4.6.3
_TIMES = ((0x9003, 0x9011), (0x9004, 0x9012))
"""When it was taken, else when it was made into a file, each with its offset (Exif 2.32, 4.6.5)."""
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF", "MPO")
_READ_SMALLER, _MOVING = ("JPEG", "MPO"), ("GIF", "WEBP", "PNG")
_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1", b"hevc")  # ISO/IEC 23008-12, annex B


def clean(data: bytes) -> tuple[dict[str, object], bytes]:
    """data upright, without metadata, at most LONGEST_SIDE pixels long, as JPEG or (drawings, transparency) PNG."""
    from PIL import Image, ImageOps

    warnings.simplefilter("error", Image.DecompressionBombWarning)
    Image.MAX_IMAGE_PIXELS = MOST_OF_JPEG
    formats: tuple[str, ...] = _FORMATS
    if data[4:8] == b"ftyp" and data[8:12] in _BRANDS:
        try:
            from pi_heif import register_heif_opener
        except ImportError:  # no wheel for this machine
            return {"trouble": "heic"}, b""
        register_heif_opener()
        formats = ("HEIF",)
    try:
        with Image.open(io.BytesIO(data), formats=formats) as opened:
            most = MOST_OF_JPEG if opened.format in _READ_SMALLER else MOST_PIXELS
            if opened.width * opened.height > most:
                return {"trouble": "too_many_pixels", "most": most}, b""
            moving = opened.format in _MOVING and bool(getattr(opened, "is_animated", False))
            drawing = opened.format in ("PNG", "GIF", "BMP") or "A" in opened.getbands()
            scaled = max(opened.size) > LONGEST_SIDE
            turned = opened.getexif().get(_ORIENTATION, 1) in range(2, 9)
            taken = _taken(opened.getexif())
            opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            upright = ImageOps.exif_transpose(opened)
            transparent = "A" in upright.getbands() or "transparency" in upright.info
            picture = _in_srgb(upright, "RGBA" if transparent else "RGB")
            picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        return {"trouble": "too_many_pixels", "most": MOST_PIXELS}, b""
    except OSError as error:
        return {"trouble": "cut" if "truncated" in str(error).lower() else "unreadable"}, b""
    except Exception:  # whatever a decoder makes of foreign bytes
        return {"trouble": "unreadable"}, b""
    plain = Image.new(picture.mode, picture.size)
    plain.paste(picture)
    out = io.BytesIO()
    if drawing:
        plain.save(out, "PNG", optimize=True)
    else:
        plain.convert("RGB").save(out, "JPEG", quality=88, optimize=True, progressive=False)
    media = "image/png" if drawing else "image/jpeg"
    head = {"media": media, "width": plain.width, "height": plain.height, "scaled": scaled, "turned": turned}
    return {**head, "moving": moving, "taken": taken}, out.getvalue()


def _taken(exif: Image.Exif) -> str | None:
    """When the camera took it, ISO 8601: the clock at the place, with its offset where the camera wrote one."""
    details = exif.get_ifd(_EXIF)
    for tag, beside in _TIMES:
        try:
            at = datetime.strptime(str(details.get(tag, "")).strip("\0 "), "%Y:%m:%d %H:%M:%S").isoformat()
        except ValueError:
            continue
        offset = str(details.get(beside, "")).strip("\0 ")
        try:
            return datetime.fromisoformat(at + offset).isoformat()
        except ValueError:
            return at
    return None


def look(data: bytes) -> dict[str, object]:
    """What data is, as a picture that was cleaned before: `media`, `width` and `height`, or `trouble`."""
    from PIL import Image

    warnings.simplefilter("error", Image.DecompressionBombWarning)
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        with Image.open(io.BytesIO(data), formats=tuple(KEPT)) as opened:
            width, height, media = *opened.size, KEPT.get(opened.format or "")
            if media is None or width * height > MOST_PIXELS:
                return {"trouble": "unreadable" if media is None else "too_many_pixels"}
            opened.draft("RGB", (width // 8, height // 8))
            opened.load()
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        return {"trouble": "too_many_pixels"}
    except Exception:  # whatever a decoder makes of foreign bytes
        return {"trouble": "unreadable"}
    return {"media": media, "width": width, "height": height}


def look_at_all(given: BinaryIO, answers: BinaryIO) -> None:
    """Answer each picture in given."""
    while len(length := given.read(8)) == 8:
        answers.write(json.dumps(look(given.read(int.from_bytes(length, "big")))).encode() + b"\n")
        answers.flush()


def _in_srgb(image: Image.Image, mode: str) -> Image.Image:
    """image in mode, its colours as its own profile means them; a profile that is none counts as sRGB."""
    from PIL import ImageCms

    if image.mode.startswith("I;16"):  # else everything above 255 would be white
        image = image.point(lambda value: value / 257).convert("L")

    profile = image.info.get("icc_profile")
    if profile and image.mode in ("RGB", "RGBA", "CMYK"):
        try:
            given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            srgb = ImageCms.createProfile("sRGB")
            made = ImageCms.profileToProfile(
                image, given, srgb, outputMode="RGB" if image.mode == "CMYK" else image.mode
            )
            if made is not None:
                image = made
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass
    return image.convert(mode)


def limit() -> None:
    """Let this process take no more memory and time than a picture may need, where the system can do that."""
    try:
        import resource
    except ImportError:
        return
    for kind, most in ((resource.RLIMIT_AS, MOST_MEMORY), (resource.RLIMIT_CPU, MOST_SECONDS)):
        _, hard = resource.getrlimit(kind)
        resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


if __name__ == "__main__":
    limit()
    if sys.argv[1:] == ["check"]:
        look_at_all(sys.stdin.buffer, sys.stdout.buffer)
    else:
        head, body = clean(sys.stdin.buffer.read())
        sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + body)
