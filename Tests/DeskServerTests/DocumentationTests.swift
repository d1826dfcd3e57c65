import DeskServer
import Foundation
import TestSupport
import Testing

/// What the page for writers of clients says is what the server does.
struct DocumentationTests {
  private static func page() throws -> String {
    String(decoding: try Shipped.bytes(of: "Sources/DeskServer/DeskServer.docc/LineProtocol.md"), as: UTF8.self)
  }

  private struct OverTCP: Conversation {
    let wire: Wire

    mutating func reply(to line: String) throws -> [String] {
      try wire.send(line: line)
      return try wire.reply()
    }
  }

  @Test func `the session on the page goes as it is printed`() async throws {
    let page = try Self.page()
    let session = try #require(page.components(separatedBy: "```session\n").dropFirst().first)
    let text = try #require(session.components(separatedBy: "```").first)
    let transcript = Transcript(name: "page", text: text)
    #expect(transcript.turns.count > 10)
    try await LiveDesk.run { desk in
      var conversation = OverTCP(wire: try desk.wire())
      #expect(try transcript.differences(from: &conversation, engine: try Shipped.engine) == [])
    }
  }

  @Test func `the example client prints what it asks for`() async throws {
    try await LiveDesk.run { desk in
      for (lines, status, part) in [
        (["lookup canterbury ooh"], 0, "01227 781879"), (["format json", "councils luton"], 0, #"{"councils":["#),
        (["auth \(TestToken.officer)", "triage luton", "ask"], 0, "Is anyone in danger right now?"),
        (["lookup atlantis", "version"], 1, "no council 'atlantis'"),
      ] {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments =
          ["python3", Shipped.root + "/deploy/examples/desk.py", "127.0.0.1:\(desk.port)"] + lines
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == Int32(status))
        #expect(text.contains(part), "\(text)")
      }
    }
  }

  @Test func `every code that the desk can give is on the page`() throws {
    let page = try Self.page()
    let sources = try FileManager.default.subpathsOfDirectory(atPath: Shipped.root + "/Sources")
      .filter { ($0.hasPrefix("Desk/") || $0.hasPrefix("DeskServer/")) && $0.hasSuffix(".swift") }
    var codes: Set<Substring> = []
    for source in sources {
      let text = String(decoding: try Shipped.bytes(of: "Sources/" + source), as: UTF8.self)
      for match in text.matches(of: /Reply\(\s*([2-5]\d\d),/) { codes.insert(match.1) }
    }
    #expect(codes.count > 15)
    let missing = codes.filter { !page.contains($0) }
    #expect(missing == [])
  }
}
