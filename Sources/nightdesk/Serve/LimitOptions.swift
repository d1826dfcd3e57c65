import ArgumentParser
import Desk
import DeskServer
import NIOCore

/// How much clients may ask, as flags.
struct LimitOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The longest request line, its ending included.", valueName: "bytes"))
  var lineLength: Int?

  @Option(help: ArgumentHelp("Sessions in all.", valueName: "count"))
  var sessions: Int?

  @Option(help: ArgumentHelp("Sessions from one address of another machine.", valueName: "count"))
  var sessionsPerAddress: Int?

  @Option(help: ArgumentHelp("How long a session may ask nothing.", valueName: "seconds"))
  var idle: Int?

  @Option(help: ArgumentHelp("Requests of one session in a second; no limit when left out.", valueName: "count"))
  var requestsPerSecond: Int?

  @Option(help: ArgumentHelp("What may wait for a client that does not read.", valueName: "bytes"))
  var pendingOutput: Int?

  @Option(help: ArgumentHelp("How long a client may leave its answers unread.", valueName: "seconds"))
  var stalled: Int?

  @Option(help: ArgumentHelp("How long a TLS handshake may take.", valueName: "seconds"))
  var handshake: Int?

  @Option(help: ArgumentHelp("What may wait for all such clients together.", valueName: "bytes"))
  var totalPendingOutput: Int?

  @Option(
    help: ArgumentHelp("How long a session may go without signing in under --require-auth.", valueName: "seconds"))
  var signInTime: Int?

  @Option(help: ArgumentHelp("Answers in one triage.", valueName: "count"))
  var answers: Int?

  @Option(help: ArgumentHelp("Sign-ins of one session that may fail.", valueName: "count"))
  var failedSignIns: Int?

  func validate() throws {
    let given = [
      lineLength, sessions, sessionsPerAddress, idle, requestsPerSecond, pendingOutput, stalled, handshake, answers,
      failedSignIns, totalPendingOutput, signInTime,
    ]
    for case let value? in given where !(1...1_000_000_000).contains(value) {
      throw ValidationError("A limit is a number from 1 to 1000000000, not \(value).")
    }
    if let lineLength, lineLength < 64 { throw ValidationError("--line-length is at least 64.") }
  }

  var limits: DeskLimits {
    var limits = DeskLimits()
    if let lineLength { limits.lineLength = lineLength }
    if let sessions { limits.sessions = sessions }
    if let sessionsPerAddress { limits.sessionsPerAddress = sessionsPerAddress }
    if let idle { limits.idle = .seconds(Int64(idle)) }
    limits.requestsPerSecond = requestsPerSecond
    if let pendingOutput { limits.pendingOutput = pendingOutput }
    if let stalled { limits.stalled = .seconds(Int64(stalled)) }
    if let handshake { limits.handshake = .seconds(Int64(handshake)) }
    if let answers { limits.session.answers = answers }
    if let totalPendingOutput { limits.totalPendingOutput = totalPendingOutput }
    if let signInTime { limits.signIn = .seconds(Int64(signInTime)) }
    if let failedSignIns { limits.session.failedSignIns = failedSignIns }
    return limits
  }
}
