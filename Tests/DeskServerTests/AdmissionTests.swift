import Desk
import Logging
import NIOCore
import TestSupport
import Testing
import WorkingTime

@testable import DeskServer

/// Limits by address and by time, which no socket of loopback reaches.
struct AdmissionTests {
  private func desk(_ limits: DeskLimits) throws -> FrontDesk {
    FrontDesk(
      FrontDeskConfiguration(name: "test", programVersion: "test", limits: limits), world: try LiveDesk.world(),
      log: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }), mark: { $0 },
      clock: { .init(seconds: 0) },
      perform: { _, _ in nil })
  }

  @Test func `so many sessions come from one address, and none are counted from this machine`() throws {
    var limits = DeskLimits()
    limits.sessionsPerAddress = 2
    let desk = try desk(limits)
    func session(_ origin: Admission.Origin) -> TerminalHandler {
      TerminalHandler(desk: desk, hasTLS: false, origin: origin)
    }
    let (here, there) = (Admission.Origin.remote("192.0.2.1"), Admission.Origin.remote("192.0.2.2"))
    let first = session(here)
    #expect(desk.admit(first) == nil)
    #expect(desk.admit(session(here)) == nil)
    #expect(desk.admit(session(here))?.code == 421)
    #expect(desk.admit(session(there)) == nil)
    desk.release(first)
    let second = session(here)
    #expect(desk.admit(second) == nil)
    #expect(desk.admit(session(here))?.code == 421)
    // Who has signed in is not counted among an address's strangers.
    desk.signedIn(second)
    #expect(desk.admit(session(here)) == nil)
    for _ in 0..<20 { #expect(desk.admit(session(.loopback)) == nil) }
  }

  @Test(arguments: [
    ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true), ("2001:db8:1:2::1", "2001:db8:1:3::1", false),
    ("::ffff:192.0.2.1", "::ffff:192.0.2.2", false), ("::ffff:192.0.2.1", "::ffff:192.0.2.1", true),
    ("fe80::1%eth0", "fe80::2%eth1", true),
  ])
  func `IPv6 addresses of one network are counted as one machine's`(one: String, other: String, isSame: Bool) {
    #expect((Admission.Origin.block(of: one) == Admission.Origin.block(of: other)) == isSame)
    #expect(Admission.Origin.block(of: one).isStrange)
  }

  @Test func `a crowd of strangers leaves room for loopback, and both leave some for the Unix socket`() {
    var limits = DeskLimits()
    limits.sessions = 100
    limits.sessionsPerAddress = 1000
    var admission = Admission(limits)
    func fill(_ origin: Admission.Origin) -> Int {
      var count = 0
      while admission.admit(origin) == nil { count += 1 }
      return count
    }
    #expect(fill(.remote("192.0.2.1")) == 80)
    #expect(fill(.loopback) == 10)
    #expect(fill(.unixSocket) == 10)
    // A stranger that has signed in makes room for the next, once there is any at all.
    admission.signedIn(.remote("192.0.2.1"))
    #expect(admission.admit(.remote("192.0.2.1")) != nil)
    admission.release(.loopback, hasSignedIn: false)
    #expect(fill(.remote("192.0.2.1")) == 1)
    admission.release(.remote("192.0.2.1"), hasSignedIn: true)
    #expect(fill(.loopback) == 1)
  }

  @Test func `an allowance grows with time up to a second's worth`() {
    var allowance = Allowance(perSecond: 2)
    let start = NIODeadline.uptimeNanoseconds(1_000_000_000)
    func takes(_ milliseconds: Int64) -> Bool { allowance.take(at: start + .milliseconds(milliseconds)) }
    #expect(takes(0) && takes(0) && !takes(0))
    #expect(!takes(499) && takes(501))
    #expect(takes(60_000) && takes(60_000) && !takes(60_000))
  }

  @Test(arguments: [
    ("127.0.0.1:6110", "127.0.0.1:6110"), ("desk.example", "desk.example:6110"), ("[::1]:7", "[::1]:7"),
    ("[::1]", "[::1]:6110"), ("::1", "[::1]:6110"), ("/run/desk.sock", "/run/desk.sock"), ("./desk", "./desk"),
  ])
  func `an address is read as it is given`(text: String, address: String) throws {
    #expect(try DeskAddress(text).description == address)
  }

  @Test(arguments: ["", ":6110", "host:", "host:port", "host:65536", "host:-1", "[::1", "[]:5", "[::1]x"])
  func `what is no address is refused`(text: String) {
    #expect(throws: DeskServerError.self) { try DeskAddress(text) }
  }

  @Test func `a kept reply is written again in its period, and for no other line`() {
    var cache = ReplyCache(capacity: 4096, seed: 7)
    cache.enter(period: 1)
    var out = ByteBuffer()
    for number in 0..<100 { cache.keep(Array("reply \(number)".utf8), to: ByteBuffer(string: "line \(number)")) }
    for number in 0..<100 {
      out.clear()
      #expect(cache.write(replyTo: ByteBuffer(string: "line \(number)"), into: &out))
      #expect(String(buffer: out) == "reply \(number)")
    }
    #expect(!cache.write(replyTo: ByteBuffer(string: "line 100"), into: &out))
    #expect(!cache.write(replyTo: ByteBuffer(string: "Line 1"), into: &out))
    cache.enter(period: 2)
    #expect(!cache.write(replyTo: ByteBuffer(string: "line 1"), into: &out))
  }

  @Test func `a full cache forgets, and what would not fit is not kept`() {
    var cache = ReplyCache(capacity: 1000, seed: 7)
    var out = ByteBuffer()
    cache.keep([UInt8](repeating: 1, count: 900), to: ByteBuffer(string: "large"))
    #expect(!cache.write(replyTo: ByteBuffer(string: "large"), into: &out))
    for number in 0..<1000 {
      let line = ByteBuffer(string: "\(number)")
      cache.keep([UInt8](repeating: 2, count: 50), to: line)
      #expect(cache.write(replyTo: line, into: &out))
    }
  }

  @Test(arguments: [("2001:db8::1", "2001:db8::2", true), ("2001:db8:1::1", "2001:db8:2::1", false)])
  func `a browser's address is counted as a terminal's is`(one: String, other: String, isSame: Bool) throws {
    let (first, second) = (try SocketAddress(ipAddress: one, port: 1), try SocketAddress(ipAddress: other, port: 2))
    #expect((ClientAddress.counted(first) == ClientAddress.counted(second)) == isSame)
    #expect(try ClientAddress.counted(SocketAddress(ipAddress: "::1", port: 1)) == nil)
  }
}
