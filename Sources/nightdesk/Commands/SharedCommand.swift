import ArgumentParser

struct SharedCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "shared", abstract: "Share one directory with other sites, by a record on a PostgreSQL server.",
    discussion: Examples.help(
      "The server keeps the sealed record. Each site follows it into its own store and answers from that, also while it is "
        + "cut off. A program built without PostgreSQL says so and ends with status 2; 'nightdesk version' tells how it is "
        + "built.", "shared status"),
    subcommands: [
      CreateSharedCommand.self, PublishCommand.self, JoinCommand.self, FollowCommand.self, SharedStatusCommand.self,
      SharedReportsCommand.self, ForkCommand.self, TakeBackCommand.self, LeaveCommand.self,
    ])
}

/// Which server is meant.
struct ServerOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The server as libpq has it, without a password; NIGHTDESK_SHARED says it too.", valueName: "conninfo"))
  var server: String?

  /// The server that is named, where one must be.
  func required() throws -> String {
    guard let server = try SharedServer.named(server) else {
      throw Failure(.unusable, "name the server with --server, like 'host=db.example dbname=nightdesk user=ann'")
    }
    return server
  }
}

/// Which server is meant, and which site.
struct SharedOptions: ParsableArguments {
  @OptionGroup var server: ServerOption

  @OptionGroup var site: SiteOptions
}

struct CreateSharedCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "create", abstract: "Make the tables, functions and roles of a shared record.",
    discussion: Examples.help(
      "A superuser of the server does this once. It refuses a database that has a schema 'nightdesk'.",
      "shared create --server 'dbname=nightdesk user=postgres'"))

  @OptionGroup var server: ServerOption

  func run() throws { try SharedRequest.create(server: server.required()).perform() }
}

struct PublishCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "publish", abstract: "Send the changes of this site's record that the server does not hold yet.",
    discussion: Examples.help(
      "The server makes each seal anew and compares it. Nothing is sent where its record is not the beginning of this one.",
      "shared publish --server 'host=db.example dbname=nightdesk user=ann sslmode=verify-full'"))

  @OptionGroup var shared: SharedOptions

  func run() throws { try SharedRequest.publish(server: shared.server.required(), shared.site).perform() }
}

struct JoinCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "join", abstract: "Have this site follow a shared record from now on.",
    discussion: Examples.help(
      "A store that holds the beginning of the record goes on from there. Any other is kept beside, and one made of the "
        + "record takes its place; its tokens and its reports of failed contacts stay.",
      "shared join --server 'host=db1,db2 dbname=nightdesk user=site_luton sslmode=verify-full'",
      "shared join --replace --server 'host=db1,db2 dbname=nightdesk user=site_luton sslmode=verify-full'"))

  @Flag(help: "Put the shared record in the place of a directory that this site has; its store is kept beside.")
  var replace = false

  @Option(
    help: ArgumentHelp(
      "What the server and its admins call this site; this machine's name when left out.", valueName: "name"))
  var name: String?

  @OptionGroup var shared: SharedOptions

  func run() throws {
    try SharedRequest.join(server: shared.server.required(), name: name, replacing: replace, shared.site).perform()
  }
}

struct FollowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "follow", abstract: "Take what other sites change, as it is changed, until it is ended.",
    discussion: Examples.help(
      "The server's notice is a hint, and a look each half minute the truth. While the server is away this goes on trying. "
        + "Where a failover has lost changes that this site has, they are set aside into a file and told.",
      "shared follow", "shared follow --once"))

  @Flag(help: "Look once, and end.")
  var once = false

  @Option(help: ArgumentHelp("How often to look, in seconds, beside each notice.", valueName: "seconds"))
  var poll: Double = 30

  @OptionGroup var shared: SharedOptions

  func validate() throws {
    guard (0.1...3600).contains(poll) else { throw ValidationError("--poll is from 0.1 to 3600 seconds.") }
  }

  func run() throws {
    try SharedRequest.follow(server: shared.server.server, every: poll, once: once, shared.site).perform()
  }
}

struct SharedStatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "How this site stands to the shared record, and where all others are.",
    discussion: Examples.help(
      "The exit status is 1 where this site lacks changes, cannot take one, or has some of its own, set aside or uncertain. It "
        + "is 3 where the server is away. Where the other sites are, an admin's login sees.", "shared status",
      "shared status --json"))

  @Flag(help: "Write JSON.")
  var json = false

  @OptionGroup var shared: SharedOptions

  func run() throws {
    try SharedRequest.status(server: shared.server.server, asJSON: json, shared.site).perform()
  }
}

struct ForkCommand: ParsableCommand {
  /// What is to be done.
  enum Action: String, ExpressibleByArgument, CaseIterable {
    case show
    case setAside = "set-aside"
    case reenter
    case letGo = "let-go"
  }

  static let configuration = CommandConfiguration(
    commandName: "fork", abstract: "What this site has that the shared record has not.",
    discussion: Examples.help(
      "'set-aside' keeps this site's store in a file beside it and takes the shared record in its place. It does so too from a "
        + "server that was made anew from a copy. 'reenter' makes the changes of that file again, as changes of their own; "
        + "what others have changed meanwhile stays theirs and is named. Once a person has seen to that, 'let-go' forgets the file, "
        + "which stays.", "shared fork show", "shared fork set-aside", "shared fork reenter --by ann",
      "shared fork let-go"))

  @Argument(help: "show, set-aside, reenter or let-go.")
  var action: Action = .show

  @Option(help: ArgumentHelp("With reenter: who does it; the login name when left out.", valueName: "name"))
  var by: String?

  @OptionGroup var shared: SharedOptions

  func run() throws {
    switch action {
    case .show: try SharedRequest.showFork(shared.site).perform()
    case .setAside: try SharedRequest.setForkAside(server: shared.server.server, shared.site).perform()
    case .reenter: try SharedRequest.enterAgain(by: by, shared.site).perform()
    case .letGo: try SharedRequest.letGo(shared.site).perform()
    }
  }
}

struct TakeBackCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "take-back", abstract: "Take back a change that no site can take, so that all go on.",
    discussion: Examples.help(
      "What this site cannot take is undone in the shared record by a change of its own, with all that came after it. Every "
        + "site then takes them as one, which leaves its directory as it is. Where a newer program made the change, update "
        + "this one instead. It needs an admin's login.", "shared take-back --by ann"))

  @Option(help: ArgumentHelp("Who does it; the login name when left out.", valueName: "name"))
  var by: String?

  @OptionGroup var site: SiteOptions

  func run() throws { try SharedRequest.takeBack(by: by, site).perform() }
}

struct SharedReportsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reports", abstract: "The failed contacts that all sites have reported, the newest first.",
    discussion: Examples.help("An admin's login sees them.", "shared reports", "shared reports --limit 20 --json"))

  @Option(help: ArgumentHelp("How many at most.", valueName: "count"))
  var limit = 50

  @Flag(help: "Write JSON.")
  var json = false

  @OptionGroup var shared: SharedOptions

  func validate() throws {
    guard limit > 0 else { throw ValidationError("--limit takes a count from 1.") }
  }

  func run() throws {
    try SharedRequest.reports(server: shared.server.server, limit: limit, asJSON: json, shared.site).perform()
  }
}

struct LeaveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "leave", abstract: "Have this site keep its own directory from here on.",
    discussion: Examples.help(
      "The directory stays as it is, and so does the server. What is written from here on is this site's alone.",
      "shared leave"))

  @OptionGroup var site: SiteOptions

  func run() throws { try SharedRequest.leave(site).perform() }
}
