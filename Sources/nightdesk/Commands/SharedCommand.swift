import ArgumentParser
import Foundation

#if PostgreSQL
  import Directory
  import DirectoryStore
  import SharedRecord
#endif

struct SharedCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "shared", abstract: "Keep this site's sealed record on a PostgreSQL server.",
    subcommands: [CreateSharedCommand.self, PublishCommand.self, SharedStatusCommand.self])

  /// Whether this build can reach a server, in a line.
  static var build: String {
    #if PostgreSQL
      "built with PostgreSQL (libpq \(SharedRecord.library))"
    #else
      "built without PostgreSQL"
    #endif
  }
}

/// Which server is meant.
struct ServerOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The server as libpq has it, without a password; NIGHTDESK_SHARED says it too.", valueName: "conninfo"))
  var server: String?

  /// The server that is meant.
  ///
  /// - Throws: `Failure` where none is named, where a password is, or where this build has no PostgreSQL.
  func named() throws -> String {
    #if PostgreSQL
      guard let server = server ?? ProcessInfo.processInfo.environment["NIGHTDESK_SHARED"], !server.isEmpty else {
        throw Failure(.unusable, "name the server with --server, like 'host=db.example dbname=nightdesk user=ann'")
      }
      // Everybody at the machine may read the arguments of a command.
      if server.contains("password") || server.contains(#/://[^/@]*:[^/@]*@/#) {
        throw Failure(.unusable, "a password does not go into --server; name a file of it with 'passfile=FILE'")
      }
      return server
    #else
      throw Failure(
        .unusable,
        "this nightdesk is built without PostgreSQL; 'swift build --traits PostgreSQL' builds one that has it")
    #endif
  }
}

struct CreateSharedCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "create", abstract: "Make the tables, functions and roles of a shared record.",
    discussion: Examples.help(
      "A superuser of the server does this once. It refuses a database that has a schema 'nightdesk'.",
      "shared create --server 'dbname=nightdesk user=postgres'"))

  @OptionGroup var server: ServerOption

  func run() throws {
    let server = try server.named()
    #if PostgreSQL
      try asking { () throws(SharedRecordError) in
        let record = try SharedRecord(server)
        try record.create()
      }
      Out.page("the shared record is there; grant nightdesk_admin to whoever publishes, nightdesk_desk to who reads")
    #else
      _ = server
    #endif
  }
}

struct PublishCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "publish", abstract: "Send the changes of this site's record that the server does not hold yet.",
    discussion: Examples.help(
      "The server makes each seal anew and compares it. Nothing is sent where its record is not the beginning of this one.",
      "shared publish --server 'host=db.example dbname=nightdesk user=ann sslmode=verify-full'"))

  @OptionGroup var server: ServerOption

  @OptionGroup var site: SiteOptions

  func run() throws {
    let server = try server.named()
    #if PostgreSQL
      let site = Site(site)
      let by = site.world.loginName
      let history = try site.change { store, at throws(DirectoryStoreError) in
        try store.enterOrder(at: at, by: by)
        return try store.history()
      }
      let chain = Array(history.reversed())
      let (count, head) = try asking { () throws(SharedRecordError) in
        let record = try SharedRecord(server)
        let rest = try Self.rest(of: chain, after: record.head())
        return (rest.count, rest.isEmpty ? try record.head() : try record.append(rest))
      }
      let sent = count == 0 ? "nothing to send" : count == 1 ? "1 change sent" : "\(count) changes sent"
      Out.page("\(sent); the server holds change \(head.id), \(head.hash)")
    #else
      _ = server
    #endif
  }

  #if PostgreSQL
    /// What of a chain comes after the last change that the server holds.
    private static func rest(
      of chain: [RecordedChange], after head: SharedRecord.Head
    ) throws(SharedRecordError) -> [SharedChange] {
      let end = head.id == 0 ? 0 : (chain.firstIndex { $0.change.hash == head.hash }).map { $0 + 1 }
      guard let end else {
        throw SharedRecordError(
          .moved, "its change \(head.id) is not in this site's record, so that one is not the other's beginning")
      }
      if let old = chain[end...].first(where: { $0.change.edits == nil }) {
        throw SharedRecordError(
          .refused,
          "change \(old.change.id) is older than history, so that its records are not known; publish from a new store")
      }
      return chain.indices[end...].map { index in
        let (change, check) = (chain[index].change, chain[index].verification)
        return SharedChange(
          previous: index == 0 ? SharedRecord.genesis : chain[index - 1].change.hash, at: change.at, by: change.by,
          source: change.source, version: change.version, what: change.what, undoes: change.undoes,
          edits: chain[index].edits.map {
            SharedChange.Edit(kind: $0.kind.rawValue, record: $0.record, old: $0.old, new: $0.new)
          },
          check: check.map {
            SharedChange.Check(
              contact: $0.contact, checkedOn: $0.checkedOn, method: $0.method.rawValue, note: $0.note)
          }, hash: change.hash)
      }
    }
  #endif
}

struct SharedStatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "How this site's record stands to the server's.",
    discussion: Examples.help(
      "The exit status is 1 where the server holds what this site does not.", "shared status --server dbname=nightdesk")
  )

  @OptionGroup var server: ServerOption

  @OptionGroup var site: SiteOptions

  func run() throws {
    let server = try server.named()
    #if PostgreSQL
      let site = Site(site)
      guard try site.hasStore else { throw Failure(.unusable, "there is no store at \(site.storePath)") }
      let store = try site.opened()
      let chain = try site.inStore { () throws(DirectoryStoreError) in try store.history(edits: 0) }
      let (host, head) = try asking { () throws(SharedRecordError) in
        let record = try SharedRecord(server)
        return (record.server, try record.head())
      }
      Out.line("server     \(host), change \(head.id), \(head.hash)")
      let last = chain.first?.change
      Out.line("this site  change \(last?.id ?? 0), \(last?.hash ?? SharedRecord.genesis)")
      let lacking = head.id == 0 ? chain.count : chain.firstIndex { $0.change.hash == head.hash }
      guard let lacking else {
        throw Failure(.fault, "change \(head.id) of the server is not in this site's record")
      }
      Out.line(
        lacking == 0 ? "the same" : "the server lacks \(lacking) of this site's changes; 'shared publish' sends them")
    #else
      _ = server
    #endif
  }
}

#if PostgreSQL
  /// Asks the server, and says what went wrong as a command does.
  private func asking<Value>(_ body: () throws(SharedRecordError) -> Value) throws -> Value {
    do {
      return try body()
    } catch {
      let status: Failure.Status =
        switch error.code {
        case .moved, .stale, .badSeal: .fault
        case .refused, .forbidden: .unusable
        case .unreachable, .readOnly, .busy, .failed: .world
        }
      throw Failure(status, "the shared record: \(error.explanation)")
    }
  }
#endif
