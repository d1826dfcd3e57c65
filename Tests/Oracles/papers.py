"""What goes with the rows of tonight's table, read from the contract alone: which actions, bars and questions must stand on
a determination, and which may not.

Each reading gives a line for what is wrong; none of them shares anything with the program.
"""

import datetime as dt

import tonight

LIVE = {"relief-referred", "main-referred"}


class Answer:
    """One determination, by codes."""

    def __init__(self, answer):
        self.answer = answer
        self.actions = answer["actions"]
        self.codes = [action["code"] for action in self.actions]
        self.bars = answer["barred"]
        self.asked = [question["fact"] for question in answer["questions"]]
        self.warned = [warning["code"] for warning in answer["warnings"]]
        self.decision = answer["tonight"]["decision"]

    def has(self, code, council=None):
        return any(a["code"] == code and council in (None, a["council"]) for a in self.actions)

    def bars_(self, code, council=None):
        return any(b["code"] == code and council in (None, b["council"]) for b in self.bars)

    def texts(self, code):
        return " ".join(a["text"] for a in self.actions if a["code"] == code)


def faults(facts, answer, world):
    """A line for each reading that the determination falls short of."""
    word, named = tonight.words(facts, world)
    get, a = facts.get, Answer(answer)
    council, other = named["council"], named["other"]
    housing = world.houses(council)
    age, duty, decision = get("applicant-age"), get("duty-held"), get("decision")
    under16, under18 = age is not None and age < 16, age is not None and age < 18
    presented = tonight.wall(facts["presented-at"])
    now = max([presented] + ([tonight.wall(facts["seen-at"])] if "seen-at" in facts else []))
    today = now.date()
    adverse = decision not in tonight.ADVERSE_NONE
    risk, factors = get("violence-risk"), get("risk-factors")
    abuse = factors is not None and "domestic-abuse" in factors
    danger = get("immediate-danger") is True
    found = []

    def must(holds, why):
        if not holds:
            found.append(why)

    def iff(wanted, stands, why):
        if wanted != stands:
            found.append(f"{why}: wanted {wanted}, stands {stands}")

    # Danger.
    if danger:
        must(a.codes[:1] == ["call-999"], "in danger 999 does not come first")
        must(not a.asked, f"in danger {a.asked} is asked")
        must(a.decision not in ("return", "manager-decides", "ask"), f"in danger {a.decision}")
    else:
        must(not a.has("call-999"), "999 without danger")
    must(a.decision != "ask" or a.asked, "ask without a question")

    # Leave and return.
    may_leave = word["home"] is True or a.decision == "return"
    if word["family"] is True or under18 or council == "luton":
        iff(not may_leave, a.bars_("leave"), "leave barred")
    elif word["family"] is False and age is not None:
        must(not a.bars_("leave"), "leave barred for an adult alone")
    if a.decision == "return":
        must(not a.bars_("refer-s198"), "a bar on referring beside a return")
        must(a.has("return-family") and a.has("written-confirmation"), "a return without its papers")
    elif other:
        must(not a.has("return-family"), "a return that nobody decided")

    # Applications.
    may_apply = (duty in (None, "none", "ended") and get("eligibility") != "not-eligible" and housing and not under16
                 and not named["same"])
    frm = get("homeless-from")
    if frm is None and word["home"] is True:
        if may_apply and not danger:
            must("homeless-from" in a.asked, "when they are homeless is not asked")
    else:
        iff(may_apply, a.has("take-application"), "an application")
        if may_apply:
            relief = word["home"] is False or (frm is not None and dt.date.fromisoformat(frm) <= today)
            text = a.texts("take-application").lower()
            must(("relief" if relief else "prevention") in text or word["home"] is None,
                 f"an application for the wrong duty: {text[:160]}")

    # Referral and keeping.
    if a.has("consider-referral"):
        must(a.has("keep-accommodated"), "a referral without keeping them")
        must(duty in ("relief", "main"), "a referral without a duty that can be referred")
        must(not (get("connection-here") or any(c["council"] == council for c in get("connections") or [])),
             "a referral against a connection here")
        for act in a.actions:
            if act["code"] == "consider-referral":
                must(risk is not None and not world.covers(risk, act["council"]), "a referral to where the risk is")
                must(not a.bars_("refer-s198", act["council"]), "a referral that is barred")
    if duty in LIVE:
        must(a.bars_("end-accommodation"), "an undecided referral without the bar on ending")
        must(not a.has("propose-end-date"), "an end date while a referral is undecided")
    if get("review") == "final-offer":
        must(not a.has("propose-end-date"), "an end date while a review of a final offer is undecided")
        must(not a.has("accept-offer"), "an offer to be accepted under review")
    if decision == "offer-refused":
        must(not a.has("accept-offer"), "an offer to be accepted that was refused")
    protected = (get("former-relevant") is True and age is not None and 18 <= age < 25
                 and presented.date() >= tonight.CARE_LEAVERS_PROTECTED_FROM and get("decision-on") is None)
    if protected and housing and word["home"] is not True and get("eligibility") != "not-eligible":
        must(a.bars_("intentionality") or duty in ("main", "main-referred"),
             "a former relevant child may be found intentionally homeless")
    for act in a.actions:
        if act["code"] == "propose-end-date" and decision == "intentionally-homeless":
            must(duty != "relief" or get("accommodation-ends-on"), "an end date while relief is held")

    # Counties, and those whom Part 7 does not reach.
    if not housing:
        must(not any(c in a.codes for c in ("place-emergency", "take-application")) or under18,
             "an agency or a county places or takes an application")
        if world.is_county(council) and word["home"] is not True and not under16:
            if get("found-in") is None and not danger:
                must("found-in" in a.asked, "the district is not asked for")
            if get("found-in") and not (risk and world.covers(risk, get("found-in"))) and risk is not None:
                district = world.follower(get("found-in"), today)
                must(a.has("duty-to-refer", district) or world.county(district) != council,
                     f"no duty to refer to {district}")
        must(not any(act["code"] == "call" and act["council"] == council for act in a.actions) or under18
             or word["family"] is not False, "a county is told to ring itself")
    if word["home"] is not True and not under18 and housing and a.decision in ("advise", "childrens-services"):
        # A family with a child has section 17 (I-14); an adult of it who is known to need care has both.
        needs_care = get("vulnerable") is True if get("children") else get("vulnerable") is not False
        if get("eligibility") == "not-eligible" and (needs_care or get("pregnant")):
            must(a.has("refer-adult-social-care"), "not reached by Part 7 and vulnerable, and adult social care is not told")

    # Risk.
    for place in risk or []:
        must(a.bars_("place-in", place), f"placing in {place} is not barred")
    if risk or abuse:
        must(a.has("withhold-address"), "their address is not withheld")
    if abuse and not risk:
        must(a.bars_("place-in", council), "abuse whose place is not known, and placing here is not barred")
    for act in a.actions:
        there = act["council"]
        own = {council, named["services"], world.county(council)}
        if there and there not in own and act["code"] in ("call", "notify-host-authority", "arrange-reception",
                                                          "return-family", "consider-referral"):
            unsafe = risk is None or world.covers(risk, there)
            where = get("found-in") and world.follower(get("found-in"), today)
            asked_county = world.is_county(council) and there in (where, world.county(where or ""))
            if act["code"] == "notify-host-authority":
                unsafe = bool(risk) and world.covers(risk, there)
            must(not unsafe or (asked_county and risk is None) or there == "national",
                 f"{act['code']} to {there}, where the risk is or was not asked")
        must(not (a.bars_("contact", there) and act["code"] in ("call", "notify-host-authority") and there),
             f"{act['code']} to {there} though telling it is barred")
        if act["code"] == "call":
            must(act["contacts"], f"a call to {there} with no contact")
        due = act["due"]
        if due and act["code"] != "propose-end-date":
            must(due[:10] >= presented.date().isoformat(), f"{act['code']} due {due}, which has passed")

    # Questions.
    if not danger and word["home"] is not True or (adverse and not danger):
        if (adverse or duty == "ended") and get("changed-since") is None and not under18 and housing:
            must("changed-since" in a.asked or word["home"] is True or a.decision == "ask",
                 "whether anything has changed is not asked")
    if not danger and get("nowhere-tonight") is False and get("safe-to-stay") is None and (risk or abuse):
        must("safe-to-stay" in a.asked, "whether they are safe there is not asked")
    for question in a.asked:
        must(get(question) is None, f"{question} is asked though it is known")

    # Young people.
    if under16:
        must(not a.has("take-application") and not a.has("place-emergency"), "housing acts for a child under 16")
    if under18 and word["home"] is not True:
        must(a.bars_("bed-and-breakfast") or under16, "bed and breakfast is not barred for a young person")
    if get("bed-and-breakfast-nights") is not None and get("bed-and-breakfast-nights") >= 42:
        if get("unit") == "bed-and-breakfast" and word["family"] is True and not under18:
            limits = [x for x in a.actions if x["code"] == "limit-bed-and-breakfast"]
            must(any(x["due"] == presented.date().isoformat() for x in limits), "six weeks are over and nobody acts today")
    return found
