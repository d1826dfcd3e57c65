import Directory

extension DeskSession {
  /// What the session may do now; nil before a sign-in that is required.
  func role(in signIn: SignIn) -> DeskRole? {
    mark.flatMap { signIn.holders[$0]?.role } ?? (signIn.isRequired ? nil : .terminal)
  }

  /// Whether the session may look things up as it stands.
  package func mayLookUp(in signIn: SignIn) -> Bool { !signIn.isRequired || role(in: signIn) != nil }

  /// Whose token the session is signed in with; nil where it is not, or the token has been revoked.
  package func signedInAs(in signIn: SignIn) -> String? { mark.flatMap { signIn.holders[$0]?.name } }

  /// Whether pages are as wide as they like, no triage is under way and nobody was rung, so that what any other such session
  /// was told is right for this one too.
  package var isPlain: Bool { width == nil && !hasTriage && calls.isEmpty }

  /// Why a command is not for this session; nil where it is. At a console there is no sign-in, and every command is open.
  func refusal(of command: Command, in context: DeskContext) -> Reply? {
    guard let signIn = context.signIn, let needed = command.role else { return nil }
    let held = role(in: signIn)
    if let held, held >= needed { return nil }
    // Whoever has signed in is not told to sign in: the token is another's than the command takes.
    if held != nil, signedInAs(in: signIn) != nil {
      return Reply(
        530, "your token is a terminal's; '\(command.name.rawValue)' takes an officer's: 'auth TOKEN' with one")
    }
    return Reply(
      530,
      "sign in first: 'auth TOKEN', with \(needed == .officer ? "the token of an officer" : "any token of this server")"
    )
  }

  mutating func auth(_ token: String, in context: DeskContext) -> Reply {
    guard let signIn = context.signIn else {
      return Reply(503, "signing in is for a socket; here you have every command")
    }
    let mark = signIn.mark(token)
    guard let holder = signIn.holders[mark] else {
      failedSignIns += 1
      if failedSignIns >= limits.failedSignIns {
        return Reply(450, "too many failed sign-ins; this session is closed", effect: .close)
      }
      return Reply(535, "that token is not known", effect: .signInFailed)
    }
    failedSignIns = 0
    let isOther = self.holder != nil && self.holder != holder.name
    self.mark = mark
    self.holder = holder.name
    let words = "signed in as \(holder.name), \(holder.role.rawValue)"
    if isOther { calls = CallLog() }
    guard isOther, openFamilies > 0 else { return Reply(230, words) }
    closeAllTriages()
    return Reply(230, words + "; the triage that was under way is closed")
  }
}
