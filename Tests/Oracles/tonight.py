"""What is decided for tonight, read from the contract a second time: its table alone, with no look at the program.

Facts in, one decision out: `decide(facts, world)` gives decision, power, by, onBehalfOf, nights and returnOn. Every word of
the table is True, False or None (not known), and a row holds only where the words that it names are what it says.

Where the contract leaves a choice, this is how it is read:
- Tonight, and the nights to cover, are reckoned from the later of `presented-at` and `seen-at`, as a journey is.
- An end date has passed when it lies before the date of tonight's night; on that date it has not.
- An arrival at 22:00 sharp is a part of the journey at 22:00. Without a means of travel no length is estimated, and 95
  minutes by means unknown are not known to be too long.
- A risk in a council that began or ended covers what it was and what it became, with any county over either of them; it does
  not go on from there to what else became the same council.
- That a care leaver is never intentionally homeless is asked of the day of presentation and of the day of the decision.
"""

import datetime as dt
import json
import math
import pathlib

ADVERSE_NONE = {None, "none", "minded-to-refuse"}
CLOSING = {"not-eligible", "not-priority", "offer-refused", "licence-breach"}
KEEPING = {"interim", "relief", "relief-referred", "main", "main-referred"}
STANDS = {"interim", "main", "relief-referred", "main-referred"}
CARE_LEAVERS_PROTECTED_FROM = dt.date(2026, 9, 30)
DAY_NAMES = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]


def minute(text):
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)


class World:
    """The councils, the calendar and the dated values of a folder of data."""

    def __init__(self, data):
        data = pathlib.Path(data)
        self.councils = {}
        for file in sorted((data / "councils").glob("*.json")):
            council = json.loads(file.read_text())
            if council["type"] != "national":
                self.councils[council["id"]] = council
        self.elsewhere = [c["id"] for c in json.loads((data / "councils-elsewhere.json").read_text())["councils"]]
        calendar = json.loads((data / "calendar" / "england-and-wales.json").read_text())
        self.holidays = {dt.date.fromisoformat(day) for day in calendar["bankHolidays"]}
        self.values = {}
        for file in sorted((data / "protocols").glob("*.json")):
            book = json.loads(file.read_text())
            for parameter in book["parameters"]:
                self.values.setdefault(parameter["name"], []).append((book["parties"], parameter["values"]))

    def value(self, name, day, council=None):
        for parties, values in self.values.get(name, []):
            if parties and council not in parties:
                continue
            for one in values:
                starts, ends = (one[key] and dt.date.fromisoformat(one[key]) for key in ("from", "until"))
                if (starts is None or starts <= day) and (ends is None or day < ends):
                    return one["value"]
        return None

    # Councils.

    def is_county(self, council):
        return self.councils.get(council, {}).get("type") == "county"

    def houses(self, council):
        """Whether Part 7 gives it duties: not a county, nor an agency that acts for councils' children's services."""
        return self.councils.get(council, {}).get("type") not in ("county", "agency")

    def county(self, council):
        return self.councils.get(council, {}).get("county")

    def districts(self, county):
        return [one for one, council in self.councils.items() if council["county"] == county]

    def heirs(self, council):
        return [one["council"] for one in self.councils.get(council, {}).get("successors", [])]

    def predecessors(self, council):
        return [one for one in self.councils if council in self.heirs(one)]

    def follower(self, council, day):
        """The council, or who has taken it over by a day."""
        seen = set()
        while council in self.councils and council not in seen:
            seen.add(council)
            ends = self.councils[council].get("validUntil")
            heirs = self.heirs(council)
            if ends is None or day < dt.date.fromisoformat(ends) or not heirs:
                break
            council = heirs[0]
        return council

    def reach_of_risk(self, place):
        """Everywhere that a risk in one place covers: a county's districts; what they became; and what they were."""
        def along(start, step):
            found = list(start)
            for one in found:
                found += [other for other in step(one) if other not in found]
            return set(found)

        area = [place] + (self.districts(place) if self.is_county(place) else [])
        return along(area, self.heirs) | along(area, self.predecessors)

    def covers(self, risk, council):
        """Whether a list of places of risk covers a council; of a county, also any of its districts."""
        asked = {council} | set(self.districts(council) if self.is_county(council) else [])
        return any(self.reach_of_risk(place) & asked for place in risk)

    # Hours.

    def is_working(self, day):
        return day.weekday() < 5 and day not in self.holidays

    def spans(self, council, day):
        """When a council's office is open on a day, in minutes; None where its hours say nothing of such a day."""
        hours = self.councils[council]["hours"]
        if hours is None:
            return None
        found = []
        for rule in hours["spans"].split(";"):
            days, _, times = rule.strip().partition(" ")
            if days == "PH":
                if day in self.holidays:
                    return None if times == "unknown" else []
                continue
            first, _, last = days.partition("-")
            if DAY_NAMES.index(first) <= day.weekday() <= DAY_NAMES.index(last or first):
                found = [tuple(minute(end) for end in span.split("-")) for span in times.split(",")]
        return found

    def office_spans(self, council, day):
        spans = self.spans(council, day)
        if spans is None:
            return [(540, 1020)] if self.is_working(day) else []
        return spans

    def is_late(self, council, wall):
        """Whether the period of a wall time is not office hours."""
        cut_off = self.value("late-day-cut-off", wall.date(), council)
        seconds = wall.hour * 3600 + wall.minute * 60 + wall.second
        if cut_off is not None and self.is_working(wall.date()) and seconds > minute(cut_off) * 60:
            return True
        return not any(start * 60 <= seconds < end * 60 for start, end in self.office_spans(council, wall.date()))

    def nights(self, council, wall):
        """The nights to cover, and the working day after them."""
        spans = self.office_spans(council, wall.date())
        opens = spans[0][0] if spans else 540
        first = wall.date()
        if wall.hour * 60 + wall.minute < opens:
            first -= dt.timedelta(days=1)
        nights = [first]
        while not self.is_working(nights[-1] + dt.timedelta(days=1)):
            nights.append(nights[-1] + dt.timedelta(days=1))
        return nights, nights[-1] + dt.timedelta(days=1)

    # Travel.

    def journey(self, here, there, transport, day):
        """Minutes from one council to another; None where neither the length nor the way is known."""
        ends = [self.councils.get(one, {}).get("location") for one in (here, there)]
        if None in ends or transport in (None, "none"):
            return None
        (lat1, lon1), (lat2, lon2) = [(math.radians(e["latitude"]), math.radians(e["longitude"])) for e in ends]
        half = math.sin((lat2 - lat1) / 2) ** 2
        half += math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
        road = 2 * 6371 * math.asin(math.sqrt(half)) * self.value("travel-road-factor", day)
        if transport == "public":
            wait = self.value("travel-wait-public-minutes", day)
            return road / self.value("travel-speed-public-kmh", day) * 60 + wait
        return road / self.value("travel-speed-own-kmh", day) * 60


def last_sunday(year, month):
    day = dt.date(year, month, 31)
    return day - dt.timedelta(days=(day.weekday() + 1) % 7)


def wall(text):
    """A moment as London's clocks show it, without a zone."""
    moment = dt.datetime.fromisoformat(text)
    if moment.tzinfo is None:
        return moment
    moment = moment.astimezone(dt.timezone.utc).replace(tzinfo=None)
    starts, ends = (dt.datetime.combine(last_sunday(moment.year, m), dt.time(1)) for m in (3, 10))
    return moment + dt.timedelta(hours=1 if starts <= moment < ends else 0)


def either(*words):
    """Yes where one is, no where all are, else not known."""
    if any(word is True for word in words):
        return True
    return False if all(word is False for word in words) else None


def words(facts, world):
    """The words of the table for one case, each True, False or None, and what an answer names besides."""
    know = {key: value for key, value in facts.items() if value is not None}
    get = know.get
    council = know["council"]
    presented = wall(know["presented-at"])
    moments = [presented] + ([wall(know["seen-at"])] if "seen-at" in know else [])
    now = max(moments)
    today = now.date()
    danger = get("immediate-danger") is True
    nights, working_day = world.nights(council, now)
    tonight = nights[0]
    regime = world.value("late-day-cut-off", presented.date(), council) is not None
    late = any(world.is_late(council, moment) for moment in moments)

    children, age, duty, decision = get("children"), get("applicant-age"), get("duty-held"), get("decision")
    family = either(None if children is None else bool(children), get("pregnant"))
    factors, risk = get("risk-factors"), get("violence-risk")
    abuse = None if factors is None else "domestic-abuse" in factors
    carer = get("care-leaver-of")
    in_care = either(None if carer is None else carer != "none", get("former-relevant"))
    young = None if age is None else 18 <= age <= 20
    young_carer = False if young is False or in_care is False else True if young and in_care else None
    need = either(family, get("vulnerable"), abuse, young_carer)

    here = None if risk is None else world.covers(risk, council)
    threat = True if here or (abuse and not risk) else False if risk is not None else None
    nowhere = True if danger else get("nowhere-tonight")
    safe = get("safe-to-stay")
    if nowhere is True or safe is False or (threat and safe is not True):
        home = False
    else:
        home = True if nowhere is False else None

    other = get("duty-elsewhere")
    other = None if other in (None, "none") else world.follower(other, today)
    if other == council:
        other = None
    risk_there = None if other is None or risk is None else world.covers(risk, other)
    kept = duty in KEEPING

    transport = get("transport")
    length = get("travel-minutes")
    if length is None and other is not None:
        length = world.journey(council, other, transport, today)
    clock = now.hour * 60 + now.minute + now.second / 60
    at_night = clock < 360 or clock >= 1320 or (length is not None and clock + length >= 1320)
    limits = {"own": "travel-limit-own-minutes", "provided": "travel-limit-own-minutes",
              "public": "travel-limit-public-minutes"}
    too_long = length is not None and transport in limits and length > world.value(limits[transport], today)
    if transport == "none" or at_night or too_long:
        feasible = False
    else:
        feasible = True if transport is not None and length is not None else None

    adverse = decision not in ADVERSE_NONE
    ends = get("accommodation-ends-on")
    ends = ends and dt.date.fromisoformat(ends)
    # I-12 goes before the row: what a protocol forbids to end on its day goes on until the later day.
    goes_on = ends
    undecided = duty in ("relief-referred", "main-referred") or get("review") in ("final-offer", "referral")
    while (goes_on and ends >= presented.date() and not undecided
           and (off := world.value("no-end-on-weekdays", goes_on, council)) is not None
           and (goes_on.strftime("%a").lower() in off or goes_on.weekday() > 4 or goes_on in world.holidays)):
        goes_on += dt.timedelta(days=1)
    ending = adverse and (goes_on > tonight if ends else kept)
    over = adverse and ends is not None and ends < tonight
    former, eligibility = get("former-relevant"), get("eligibility")
    young_former = former is True and age is not None and age < 25
    contradicted = (
        (decision == "not-priority" and need is True)
        or (decision == "not-homeless" and home is False)
        or (decision == "not-eligible" and eligibility in ("eligible", "may-be-eligible"))
        or (decision == "intentionally-homeless" and young_former and today >= CARE_LEAVERS_PROTECTED_FROM))
    same = get("changed-since") is False and adverse and not contradicted
    review = get("review")
    reviewed = review == "final-offer" or (decision == "offer-refused" and review is None)
    closed = not world.houses(council) or (
        not ending and not reviewed
        and (eligibility == "not-eligible" or (same and (duty == "ended" or decision in CLOSING))))
    notified = get("decision-on")
    notified = notified and (wall(notified).date() if "T" in notified else dt.date.fromisoformat(notified))
    in_force = (notified or today) >= CARE_LEAVERS_PROTECTED_FROM
    if former is False or (age is not None and age >= 25) or not in_force:
        protected = False
    else:
        protected = True if former and age is not None else None
    owed = need is not False or (duty in STANDS and not over)
    intentional = decision == "intentionally-homeless" and protected is False and get("changed-since") is not True
    return {
        "home": home, "under16": None if age is None else age < 16, "under18": None if age is None else age < 18,
        "kept": kept, "another": other is not None, "danger": danger, "risk": risk_there,
        "harm": get("significant-harm"), "feasible": feasible, "reception": get("reception-confirmed"),
        "agrees": get("agrees-to-return"), "regime": regime, "late": late, "family": family,
        "childless": children == [], "closed": closed, "owed": owed,
        "intentional": intentional and (duty == "interim" or (duty != "relief" and ending)),
    }, {
        "duty": duty or "unknown", "council": council, "other": other, "services": world.county(council) or council,
        "nights": nights, "working_day": working_day, "same": same,
    }


def decide(facts, world):
    """The row of the table that holds, with what it says."""
    word, named = words(facts, world)
    council, other, services, duty = (named[key] for key in ("council", "other", "services", "duty"))

    def say(decision, power=None, by=None, behalf=None):
        without_nights = decision in ("not-needed", "return", "advise")
        returns = decision in ("place", "manager-decides", "childrens-services")
        return {"decision": decision, "power": power, "by": by, "onBehalfOf": behalf,
                "nights": [] if without_nights else [day.isoformat() for day in named["nights"]],
                "returnOn": named["working_day"].isoformat() if returns else None}

    def power_to_place():
        referred = {"main": "s193", "relief-referred": "s199A", "main-referred": "s200"}
        return referred.get(duty) or ("s190" if word["intentional"] else "s188")

    late_day = word["regime"] and word["late"]
    children_power = None if word["childless"] else "s17"
    if word["home"] is True and word["under16"] is not True:
        return say("not-needed")
    if word["under18"]:
        return say("childrens-services", "s20", services)
    if word["home"] is None and not word["kept"]:
        return say("ask")
    if other and not word["kept"] and not word["danger"] and word["risk"] is False:
        if word["harm"] is not True and word["feasible"] and word["reception"] and word["agrees"]:
            return say("return", None, other)
        open_way = word["feasible"] is not False and word["reception"] is not False
        if late_day and word["family"] is True and word["agrees"] is False and open_way:
            return say("manager-decides", None, council)
    family = word["family"] is not False
    if not word["closed"] and word["owed"]:
        return say("place", power_to_place(), council, "childrens-services" if late_day and family else None)
    if word["closed"] and family:
        if late_day:
            return say("place", children_power, council, "childrens-services")
        if word["regime"]:
            return say("hand-over", None, council)
        return say("childrens-services", children_power, services)
    return say("advise")
