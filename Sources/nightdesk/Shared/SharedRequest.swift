import Logging
import ServiceLifecycle

/// What a command asks of a shared record. Only a build with PostgreSQL can do any of it.
enum SharedRequest {
  case create(server: String)
  case publish(server: String, SiteOptions)
  case join(server: String, name: String?, replacing: Bool, SiteOptions)
  case follow(server: String?, every: Double, once: Bool, SiteOptions)
  case status(server: String?, asJSON: Bool, SiteOptions)
  case showFork(SiteOptions)
  case setForkAside(server: String?, SiteOptions)
  case enterAgain(by: String?, SiteOptions)
  case letGo(SiteOptions)
  case takeBack(by: String?, SiteOptions)
  case reports(server: String?, limit: Int, asJSON: Bool, SiteOptions)
  case leave(SiteOptions)
}

#if !PostgreSQL
  extension SharedRequest {
    /// Whether this build can reach a server, in a line.
    static let build = "built without PostgreSQL"

    private static let refusal = Failure(
      .unusable,
      "this nightdesk is built without PostgreSQL; 'swift build --traits PostgreSQL' builds one that has it")

    func perform() throws { throw Self.refusal }

    /// What follows the shared record beside a server.
    static func following(_: Site, _: Logger) throws -> any Service { throw refusal }
  }
#endif
