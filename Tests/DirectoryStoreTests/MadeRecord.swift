import Directory
import DirectoryStore
import Synchronization

/// A shared record in memory: a server with a standby, which can be promoted while it lags behind.
final class MadeRecord: SharedSource, Sendable {
  /// A server that does not answer.
  struct Away: Error {}

  private struct State {
    var id = "11111111-0000-4000-8000-000000000000"
    var timeline = 1
    /// What stands behind the timeline: which server it is.
    var server = ""
    var chain: [RecordedChange] = []
    /// How many changes the standby has.
    var replicated = 0
    var isReplicating = true
    var isAway = false
    var reports: [String: [DirectoryDatabase.OutgoingReport]] = [:]
    var seen: [String: Int] = [:]
    var trouble: [String: String] = [:]
    /// The change with a word that nobody knows; 0 for none.
    var unread = 0
    /// The contacts of which no report is taken.
    var refused: Set<String> = []
    /// Whether somebody is writing, so that nothing can be said of a change that is not there.
    var isWriting = false
    /// How often changes were asked for.
    var pulls = 0
  }

  private let state = Mutex(State())

  private func asked<Value>(_ body: (inout sending State) throws -> sending Value) throws -> Value {
    try state.withLock { state in
      if state.isAway { throw Away() }
      return try body(&state)
    }
  }

  // MARK: - As a site asks it

  func standing() throws -> SharedStanding {
    let (id, timeline, server, head, hash) = try asked { state in
      (state.id, state.timeline, state.server, state.chain.count, state.chain.last?.change.hash ?? "")
    }
    let digits = String(timeline, radix: 16)
    return SharedStanding(
      record: id, timeline: String(repeating: "0", count: 8 - digits.count) + digits + server, head: head, hash: hash)
  }

  func hash(of change: Int) throws -> String? {
    try asked { state in
      (1...max(1, state.chain.count)).contains(change) && !state.chain.isEmpty
        ? state.chain[change - 1].change.hash : nil
    }
  }

  func news(after change: Int, most: Int) throws -> SharedLetter {
    SharedLetter(
      standing: try standing(), seal: try hash(of: change), changes: try changes(after: change, most: most))
  }

  func changes(after change: Int, most: Int) throws -> [SharedNews] {
    try asked { state in
      state.pulls += 1
      return state.chain.dropFirst(change).prefix(most).map { recorded in
        guard recorded.change.id == state.unread else { return .change(recorded) }
        return .unread(
          SharedMembership.Refusal(change: recorded.change.id, hash: recorded.change.hash, why: "a new word"))
      }
    }
  }

  func isKept(_ hash: String) throws -> Bool? {
    try asked { state in state.isWriting ? nil : state.chain.contains { $0.change.hash == hash } }
  }

  func take(_ reports: [DirectoryDatabase.OutgoingReport], of desk: String) throws -> [RefusedReport] {
    try asked { state in
      let refused = reports.filter { state.refused.contains($0.contact) }
      for report in reports
      where !refused.contains(report) && !(state.reports[desk] ?? []).contains(where: { $0.number == report.number }) {
        state.reports[desk, default: []].append(report)
      }
      return refused.map { RefusedReport($0, why: "a rule") }
    }
  }

  func see(_ desk: String, at change: Int, _ hash: String, trouble: String?) throws {
    try asked { state in
      state.seen[desk] = change
      state.trouble[desk] = trouble
    }
  }

  // MARK: - As a writer asks it

  /// Takes changes that follow on the last; says whether the standby has them.
  @discardableResult
  func append(_ changes: [RecordedChange], after previous: String) throws(DirectoryStoreError) -> Bool {
    let outcome: Result<Bool, DirectoryStoreError> = state.withLock { state in
      if state.isAway { return .failure(DirectoryStoreError(.notShared, path: "made", "the server is away")) }
      guard (state.chain.last?.change.hash ?? String(repeating: "0", count: 64)) == previous else {
        return .failure(DirectoryStoreError(.moved, path: "made", "somebody was first"))
      }
      state.chain += changes
      if state.isReplicating { state.replicated = state.chain.count }
      return .success(state.isReplicating)
    }
    return try outcome.get()
  }

  /// A store that writes here.
  func writer(_ store: DirectoryDatabase) -> DirectoryDatabase {
    store.sending { _, previous, changes throws(DirectoryStoreError) in try self.append(changes, after: previous) }
  }

  // MARK: - What becomes of it

  /// The standby no longer gets what is written, or does so again.
  func replicate(_ isReplicating: Bool) {
    state.withLock { state in
      state.isReplicating = isReplicating
      if isReplicating { state.replicated = state.chain.count }
    }
  }

  /// The server is lost, and the standby takes its place.
  func promote() {
    state.withLock { state in
      state.chain = Array(state.chain.prefix(state.replicated))
      state.timeline += 1
    }
  }

  /// Takes the end of the record away as if nothing had happened.
  func cut(to count: Int) { state.withLock { $0.chain = Array($0.chain.prefix(count)) } }

  /// Adds a change whatever it says.
  func force(_ change: RecordedChange) { state.withLock { $0.chain.append(change) } }

  /// Nobody knows a word of this change, or again everybody does.
  func obscure(_ change: Int?) { state.withLock { $0.unread = change ?? 0 } }
  func refuse(reportsOf contact: String) { _ = state.withLock { $0.refused.insert(contact) } }
  func setWriting(_ isWriting: Bool) { state.withLock { $0.isWriting = isWriting } }

  func setAway(_ isAway: Bool) { state.withLock { $0.isAway = isAway } }
  func rename(_ id: String) { state.withLock { $0.id = id } }
  func setServer(_ server: String) { state.withLock { $0.server = server } }
  func setTimeline(_ timeline: Int) { state.withLock { $0.timeline = timeline } }

  var chain: [RecordedChange] { state.withLock { $0.chain } }
  var pulls: Int { state.withLock { $0.pulls } }
  func reports(of desk: String) -> [DirectoryDatabase.OutgoingReport] { state.withLock { $0.reports[desk] ?? [] } }
  func trouble(of desk: String) -> String? { state.withLock { $0.trouble[desk] } }
  func seen(_ desk: String) -> Int? { state.withLock { $0.seen[desk] } }
}
