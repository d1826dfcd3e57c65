#if PostgreSQL
  internal import CPostgreSQL
  import Glibc

  /// One connection to a PostgreSQL server.
  ///
  /// libpq lets one thread at a time use a connection. This cannot be copied and is not `Sendable`, so that the compiler keeps
  /// that rule. Every call blocks: it is for commands and for threads of their own, never for an event loop.
  struct PostgreSQLConnection: ~Copyable {
    /// One of the hosts that a server may be at.
    struct Place: Sendable, Hashable {
      let host: String
      let port: String
    }

    /// What the server says beside its answers.
    private final class Warnings {
      /// Whether it gave up waiting for a standby to have what it committed.
      var isUnreplicated = false
    }

    private let connection: OpaquePointer
    private let warnings = Warnings()

    /// How long a statement may take, in seconds; the server ends it sooner, so that this is for one that is gone.
    private static let patience = 75
    /// How long a commit may take, in seconds. Nothing ends it at the server: it waits there for a standby to have it.
    private static let commitPatience = 10
    /// What every connection sets: no wait is without an end. An operator's own words in the connection go before it.
    private static let bounds = "-c lock_timeout=10s -c statement_timeout=60s"

    /// Connects, and waits three seconds at most for each host unless told otherwise.
    ///
    /// - Parameters:
    ///   - server: The server as libpq has it: `host=a,b dbname=nightdesk sslmode=verify-full`, or a URI.
    ///   - place: The one of its hosts that is meant; nil for the first that answers.
    /// - Throws: `SharedRecordError`: `unreachable`, `forbidden`.
    init(_ server: String, at place: Place? = nil) throws(SharedRecordError) {
      let own = try Self.setting("options", in: server) ?? getenv("PGOPTIONS").map { String(cString: $0) } ?? ""
      // What is before `dbname` is overruled by what is in it, and that by what comes after.
      var settings = [
        ("connect_timeout", "3"), ("tcp_user_timeout", "10000"), ("keepalives_idle", "30"),
        ("keepalives_interval", "10"),
        ("keepalives_count", "3"), ("application_name", "nightdesk"), ("dbname", server), ("client_encoding", "UTF8"),
        // The warning of a commit that no standby has must come through.
        ("options", "\(Self.bounds) \(own) -c client_min_messages=warning"),
      ]
      if let place { settings += [("host", place.host), ("port", place.port)] }
      let made = withCStrings(settings.map(\.0)) { names in
        withCStrings(settings.map(\.1)) { values in PQconnectdbParams(names, values, 1) }
      }
      guard let made else { throw SharedRecordError(.unreachable, "there is no memory for a connection") }
      guard PQstatus(made) == CONNECTION_OK else {
        let why = Self.sentence(PQerrorMessage(made))
        // Of a connection that was never made libpq tells no SQLSTATE: only these words tell who was turned away.
        let isRefused = ["authentication failed", "no password supplied", "pg_hba.conf", "does not exist"].contains {
          why.contains($0)
        }
        PQfinish(made)
        throw SharedRecordError(isRefused ? .forbidden : why.contains("certificate") ? .untrusted : .unreachable, why)
      }
      connection = made
      // A server that takes nothing more in must not hold up whoever sends.
      PQsetnonblocking(made, 1)
      // Else libpq writes them to standard error. The connection ends before what it is told of here.
      PQsetNoticeReceiver(
        made,
        { warnings, result in
          guard let warnings, let state = PQresultErrorField(result, Int32(UInt8(ascii: "C"))) else { return }
          // A warning of no special sort: of a commit it is that the wait for a standby was ended.
          guard String(cString: state) == "01000" else { return }
          Unmanaged<Warnings>.fromOpaque(warnings).takeUnretainedValue().isUnreplicated = true
        }, Unmanaged.passUnretained(warnings).toOpaque())
    }

    deinit { PQfinish(connection) }

    /// The version of libpq, like `15.18`.
    static var library: String {
      let version = PQlibVersion()
      return "\(version / 10_000).\(version % 10_000)"
    }

    /// Where the connection goes to: host and port.
    var host: String {
      let host = PQhost(connection).map { String(cString: $0) } ?? ""
      let port = PQport(connection).map { String(cString: $0) } ?? ""
      return "\(host):\(port)"
    }

    /// What a server's text says of a setting; nil for nothing.
    ///
    /// - Throws: `SharedRecordError`: `refused` where it is not as libpq has it.
    private static func setting(_ name: String, in server: String) throws(SharedRecordError) -> String? {
      var reason: UnsafeMutablePointer<CChar>?
      let options = PQconninfoParse(server, &reason)
      defer {
        PQconninfoFree(options)
        PQfreemem(reason)
      }
      guard var option = options else { throw SharedRecordError(.refused, sentence(reason)) }
      while let keyword = option.pointee.keyword {
        if String(cString: keyword) == name { return option.pointee.val.map { String(cString: $0) } }
        option += 1
      }
      return nil
    }

    /// The hosts that a server may be at, in the order in which they are named; none where one connection finds its own.
    ///
    /// - Throws: `SharedRecordError`: `refused` where it is not as libpq has it.
    static func places(of server: String) throws(SharedRecordError) -> [Place] {
      func list(_ name: String) throws(SharedRecordError) -> [String] {
        (try setting(name, in: server) ?? "").split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      }
      let (hosts, ports) = (try list("host"), try list("port"))
      guard hosts.count > 1, try setting("hostaddr", in: server) == nil else { return [] }
      return hosts.enumerated().map { index, host in
        Place(host: host, port: ports.count == hosts.count ? ports[index] : ports.first ?? "")
      }
    }

    /// Waits until the server gives a notice, of which somebody has asked with LISTEN, or so many milliseconds have gone.
    ///
    /// - Returns: What the notices say; none where the time is up.
    /// - Throws: `SharedRecordError`: `unreachable` where the connection is gone.
    borrowing func notices(within milliseconds: Int32) throws(SharedRecordError) -> [String] {
      var told = try waiting()
      if told.isEmpty {
        var look = pollfd(fd: PQsocket(connection), events: Int16(POLLIN), revents: 0)
        _ = poll(&look, 1, milliseconds)
        told = try waiting()
      }
      return told
    }

    private borrowing func waiting() throws(SharedRecordError) -> [String] {
      guard PQconsumeInput(connection) == 1 else { throw lost }
      var told: [String] = []
      while let notice = PQnotifies(connection) {
        told.append(notice.pointee.extra.map { String(cString: $0) } ?? "")
        PQfreemem(notice)
      }
      return told
    }

    /// Runs statements that take no values and whose answers nobody needs.
    ///
    /// - Throws: `SharedRecordError`.
    borrowing func run(_ sql: String) throws(SharedRecordError) {
      _ = try rows(answer(within: Self.patience) { PQsendQuery(connection, sql) })
    }

    /// Commits the transaction.
    ///
    /// It is never cancelled: the server would keep it all the same, without a standby that has it.
    ///
    /// - Throws: `SharedRecordError`: `uncertain` where nobody knows whether it is kept; `unreplicated` where the server has it,
    ///   and no standby has said that it has it too; what a commit is refused for.
    borrowing func commit() throws(SharedRecordError) {
      do throws(SharedRecordError) {
        _ = try rows(answer(within: Self.commitPatience) { PQsendQuery(connection, "COMMIT") })
      } catch {
        // A commit that is refused is refused whole; of one whose answer is lost nobody knows.
        guard error.code == .unreachable || error.code == .failed else { throw error }
        throw SharedRecordError(.uncertain, error.explanation)
      }
      if warnings.isUnreplicated {
        throw SharedRecordError(.unreplicated, "the server has it, and no standby has said that it has it too")
      }
    }

    /// Runs one statement with values that are never pasted into it.
    ///
    /// - Returns: The rows, each value a text or nil.
    /// - Throws: `SharedRecordError`.
    @discardableResult
    borrowing func query(_ sql: String, _ values: [String?] = []) throws(SharedRecordError) -> [[String?]] {
      let count = Int32(values.count)
      return try rows(
        answer(within: Self.patience) {
          withCStrings(values) { PQsendQueryParams(connection, sql, count, nil, $0, nil, nil, 0) }
        })
    }

    /// Runs statements one after the other, sent together: over a long line each would else take as long as the line does.
    ///
    /// - Returns: The rows of each.
    /// - Throws: `SharedRecordError`, that of the first which fails; what comes after it is not run.
    borrowing func query(
      each statements: [(sql: String, values: [String?])]
    ) throws(SharedRecordError) -> [[[String?]]] {
      let end = ContinuousClock.now + .seconds(Self.patience)
      guard PQenterPipelineMode(connection) == 1 else { throw lost }
      defer { PQexitPipelineMode(connection) }
      for (sql, values) in statements {
        let count = Int32(values.count)
        let isSent = withCStrings(values) { PQsendQueryParams(connection, sql, count, nil, $0, nil, nil, 0) }
        guard isSent == 1 else { throw lost }
      }
      guard PQpipelineSync(connection) == 1 else { throw lost }
      var answers: [[[String?]]] = []
      var failure: SharedRecordError?
      // Read to the end, else the connection would be of no use.
      for _ in statements {
        let result = try result(before: end, Self.patience)
        guard failure == nil else {
          PQclear(result)
          continue
        }
        do throws(SharedRecordError) { answers.append(try rows(result)) } catch { failure = error }
      }
      try settle(before: end, Self.patience)
      PQclear(PQgetResult(connection))
      if let failure { throw failure }
      return answers
    }

    /// A connection that takes nothing more.
    private var lost: SharedRecordError { SharedRecordError(.unreachable, Self.sentence(PQerrorMessage(connection))) }

    /// Sends something and waits for the whole answer, for so many seconds at most; after that the connection is of no use.
    private borrowing func answer(
      within seconds: Int, _ send: () -> Int32
    ) throws(SharedRecordError) -> OpaquePointer? {
      let end = ContinuousClock.now + .seconds(seconds)
      guard send() == 1 else { throw lost }
      return try result(before: end, seconds)
    }

    /// Waits for all that a statement gives, and gives the last of it.
    private borrowing func result(
      before end: ContinuousClock.Instant, _ seconds: Int
    ) throws(SharedRecordError) -> OpaquePointer? {
      var last: OpaquePointer?
      while true {
        do throws(SharedRecordError) {
          try settle(before: end, seconds)
        } catch {
          PQclear(last)
          throw error
        }
        guard let result = PQgetResult(connection) else { return last }
        PQclear(last)
        last = result
      }
    }

    /// Sends what is to be sent and reads until a result is there.
    private borrowing func settle(before end: ContinuousClock.Instant, _ seconds: Int) throws(SharedRecordError) {
      while true {
        let unsent = PQflush(connection)
        guard unsent >= 0 else { throw lost }
        if unsent == 0, PQisBusy(connection) == 0 { return }
        let left = ContinuousClock.now.duration(to: end)
        guard left > .zero else {
          throw SharedRecordError(.unreachable, "\(host) gives no answer within \(seconds) s")
        }
        var look = pollfd(
          fd: PQsocket(connection), events: Int16(POLLIN | (unsent == 0 ? 0 : POLLOUT)), revents: 0)
        _ = poll(&look, 1, Int32(left.components.seconds * 1000 + 1000))
        // Once the connection is gone there is something to read too: its end.
        if look.revents != 0, PQconsumeInput(connection) == 0 { throw lost }
      }
    }

    private borrowing func rows(_ result: OpaquePointer?) throws(SharedRecordError) -> [[String?]] {
      guard let result else { throw lost }
      defer { PQclear(result) }
      switch PQresultStatus(result) {
      case PGRES_COMMAND_OK, PGRES_TUPLES_OK: break
      default:
        // 'C' is the field of the SQLSTATE and 'M' that of the message: macros that Swift does not import.
        let state = PQresultErrorField(result, Int32(UInt8(ascii: "C"))).map { String(cString: $0) }
        // Whatever is asked of a database without the schema is of a table that is not there.
        if state == "42P01" {
          throw SharedRecordError(
            .refused, "the database holds no shared record; 'nightdesk shared create' makes it")
        }
        let message = PQresultErrorField(result, Int32(UInt8(ascii: "M"))) ?? PQerrorMessage(connection)
        throw SharedRecordError(SharedRecordError.code(of: state), Self.sentence(message))
      }
      return (0..<PQntuples(result)).map { row in
        (0..<PQnfields(result)).map { column in
          if PQgetisnull(result, row, column) == 1 { return nil }
          return PQgetvalue(result, row, column).map { String(cString: $0) }
        }
      }
    }

    private static func sentence(_ message: UnsafePointer<CChar>?) -> String {
      let text = message.map { String(cString: $0) } ?? ""
      let lines = text.split(separator: "\n").map { $0.drop { $0 == " " || $0 == "\t" } }
      return lines.isEmpty ? "the server gave no reason" : lines.joined(separator: "; ")
    }
  }

  /// Gives a body texts as C has them, a null pointer for each nil and one at the end; they live until it returns.
  private func withCStrings<Result>(_ texts: [String?], _ body: ([UnsafePointer<CChar>?]) -> Result) -> Result {
    let copies = texts.map { $0.map { strdup($0) } ?? nil }
    defer { for copy in copies { free(copy) } }
    return body(copies.map { UnsafePointer($0) } + [nil])
  }
#endif
