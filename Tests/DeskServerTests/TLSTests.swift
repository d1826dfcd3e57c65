import Desk
import DeskServer
import Foundation
import NIOCore
import TestSupport
import Testing

struct TLSTests {
  private static let certificates = Shipped.root + "/Tests/DeskServerTests/Certificates/"

  private static func files(_ name: String) -> TLSFiles {
    TLSFiles(certificate: certificates + name + ".pem", key: certificates + name + ".key")
  }

  private static func connect(_ desk: LiveDesk, trusting name: String) throws -> DeskConnection {
    try DeskConnection(
      to: .tcp(host: "localhost", port: desk.port), trust: .init(authorities: certificates + name + ".pem"))
  }

  @Test func `over TLS a session goes as over plain text, and says that it is one`() async throws {
    try await LiveDesk.run {
      $0.tls = Self.files("first")
    } _: { desk in
      let connection = try Self.connect(desk, trusting: "first")
      #expect(connection.greeting.hasSuffix("; triage json auth tls"))
      #expect(try connection.reply(to: "lookup canterbury ooh").block.first?.hasPrefix("01227 781879") == true)
      #expect(try connection.reply(to: "quit").effect == .close)
    }
  }

  @Test func `plain text on a port of TLS is told so in plain text`() async throws {
    try await LiveDesk.run {
      $0.tls = Self.files("first")
    } _: { desk in
      let wire = try Wire(port: desk.port)
      try wire.send(line: "lookup luton")
      #expect(try wire.rest() == "400 this port speaks TLS only\r\n")
      #expect(desk.log.lines.contains { $0.contains("plain text on a port of TLS turned away") })
    }
  }

  @Test func `a handshake that is not finished is ended`() async throws {
    try await LiveDesk.run {
      $0.tls = Self.files("first")
      $0.limits.handshake = .milliseconds(400)
    } _: { desk in
      let silent = try Wire(port: desk.port)
      let halfway = try Wire(port: desk.port)
      try halfway.send([0x16, 0x03, 0x01, 0x02, 0x00])
      #expect(try silent.rest() == "")
      #expect(try halfway.rest() == "")
      #expect(desk.log.lines.filter { $0.contains("not finished in time") }.count == 2)
    }
  }

  @Test func `a handshake of nonsense is ended, and the others go on`() async throws {
    try await LiveDesk.run {
      $0.tls = Self.files("first")
    } _: { desk in
      let connection = try Self.connect(desk, trusting: "first")
      let wire = try Wire(port: desk.port)
      try wire.send([0x16] + [UInt8](repeating: 0x42, count: 4000))
      _ = try wire.rest()
      #expect(try connection.reply(to: "version").code == 200)
    }
  }

  @Test func `a certificate that is read again is that of the next session, and the old one keeps going`() async throws
  {
    let folder = NSTemporaryDirectory() + "nightdesk-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { do { try FileManager.default.removeItem(atPath: folder) } catch { Issue.record(error) } }
    func put(_ name: String) throws {
      for ending in ["pem", "key"] {
        let bytes = try Data(contentsOf: URL(fileURLWithPath: Self.certificates + name + "." + ending))
        try bytes.write(to: URL(fileURLWithPath: folder + "/desk." + ending))
      }
    }
    try put("first")
    let desk = try await LiveDesk(moment: "2026-11-26T17:45", world: nil) {
      $0.tls = TLSFiles(certificate: folder + "/desk.pem", key: folder + "/desk.key")
    }
    let old = try await onThread { try Kept(Self.connect(desk, trusting: "first")) }
    try put("second")
    await desk.service.answer(from: try LiveDesk.world(), try desk.service.renewedIdentity())
    try await onThread { () throws -> Void in
      #expect(try Self.connect(desk, trusting: "second").reply(to: "version").code == 200)
      #expect(throws: DeskServerError.self) { try Self.connect(desk, trusting: "first") }
      #expect(try old.connection.reply(to: "version").code == 200)
    }
    try Data("no certificate".utf8).write(to: URL(fileURLWithPath: folder + "/desk.pem"))
    #expect(throws: DeskServerError.self) { try desk.service.renewedIdentity() }
    try await onThread { () throws -> Void in
      #expect(try Self.connect(desk, trusting: "second").reply(to: "version").code == 200)
    }
    await desk.service.stop()
  }

  @Test func `a key that everybody may read is told, and what is not a file is refused and not waited for`()
    async throws
  {
    let folder = NSTemporaryDirectory() + "nightdesk-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { do { try FileManager.default.removeItem(atPath: folder) } catch { Issue.record(error) } }
    for ending in ["pem", "key"] {
      try FileManager.default.copyItem(
        atPath: Self.certificates + "first." + ending, toPath: folder + "/desk." + ending)
    }
    chmod(folder + "/desk.key", 0o644)
    let desk = try await LiveDesk(moment: "2026-11-26T17:45", world: nil) {
      $0.tls = TLSFiles(certificate: folder + "/desk.pem", key: folder + "/desk.key")
    }
    #expect(desk.log.lines.contains { $0.contains("is open to everybody on this machine") })
    unlink(folder + "/desk.pem")
    #expect(mkfifo(folder + "/desk.pem", 0o600) == 0)
    let error = #expect(throws: DeskServerError.self) { try desk.service.renewedIdentity() }
    #expect(error?.context.contains("it is not a file") == true)
    await desk.service.stop()
  }

  @Test(arguments: [
    ("expired", "has expired: no client will trust it"), ("early", "is not valid yet"),
  ])
  func `a certificate out of its time is told at the start and on reading again, and no client takes it`(
    name: String, words: String
  ) async throws {
    try await LiveDesk.run {
      $0.tls = Self.files(name)
    } _: { desk in
      func told() -> Int { desk.log.lines.filter { $0.hasPrefix("warning") && $0.contains(words) }.count }
      #expect(told() == 1, "\(desk.log.lines)")
      _ = try desk.service.renewedIdentity()
      #expect(told() == 2)
      let error = #expect(throws: DeskServerError.self) { try Self.connect(desk, trusting: name) }
      #expect(error?.context.contains("certificate") == true, "\(error?.context ?? "")")
    }
  }

  /// A connection handed from one thread to the next: never used by two at once, since each waits for the one before.
  private struct Kept: @unchecked Sendable {
    let connection: DeskConnection

    init(_ connection: DeskConnection) { self.connection = connection }
  }
}
