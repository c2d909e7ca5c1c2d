"""The charts and sections of the sample's pictures."""

from __future__ import annotations

import math

from resources.sample.canvas import (
    AMBER,
    BRICK,
    DARKBRICK,
    DARKLEAF,
    DEEP,
    GREY,
    INK,
    LINE,
    NAVY,
    NIGHT,
    PALE,
    PAPER,
    RED,
    SKY,
    STONE,
    TEAL,
    WATER,
    WIDTH,
    Canvas,
    Point,
)


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
