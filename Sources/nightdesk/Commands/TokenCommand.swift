import ArgumentParser
import CaseStore
import Casebook
import Desk
import DeskConsole
import DeskServer
import DirectoryStore
import Foundation
import WorkingTime

struct TokenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "token", abstract: "Make, list and revoke the tokens that terminals and officers sign in with.",
    subcommands: [Add.self, List.self, Revoke.self, History.self])

  struct Add: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "add", abstract: "Make a token and print it, once: only a hash of it is kept.",
      discussion: Examples.help("", "token add ann --role officer"))

    @Argument(help: ArgumentHelp("Whose it is: letters, digits, and . _ @ -", valueName: "name"))
    var name: String

    @Option(help: ArgumentHelp("What it lets its holder do: terminal or officer.", valueName: "role"))
    var role: String

    @OptionGroup var casebook: CasebookOption
    @OptionGroup var site: SiteOptions

    func run() throws {
      guard let role = DeskRole(rawValue: role) else {
        throw Failure(.unusable, "'\(self.role)' is not a role; give terminal or officer")
      }
      let site = Site(site)
      let made = Token.make()
      do {
        try site.withStore { store, now throws(DirectoryStoreError) in
          try store.addToken(name: name, role: role.rawValue, mark: made.mark, at: now, by: site.world.userName)
        }
      } catch let error as DirectoryStoreError where error.code == .refused {
        throw Failure(
          .unusable,
          "a token '\(name)' cannot be made: a name is 1 to 64 letters, digits, . _ @ or -, and is given once. "
            + "'token revoke \(name)' takes one back")
      }
      if let reason = Descriptor.failure(writing: Array((made.token + "\n").utf8), to: STDOUT_FILENO) {
        throw takenBack(site, "the token cannot be written: \(String(cString: strerror(reason)))")
      }
      CasebookRole.tell(of: name, in: casebook, site) { role in
        "'\(name)' is let in to the casebook already, \(role). Whoever has this token is too. Where that is not meant, "
          + "'nightdesk casebook shut-out \(name)' ends it"
      }
      // Standard output has the token alone, for a program; whoever reads it is told what it is.
      guard isatty(STDERR_FILENO) == 1 else { return }
      Out.error(
        "this is the token of '\(name)', shown this once. It opens a server by NIGHTDESK_TOKEN, by --token-file, or by 'auth'."
      )
    }

    /// Takes back a token that nobody has seen, so that it is not in force under a name that is then given.
    private func takenBack(_ site: Site, _ why: String) -> Failure {
      do {
        _ = try site.withStore { store, now throws(DirectoryStoreError) in
          try store.revokeToken(name: name, at: now, by: site.world.userName)
        }
        return Failure(.world, "\(why). It is taken back: nobody has it")
      } catch {
        return Failure(
          .world, "\(why). It is in force and nobody has it: 'nightdesk token revoke \(name)' takes it back")
      }
    }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "The tokens in force: whose, for what, since when.")

    @OptionGroup var site: SiteOptions

    func run() throws {
      let tokens = try Site(site).withStore(isReading: true) { store, _ throws(DirectoryStoreError) in
        try store.tokens()
      }
      if tokens.isEmpty { Out.error("no token is in force; 'token add NAME --role officer' makes one") }
      let width = tokens.map(\.name.count).max() ?? 0
      for token in tokens {
        let name = token.name + String(repeating: " ", count: width - token.name.count)
        Out.line("\(name)  \(token.role == "officer" ? "officer " : token.role)  \(token.madeAt)")
      }
    }
  }

  struct Revoke: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "revoke", abstract: "Take a token out of force; a running server forgets it within a second.",
      discussion: Examples.help("", "token revoke ann"))

    @Argument(help: ArgumentHelp("Whose it is.", valueName: "name"))
    var name: String

    @OptionGroup var casebook: CasebookOption
    @OptionGroup var site: SiteOptions

    func run() throws {
      let site = Site(site)
      let found = try site.withStore { store, now throws(DirectoryStoreError) in
        try store.revokeToken(name: name, at: now, by: site.world.userName)
      }
      if !found { throw Failure(.unusable, "no token in force is called '\(name)'; 'token list' shows them") }
      Out.error("the token of '\(name)' opens nothing any more")
      CasebookRole.tell(of: name, in: casebook, site) { role in
        "'\(name)' is still let in to the casebook, \(role). Whoever gets a token of that name next is too. "
          + "'nightdesk casebook shut-out \(name)' ends it"
      }
    }
  }

  struct History: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "history",
      abstract: "Who made and revoked tokens and restored backups, and when; kept for good, the oldest first.")

    @OptionGroup var site: SiteOptions

    func run() throws {
      let site = Site(site)
      let events = try site.withStore { store, _ throws(DirectoryStoreError) in try store.events() }
      let page = LedgerPage(clock: try site.world.clock())
      for event in events {
        // Of a token its mark is nobody's to read.
        let detail = event.kind == .restored ? event.detail : String(event.detail.prefix { $0 != " " })
        Out.line(
          RecordName.shown(
            "\(event.id)  \(page.when(event.at))  by \(event.by)  \(event.kind.rawValue)  \(event.subject)  \(detail)"))
      }
    }
  }
}

/// What a name may do in the casebook, for whoever makes or revokes its token: the two are kept apart, and a leaver's role stays
/// behind.
private enum CasebookRole {
  /// Tells what a name may do in the casebook that is named, where there is one and it was let in; `words` makes the sentence.
  static func tell(of name: String, in option: CasebookOption, _ site: Site, words: (String) -> String) {
    guard let path = option.path, FileManager.default.fileExists(atPath: path) else { return }
    do {
      let store = try CaseStore(path: path, frame: try option.frame(site))
      guard let officer = try store.officer(named: name) else { return }
      Out.error(
        words("as \(officer.role.rawValue) of \(officer.councils?.sorted().joined(separator: ", ") ?? "all councils")"))
    } catch {
      Out.error("whether '\(name)' is let in to the casebook could not be looked up: \(Failure.words(for: error))")
    }
  }
}
