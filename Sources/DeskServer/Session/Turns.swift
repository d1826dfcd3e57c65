import NIOCore

/// Shares the event loop's time among the sessions.
///
/// What is worked for all sessions in one round of the loop is bounded, and so is how long one of them works at a stretch;
/// whoever is not through waits in line. The line is served each time that the loop has looked at its sockets: see `Bell`.
final class Turns {
  /// How long one session works at a stretch.
  static let slice = TimeAmount.microseconds(250)
  /// How long all sessions together work before the loop looks at its sockets again.
  static let round = TimeAmount.milliseconds(1)
  /// How long those in line are served before it does: whoever asks little waits for so long behind whoever asks much.
  static let service = TimeAmount.microseconds(100)

  private let loop: (any EventLoop)?
  private let uptime: () -> NIODeadline
  /// What calls for the next round; nil where a test does.
  var bell: Bell?
  private var waiting: [TerminalHandler] = []
  private var served = 0
  /// Who has answers to send when this round is over.
  private var answered: [TerminalHandler] = []
  private var spent = TimeAmount.zero
  private var isMarked = false
  private var isDue = false

  /// - Parameters:
  ///   - loop: The loop whose time is shared; nil where a test says when a round is over.
  ///   - uptime: What the time is.
  init(loop: (any EventLoop)?, uptime: @escaping () -> NIODeadline) {
    self.loop = loop
    self.uptime = uptime
  }

  /// Whether a session with such a share may work now; else it waits in line.
  func mayWork(_ share: TimeShare) -> Bool { share.left > 0 || (served == waiting.count && spent < Self.round) }

  /// Counts what a session worked.
  func charge(_ amount: TimeAmount) {
    spent = spent + amount
    mark()
  }

  /// Has a session's answers sent when this round is over.
  func send(_ session: TerminalHandler) {
    answered.append(session)
    mark()
  }

  private func mark() {
    guard !isMarked, let loop else { return }
    isMarked = true
    // Runs once every socket that is ready has been looked at, which is when this round is over.
    loop.assumeIsolated().execute { [self] in endRound() }
  }

  /// A new round begins.
  func endRound() {
    isMarked = false
    spent = .zero
    sendAnswers()
  }

  private func sendAnswers() {
    // Sending may make a session answer more, which is sent when the next round is over.
    let sessions = answered
    answered.removeAll(keepingCapacity: true)
    for session in sessions { session.sendAnswers() }
  }

  /// Puts a session at the end of the line.
  func wait(_ session: TerminalHandler) {
    waiting.append(session)
    schedule()
  }

  /// No round comes after this.
  func takeDown() {
    bell?.close()
    bell = nil
  }

  /// Does something once the session that is at work is through.
  func later(_ body: @escaping () -> Void) { loop?.assumeIsolated().execute(body) }

  private func schedule() {
    guard !isDue, let bell else { return }
    isDue = true
    bell.ring()
  }

  /// The loop has begun to look at its sockets. Those in line are served when all that came there has been answered.
  func rung() { later { [self] in serve() } }

  private func serve() {
    isDue = false
    // Who asks little does not wait for those in line.
    sendAnswers()
    let end = uptime() + Self.service
    // Each at most once: who is not through joins the line again behind the others.
    let last = waiting.count
    while served < last {
      let session = waiting[served]
      served += 1
      session.takeTurn()
      if uptime() >= end { break }
    }
    if served == waiting.count {
      waiting.removeAll(keepingCapacity: waiting.capacity < 1024)
      served = 0
    } else {
      if served > 512 {
        waiting.removeFirst(served)
        served = 0
      }
      schedule()
    }
  }
}
