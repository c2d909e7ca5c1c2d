"""The maps of the sample's pictures."""

from __future__ import annotations

import math

from resources.sample.canvas import DEEPWATER, GREY, INK, LINE, NAVY, PAPER, TEAL, WATER, Canvas


def basin_map() -> Canvas:
    c = Canvas("#EDF1E6")
    main = [
        (260, 0),
        (330, 140),
        (520, 240),
        (640, 380),
        (760, 470),
        (900, 520),
        (1010, 640),
        (1150, 760),
        (1330, 860),
        (1420, 1000),
    ]
    streams = (
        [(120, 420), (330, 400), (520, 350), (640, 380)],
        [(900, 60), (880, 240), (840, 400), (760, 470)],
        [(1440, 300), (1260, 460), (1080, 560), (1010, 640)],
        [(380, 920), (620, 820), (900, 780), (1150, 760)],
    )
    for left, top, w, h in ((60, 60, 520, 330), (690, 90, 480, 330), (980, 330, 540, 330), (230, 590, 600, 330)):
        c.box(left, top, w, h, "#DFE8D3", 130)
    for stream in streams:
        c.path(stream, WATER, 12)
    c.path(main, DEEPWATER, 26)
    for x, y, name in ((330, 140, "운터바흐"), (640, 380, "브루크탈"), (1010, 640, "그라츠"), (1330, 860, "남강")):
        big = name == "그라츠"
        c.disc(x, y, 30 if big else 21, PAPER, NAVY, 7)
        c.text(x + 48, y - 26, name, 38 if big else 31, NAVY, "lm", bold=True)
    for x, y in ((330, 400), (880, 240), (1260, 460), (620, 820), (520, 240), (840, 390), (1110, 545)):
        c.area([(x, y - 26), (x + 26, y), (x, y + 26), (x - 26, y)], TEAL)
    c.box(1090, 60, 450, 170, PAPER, 14, LINE)
    c.disc(1140, 112, 17, PAPER, NAVY, 6)
    c.text(1180, 112, "협약 참여 자치단체(주요)", 27, INK, "lm")
    c.area([(1140, 160), (1160, 180), (1140, 200), (1120, 180)], TEAL)
    c.text(1180, 180, "저류지와 수위계", 27, INK, "lm")
    return c


def route_map() -> Canvas:
    c = Canvas("#DCEAF0")
    c.area([(420, 0), (1600, 0), (1600, 150), (1180, 250), (1050, 200), (960, 250), (930, 120), (700, 60)], "#F1EEE4")
    c.area([(330, 110), (520, 60), (560, 170), (500, 330), (470, 430), (350, 420), (300, 260)], "#F1EEE4")
    c.area([(620, 240), (760, 210), (800, 300), (730, 380), (640, 340)], "#F1EEE4")
    c.area([(0, 480), (300, 420), (520, 440), (760, 490), (1100, 420), (1600, 470), (1600, 1000), (0, 1000)], "#F1EEE4")
    c.path([(700, 1000), (820, 840), (1060, 760), (1300, 770), (1600, 720)], WATER, 9)
    stops = (
        ("말뫼", 945, 235, "1·2"),
        ("코펜하겐", 770, 265, "3·4"),
        ("오르후스", 480, 225, "5"),
        ("빈", 1190, 745, "6·7"),
        ("그라츠", 1090, 880, "8"),
    )
    points = [(x, y) for _, x, y, _ in stops]
    arc = [
        (480 + 710 * t, 225 + 520 * t - 240 * math.sin(math.pi * t) * (1 - t) + 60 * math.sin(math.pi * t))
        for t in (s / 40 for s in range(41))
    ]
    c.path(points[:3], TEAL, 8)
    for index in range(0, 40, 2):
        c.path(arc[index : index + 2], NAVY, 7)
    c.path(points[3:], TEAL, 8)
    for name, x, y, visits in stops:
        c.disc(x, y, 22, PAPER, NAVY, 8)
        left = name in ("오르후스", "그라츠")
        c.text(
            x + (-40 if left else 40),
            y + (40 if name != "말뫼" else -34),
            name,
            38,
            NAVY,
            "rm" if left else "lm",
            bold=True,
        )
        c.text(
            x + (-40 if left else 40),
            y + (80 if name != "말뫼" else 8),
            f"방문 {visits}",
            26,
            GREY,
            "rm" if left else "lm",
        )
    for x, y, name in ((1330, 90, "스웨덴"), (390, 160, "덴마크"), (1400, 620, "오스트리아")):
        c.text(x, y, name, 30, "#8A9484", bold=True)
    c.box(70, 800, 330, 140, PAPER, 14, LINE)
    c.path([(100, 846), (180, 846)], TEAL, 8)
    c.text(206, 846, "철도·버스", 27, INK, "lm")
    c.path([(100, 900), (132, 900)], NAVY, 7)
    c.path([(148, 900), (180, 900)], NAVY, 7)
    c.text(206, 900, "항공", 27, INK, "lm")
    return c
