import Desk
import DeskConsole
import DeskServer
import Foundation

/// A desk at the other end of a socket. Where its server goes, it is waited for, and the session goes on as it was.
struct RemoteDesk: ConsoleDesk {
  let prompt: String
  let welcome: [String]
  let takesTokens = true
  private(set) var format = DeskFormat.text
  private let dial: () throws -> DeskConnection
  /// For how long a server that has gone is tried again, in seconds.
  private let patience: Int
  private let usual: UsualCouncil?
  private let name: String
  private var connection: DeskConnection?
  private var course = SessionCourse()

  /// Connects.
  ///
  /// - Parameters:
  ///   - name: Where, as it was typed.
  ///   - patience: For how long to try again where the server goes later, in seconds.
  ///   - usual: The council that is meant where a line names none.
  ///   - token: What to sign in with.
  ///   - dial: Makes a connection.
  /// - Throws: `DeskServerError`, or `Failure` where the token is not taken.
  init(
    _ name: String, patience: Int, usual: UsualCouncil?, token: String?, dial: @escaping () throws -> DeskConnection
  ) throws {
    let first = try dial()
    self.name = name
    self.dial = dial
    self.patience = patience
    self.usual = usual
    prompt = "\(name)> "
    welcome = consoleHints + [first.greeting]
    if let token {
      let line = "auth \(token)"
      let reply = try first.reply(to: line)
      guard reply.code == 230 else { throw Failure(.unusable, "\(name): \(reply.text)") }
      course.heard(reply, to: line)
    }
    connection = first
  }

  mutating func answer(_ typed: String) throws -> Reply {
    if Leaving.forgetKeys() { throw Failure(.world, "told to stop") }
    let line = usual?.line(typed) ?? typed
    let word = line.split(separator: " ").first.flatMap { Command.named(String($0))?.name }
    do {
      return try takeTyped(line)
    } catch let gone as Gone {
      connection = nil
      // Leaving needs no server, and nobody who presses Tab waits for one.
      if word == .quit { return Reply(221, "goodbye", effect: .close) }
      guard patience > 0, word != .complete else { throw Failure(.world, gone.why) }
      try findAgain(since: gone.why)
      guard !gone.wasSaid || SessionCourse.maySayAgain(line) else {
        return Reply(
          451,
          "whether that was done before \(name) went is not known: look first with 'history' or 'board', and say it again if it is "
            + "missing")
      }
    }
    do {
      return try takeTyped(line)
    } catch let gone as Gone {
      connection = nil
      throw Failure(.world, gone.why)
    }
  }

  /// Says a line as a person typed it: what the server knows no command for is looked up, as a desk of one's own does, unless
  /// its first word is a misspelt command. To a program the protocol says no: a slip must not look like an answer.
  private mutating func takeTyped(_ line: String) throws -> Reply {
    let reply = try take(line)
    let first = line.split(separator: " ").first.map(String.init) ?? ""
    guard reply.code == 500, Command.named(first) == nil, CaseCommand.named(first) == nil else { return reply }
    // A council may be spelt nearly like a command.
    if !Command.hint(for: first, keepsCases: true).isEmpty {
      let council = try said("lookup \(line)")
      if council.isError || council.followsGuess { return reply }
    }
    let found = try said("find \(line)")
    return found.saysNothingFound ? .nothingCalled(line) : found
  }

  /// The server has gone, and why.
  private struct Gone: Error {
    let why: String
    /// Whether a line had been said to it that it may have taken.
    var wasSaid = true
  }

  /// Says a line to the server, and notes what it changes.
  private mutating func take(_ line: String) throws -> Reply {
    let reply = try said(line)
    let begins = !reply.isError && SessionCourse.needsMoment(line)
    course.heard(reply, to: line, moment: begins ? try moment() : nil)
    if !reply.isError, let naming = SessionCourse.naming(after: line) { course.heard(try said(naming), to: naming) }
    let words = line.lowercased().split(separator: " ")
    if reply.code == 200, words.count > 1, words[0] == "format", let format = DeskFormat(rawValue: String(words[1])) {
      self.format = format
    }
    return reply
  }

  /// When the triage under way began, as a program reads it; a server before this one has one form of `facts` alone.
  private func moment() throws -> String? {
    let facts = try said("facts json")
    return SessionCourse.moment(in: facts.isError ? try said("facts") : facts)
  }

  private func said(_ line: String) throws -> Reply {
    guard let connection else { throw Gone(why: "the session with \(name) is over", wasSaid: false) }
    do {
      let reply = try connection.reply(to: line)
      guard [400, 421].contains(reply.code) else { return reply }
      throw Gone(why: "the server closed the session: \(reply.text)")
    } catch let error as DeskServerError where error.code == .unreachable {
      throw Gone(why: error.context)
    }
  }

  /// Tries the server again until it answers, and brings the new session to where the old one was.
  private mutating func findAgain(since why: String) throws {
    Out.error("\(why). Trying again for \(patience) seconds; Ctrl-C leaves.")
    let end = ContinuousClock.now + .seconds(patience)
    while let still = try stillGone() {
      if ContinuousClock.now >= end { throw Failure(.world, "\(why); \(still)") }
      for _ in 0..<10 {
        Thread.sleep(forTimeInterval: 0.1)
        if Leaving.isAsked() { throw Failure(.world, "left \(name), which does not answer") }
      }
    }
    Out.error("\(name) answers again" + (course.hasTriage ? "; the triage goes on with its answers" : ""))
  }

  /// Tries the server once; why it is not to be had, or nil where the session is as it was.
  private mutating func stillGone() throws -> String? {
    do {
      connection = try dial()
      try sayAgain()
      return nil
    } catch let error as DeskServerError where error.code == .unreachable {
      return error.context
    } catch let gone as Gone {
      return gone.why
    }
  }

  private func sayAgain() throws {
    for line in course.lines {
      var reply = try said(line)
      for _ in 0..<20 where reply.code == 450 {
        Thread.sleep(forTimeInterval: 0.2)
        reply = try said(line)
      }
      guard reply.isError, !SessionCourse.isSpared(line) else { continue }
      let command = line.split(separator: " ").first.map { $0.lowercased() } ?? ""
      // A token is said to nobody.
      throw Failure(
        .world, "\(name) answers again, but does not take '\(command == "auth" ? "auth" : line)': \(reply.text)")
    }
  }
}
