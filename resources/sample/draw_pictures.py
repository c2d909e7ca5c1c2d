"""Draws the sample's pictures into resources/sample/pictures: `python -m resources.sample.draw_pictures`.

They are drawn, not photographed, so that the sample is wholly ours; the same script gives the same pictures.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from pathlib import Path

from PIL import Image

from resources import ROOT
from resources.sample.canvas import (
    AMBER,
    BRICK,
    DARKBRICK,
    DARKLEAF,
    DEEP,
    DEEPWATER,
    GREY,
    INK,
    LEAF,
    LINE,
    NAVY,
    NIGHT,
    PALE,
    PAPER,
    RED,
    SAND,
    SKY,
    STONE,
    TEAL,
    UPRIGHT,
    WATER,
    WIDTH,
    Canvas,
    Point,
)


def canal_office() -> Canvas:
    c = Canvas(SKY)
    c.disc(1290, 190, 74, "#F6DFA6")
    for x, y, w in ((180, 170, 220), (760, 120, 180), (1040, 300, 150)):
        c.box(x, y, w, 34, PAPER, 17)
        c.box(x + 40, y - 26, w * 0.5, 40, PAPER, 20)
    for index, (left, w, h) in enumerate(
        ((0, 150, 250), (165, 190, 310), (1130, 180, 330), (1325, 160, 260), (1500, 140, 300))
    ):
        c.house(left, 690, w, h, ("#D8A48F", "#C9B79C", "#B9C4C9")[index % 3], "#6F5B57")
    c.box(400, 330, 690, 360, BRICK)
    c.box(400, 316, 690, 22, DARKBRICK)
    c.box(690, 190, 110, 140, BRICK)
    c.area([(676, 190), (745, 96), (814, 190)], DEEP)
    c.disc(745, 246, 34, PAPER, NAVY, 5)
    c.path([(745, 246), (745, 224)], NAVY, 4)
    c.path([(745, 246), (760, 254)], NAVY, 4)
    for row in range(2):
        for column in range(8):
            if row == 0 or column not in (3, 4):
                x = 432 + column * 82
                c.box(x, 376 + row * 150, 50, 96, "#DCEBF0", 25 if row == 0 else 4)
                c.path([(x + 25, 378 + row * 150), (x + 25, 470 + row * 150)], DARKBRICK, 3)
    c.box(686, 520, 118, 170, NAVY, 8)
    c.path([(745, 522), (745, 690)], SKY, 3)
    for x in (360, 1115, 1290):
        c.tree(x, 692, 210, DARKLEAF if x == 360 else LEAF)
    c.box(0, 690, WIDTH, 40, STONE)
    c.box(0, 726, WIDTH, 8, GREY)
    c.box(0, 734, WIDTH, 266, WATER)
    c.area([(400, 734), (1090, 734), (1050, 900), (440, 900)], "#93A9AC")
    chance = random.Random(3)
    for _ in range(70):
        c.wave(chance.random() * 1560, 752 + chance.random() * 232, 40 + chance.random() * 110, "#A9D3DE", 3)
    c.area([(1060, 820), (1400, 820), (1350, 884), (1110, 884)], NAVY)
    c.box(1150, 768, 150, 54, PAPER, 8)
    for x in (1166, 1212, 1258):
        c.box(x, 780, 30, 26, WATER, 3)
    return c


def fee_chart() -> Canvas:
    c = Canvas(PALE)
    c.title("월류는 줄고, 머무는 물은 늘었다", "막대: 저류량(천 ㎥)  선: 월류(회/년)")
    base, years = 850, ("2015", "2020", "2025", "2030")
    for step in range(5):
        c.path([(150, base - step * 150), (1480, base - step * 150)], LINE, 1.5)
        c.text(132, base - step * 150, str(step * 75), 26, GREY, "rm")
    points: list[Point] = []
    for index, (year, kept, spills) in enumerate(zip(years, (41, 96, 187, 264), (74, 58, 39, 22), strict=True)):
        x = 320.0 + index * 320
        c.box(x - 80, base - kept * 2, 160, kept * 2, TEAL if index == 3 else "#72ACB0")
        c.text(x, base - kept * 2 - 28, str(kept), 32, DEEP, bold=True)
        c.text(x, base + 46, f"{year}년", 30)
        points.append((x, base - spills * 7.6 - 30))
    c.path(points, AMBER, 6)
    for (x, y), spills in zip(points, (74, 58, 39, 22), strict=True):
        c.disc(x, y, 15, PAPER, AMBER, 6)
        c.box(x + 22, y - 44, 76, 40, PAPER, 8)
        c.text(x + 60, y - 24, f"{spills}회", 27, "#7A5200", bold=True)
    return c


def rain_garden() -> Canvas:
    c = Canvas(SKY)
    c.rain(0, 30, WIDTH, 360, 5)
    c.box(60, 130, 330, 390, "#E9DCC5")
    c.area([(20, 140), (225, 30), (430, 140)], DARKBRICK)
    for x in (110, 250):
        c.box(x, 200, 84, 110, "#BFD8E0", 4)
    c.path([(404, 140), (404, 500), (470, 520)], GREY, 14)
    c.box(0, 520, 520, 480, "#B79A7C")
    c.box(1230, 520, 370, 480, "#B79A7C")
    c.box(0, 514, 520, 14, STONE)
    c.box(1230, 514, 370, 14, STONE)
    c.box(520, 560, 710, 60, WATER)
    c.box(520, 600, 710, 34, SAND)
    c.box(520, 634, 710, 150, "#C2A276")
    c.box(520, 784, 710, 130, "#8D969F")
    chance = random.Random(7)
    for _ in range(150):
        c.disc(
            532 + chance.random() * 686,
            796 + chance.random() * 106,
            9 + chance.random() * 7,
            chance.choice((STONE, "#C9D0D6", "#79828C")),
        )
    c.box(520, 914, 710, 86, "#A5835F")
    for index in range(17):
        x = 548 + index * 41
        top = 450 + (index * 37) % 90
        c.path([(x, 606), (x - 6, top)], DARKLEAF, 5)
        c.path([(x, 606), (x + 16, top + 40)], LEAF, 5)
        if index % 3 == 0:
            c.disc(x - 6, top, 13, AMBER if index % 2 else "#8C6BB1")
    for x in (640, 870, 1100):
        c.path([(x, 650), (x, 890)], DEEPWATER, 6)
        c.area([(x - 16, 884), (x + 16, 884), (x, 914)], DEEPWATER)
    c.tree(1440, 516, 300)
    c.box(1180, 548, 30, 240, NAVY, 6)
    labels = (
        (590, "물이 고이는 깊이 25 cm"),
        (708, "모래 섞은 흙 45 cm"),
        (850, "쇄석 저류층 40 cm"),
        (956, "원래의 땅"),
    )
    for y, label in labels:
        c.path([(1216, y), (1270, y)], NAVY, 3)
        c.text(1284, y, label, 29, INK, "lm", bold=True)
    c.text(1240, 496, "월류구", 26, NAVY, "lm", bold=True)
    c.text(450, 470, "홈통", 26, NAVY, bold=True)
    return c


def street_types() -> Canvas:
    c = Canvas(PALE)
    names = (
        ("호우대로", "가운데가 낮은 V자 길"),
        ("저류가로", "주차 띠 아래 쇄석층"),
        ("저류광장", "운동장이 물그릇으로"),
        ("초록골목", "침투 화단과 나무"),
    )
    for index, (name, note) in enumerate(names):
        x, y = 60 + index % 2 * 760, 50 + index // 2 * 470
        c.box(x, y, 720, 430, PAPER, 14, LINE)
        c.text(x + 30, y + 48, name, 36, NAVY, "lm", bold=True)
        c.text(x + 690, y + 48, note, 25, GREY, "rm")
        ground = y + 270
        c.box(x + 20, ground, 680, 140, "#C9B08E")
        c.house(x + 36, ground, 84, 120, "#D8A48F", "#6F5B57", 2)
        c.house(x + 600, ground, 84, 120, "#B9C4C9", "#6F5B57", 2)
        if index == 0:
            c.area([(x + 150, ground), (x + 360, ground + 60), (x + 570, ground)], WATER)
            c.path([(x + 140, ground), (x + 360, ground + 62), (x + 580, ground)], GREY, 8)
            c.wave(x + 240, ground + 16, 240, PAPER)
        elif index == 1:
            c.box(x + 140, ground, 440, 12, GREY)
            c.box(x + 150, ground + 24, 130, 90, WATER)
            for dot in range(24):
                c.disc(x + 166 + dot % 6 * 20, ground + 38 + dot // 6 * 20, 8, STONE)
            c.box(x + 158, ground - 44, 112, 34, TEAL, 10)
            c.box(x + 184, ground - 70, 60, 34, TEAL, 10)
            for wheel in (184, 246):
                c.disc(x + wheel, ground - 8, 13, NIGHT)
        elif index == 2:
            c.area([(x + 160, ground), (x + 220, ground + 80), (x + 500, ground + 80), (x + 560, ground)], WATER)
            c.path(
                [
                    (x + 140, ground),
                    (x + 160, ground),
                    (x + 220, ground + 82),
                    (x + 500, ground + 82),
                    (x + 560, ground),
                    (x + 580, ground),
                ],
                GREY,
                8,
            )
            c.wave(x + 250, ground + 26, 220, PAPER)
            c.path([(x + 470, ground + 70), (x + 470, ground - 70)], NAVY, 6)
            c.box(x + 440, ground - 90, 60, 40, PAPER, 4, NAVY)
        else:
            c.box(x + 290, ground, 140, 12, GREY)
            for tree in (180, 240, 480, 540):
                c.box(x + tree - 28, ground, 56, 30, DARKLEAF, 10)
                c.tree(x + tree, ground + 4, 140)
    return c


def basin_park() -> Canvas:
    c = Canvas(PALE)
    days = (("파란 날", "#5D9CC2", 0.16), ("초록 날", "#5E9E72", 0.62), ("빨간 날", "#BD5A4E", 1.0))
    for index, (name, colour, level) in enumerate(days):
        y = 40 + index * 316
        c.box(50, y, 1500, 290, PAPER, 14, LINE)
        c.box(50, y, 190, 290, colour, 14)
        c.text(145, y + 130, name, 38, PAPER, bold=True)
        c.text(145, y + 180, ("10년에 열 번 이상", "10년 빈도", "100년 빈도")[index], 22, PAPER)
        ground = y + 150
        bowl = [(260, ground), (500, ground), (590, ground + 100), (1080, ground + 100), (1170, ground), (1530, ground)]
        c.area([*bowl, (1530, y + 270), (260, y + 270)], "#C9B08E")
        top = ground + 100 - level * 100
        slope = 90 * min(1.0, level)
        c.area([(590 - slope, top), (1080 + slope, top), (1080, ground + 100), (590, ground + 100)], WATER)
        if index == 2:
            c.box(330, ground - 44, 1130, 46, WATER)
            c.wave(380, ground - 20, 1020, PAPER)
        elif index == 1:
            c.wave(600, top + 16, 470, PAPER)
        c.path(bowl, DARKLEAF, 8)
        for x in (306, 1462):
            c.box(x, ground - 58, 30, 62, NAVY, 4)
        for x in (390, 440, 1240, 1310, 1390):
            c.tree(x, ground, 128)
    return c


def storage_cost() -> Canvas:
    c = Canvas(PALE)
    c.title("60년을 쓰면 얼마가 드는가", "단위: 백만 유로, 괄호는 한 해 이용일수")
    rows = (("지하저류조", 34, 37, "4일"), ("관로 확대", 41, 18, "0일"), ("저류공원", 29, 15, "365일"))
    for index, (name, built, kept, days) in enumerate(rows):
        y = 240 + index * 210
        best = index == 2
        c.text(310, y + 42, name, 36, NAVY if best else INK, "rm", bold=best)
        c.text(310, y + 86, f"({days})", 26, GREY, "rm")
        c.box(350, y, built * 14.5, 116, TEAL if best else "#72ACB0")
        c.box(350 + built * 14.5, y, kept * 14.5, 116, "#7BB8B4" if best else LINE)
        c.text(350 + built * 7.25, y + 58, str(built), 34, PAPER, bold=True)
        c.text(350 + (built + kept / 2) * 14.5, y + 58, str(kept), 34, INK)
        c.text(372 + (built + kept) * 14.5, y + 58, str(built + kept), 38, DEEP if best else INK, "lm", bold=True)
    c.box(350, 900, 30, 30, TEAL)
    c.text(394, 915, "건설비", 27, GREY, "lm")
    c.box(530, 900, 30, 30, LINE)
    c.text(574, 915, "운영·복구비", 27, GREY, "lm")
    return c


def control_room() -> Canvas:
    c = Canvas("#223140")
    c.box(110, 70, 1380, 560, NIGHT, 12, "#3D4855")
    c.box(140, 100, 820, 500, "#21323C", 8)
    chance = random.Random(11)
    nodes = [
        (190 + column * 122 + chance.random() * 50, 150 + row * 105 + chance.random() * 50)
        for row in range(4)
        for column in range(6)
    ]
    for index, node in enumerate(nodes):
        if index % 6 < 5:
            c.path([node, nodes[index + 1]], "#4FB9B4", 5)
        if index < 18 and index % 2:
            c.path([node, nodes[index + 6]], "#377E88", 4)
    for index, (x, y) in enumerate(nodes):
        c.disc(x, y, 13, AMBER if index in (9, 15) else "#5CC4BF", NIGHT, 4)
    c.disc(*nodes[9], 34, "#E6BC62", None)
    c.disc(*nodes[9], 20, RED, PAPER, 4)
    c.text(168, 566, "항구 관망 · 90분 뒤 수위", 28, "#E4E9EF", "lm", bold=True)
    for index, (label, phase) in enumerate((("P3 펌프장", 0.0), ("N7 지점", 1.4), ("강우 예측", 2.6))):
        y = 100 + index * 170
        c.box(984, y, 476, 156, "#21323C", 8)
        c.text(1006, y + 30, label, 24, "#B5C0CC", "lm")
        points = [
            (1006 + step * 9, y + 104 - 30 * math.sin(step / 9 + phase) - step * 0.25 * index) for step in range(48)
        ]
        c.path(points, ("#5CC4BF", "#E6BC62", "#8DBCF0")[index], 5)
    c.box(0, 800, WIDTH, 200, "#17202A")
    for x in (330, 890):
        c.box(x, 790, 420, 26, "#7F6A55", 6)
        for screen in (20, 220):
            c.box(x + screen, 676, 180, 106, NIGHT, 6, "#77869A")
            c.wave(x + screen + 16, 730, 150, "#5CC4BF", 4)
        c.disc(x + 210, 720, 54, "#3A2A22")
        c.box(x + 130, 776, 160, 150, TEAL if x == 330 else "#B4CDEE", 50)
        c.box(x + 110, 850, 200, 120, "#2B343F", 20)
    return c


def danube_section() -> Canvas:
    c = Canvas(SKY)
    c.title("강 하나를 더 파서 얻은 여유")
    ground = 560
    profile = [
        (0, 470), (150, 470), (230, ground), (270, 720), (620, 720), (680, ground), (760, 500), (1000, 500),
        (1070, ground), (1110, 680), (1370, 680), (1420, ground), (1490, 460), (1600, 460),
    ]  # fmt: skip
    c.area([(180, 515), (650, 515), (740, 515), (620, 722), (270, 722)], "#B9DCE4")
    c.area([(1020, 515), (1450, 515), (1370, 682), (1110, 682)], "#B9DCE4")
    c.area([(240, 600), (655, 600), (620, 722), (270, 722)], WATER)
    c.area([(1082, 610), (1402, 610), (1370, 682), (1110, 682)], WATER)
    c.area([*profile, (WIDTH, 1000), (0, 1000)], "#B79A7C")
    c.path(profile, DARKLEAF, 9)
    for x in (800, 870, 940):
        c.tree(x, 500, 170)
    c.house(30, 470, 90, 110, BRICK, DARKBRICK, 2)
    c.house(1510, 460, 80, 110, "#C9B79C", DARKBRICK, 2)
    for step in range(11):
        c.path([(190 + step * 48, 515), (214 + step * 48, 515)], RED, 4)
        if step < 9:
            c.path([(1026 + step * 48, 515), (1050 + step * 48, 515)], RED, 4)
    c.wave(320, 622, 250, PAPER)
    c.wave(1140, 630, 200, PAPER)
    for x, name, note in ((445, "본류", "초당 8,800 ㎥"), (880, "섬", "길이 21 km"), (1240, "방수로", "초당 5,200 ㎥")):
        c.box(x - 150, 780, 300, 130, PAPER, 12)
        c.text(x, 822, name, 38, NAVY, bold=True)
        c.text(x, 870, note, 28, GREY)
    c.text(430, 486, "설계 홍수위", 27, RED, bold=True)
    c.text(1240, 486, "설계 홍수위", 27, RED, bold=True)
    return c


def forecast_fan() -> Canvas:
    c = Canvas(PALE)
    c.title("앞으로 72시간의 유량", "단위: ㎥/s (훈련용 자료)")
    base = 860
    for index, value in enumerate((2000, 4000, 6000, 8000)):
        y = base - (index + 1) * 155
        c.path([(170, y), (1500, y)], LINE, 1.5)
        c.text(152, y, f"{value:,}", 26, GREY, "rm")
    past = [(170 + step * 10, base - 190 - step * 1.8 - 8 * math.sin(step / 3)) for step in range(41)]
    start = past[-1]
    middle = [(start[0] + step * 9, start[1] - 190 * math.sin(step / 103 * 2.2)) for step in range(103)]

    def band(share: float) -> list[Point]:
        upper = [(x, y - share * step * 2.1) for step, (x, y) in enumerate(middle)]
        lower = [(x, y + share * step * 1.3) for step, (x, y) in enumerate(middle)]
        return [*upper, *reversed(lower)]

    for share, colour in ((1.0, "#DCEBEE"), (0.65, "#BBD9DC"), (0.3, "#90C2C4")):
        c.area(band(share), colour)
    c.path(past, NAVY, 6)
    c.path(middle, TEAL, 6)
    limit = base - 5200 / 2000 * 155
    for step in range(34):
        c.path([(170 + step * 40, limit), (192 + step * 40, limit)], RED, 4)
    c.text(180, limit - 26, "경계 5,200", 27, RED, "lm", bold=True)
    c.path([(start[0], 190), (start[0], base)], GREY, 2)
    c.text(start[0], 168, "지금", 28, NAVY, bold=True)
    c.path([(170, base), (1500, base)], GREY, 3)
    for index, hours in enumerate(("-24", "0", "+24", "+48", "+72")):
        c.text(170 + (0, 400, 709, 1018, 1327)[index], base + 40, f"{hours}시간", 26, GREY)
    return c


def heat_chart() -> Canvas:
    c = Canvas(PALE)
    c.title("열대야가 네 배로 늘었다", "단위: 일/년")
    rows = (("1990년대", 6, "#E8C9A0"), ("2000년대", 11, "#E2AE6C"), ("2010년대", 17, "#CF7F4B"), ("2020년대", 23, RED))
    for index, (name, nights, colour) in enumerate(rows):
        x = 180 + index * 335
        top = 850 - nights * 26
        c.box(x, top, 210, nights * 26, colour, 6)
        c.text(x + 105, top - 36, f"{nights}일", 44, colour if index else "#9A6B2F", bold=True)
        c.text(x + 105, 898, name, 32)
        c.disc(x + 105, top + 60, 26, PALE)
        c.disc(x + 117, top + 52, 23, colour)
    c.path([(120, 851), (1500, 851)], GREY, 3)
    return c


def sponge_tree() -> Canvas:
    c = Canvas(SKY)
    c.rain(0, 20, WIDTH, 220, 9)
    c.box(0, 560, WIDTH, 440, "#A98C6C")
    c.box(0, 560, 420, 26, STONE)
    c.box(420, 560, 1180, 30, "#56606B")
    c.box(120, 590, 1400, 260, "#8D969F", 20)
    chance = random.Random(13)
    for _ in range(330):
        c.disc(
            140 + chance.random() * 1360,
            606 + chance.random() * 228,
            10 + chance.random() * 10,
            chance.choice((STONE, "#C9D0D6", "#757E88")),
        )
    c.box(120, 760, 1400, 90, WATER, 20)
    for _ in range(70):
        c.disc(140 + chance.random() * 1360, 770 + chance.random() * 66, 9 + chance.random() * 7, "#A5C9D3")
    for x in (280, 760, 1240):
        c.tree(x, 566, 430, DARKLEAF if x == 760 else LEAF)
        for side in (-1, 1):
            for reach in (70, 140, 210):
                c.path(
                    [(x, 580), (x + side * reach * 0.4, 640 + reach * 0.3), (x + side * reach, 690 + reach * 0.25)],
                    "#6E4F37",
                    9 - reach / 35,
                )
    for x, colour in ((900, TEAL), (1380, NAVY)):
        c.box(x, 496, 170, 46, colour, 14)
        c.box(x + 36, 458, 94, 48, colour, 14)
        for wheel in (38, 132):
            c.disc(x + wheel, 546, 19, NIGHT)
    c.box(560, 870, 480, 70, PAPER, 12)
    c.text(800, 905, "나무 한 그루에 흙 35 ㎥ · 물 8 ㎥", 29, NAVY, bold=True)
    return c


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


def warning_sign() -> Canvas:
    c = Canvas("#DDE6EC", *UPRIGHT)
    c.rain(0, 0, UPRIGHT[0], 760, 21)
    for x, height, wall in ((0, 420, BRICK), (210, 520, SAND), (640, 470, "#C9B79A")):
        c.house(x, 800, 200, height, wall, DARKBRICK, 4)
    c.box(0, 800, 900, 400, "#56606B")
    c.area([(330, 1200), (420, 800), (500, 800), (610, 1200)], DEEPWATER)
    for y in range(860, 1180, 60):
        c.wave(380 - (y - 800) * 0.1, y, 160 + (y - 800) * 0.2, PALE, 5)
    c.box(430, 330, 34, 560, GREY, 8)
    c.box(220, 150, 454, 250, NIGHT, 20, STONE)
    c.text(447, 220, "물길이 됩니다", 46, AMBER, bold=True)
    c.text(447, 282, "15분 뒤 통제", 40, PAPER)
    c.text(447, 342, "우회 4번 버스", 34, "#9FD0D0")
    return c


def gauge_post() -> Canvas:
    c = Canvas(SKY, *UPRIGHT)
    c.area([(0, 520), (260, 460), (560, 500), (900, 440), (900, 760), (0, 760)], LEAF)
    for x in (110, 260, 720, 830):
        c.tree(x, 640, 260, DARKLEAF if x % 20 else LEAF)
    c.box(0, 720, 900, 480, DEEPWATER)
    for y in range(770, 1180, 70):
        c.wave(40, y, 800, WATER, 6)
    c.box(400, 170, 110, 870, PAPER, 10, LINE)
    for step in range(16):
        y = 980 - step * 48
        c.box(400, y, 44 if step % 5 else 80, 14, RED if step >= 10 else NAVY)
        if not step % 5:
            c.text(526, y + 7, f"{step * 10}", 28, PAPER if step < 6 else INK, "lm", bold=True)
    c.box(360, 110, 190, 84, TEAL, 16)
    c.text(455, 152, "수위 42 cm", 30, PAPER, bold=True)
    c.box(0, 1040, 900, 160, "#3F7F96")
    return c


PICTURES: tuple[Callable[[], Canvas], ...] = (
    canal_office, fee_chart, rain_garden, street_types, basin_park, storage_cost, control_room, danube_section,
    forecast_fan, heat_chart, sponge_tree, basin_map, route_map, warning_sign, gauge_post,
)  # fmt: skip


def draw_all(folder: Path) -> None:
    """Draw every picture into folder, named by its figure's key."""
    folder.mkdir(parents=True, exist_ok=True)
    for draw in PICTURES:
        canvas = draw()
        picture = canvas.image.resize(canvas.size, Image.Resampling.LANCZOS)
        picture.save(folder / f"{draw.__name__.replace('_', '-')}.jpg", quality=84, optimize=True)


if __name__ == "__main__":
    draw_all(ROOT / "sample" / "pictures")
