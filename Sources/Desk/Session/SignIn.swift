/// What a session at a socket may do. Each role may do what those before it may.
package enum DeskRole: String, Sendable, Hashable, CaseIterable, Comparable {
  /// Looks things up.
  case terminal
  /// Looks things up and runs a triage.
  case officer

  /// A role that may do less comes first.
  package static func < (left: DeskRole, right: DeskRole) -> Bool { left == .terminal && right == .officer }
}

/// Whose a token is, and what it lets them do.
package struct TokenHolder: Sendable, Hashable {
  /// The name under which the token was made.
  package let name: String
  /// What it lets them do.
  package let role: DeskRole

  /// A name and a role.
  package init(name: String, role: DeskRole) {
    self.name = name
    self.role = role
  }
}

/// Who may sign in at a socket.
///
/// No token is in here or in a session, only its mark, from which no token can be made again. A session looks its mark up
/// for each request, so that a token that is revoked opens nothing from then on.
package struct SignIn: Sendable {
  /// Whether a session may do nothing before it has signed in; else it begins as a terminal.
  package let isRequired: Bool
  /// Who holds the token of a mark.
  package let holders: [String: TokenHolder]
  /// Makes the mark of a token: a hash of it.
  let mark: @Sendable (String) -> String

  /// Holders by the marks of their tokens, and how a mark is made.
  package init(isRequired: Bool, holders: [String: TokenHolder], mark: @escaping @Sendable (String) -> String) {
    self.isRequired = isRequired
    self.holders = holders
    self.mark = mark
  }
}

/// What one session may hold or try, so that no client can make the program grow without end.
package struct SessionLimits: Sendable, Hashable {
  /// How many answers one triage takes, those that `back` could undo included.
  package var answers: Int
  /// How many sign-ins may fail before the session ends.
  package var failedSignIns: Int

  /// Limits for a socket; a console has no need of any.
  package init(answers: Int = 200, failedSignIns: Int = 5) {
    self.answers = answers
    self.failedSignIns = failedSignIns
  }

  /// As good as none: for a person at the machine itself.
  package static let none = SessionLimits(answers: .max, failedSignIns: .max)
}
