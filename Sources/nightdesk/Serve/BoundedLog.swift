import Dispatch
import Foundation
import Glibc
import Logging
import Synchronization
import WorkingTime

/// A log that nobody waits for: lines are kept in memory up to a bound and written by a thread of their own.
///
/// A stream that nobody reads blocks who writes to it, and a client can make the server write as fast as it can ask. So no
/// more waits than the bound, and of each sort of line no more than so many are taken in ten seconds. What was left out is
/// counted, and said as soon as there is room.
final class BoundedLog: Sendable {
  /// The most bytes that wait to be written.
  static let most = 256 << 10
  /// The most lines of one sort within a window; errors have a window of their own each.
  static let perSort = 50
  /// How long a window is, in seconds.
  static let window = 10.0

  /// The program's own, begun with its first line: a look-up that logs nothing starts no thread.
  static let shared: BoundedLog = {
    isBegun.store(true, ordering: .releasing)
    return BoundedLog()
  }()
  private static let isBegun = Atomic(false)

  /// Writes out what waits, for a second at most, where anything was logged at all.
  static func flushShared() { if isBegun.load(ordering: .acquiring) { shared.flush(seconds: 1) } }

  private struct Sort {
    var start = 0.0
    var count = 0
    var leftOut = 0
  }

  private struct State {
    var lines: [String] = []
    var bytes = 0
    var dropped = 0
    var sorts: [String: Sort] = [:]
    var isWriting = false
  }

  private let state = Mutex(State())
  private let news = DispatchSemaphore(value: 0)
  private let descriptor: Int32
  private let time: @Sendable () -> Double

  /// - Parameters:
  ///   - descriptor: Where lines are written.
  ///   - time: Seconds since any moment.
  init(
    descriptor: Int32 = STDERR_FILENO, time: @escaping @Sendable () -> Double = { ProcessInfo.processInfo.systemUptime }
  ) {
    self.descriptor = descriptor
    self.time = time
    let writer = Thread { [self] in write() }
    writer.stackSize = 256 << 10
    writer.start()
  }

  /// Takes a line, or counts it as left out.
  ///
  /// - Parameters:
  ///   - line: The line without its ending.
  ///   - sort: What it is counted as: what it says, without whom it says it of.
  func take(_ line: String, sort: String) {
    let now = time()
    let isNews = state.withLock { state in
      var kind = state.sorts[sort] ?? Sort(start: now)
      var summary: String?
      if now - kind.start >= Self.window {
        if kind.leftOut > 0 { summary = Self.summary(of: sort, kind.leftOut) }
        kind = Sort(start: now)
      }
      kind.count += 1
      let isLeftOut = kind.count > Self.perSort
      if isLeftOut { kind.leftOut += 1 }
      // Sorts are the program's own texts, so that there are few; but nothing here may grow without a bound.
      if state.sorts.count < 1000 || state.sorts[sort] != nil { state.sorts[sort] = kind }
      if let summary { Self.add(summary, to: &state) }
      if !isLeftOut { Self.add(line, to: &state) }
      return summary != nil || !isLeftOut
    }
    if isNews { news.signal() }
  }

  private static func summary(of sort: String, _ count: Int) -> String { "… and \(count) more like this: \(sort)" }

  private static func add(_ line: String, to state: inout State) {
    guard state.bytes + line.utf8.count < most else {
      state.dropped += 1
      return
    }
    if state.dropped > 0 {
      let note =
        "… \(counted(state.dropped, "line of the log was", "lines of the log were")) dropped, because nobody read them"
      state.dropped = 0
      state.lines.append(note)
      state.bytes += note.utf8.count + 1
    }
    state.lines.append(line)
    state.bytes += line.utf8.count + 1
  }

  /// Waits until all has been written, but no longer than so many seconds: at the end of the program.
  func flush(seconds: Double) {
    state.withLock { state in
      for (sort, kind) in state.sorts.sorted(by: { $0.key < $1.key }) where kind.leftOut > 0 {
        Self.add(Self.summary(of: sort, kind.leftOut), to: &state)
        state.sorts[sort]?.leftOut = 0
      }
    }
    news.signal()
    let end = Date().addingTimeInterval(seconds)
    while Date() < end {
      let isDone = state.withLock { $0.lines.isEmpty && !$0.isWriting }
      if isDone { return }
      Thread.sleep(forTimeInterval: 0.005)
    }
  }

  private func write() {
    while true {
      // Every few seconds unasked too, to say what was left out.
      _ = news.wait(timeout: .now() + .seconds(5))
      let now = time()
      let lines = state.withLock { state in
        for (sort, kind) in state.sorts where kind.leftOut > 0 && now - kind.start >= Self.window {
          Self.add(Self.summary(of: sort, kind.leftOut), to: &state)
          state.sorts[sort] = nil
        }
        defer {
          state.lines = []
          state.bytes = 0
          state.isWriting = true
        }
        return state.lines
      }
      if !lines.isEmpty { write(Array((lines.joined(separator: "\n") + "\n").utf8)) }
      state.withLock { $0.isWriting = false }
    }
  }

  private func write(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        if errno == EAGAIN {
          usleep(10_000)
          continue
        }
        // Nobody will ever read it.
        return
      }
      rest = rest.dropFirst(count)
    }
  }
}

/// Makes lines of what is logged, and hands them over.
struct BoundedLogHandler: LogHandler {
  let label: String
  private let log: @Sendable () -> BoundedLog
  var metadata: Logger.Metadata = [:]
  var logLevel: Logger.Level

  init(label: String, log: @autoclosure @escaping @Sendable () -> BoundedLog, level: Logger.Level) {
    self.label = label
    self.log = log
    logLevel = level
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let all = metadata.merging(event.metadata ?? [:]) { $1 }
    let words = all.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
    let message = "\(event.message)"
    // Control characters would make one line two, or steer the terminal that shows it.
    let line = "\(Self.stamp()) \(event.level) \(label): " + (words.isEmpty ? "" : words + " ") + message
    let plain = String(
      String.UnicodeScalarView(line.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
    log().take(plain, sort: "\(event.level) \(message)")
  }

  /// The moment in this machine's time, with its offset.
  private static func stamp() -> String {
    var now = Glibc.time(nil)
    var parts = tm()
    localtime_r(&now, &parts)
    var text = [CChar](repeating: 0, count: 40)
    let count = strftime(&text, text.count, "%Y-%m-%dT%H:%M:%S%z", &parts)
    return String(decoding: text.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
