import Foundation
import TestSupport
import Testing

/// `serve --web` in the program itself.
struct WebCommandTests {
  /// The answer to a request for a path, whole.
  private static func get(_ path: String, port: Int, more: String = "") throws -> String {
    let wire = try Wire(port: port)
    try wire.send(Array("GET \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\(more)\r\n".utf8))
    return try wire.rest()
  }

  private static func webPort(_ served: Served) throws -> Int {
    #expect(comesTrue { served.log.contains("pages at") })
    return try #require(served.log.firstMatch(of: /pages at http:\/\/127\.0\.0\.1:(\d+)\//).flatMap { Int($0.1) })
  }

  @Test func `pages are offered where somebody asks for them, and a sign-in holds what the casebook lets it`() throws {
    let program = try Program()
    let casebook = program.folder.path + "/cases.sqlite"
    let token = String(
      try #require(
        try program.run("token", "add", "ann", "--role", "officer").output.firstMatch(of: /nd_[A-Za-z0-9_-]+/)
      ).0)
    #expect(try program.run("casebook", "let-in", "ann", "--role", "officer", "--casebook", casebook).status == 0)
    let served = try Served(
      program, ["--listen", "127.0.0.1:0", "--web", "127.0.0.1:0", "--casebook", casebook])
    let port = try Self.webPort(served)
    #expect(try Self.get("/board", port: port).contains("location: /sign-in"))
    let wire = try Wire(port: port)
    let form = "token=\(token)"
    try wire.send(
      Array(
        "POST /sign-in HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: \(form.utf8.count)\r\n\r\n\(form)"
          .utf8))
    let cookie = try #require(try wire.rest().firstMatch(of: /set-cookie: (nightdesk=[^;]+);/)).1
    #expect(try Self.get("/board", port: port, more: "Cookie: \(cookie)\r\n").contains("0 open cases"))
    // Revoked, it opens nothing within a second.
    #expect(try program.run("token", "revoke", "ann").status == 0)
    #expect(
      try comesTrue {
        try Self.get("/board", port: port, more: "Cookie: \(cookie)\r\n").contains("location: /sign-in")
      })
    served.process.terminate()
    served.process.waitUntilExit()
    #expect(served.process.terminationStatus == 0)
    #expect(!served.log.contains(token) && !served.log.contains(String(cookie)))
  }

  @Test(arguments: [
    (["--web", "127.0.0.1:0"], "say where they are with --casebook"),
    (["--web", "0.0.0.0:0", "--casebook", "CASES"], "cases go over TLS only"),
    (["--web", "0.0.0.0:0", "--casebook", "CASES", "--plain-text-for-other-machines"], "cases go over TLS only"),
    (["--web", "/tmp/path", "--casebook", "CASES"], "is a path"),
    (["--web", "127.0.0.1:x", "--casebook", "CASES"], "is not an address"),
  ])
  func `what cannot be offered is refused before anybody is served`(arguments: [String], says: String) throws {
    let program = try Program()
    let cases = program.folder.path + "/cases.sqlite"
    let process = program.process(
      ["serve", "--listen", "127.0.0.1:0", "--store", program.store]
        + arguments.map { $0 == "CASES" ? cases : $0 })
    let error = Pipe()
    process.standardError = error
    try process.run()
    let complained = String(decoding: error.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 2, "\(complained)")
    #expect(complained.contains(says), "\(complained)")
  }

  @Test func `a socket that systemd calls web is the pages', and the others are the terminals'`() throws {
    let program = try Program()
    let cases = program.folder.path + "/cases.sqlite"
    // Two sockets that listen, handed over as 3 and 4.
    let script = """
      import os, socket, sys
      socks = [socket.socket() for _ in range(2)]
      for s in socks:
          s.bind(("127.0.0.1", 0)); s.listen()
      print(*[s.getsockname()[1] for s in socks], flush=True)
      copies = [os.dup(s.fileno()) for s in socks]
      copies = [os.dup2(c, 100 + i) for i, c in enumerate(copies)]
      for i, c in enumerate(copies): os.dup2(c, 3 + i); os.set_inheritable(3 + i, True)
      os.environ.update(LISTEN_PID=str(os.getpid()), LISTEN_FDS="2", LISTEN_FDNAMES="nightdesk.socket:web")
      os.execv(sys.argv[1], sys.argv[1:])
      """
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "python3", "-c", script, Program.path, "serve", "--name", "test", "--store", program.store, "--casebook", cases,
    ]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    defer {
      process.terminate()
      process.waitUntilExit()
    }
    var first = ""
    while !first.hasSuffix("\n") {
      let more = output.fileHandleForReading.availableData
      if more.isEmpty { break }
      first += String(decoding: more, as: UTF8.self)
    }
    let ports = first.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
    try #require(ports.count == 2)
    #expect(try Self.get("/sign-in", port: ports[1]).contains("Your token"))
    let wire = try Wire(port: ports[0])
    #expect(try wire.line()?.hasPrefix("220 nightdesk/1 test") == true)
  }
}
