import Desk
import DeskServer
import Foundation
import TestSupport
import Testing

/// Clients that came to the wrong door, and what the log may say of the others.
struct StrangerTests {
  @Test(arguments: [
    "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "POST / HTTP/1.1\r\nContent-Length: 60\r\n\r\nfailed luton/safeguarding wrong-number\r\nlookup luton\r\n",
    "OPTIONS * HTTP/1.0\r\n\r\n",
  ])
  func `a web request is told where it is, and nothing of it is carried out`(request: String) async throws {
    try await LiveDesk.run { desk in
      let wire = try desk.wire()
      try wire.send(Array(request.utf8))
      #expect(try wire.rest() == "400 this is not a web server; it speaks the desk's line protocol\r\n")
      #expect(desk.effects == [])
      #expect(desk.log.lines.contains { $0.contains("a web request turned away") })
    }
  }

  @Test func `a TLS handshake on a plain port is turned away`() async throws {
    try await LiveDesk.run { desk in
      let wire = try desk.wire()
      try wire.send([0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xfc, 0x03, 0x03])
      #expect(try wire.rest() == "400 this port does not speak TLS\r\n")
      #expect(desk.log.lines.contains { $0.contains("a TLS handshake on a port without TLS turned away") })
    }
  }

  @Test func `what a client half closes is answered first`() async throws {
    try await LiveDesk.run { desk in
      let wire = try desk.wire()
      try wire.send(Array(String(repeating: "lookup canterbury ooh\r\n", count: 200).utf8) + Array("lookup lu".utf8))
      wire.finish()
      #expect(try wire.rest().components(separatedBy: "210 Canterbury").count == 201)
    }
  }

  @Test func `no fact of a family and no token reaches the log`() async throws {
    try await LiveDesk.run { desk in
      let wire = try desk.wire()
      for line in [
        "auth \(TestToken.officer)", "triage luton", "set children 4 7", "set violence-risk thanet", "set children 99",
        "auth \(TestToken.officer)x", "set pregnant \u{1}", "quit",
      ] {
        try wire.send(line: line)
        _ = try wire.reply()
      }
      _ = try wire.rest()
      let log = desk.log.lines.joined(separator: "\n")
      for secret in [TestToken.officer, "thanet", "children", "4 7", "pregnant", "luton"] {
        #expect(!log.contains(secret), "\(secret): \(log)")
      }
    }
  }

  @Test func `where signing in is required nothing is looked up before it, whatever others asked`() async throws {
    try await LiveDesk.run {
      $0.requiresSignIn = true
    } _: { desk in
      let known = try desk.wire()
      let unknown = try desk.wire()
      for (wire, line, code) in [
        (unknown, "lookup luton", "530"), (known, "auth \(TestToken.terminal)", "230"), (known, "lookup luton", "210"),
        (unknown, "lookup luton", "530"), (unknown, "help", "211"), (unknown, "version", "200"),
        (unknown, "format json", "200"), (known, "triage luton", "530"), (unknown, "quit", "221"),
      ] {
        try wire.send(line: line)
        #expect(try wire.reply().first?.hasPrefix(code) == true, "\(line)")
      }
    }
  }
}
