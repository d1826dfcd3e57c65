"""A night and a morning, and every page of it in a browser.

Three families come at night: one with an area of risk, one whose case is passed on wrongly and brought back, one decided
against the proposal. In the morning the day team signs in, reads, signs for the cases and ticks. Each page is checked by
axe-core (WCAG 2.2 A and AA, and its best practices), walked through by keyboard, narrowed to a telephone's width, and
printed at A4.

    pages.py PROGRAM AXE [FOLDER]
"""

import os
import re
import signal
import subprocess
import sys
import tempfile
import time

from webdriver import ENTER, TAB, Browser

faults = []


def fault(where, what):
    faults.append(f"{where}: {what}")


class Site:
    """A store, a casebook and a server of this check's own."""

    def __init__(self, program, folder):
        self.program, self.folder = os.path.abspath(program), folder
        self.casebook = f"{folder}/cases.sqlite"
        self.environment = dict(os.environ, XDG_STATE_HOME=folder, XDG_CONFIG_HOME=folder, NIGHTDESK_LOG="info")

    def run(self, *arguments, text=None):
        done = subprocess.run(
            [self.program, *arguments, "--store", f"{self.folder}/directory.sqlite"], input=text, text=True,
            capture_output=True, env=self.environment)
        if done.returncode != 0:
            raise RuntimeError(f"{' '.join(arguments)}: {done.stderr}")
        return done.stdout

    def desk(self, *lines):
        return self.run("desk", "--casebook", self.casebook, text="\n".join(lines) + "\n")

    def draft(self, kind, reference):
        """A paper of a case as a page; nothing where it may not be drafted of that family."""
        done = subprocess.run(
            [self.program, "casebook", "paper", kind, reference, "--output", "html", "--casebook", self.casebook,
             "--store", f"{self.folder}/directory.sqlite"], text=True, capture_output=True, env=self.environment)
        return done.stdout if done.returncode == 0 else None

    def person(self, name, role):
        token = re.search(r"nd_\w+", self.run("token", "add", name, "--role", "officer"))[0]
        self.run("casebook", "let-in", name, "--role", role, "--casebook", self.casebook)
        return token

    def family(self, council, *lines):
        """Keeps a family and does what follows; its reference."""
        text = self.desk(f"triage {council}", "set nowhere-tonight yes", "set immediate-danger no", *lines[:1], "keep",
                         *lines[1:])
        return re.search(r"kept as (\w{3}-\w{3})", text)[1]

    def serve(self):
        self.log = open(f"{self.folder}/log", "w+")
        self.server = subprocess.Popen(
            [self.program, "serve", "--listen", "127.0.0.1:0", "--web", "127.0.0.1:0", "--casebook", self.casebook,
             "--store", f"{self.folder}/directory.sqlite"], stderr=self.log, env=self.environment)
        for _ in range(300):
            found = re.search(r"pages at (http://127\.0\.0\.1:\d+)/", open(f"{self.folder}/log").read())
            if found:
                return found[1]
            time.sleep(0.1)
        raise RuntimeError("the server does not come: " + open(f"{self.folder}/log").read())

    def stop(self):
        self.server.send_signal(signal.SIGTERM)
        self.server.wait(20)


class Look:
    """Looks at one page after another."""

    def __init__(self, browser, axe, folder):
        self.browser, self.axe, self.folder = browser, open(axe).read(), folder
        self.pages = self.rules = 0

    def accessible(self, name, refused=False):
        """axe-core finds nothing, and the browser complains of nothing but a page that refuses."""
        self.browser.run(self.axe + "; window.axe = axe;")
        found = self.browser.wait_for("axe.run(document).then(arguments[0])")
        self.pages += 1
        self.rules = max(self.rules, len(found["passes"]) + len(found["inapplicable"]) + len(found["violations"]))
        for violation in found["violations"]:
            for node in violation["nodes"]:
                fault(name, f"{violation['id']}: {node['html'][:120]}")
        # What axe cannot judge by itself is told: a person has to.
        for doubt in found["incomplete"]:
            # It never judges text in a drawing: ours is black, on the page's white.
            if doubt["id"] == "color-contrast" and all(n["html"].startswith("<text") for n in doubt["nodes"]):
                if self.browser.run(
                        "return [...document.querySelectorAll('svg text')].every(e => getComputedStyle(e).fill =="
                        " 'rgb(0, 0, 0)') && getComputedStyle(document.body).backgroundColor == 'rgb(255, 255, 255)'"):
                    continue
            fault(name, f"cannot be judged: {doubt['id']}: {doubt['nodes'][0]['html'][:120]}")
        for line in self.browser.complaints():
            if refused and "responded with a status of 4" in line:
                continue
            fault(name, f"the browser complains: {line}")

    def keyboard(self, name):
        """The way past the head comes first; every link, field and button can be reached, in order, and is seen to be."""
        self.browser.run("document.activeElement.blur(); window.scrollTo(0, 0)")
        expected = self.browser.run(
            "return [...document.querySelectorAll('a[href],button,input:not([type=hidden]),select')].filter(e =>"
            " e.type != 'radio' || e == document.querySelector(`input[name=\"${e.name}\"]`)).length")
        reached = 0
        for place in range(expected):
            self.browser.press(TAB)
            state = self.browser.run(
                "const e = document.activeElement, s = getComputedStyle(e), r = e.getBoundingClientRect();"
                "return {tag: e.tagName, skip: e.className == 'skip', outline: s.outlineStyle, wide: r.width, left: r.left,"
                " seen: window.wasSeen?.has(e) ?? false, text: e.textContent.slice(0, 40)}")
            if place == 0 and not state["skip"]:
                fault(name, "the first stop is not the way past the head")
            if state["tag"] in ("BODY", "HTML"):
                break
            reached += 1
            if state["outline"] == "none" or state["wide"] < 5 or state["left"] < 0:
                fault(name, f"the focus is not seen on {state['tag']} {state['text']!r}")
        if reached != expected:
            fault(name, f"{reached} of {expected} links, fields and buttons are reached by Tab")
        # A target is at least 24 by 24 pixels, or a link in a text.
        small = self.browser.run(
            "return [...document.querySelectorAll('button,input:not([type=hidden]),select')].filter(e =>"
            " e.getBoundingClientRect().height < 24).map(e => e.outerHTML.slice(0, 80))")
        for element in small:
            fault(name, f"too small to be hit: {element}")

    def narrow(self, name):
        """At 320 pixels nothing has to be scrolled sideways."""
        self.browser.resize(500, 900)
        self.browser.run("document.documentElement.style.width = '320px'")
        wide = self.browser.run("return document.documentElement.scrollWidth")
        overhang = self.browser.run(
            "return [...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > 321 &&"
            " !e.closest('svg')).map(e => e.outerHTML.slice(0, 100)).slice(0, 3)")
        if wide > 500 or overhang:
            fault(name, f"at 320 pixels it goes beyond the edge: {overhang}")
        self.browser.run("document.documentElement.style.width = ''")
        self.browser.resize(1280, 900)

    def paper(self, name, most=None):
        """Prints it at A4, in colour and in grey."""
        path = f"{self.folder}/{name}"
        with open(path + ".pdf", "wb") as file:
            file.write(self.browser.pdf())
        info = subprocess.run(["pdfinfo", path + ".pdf"], capture_output=True, text=True).stdout
        count = int(re.search(r"Pages:\s+(\d+)", info)[1])
        if "A4" not in info:
            fault(name, "it is not printed on A4")
        if most and count > most:
            fault(name, f"it takes {count} sheets and should take {most}")
        subprocess.run(["pdftoppm", "-r", "70", "-png", path + ".pdf", path + "-colour"], check=True)
        subprocess.run(["pdftoppm", "-r", "70", "-gray", "-png", path + ".pdf", path + "-grey"], check=True)
        return subprocess.run(["pdftotext", "-layout", path + ".pdf", "-"], capture_output=True, text=True).stdout

    def whole(self, name, paper=True, most=None, refused=False):
        """All of these; the text of the paper."""
        self.accessible(name, refused)
        self.keyboard(name)
        self.narrow(name)
        self.browser.run("document.activeElement.blur(); window.scrollTo(0, 0)")
        with open(f"{self.folder}/{name}-screen.png", "wb") as file:
            file.write(self.browser.picture())
        return self.paper(name, most) if paper else ""


def things(page):
    """The numbers of what is to be done on a case's page."""
    return re.findall(r"^ *(\d+)\.", page.split("  DO\n")[1], re.M)


def night(site):
    """Three families, and three with letters for the quarter and the papers; the references of their cases."""
    risk = site.family("luton", "set children 4 7", "set violence-risk dover", "placed hostel for 1 nights",
                       "rang 1 no answer", "referred-in childrens-services mash", "first-outcome accepted-assessing")
    # Letters, for the targets of the quarter.
    day = time.strftime("%Y-%m-%d")
    letters = []
    for deed in ("done {} by email", "done {} by email", "log nothing"):
        letter = site.family("luton", "set children 11", "placed hostel for 2 nights", "family-told",
                             "set decision intentionally-homeless", f"set decision-on {day}", f"set issued-on {day}",
                             "set duty-held interim")
        referral = re.search(r"^ *(\d+)\..*the referral with a copy", site.desk(f"show {letter}"), re.M)[1]
        site.desk(f"open {letter}", deed.format(referral))
        letters.append(letter)
    moved = site.family("dover", "set children 2", "placed bed-and-breakfast for 2 nights", "family-told")
    against = site.family("thanet", "set children 9", "decide advise because further-facts")
    # Passed on to the wrong team, and brought back: in between it stays with who passed it on.
    text = site.desk(f"show {moved}")
    number = things(text)[0]
    site.desk(f"pass {moved}.{number} to housing options", f"reopen {moved}.{number}")
    # One is brought late, one is waited for.
    text = site.desk(f"show {risk}")
    numbers = things(text)
    site.desk(f"wait {risk}.{numbers[1]} on the MASH", f"done {risk}.{numbers[2]} by phone",
              f"pass {risk}.{numbers[3]} to day team")
    return (risk, moved, against), letters


def written(site):
    """Families of whom each of the other papers can be drafted, kept after the board has been looked at."""
    day = time.strftime("%Y-%m-%d")
    safe = "set violence-risk none"
    lists = [
        ("luton", "set children 4", safe, "set placed-in dover", f"set placed-on {day}"),
        ("luton", "set children 4", safe, "set duty-held main", "set connections canterbury:residence"),
        ("kent", "set children 4", "set found-in dover"),
        ("luton at 12:00", "set children 4", safe, "set significant-harm no", "set duty-held none",
         "set duty-elsewhere canterbury", "set reception-confirmed yes", "set agrees-to-return yes", "set transport own",
         "set travel-minutes 40"),
        ("kingston", "set children 4"),
    ]
    return [site.family(*lines) for lines in lists]


def morning(site, address, look, cases, letters):
    risk, moved, against = cases
    browser = look.browser
    token = site.person("dora", "day-team")
    time.sleep(1)
    browser.go(address)
    look.whole("sign-in", paper=False)
    browser.click("main button")
    look.whole("sign-in-refused", paper=False, refused=True)
    browser.type("#token", token)
    browser.press(ENTER)
    if not browser.comes("location.pathname == '/board'"):
        fault("sign-in", f"it leads to {browser.address}")
    look.whole("board")
    text = browser.run("return document.body.innerText")
    for reference in cases:
        if reference not in text:
            fault("board", f"{reference} is not on it")
    if "manager has not seen it" not in text:
        fault("board", "what was decided against a bar does not stand on it")
    if not browser.run("return document.cookie == ''"):
        fault("board", "a script can read the cookie")
    # By keyboard alone: past the head, to the first case.
    browser.go(f"{address}/board")
    browser.press(TAB)
    browser.press(ENTER)
    if not browser.comes("location.hash == '#main'"):
        fault("board", "the way past the head leads nowhere")
    for name, reference in (("risk", risk), ("moved", moved), ("against", against)):
        browser.go(f"{address}/case/{reference}")
        paper = look.whole(f"case-{name}", most=2)
        if "Sign out" in paper or "shred" not in paper.lower():
            fault(f"case-{name}", "the paper is not what a sheet should be")
        browser.go(f"{address}/case/{reference}/family")
        paper = look.whole(f"family-{name}", most=1)
        if name == "risk":
            for word in ("Nightdesk", "Luton", "Dover", "dora", "127.0.0.1"):
                if word in paper:
                    fault("family-risk", f"whoever finds it reads {word!r}")
    # The first thing that is still to be done: what the placement did has no form.
    browser.go(f"{address}/case/{risk}/{things(site.desk(f'show {risk}'))[0]}")
    look.whole("one-thing")
    browser.type("#at", "99:99")
    browser.click("form[action$=tick] button")
    look.whole("one-thing-refused", paper=False, refused=True)
    browser.click("form[action$=tick] button")
    look.whole("ticked", paper=False)
    if browser.run("return document.querySelector('[role=alert]')?.innerText.includes('is done')") is not True:
        fault("ticked", "it does not say what was recorded")
    browser.go(f"{address}/case/{risk}/told")
    look.whole("family-told", paper=False)
    browser.click("form[action$=tick] button")
    site.desk("handover to day team")
    browser.go(f"{address}/handover")
    look.whole("handover")
    for reference in cases:
        browser.go(f"{address}/case/{reference}")
        browser.click("form[action$=tick] button")
        if not browser.comes("document.querySelector('[role=alert]')?.innerText.includes('signed for')"):
            fault("receive", f"{reference} is not hers: " + browser.run("return document.body.innerText")[:400])
    browser.go(f"{address}/nothing")
    look.whole("not-found", paper=False, refused=True)
    for name, query in (("luton", "protocol=LUT"), ("site", "protocol=site"), ("outside", "protocol=LUT&outside=yes")):
        browser.go(f"{address}/quarter?{query}")
        look.whole(f"quarter-{name}")
    # The page that the program writes into a file, with nothing to load.
    quarter = browser.run("return document.querySelector('#quarter').value")
    page = f"{look.folder}/quarter.html"
    with open(page, "w") as file:
        file.write(site.run("report", "quarter", quarter, "--protocol", "LUT", "--output", "html", "--casebook",
                            site.casebook))
    browser.go(f"file://{page}")
    look.accessible("quarter-file")
    look.paper("quarter-file")
    # All eleven papers, as files.
    papers = [*letters[:1], *cases, *written(site)]
    for kind in ("s184", "s198", "s208", "s213b", "request-for-support", "mash", "confirmation", "spa", "consent",
                 "subject-access", "s213aa"):
        text = next(filter(None, (site.draft(kind, reference) for reference in papers)), None)
        if text is None:
            fault("papers", f"{kind} could be drafted of no family")
            continue
        with open(f"{look.folder}/paper-{kind}.html", "w") as file:
            file.write(text)
        browser.go(f"file://{look.folder}/paper-{kind}.html")
        look.accessible(f"paper-{kind}")
        look.narrow(f"paper-{kind}")
        look.paper(f"paper-{kind}")
    browser.go(f"file://{page}")
    # It finds what there is to find.
    browser.run("document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=\"data:,\"><p style=\"color:#ddd\">grey words</p>')")
    before = len(faults)
    look.accessible("planted")
    found = faults[before:]
    del faults[before:]
    for rule in ("image-alt", "color-contrast"):
        if not any(rule in line for line in found):
            fault("planted", f"{rule} is not found")


def main():
    program, axe, folder = sys.argv[1], sys.argv[2], sys.argv[3]
    with tempfile.TemporaryDirectory() as temporary:
        folder = os.path.abspath(folder) if folder else temporary
        os.makedirs(folder, exist_ok=True)
        site = Site(program, temporary)
        cases, letters = night(site)
        address = site.serve()
        browser = Browser()
        try:
            look = Look(browser, axe, folder)
            morning(site, address, look, cases, letters)
        finally:
            browser.close()
            site.stop()
        log = open(f"{temporary}/log").read()
        for reference in cases:
            if reference in log:
                fault("log", f"{reference} is in it")
    for line in faults:
        print(f"FAULT  {line}", file=sys.stderr)
    print(f"{look.pages} pages looked at by {look.rules} rules of axe-core: {len(faults)} faults")
    sys.exit(1 if faults else 0)


main()
