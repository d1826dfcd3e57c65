import ArgumentParser
import Desk
import DeskServer
import NIOCore

/// How much clients may ask, as flags.
struct LimitOptions: ParsableArguments {
  private static let usual = DeskLimits()

  @Option(help: ArgumentHelp("The longest request line, its ending included.", valueName: "bytes"))
  var lineLength = Self.usual.lineLength

  @Option(help: ArgumentHelp("Sessions in all.", valueName: "count"))
  var sessions = Self.usual.sessions

  @Option(help: ArgumentHelp("Sessions from one address of another machine.", valueName: "count"))
  var sessionsPerAddress = Self.usual.sessionsPerAddress

  @Option(help: ArgumentHelp("How long a session may ask nothing.", valueName: "seconds"))
  var idle = Self.usual.idle.inSeconds

  @Option(help: ArgumentHelp("Requests of one session in a second; no limit when left out.", valueName: "count"))
  var requestsPerSecond: Int?

  @Option(help: ArgumentHelp("What may wait for a client that does not read.", valueName: "bytes"))
  var pendingOutput = Self.usual.pendingOutput

  @Option(help: ArgumentHelp("How long a client may leave its answers unread.", valueName: "seconds"))
  var stalled = Self.usual.stalled.inSeconds

  @Option(help: ArgumentHelp("How long a TLS handshake may take.", valueName: "seconds"))
  var handshake = Self.usual.handshake.inSeconds

  @Option(help: ArgumentHelp("What may wait for all such clients together.", valueName: "bytes"))
  var totalPendingOutput = Self.usual.totalPendingOutput

  @Option(
    help: ArgumentHelp("How long a session may go without signing in under --require-auth.", valueName: "seconds"))
  var signInTime = Self.usual.signIn.inSeconds

  @Option(help: ArgumentHelp("Answers in one triage.", valueName: "count"))
  var answers = Self.usual.session.answers

  @Option(help: ArgumentHelp("With this many failed sign-ins a session is closed.", valueName: "count"))
  var failedSignIns = Self.usual.session.failedSignIns

  func validate() throws {
    let given = [
      lineLength, sessions, sessionsPerAddress, idle, requestsPerSecond ?? 1, pendingOutput, stalled, handshake,
      answers,
      failedSignIns, totalPendingOutput, signInTime,
    ]
    for value in given where !(1...1_000_000_000).contains(value) {
      throw ValidationError("A limit is a number from 1 to 1000000000, not \(value).")
    }
    if lineLength < 64 { throw ValidationError("--line-length is at least 64.") }
  }

  var limits: DeskLimits {
    var limits = Self.usual
    limits.lineLength = lineLength
    limits.sessions = sessions
    limits.sessionsPerAddress = sessionsPerAddress
    limits.idle = .seconds(Int64(idle))
    limits.requestsPerSecond = requestsPerSecond
    limits.pendingOutput = pendingOutput
    limits.stalled = .seconds(Int64(stalled))
    limits.handshake = .seconds(Int64(handshake))
    limits.session.answers = answers
    limits.totalPendingOutput = totalPendingOutput
    limits.signIn = .seconds(Int64(signInTime))
    limits.session.failedSignIns = failedSignIns
    return limits
  }
}

extension TimeAmount {
  fileprivate var inSeconds: Int { Int(nanoseconds / 1_000_000_000) }
}
