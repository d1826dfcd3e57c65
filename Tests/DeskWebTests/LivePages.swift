import CaseStore
import Casebook
import Desk
import DeskServer
import DeskWeb
import Foundation
import Logging
import Synchronization
import TestSupport
import Testing
import Triage
import WorkingTime

/// Pages of a test's own on a free port, over a casebook of its own, with a clock that stands still until it is moved.
final class LivePages: Sendable {
  static let people: [(name: String, role: CaseRole, councils: Set<String>?)] = [
    ("ann", .officer, nil), ("mo", .manager, nil), ("dora", .dayTeam, nil), ("rex", .reporter, nil),
    ("kit", .officer, ["dover"]),
  ]

  let service: WebService
  let store: CaseStore
  let port: Int
  private let folder: String
  private let time: Clock
  private let lines: Lines

  /// What the server's closures share with the test.
  private final class Clock: Sendable {
    let now: Mutex<Moment>
    init(_ moment: Moment) { now = Mutex(moment) }
  }

  /// What was logged.
  final class Lines: Sendable {
    let written = Mutex<[String]>([])
  }

  private struct Handler: LogHandler {
    let lines: Lines
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.trace

    init(lines: Lines) { self.lines = lines }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
      lines.written.withLock { $0.append("\(event.level) \(event.message) \(event.metadata ?? [:])") }
    }
  }

  var log: [String] { lines.written.withLock { $0 } }
  var now: Moment { time.now.withLock { $0 } }

  /// Everybody of `people`, a terminal, and somebody whom nobody let in, each with the token `nd_NAME`.
  static func world() throws -> DeskWorld {
    var holders = [Token.mark(of: "nd_desk-3"): TokenHolder(name: "desk-3", role: .terminal)]
    for name in people.map(\.name) + ["pat"] {
      holders[Token.mark(of: "nd_" + name)] = TokenHolder(name: name, role: .officer)
    }
    return DeskWorld(engine: try Shipped.engine, holders: holders)
  }

  init(at moment: String, _ change: (inout WebConfiguration) -> Void) async throws {
    folder = NSTemporaryDirectory() + "pages-" + UUID().uuidString
    let frame = WorkingTimeFrame(clock: try Shipped.clock, calendar: try Shipped.calendar)
    store = try CaseStore(path: folder + "/cases.sqlite", frame: frame)
    for person in Self.people {
      try store.letIn(CaseOfficer(name: person.name, role: person.role, councils: person.councils))
    }
    let time = Clock(try TimeText.moment(moment, clock: Shipped.clock).moment)
    self.time = time
    let lines = Lines()
    self.lines = lines
    var log = Logger(label: "test", factory: { _ in Handler(lines: lines) })
    log.logLevel = .trace
    var configuration = WebConfiguration(
      address: .tcp(host: "127.0.0.1", port: 0), programVersion: "test", cases: CaseAccess(shelf: store))
    change(&configuration)
    service = WebService(configuration, world: try Self.world(), log: log, clock: { time.now.withLock { $0 } })
    guard case .tcp(_, let port) = try await service.start() else { throw Wire.Broken(description: "no port") }
    self.port = port
  }

  deinit { do { try FileManager.default.removeItem(atPath: folder) } catch { Issue.record("\(error)") } }

  /// Moves the clock on.
  func pass(minutes: Int64) { time.now.withLock { $0 = $0.adding(seconds: minutes * 60) } }

  /// Has the pages live while a body looks at them, on a thread that may block.
  static func run(
    at moment: String = "2026-11-27T17:45", _ change: (inout WebConfiguration) -> Void = { _ in },
    _ body: @escaping @Sendable (LivePages) throws -> Void
  ) async throws {
    let pages = try await LivePages(at: moment, change)
    do {
      try await withTaskExecutorPreference(ThreadPerJob()) { try body(pages) }
    } catch {
      await pages.service.stop()
      throw error
    }
    await pages.service.stop()
  }

  final class ThreadPerJob: TaskExecutor {
    func enqueue(_ job: consuming ExecutorJob) {
      let job = UnownedJob(job)
      Thread.detachNewThread { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
  }

  // MARK: - Cases

  /// Lines that an officer says at a desk; the last reply.
  @discardableResult
  func tell(_ lines: [String], by name: String = "ann") throws -> Reply {
    let signIn = SignIn(isRequired: true, holders: try Self.world().holders) { Token.mark(of: $0) }
    var context = DeskContext(engine: try Shipped.engine, now: now, programVersion: "test", signIn: signIn)
    context.cases = CaseAccess(shelf: store)
    var session = DeskSession()
    var last = session.handle("auth nd_\(name)", in: context)
    for line in lines {
      last = session.handle(line, in: context)
      #expect(!last.isError, "\(line): \(last.code) \(last.text)")
    }
    return last
  }

  /// A kept family of two children with nowhere to go; its reference.
  func family(_ council: String = "luton", more: [String] = [], then: [String] = []) throws -> String {
    let reply = try tell(
      ["triage \(council)", "set children 4 7", "set nowhere-tonight yes", "set immediate-danger no"] + more + ["keep"])
    let reference = String(try #require(reply.text.firstMatch(of: /[0-9A-Z]{3}-[0-9A-Z]{3}/)).0)
    if !then.isEmpty { try tell(["open \(reference)"] + then) }
    return reference
  }

  /// The number of the first thing that is still to be done.
  func firstThing(in reference: String) throws -> Int {
    let reference = try #require(CaseReference(typed: reference))
    return try #require(try store.record(of: reference).live.first { $0.sort == .once }?.number)
  }
}

/// A browser with as much of one as a test needs: it keeps its cookie and reads what it is sent.
final class Browser {
  struct Answer {
    let status: Int
    let headers: [String: String]
    let body: String
  }

  let port: Int
  var cookie: String?

  init(_ pages: LivePages) { port = pages.port }

  /// Sends a request as it stands, and reads the answer up to its end.
  static func raw(_ text: String, port: Int) throws -> Answer? {
    let wire = try Wire(port: port)
    try wire.send(Array(text.utf8))
    return try read(wire)
  }

  static func read(_ wire: Wire) throws -> Answer? {
    guard let first = try wire.line() else { return nil }
    let status = try #require(first.split(separator: " ").dropFirst().first.flatMap { Int($0) })
    var headers: [String: String] = [:]
    while let line = try wire.line(), !line.isEmpty {
      let parts = line.split(separator: ":", maxSplits: 1)
      headers[parts[0].lowercased()] = parts.count > 1 ? String(parts[1].drop { $0 == " " }) : ""
    }
    return Answer(status: status, headers: headers, body: try wire.rest())
  }

  @discardableResult
  func get(_ path: String, _ headers: [String] = []) throws -> Answer {
    try send("GET \(path) HTTP/1.1", headers, "")
  }

  @discardableResult
  func post(_ path: String, _ fields: [(String, String)], _ headers: [String] = []) throws -> Answer {
    let form = fields.map { "\($0)=\($1.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")" }
    let body = form.joined(separator: "&")
    return try send(
      "POST \(path) HTTP/1.1",
      ["Content-Type: application/x-www-form-urlencoded", "Content-Length: \(body.utf8.count)"] + headers, body)
  }

  private func send(_ line: String, _ headers: [String], _ body: String) throws -> Answer {
    var lines = [line, "Host: 127.0.0.1:\(port)", "Connection: close"] + headers
    if let cookie { lines.append("Cookie: other=1; \(cookie)") }
    let answer = try #require(try Self.raw(lines.joined(separator: "\r\n") + "\r\n\r\n" + body, port: port))
    if let set = answer.headers["set-cookie"] { cookie = set.split(separator: ";").first.map(String.init) }
    return answer
  }

  /// Signs in with somebody's token.
  @discardableResult
  func signIn(_ name: String, live: Bool = false) throws -> Answer {
    try post("/sign-in", [("token", "nd_\(name)")] + (live ? [("live", "yes")] : []))
  }

  /// The secret in the forms of a page.
  static func secret(in page: String) throws -> String {
    String(try #require(page.firstMatch(of: /name="secret" value="([^"]+)"/)).1)
  }

  /// Ticks something on the page where its form stands.
  @discardableResult
  func tick(_ page: String, _ reference: String, _ fields: [(String, String)]) throws -> Answer {
    let secret = try Self.secret(in: try get(page).body)
    return try post("/case/\(reference)/tick", [("secret", secret)] + fields)
  }
}
