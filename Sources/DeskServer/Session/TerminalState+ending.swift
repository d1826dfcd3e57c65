import Desk
import Logging
import NIOCore

extension TerminalState {
  // MARK: - Ending

  mutating func turnAwayWeb(_ actions: inout TerminalActions) {
    turnAway("a web request", "this is not a web server; it speaks the desk's line protocol", &actions)
  }

  /// Says why to the log and to whoever is there, and ends the session.
  mutating func turnAway(_ what: String, _ why: String, _ actions: inout TerminalActions) {
    actions.notices.append(.init(level: .notice, text: "\(what) turned away"))
    end(with: Reply(400, why), &actions)
  }

  /// Sends all that is answered and a last reply, then closes for writing; for good once the client has hung up too, so
  /// that no reset overtakes the last words.
  mutating func end(with last: Reply?, _ actions: inout TerminalActions) {
    if case .ending = phase { return }
    if let last { write(last, to: nil) }
    phase = .ending(deadline: desk.uptime() + desk.limits.stalled)
    inbox = ByteBuffer()
    endStretch()
    actions.output = takeOutput()
    actions.end = .afterSending
  }

  /// Takes leave: now, or as soon as a client that is behind has been answered.
  mutating func drain() -> TerminalActions {
    var actions = TerminalActions()
    switch phase {
    case .opening: actions.end = .now
    case .open where !isHeld: end(with: Self.leave, &actions)
    case .open, .ending: break
    }
    return finished(actions)
  }

  /// What is left to do for a session whose connection is gone, once; nil where nothing is, or a line is still being answered.
  mutating func ending() -> TerminalActions.Ending? {
    isGone = true
    guard !isAway else { return nil }
    let context = desk.context(at: desk.moment())
    guard session.hasToEnd(in: context) else { return nil }
    defer { session = DeskSession(limits: desk.limits.session) }
    return TerminalActions.Ending(session: session, context: context)
  }

  /// Ends the session where its time is up.
  mutating func sweep(at time: NIODeadline) -> TerminalActions {
    var actions = TerminalActions()
    func close(_ level: TerminalActions.Notice, _ actions: inout TerminalActions) {
      actions.notices.append(level)
      actions.end = .now
    }
    switch phase {
    case .opening where time - lastRequest > desk.limits.handshake:
      close(.init(level: .notice, text: "a TLS handshake was not finished in time"), &actions)
    case .ending(let deadline) where time > deadline: actions.end = .now
    case .open:
      if let since = pausedSince {
        if time - since > desk.limits.stalled {
          close(.init(level: .notice, text: "a client does not read its replies; closed"), &actions)
        }
      } else if isHeld {
        break
      } else if desk.requiresSignIn, !hasSignedIn, time - start > desk.limits.signIn {
        actions.notices.append(.init(level: .debug, text: "a session did not sign in in time"))
        end(with: Reply(400, "nobody signed in; connect again and begin with 'auth TOKEN'"), &actions)
      } else if time - lastRequest > desk.limits.idle {
        actions.notices.append(.init(level: .debug, text: "a session was idle for too long"))
        end(with: Reply(400, "idle for too long"), &actions)
      }
    case .opening, .ending: break
    }
    return finished(actions)
  }

  /// Carries a triage over to the directory of a context; false where there was nothing to do.
  mutating func follow(_ context: DeskContext) -> Bool { !isAway && session.follow(context) }
}
