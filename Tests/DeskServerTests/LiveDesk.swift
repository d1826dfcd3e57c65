import Desk
import DeskServer
import Foundation
import Logging
import Synchronization
import TestSupport
import Triage
import WorkingTime

/// A server of a test's own on a free port, with a clock that stands still until it is moved.
final class LiveDesk: Sendable {
  /// What the server's closures share with the test.
  private final class Outside: Sendable {
    let time: Mutex<Moment>
    let effects = Mutex<[DeskEffect]>([])
    init(_ moment: Moment) { time = Mutex(moment) }
  }

  let service: FrontDeskService
  let addresses: [DeskAddress]
  let log = LogBook()
  private let outside: Outside

  /// The port of the first TCP address.
  var port: Int {
    for case .tcp(_, let port) in addresses { return port }
    return 0
  }

  /// What replies brought with them.
  var effects: [DeskEffect] { outside.effects.withLock { $0 } }

  /// The shipped directory, or another, with two tokens.
  static func world(_ engine: TriageEngine? = nil) throws -> DeskWorld {
    DeskWorld(
      engine: try engine ?? Shipped.engine,
      holders: [
        Token.mark(of: TestToken.officer): TokenHolder(name: "ann", role: .officer),
        Token.mark(of: TestToken.terminal): TokenHolder(name: "desk-3", role: .terminal),
      ])
  }

  init(moment: String, world: DeskWorld?, _ change: (inout FrontDeskConfiguration) -> Void) async throws {
    var configuration = FrontDeskConfiguration(
      name: "test", programVersion: "test", addresses: [.tcp(host: "127.0.0.1", port: 0)])
    change(&configuration)
    let outside = Outside(try TimeText.moment(moment, clock: Shipped.clock).moment)
    self.outside = outside
    let book = log
    var logger = Logger(label: "test", factory: { _ in book.handler })
    logger.logLevel = .debug
    service = FrontDeskService(
      configuration, world: try world ?? Self.world(), log: logger, clock: { outside.time.withLock { $0 } },
      perform: { effect, _ in
        outside.effects.withLock { $0.append(effect) }
        return nil
      })
    addresses = try await service.start()
  }

  /// Moves the clock on.
  func pass(seconds: Int64) { outside.time.withLock { $0 = $0.adding(seconds: seconds) } }

  /// A client that has read its greeting.
  func wire(seconds: Int = 20) throws -> Wire {
    let wire = try Wire(port: port, seconds: seconds)
    guard try wire.line()?.hasPrefix("220 ") == true else { throw Wire.Broken(description: "no greeting") }
    return wire
  }

  /// Has a desk live while a body talks to it, on a thread that may block.
  static func run(
    moment: String = "2026-11-26T17:45", world: DeskWorld? = nil,
    _ change: (inout FrontDeskConfiguration) -> Void = { _ in },
    _ body: @escaping @Sendable (LiveDesk) throws -> Void
  ) async throws {
    let desk = try await LiveDesk(moment: moment, world: world, change)
    do {
      try await onThread { try body(desk) }
    } catch {
      await desk.service.stop()
      throw error
    }
    await desk.service.stop()
  }
}

/// Runs what blocks on a thread of its own, as part of the same test: the tests' own threads are few, and the server
/// needs one to stop.
func onThread<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
  try await withTaskExecutorPreference(ThreadPerJob()) { try body() }
}

private final class ThreadPerJob: TaskExecutor {
  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    Thread.detachNewThread { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}

/// Every line that was logged.
final class LogBook: Sendable {
  private let written = Mutex<[String]>([])

  var lines: [String] { written.withLock { $0 } }

  var handler: any LogHandler { Handler(book: self) }

  private struct Handler: LogHandler {
    let book: LogBook
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.debug

    init(book: LogBook) { self.book = book }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
      book.written.withLock { $0.append("\(event.level) \(event.message) \(event.metadata ?? [:])") }
    }
  }
}

/// Waits for something that the server does in its own time; false where it does not come.
func comesTrue(within seconds: Double = 120, _ condition: () -> Bool) -> Bool {
  let end = Date().addingTimeInterval(seconds)
  while !condition() {
    if Date() > end { return false }
    Thread.sleep(forTimeInterval: 0.01)
  }
  return true
}
