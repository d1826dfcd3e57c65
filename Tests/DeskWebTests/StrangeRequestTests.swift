import CaseStore
import Casebook
import DeskServer
import DeskWeb
import Foundation
import NIOCore
import TestSupport
import Testing

/// What comes from elsewhere, from nobody, too late, too long, or from a program that is no browser.
struct StrangeRequestTests {
  @Test func `every page may load its own style and nothing else, stands in no frame and is kept nowhere`() async throws
  {
    try await LivePages.run { pages in
      let reference = try pages.family()
      let browser = Browser(pages)
      try browser.signIn("ann")
      for path in [
        "/sign-in", "/board", "/case/\(reference)", "/case/\(reference)/family", "/quarter", "/nothing", "/handover",
      ] {
        let answer = try browser.get(path)
        let policy = try #require(answer.headers["content-security-policy"])
        #expect(policy.hasPrefix("default-src 'none'; style-src 'self'; form-action 'self'"), "\(path)")
        #expect(policy.contains("frame-ancestors 'none'"))
        #expect(answer.headers["cache-control"] == "no-store")
        #expect(answer.headers["x-content-type-options"] == "nosniff")
        for bad in ["<script", " style=\"", "<style", "javascript:", " onclick", "src=\"http"] {
          #expect(!answer.body.contains(bad), "\(bad) on \(path)")
        }
      }
    }
  }

  @Test func `a cookie is out of reach of scripts and of other sites, and over TLS of plain text`() async throws {
    try await LivePages.run { pages in
      let set = try #require(try Browser(pages).signIn("ann").headers["set-cookie"])
      #expect(set.contains("; Path=/; HttpOnly; SameSite=Strict") && !set.contains("Secure"))
      #expect(set.hasPrefix("nightdesk=nd_"))
    }
  }

  @Test func `a form that another site's page sends changes nothing`() async throws {
    try await LivePages.run { pages in
      let reference = try pages.family()
      let number = try pages.firstThing(in: reference)
      let browser = Browser(pages)
      try browser.signIn("ann")
      let secret = try Browser.secret(in: try browser.get("/board").body)
      let deed = [("deed", "done"), ("number", "\(number)")]
      let path = "/case/\(reference)/tick"
      #expect(try browser.post(path, deed).status == 403)
      #expect(try browser.post(path, [("secret", "x" + secret.dropFirst())] + deed).status == 403)
      for header in ["Origin: http://evil.example", "Origin: null", "Sec-Fetch-Site: cross-site"] {
        #expect(try browser.post(path, [("secret", secret)] + deed, [header]).status == 403, "\(header)")
        #expect(try browser.post("/sign-in", [("token", "nd_mo")], [header]).status == 403, "\(header)")
      }
      #expect(pages.log.contains { $0.contains("a form was turned away") })
      // Nor does anything that is only looked at.
      #expect(try browser.get("\(path)?secret=\(secret)&deed=done&number=\(number)").status == 404)
      let own = ["Origin: http://127.0.0.1:\(pages.port)", "Sec-Fetch-Site: same-origin"]
      #expect(try browser.post(path, [("secret", secret)] + deed, own).status == 303)
      // One person's secret is not another's.
      let other = Browser(pages)
      try other.signIn("mo")
      #expect(try other.post(path, [("secret", secret)] + deed).status == 403)
    }
  }

  @Test func `what is typed or named comes back as text and never as markup`() async throws {
    try await LivePages.run { pages in
      let reference = try pages.family(then: ["log <b>&\"x", "wait 1 on <script>alert(1)</script>"])
      let browser = Browser(pages)
      try browser.signIn("ann")
      for path in ["/case/\(reference)", "/board", "/handover", "/case/%3Cscript%3E", "/%3Cscript%3E"] {
        #expect(try !browser.get(path).body.contains("<script"), "\(path)")
      }
      #expect(try browser.get("/case/\(reference)").body.contains("&lt;script&gt;"))
    }
  }

  @Test(arguments: [
    ("GET / HTTP/1.1\r\n\r\n", 400), ("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
    ("GET x HTTP/1.1\r\nHost: a\r\n\r\n", 400), ("GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    ("GET /board?a=%ff HTTP/1.1\r\nHost: a\r\n\r\n", 400), ("DELETE / HTTP/1.1\r\nHost: a\r\n\r\n", 405),
    ("nonsense\r\n\r\n", 400), ("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n", 400),
    ("POST /sign-in HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\nContent-Length: 3\r\n\r\nabc", 415),
    ("POST /sign-in HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\ntoken=nd_", 415),
    ("GET /" + String(repeating: "x", count: 600) + " HTTP/1.1\r\nHost: a\r\n\r\n", 414),
    ("GET / HTTP/1.1\r\nHost: a\r\nX: " + String(repeating: "x", count: 100_000) + "\r\n\r\n", 400),
  ])
  func `a request that is none is told so, and the next one is answered`(text: String, status: Int) async throws {
    try await LivePages.run { pages in
      let wire = try Wire(port: pages.port)
      try? wire.send(Array(text.utf8))
      wire.finish()
      #expect(try Browser.read(wire)?.status == status, "\(text.prefix(60))")
      #expect(try Browser(pages).get("/sign-in").status == 200)
    }
  }

  @Test func `no request, however it is maimed, keeps the next one from its answer`() async throws {
    try await LivePages.run { pages in
      _ = try pages.family()
      let browser = Browser(pages)
      try browser.signIn("ann")
      let cookie = try #require(browser.cookie)
      let whole = Array(
        ("POST /case/222-222/tick HTTP/1.1\r\nHost: a\r\nCookie: \(cookie)\r\nTransfer-Encoding: chunked\r\n"
          + "Content-Type: application/x-www-form-urlencoded\r\n\r\n8\r\ndeed=x&a\r\n0\r\n\r\n").utf8)
      var random = SplitMix64(seed: 18)
      for _ in 0..<300 {
        var bytes = whole
        for _ in 0..<(1 + random.next() % 6) {
          let place = Int(random.next() % UInt64(bytes.count))
          switch random.next() % 3 {
          case 0: bytes[place] = UInt8(truncatingIfNeeded: random.next())
          case 1: bytes.remove(at: place)
          default: bytes.insert(UInt8(truncatingIfNeeded: random.next()), at: place)
          }
        }
        let wire = try Wire(port: pages.port)
        try? wire.send(bytes)
        wire.finish()
        let answer = try wire.rest()
        #expect(answer.isEmpty || answer.hasPrefix("HTTP/1.1 "), "\(answer.prefix(80))")
      }
      #expect(try browser.get("/board").status == 200)
      #expect(try pages.store.open().allSatisfy { $0.events.count == 1 })
    }
  }

  @Test func `a form that is too long is refused before it is all there`() async throws {
    try await LivePages.run { pages in
      let wire = try Wire(port: pages.port)
      let head =
        "POST /sign-in HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 900000000\r\n\r\n"
      try wire.send(Array((head + String(repeating: "a", count: 6000)).utf8))
      #expect(try Browser.read(wire)?.status == 413)
    }
  }

  @Test func `who says nothing, or half of something, is shut out in time`() async throws {
    try await LivePages.run {
      $0.limits.request = .milliseconds(300)
      $0.limits.idle = .milliseconds(300)
    } _: { pages in
      for text in ["", "GET / HTT", "POST /sign-in HTTP/1.1\r\nHost: a\r\nContent-Length: 20\r\n\r\ntok"] {
        let wire = try Wire(port: pages.port)
        try wire.send(Array(text.utf8))
        #expect(try wire.rest() == "", "\(text)")
      }
    }
    // One that has been answered, and stays. How soon it asks is the machine's doing.
    try await LivePages.run {
      $0.limits.idle = .milliseconds(300)
    } _: { pages in
      let wire = try Wire(port: pages.port)
      try wire.send(Array("GET /style.css HTTP/1.1\r\nHost: a\r\n\r\n".utf8))
      #expect(try wire.rest().hasPrefix("HTTP/1.1 200"))
    }
  }

  @Test func `one connection carries several requests, and too many in a second are turned away`() async throws {
    try await LivePages.run {
      $0.limits.requestsPerSecond = 5
    } _: { pages in
      let wire = try Wire(port: pages.port)
      let request = "GET /sign-in HTTP/1.1\r\nHost: a\r\n\r\n"
      // All of them in one piece, and seconds' worth of them, so that a machine that stops for a moment makes no difference.
      try wire.send(Array(String(repeating: request, count: 40).utf8))
      let all = try wire.rest()
      #expect(all.ranges(of: "HTTP/1.1 200").count >= 5)
      #expect(all.ranges(of: "HTTP/1.1 429").count == 1)
    }
  }

  @Test func `where there is no room another browser is let go, and has it once one leaves`() async throws {
    try await LivePages.run {
      $0.limits.connections = 3
    } _: { pages in
      var held = try (0..<3).map { _ in try Wire(port: pages.port) }
      for wire in held { try wire.send(Array("GET /style.css HTTP/1.1\r\nHost: a\r\n\r\n".utf8)) }
      for wire in held { #expect(try wire.line() == "HTTP/1.1 200 OK") }
      #expect(try Wire(port: pages.port).rest() == "")
      held.removeLast()
      // Its leaving is noticed in a turn of the loop, which a busy machine may put off.
      let asking = "GET /sign-in HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
      var answer = try Browser.raw(asking, port: pages.port)
      for _ in 0..<100 where answer == nil {
        usleep(100_000)
        answer = try Browser.raw(asking, port: pages.port)
      }
      #expect(answer?.status == 200)
    }
  }

  @Test func `no case crosses a network in plain text`() async throws {
    for host in ["0.0.0.0", "::"] {
      await #expect(throws: DeskServerError.self) {
        _ = try await LivePages(at: "2026-11-27T17:45") { $0.address = .tcp(host: host, port: 0) }
      }
    }
  }

  @Test func `over TLS the pages are the same, and the cookie is for TLS alone`() async throws {
    let certificates = Shipped.root + "/Tests/DeskServerTests/Certificates/first"
    try await LivePages.run {
      $0.address = .tcp(host: "0.0.0.0", port: 0)
      $0.tls = TLSFiles(certificate: certificates + ".pem", key: certificates + ".key")
    } _: { pages in
      let script = """
        import http.client, ssl, sys
        c = http.client.HTTPSConnection("localhost", int(sys.argv[1]), context=ssl.create_default_context(cafile=sys.argv[2]))
        c.request("POST", "/sign-in", "token=nd_ann", {"Content-Type": "application/x-www-form-urlencoded"})
        r = c.getresponse(); r.read(); cookie = r.getheader("set-cookie"); print(r.status, cookie)
        c.request("GET", "/board", headers={"Cookie": cookie.split(";")[0]})
        r = c.getresponse(); print(r.status, "Board" in r.read().decode())
        """
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      process.arguments = ["python3", "-c", script, "\(pages.port)", certificates + ".pem"]
      let output = Pipe()
      process.standardOutput = output
      try process.run()
      let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      #expect(text.hasPrefix("303 __Host-nightdesk=nd_") && text.contains("; Secure"), "\(text)")
      #expect(text.hasSuffix("200 True\n"), "\(text)")
      // Plain text on the same port opens nothing.
      let wire = try Wire(port: pages.port)
      try wire.send(Array("GET / HTTP/1.1\r\nHost: a\r\n\r\n".utf8))
      #expect(try !wire.rest().contains("HTTP/1.1"))
    }
  }
}
