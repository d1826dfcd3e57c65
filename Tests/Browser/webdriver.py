"""As much of WebDriver (W3C) as the check of the pages needs, with nothing but Python's own library."""

import base64
import http.client
import json
import re
import subprocess
import time

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
TAB, ENTER = "\ue004", "\ue007"


class Browser:
    """A headless Chromium."""

    def __init__(self, width=1280, height=900):
        self.driver = subprocess.Popen(
            ["chromedriver", "--port=0"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        for line in self.driver.stdout:
            found = re.search(r"started successfully on port (\d+)", line)
            if found:
                self.port = int(found[1])
                break
        options = {
            "args": ["--headless=new", "--no-sandbox", "--disable-gpu", f"--window-size={width},{height}",
                     "--disable-dev-shm-usage", "--disable-background-networking", "--no-first-run"],
        }
        always = {"goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}, "acceptInsecureCerts": False}
        self.session = None
        value = self.call("POST", "/session", {"capabilities": {"alwaysMatch": always}})
        self.session = value["sessionId"]

    def call(self, method, path, body=None):
        """One command; its value."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        prefix = f"/session/{self.session}" if self.session else ""
        connection.request(method, prefix + path, json.dumps(body or {}) if method == "POST" else None)
        value = json.loads(connection.getresponse().read())["value"]
        connection.close()
        if isinstance(value, dict) and "error" in value:
            raise RuntimeError(f"{path}: {value['error']}: {value['message'][:300]}")
        return value

    def close(self):
        """Ends browser and driver."""
        try:
            self.call("DELETE", "")
        finally:
            self.driver.terminate()
            self.driver.wait()

    def go(self, address):
        self.call("POST", "/url", {"url": address})

    @property
    def address(self):
        return self.call("GET", "/url")

    def run(self, script, *arguments):
        """A script's result, in the page."""
        return self.call("POST", "/execute/sync", {"script": script, "args": list(arguments)})

    def wait_for(self, script, *arguments):
        """The result of a script that calls its last argument."""
        return self.call("POST", "/execute/async", {"script": script, "args": list(arguments)})

    def comes(self, condition, seconds=5):
        """Whether something in the page comes true in time."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.run(f"return ({condition}) === true"):
                return True
            time.sleep(0.05)
        return False

    def find(self, selector):
        value = self.call("POST", "/element", {"using": "css selector", "value": selector})
        return value[ELEMENT]

    def click(self, selector):
        self.call("POST", f"/element/{self.find(selector)}/click")

    def type(self, selector, text):
        self.call("POST", f"/element/{self.find(selector)}/value", {"text": text})

    def press(self, key):
        """A key, wherever the focus is."""
        keys = [{"type": "keyDown", "value": key}, {"type": "keyUp", "value": key}]
        self.call("POST", "/actions", {"actions": [{"type": "key", "id": "keys", "actions": keys}]})

    def resize(self, width, height):
        self.call("POST", "/window/rect", {"width": width, "height": height})

    def pdf(self):
        """The page as a printer gets it, on A4."""
        page = {"page": {"width": 21.0, "height": 29.7}, "background": False, "shrinkToFit": False,
                "margin": {"top": 1.5, "bottom": 1.5, "left": 1.8, "right": 1.8}}
        return base64.b64decode(self.call("POST", "/print", page))

    def picture(self):
        return base64.b64decode(self.call("GET", "/screenshot"))

    def complaints(self):
        """What the browser complained of since this was last asked: blocked styles, missing files, errors."""
        lines = self.call("POST", "/se/log", {"type": "browser"})
        return [line["message"] for line in lines if line["level"] in ("SEVERE", "WARNING")]
