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

    /// Whether a commit on this connection is the server's alone, because it gave up waiting for a standby.
    var isUnreplicated: Bool { warnings.isUnreplicated }

    /// Connects, and waits three seconds at most for each host unless told otherwise.
    ///
    /// - Parameters:
    ///   - server: The server as libpq has it: `host=a,b dbname=nightdesk sslmode=verify-full`, or a URI.
    ///   - place: The one of its hosts that is meant; nil for the first that answers.
    /// - Throws: `SharedRecordError`: `unreachable`, `forbidden`.
    init(_ server: String, at place: Place? = nil) throws(SharedRecordError) {
      // What is before `dbname` is overruled by what is in it, and that by what comes after.
      var settings = [
        ("connect_timeout", "3"), ("tcp_user_timeout", "10000"), ("keepalives_idle", "30"),
        ("keepalives_interval", "10"),
        ("keepalives_count", "3"), ("application_name", "nightdesk"), ("dbname", server), ("client_encoding", "UTF8"),
        ("options", "-c client_min_messages=warning -c lock_timeout=10s"),
      ]
      if let place { settings += [("host", place.host), ("port", place.port)] }
      let made = withCStrings(settings.map(\.0)) { names in
        withCStrings(settings.map(\.1)) { values in PQconnectdbParams(names, values, 1) }
      }
      guard let made else { throw SharedRecordError(.unreachable, "there is no memory for a connection") }
      guard PQstatus(made) == CONNECTION_OK else {
        let why = Self.sentence(PQerrorMessage(made))
        // Of a connection that was never made libpq tells no SQLSTATE: only these words tell who was turned away.
        let isRefused = [
          "authentication failed", "no password supplied", "pg_hba.conf", "certificate", "does not exist",
        ]
        .contains { why.contains($0) }
        PQfinish(made)
        throw SharedRecordError(isRefused ? .forbidden : .unreachable, why)
      }
      connection = made
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

    /// The hosts that a server may be at, in the order in which they are named; none where one connection finds its own.
    ///
    /// - Throws: `SharedRecordError`: `refused` where it is not as libpq has it.
    static func places(of server: String) throws(SharedRecordError) -> [Place] {
      var reason: UnsafeMutablePointer<CChar>?
      let options = PQconninfoParse(server, &reason)
      defer {
        PQconninfoFree(options)
        PQfreemem(reason)
      }
      guard let options else { throw SharedRecordError(.refused, sentence(reason)) }
      func lists(_ name: String) -> [String] {
        var option = options
        while let keyword = option.pointee.keyword {
          if String(cString: keyword) == name, let value = option.pointee.val {
            return String(cString: value).split(separator: ",", omittingEmptySubsequences: false).map(String.init)
          }
          option += 1
        }
        return []
      }
      let (hosts, ports) = (lists("host"), lists("port"))
      guard hosts.count > 1, lists("hostaddr").isEmpty else { return [] }
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
      guard PQconsumeInput(connection) == 1 else {
        throw SharedRecordError(.unreachable, Self.sentence(PQerrorMessage(connection)))
      }
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
      _ = try rows(PQexec(connection, sql))
    }

    /// Runs one statement with values that are never pasted into it.
    ///
    /// - Returns: The rows, each value a text or nil.
    /// - Throws: `SharedRecordError`.
    @discardableResult
    borrowing func query(_ sql: String, _ values: [String?] = []) throws(SharedRecordError) -> [[String?]] {
      let count = Int32(values.count)
      return try rows(
        withCStrings(values) { PQexecParams(connection, sql, count, nil, $0, nil, nil, 0) })
    }

    private borrowing func rows(_ result: OpaquePointer?) throws(SharedRecordError) -> [[String?]] {
      guard let result else { throw SharedRecordError(.unreachable, Self.sentence(PQerrorMessage(connection))) }
      defer { PQclear(result) }
      switch PQresultStatus(result) {
      case PGRES_COMMAND_OK, PGRES_TUPLES_OK: break
      default:
        // 'C' is the field of the SQLSTATE and 'M' that of the message: macros that Swift does not import.
        let state = PQresultErrorField(result, Int32(UInt8(ascii: "C"))).map { String(cString: $0) }
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
