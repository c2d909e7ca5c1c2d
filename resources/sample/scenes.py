"""The scenes of the sample's pictures: houses, gardens, parks, a control room, signs."""

from __future__ import annotations

import math
import random

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
