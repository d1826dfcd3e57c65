package import Casebook

extension DeskSession {
  /// Who asks, where they may do what it takes.
  func officer(
    _ access: CaseAccess, in context: DeskContext, needs role: CaseRole
  ) throws(CaseTrouble) -> CaseOfficer {
    guard let name = try name(access, in: context) else {
      // Signed in, and as nobody who works with cases.
      if let signIn = context.signIn, mark.flatMap({ signIn.holders[$0] }) != nil {
        throw CaseTrouble(
          .notYours, "you are signed in with a terminal's token, and the casebook takes an officer's")
      }
      throw CaseTrouble(.signInFirst, "sign in first: 'auth TOKEN', with the token of an officer")
    }
    guard isPrivate else {
      throw CaseTrouble(.notYours, "cases go over TLS only, and this session is in plain text")
    }
    guard let officer = try access.shelf.officer(named: name) else {
      throw CaseTrouble(
        .notYours, "\(name) has not been let in to the casebook; its manager does that with 'nightdesk casebook let-in'"
      )
    }
    guard officer.role >= role else {
      throw CaseTrouble(
        .notYours, "\(Self.only(role)) may do that; you are let in as \(CaseWording.plain(officer.role.rawValue))")
    }
    return officer
  }

  /// Who may do what takes a role.
  private static func only(_ role: CaseRole) -> String {
    switch role {
    case .manager: "only a manager"
    case .officer: "only an officer or a manager"
    case .dayTeam: "only the day team, an officer or a manager"
    case .reporter: "only who was let in to the casebook"
    }
  }

  func name(_ access: CaseAccess, in context: DeskContext) throws(CaseTrouble) -> String? {
    guard let signIn = context.signIn else { return access.consoleName }
    guard let holder = mark.flatMap({ signIn.holders[$0] }), holder.role >= .officer else { return nil }
    return holder.name
  }

  /// What came in the way, for whoever typed.
  ///
  /// - Parameters:
  ///   - trouble: What it is.
  ///   - isReading: Whether something was only to be shown: then there was nothing to save.
  /// - Returns: The reply.
  func refusal(_ trouble: any Error, isReading: Bool = false) -> Reply {
    if let refusal = trouble as? CaseRefusal { return Reply(542, refusal.text) }
    guard let trouble = trouble as? CaseTrouble else {
      // Its own words are a programmer's, and nobody knows whether a family is in them.
      return Reply(
        451,
        (isReading ? "the casebook cannot be read" : "not saved") + ": an error of type \(type(of: trouble)). "
          + "Tell whoever looks after Nightdesk")
    }
    switch trouble.code {
    case .changed: return Reply(541, trouble.text)
    case .notFound: return Reply(550, trouble.text)
    case .signInFirst: return Reply(530, trouble.text)
    case .notYours: return Reply(540, trouble.text)
    case .refused: return Reply(542, trouble.text)
    case .unavailable, .busy, .foreign, .damaged, .failed:
      return Reply(
        451,
        isReading ? "the casebook cannot be read: \(trouble.text)" : "not saved, nothing is changed: \(trouble.text)")
    }
  }

  mutating func help(with words: [String], in context: DeskContext) -> Reply {
    if words.count > 1, Command.named(words[1]) == nil, let command = CaseCommand.named(words[1]) {
      var block = [command.usage, "  " + command.summary]
      for list in self.words(of: command.name) { block.append("  \(list.name): " + list.words.joined(separator: ", ")) }
      return Reply(211, command.name.rawValue, block: block + ["  for example: " + command.example])
    }
    let reply = answer(words, in: context)
    guard words.count == 1, !reply.isError else { return reply }
    let width = CaseCommand.table.map { min($0.usage.count, 44) }.max() ?? 0
    return Reply(
      reply.code, reply.text,
      block: reply.block + ["", "About kept cases:"]
        + CaseCommand.table.map { $0.usage.padded(to: width) + "  " + $0.summary })
  }
}

extension CaseRole: Comparable {
  /// A role that may do less comes first.
  package static func < (left: CaseRole, right: CaseRole) -> Bool {
    (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
  }
}
