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

  @Test func `every field that the desk writes as JSON is on the page, and no other`() throws {
    let page = String(
      decoding: try Shipped.bytes(of: "Sources/DeskServer/DeskServer.docc/JSONFields.md"), as: UTF8.self)
    let sources = try FileManager.default.subpathsOfDirectory(atPath: Shipped.root + "/Sources/Desk")
      .filter { $0.hasSuffix(".swift") }
    // The trace is put together from ready pieces, and the calls to a contact are named in a list.
    var fields: Set<Substring> = ["result", "because", "call"]
    for source in sources {
      let text = String(decoding: try Shipped.bytes(of: "Sources/Desk/" + source), as: UTF8.self)
      for match in text.matches(
        of: /json\.(?:member|key)\(\s*"(\w+)"|^ +(?:member|key)\("(\w+)"/.anchorsMatchLineEndings())
      {
        if let field = match.1 ?? match.2 { fields.insert(field) }
      }
    }
    #expect(fields.count > 60)
    #expect(fields.filter { !page.contains("`\($0)`") } == [])

    var listed: Set<Substring> = []
    for table in page.components(separatedBy: "| field").dropFirst() {
      for row in table.split(separator: "\n", omittingEmptySubsequences: false).dropFirst(2).prefix(while: {
        $0.hasPrefix("|")
      }) {
        let first = row.dropFirst().prefix { $0 != "|" }
        for match in first.matches(of: /`(\w+)`/) { listed.insert(match.1) }
      }
    }
    #expect(listed.count > 60)
    #expect(listed.subtracting(fields) == [])
  }

  @Test func `every flag and variable of the manual is on a page for people, beside the limits of serve`() throws {
    func text(_ path: String) throws -> String { String(decoding: try Shipped.bytes(of: path), as: UTF8.self) }
    let paths = try FileManager.default.subpathsOfDirectory(atPath: Shipped.root + "/Sources")
      .filter { $0.contains(".docc/") && $0.hasSuffix(".md") }
    let pages = try (["README.md"] + paths.map { "Sources/" + $0 }).map(text).joined()
    let manual = try text("deploy/nightdesk.1")
    let flags = Set(manual.matches(of: /Fl -([a-z][a-z-]+)/).map { String($0.1) })
    #expect(flags.count > 60)
    // A page sends whoever wants these to 'serve --help'.
    let options = try text("Sources/nightdesk/Serve/LimitOptions.swift")
    let limits = options.matches(of: /\n  var (\w+)(?: = |: Int\?)/).map { name in
      name.1.reduce(into: "") { $0 += $1.isUppercase ? "-" + $1.lowercased() : String($1) }
    }
    #expect(limits.count > 10)
    #expect(flags.subtracting(limits).filter { $0 != "version" && !pages.contains("--\($0)") } == [])
    let variables = Set(manual.matches(of: /NIGHTDESK_[A-Z_]+/).map { String($0.0) })
    #expect(variables.count > 5)
    #expect(variables.filter { !pages.contains($0) } == [])
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
