#if PostgreSQL
  internal import CPostgreSQL
  import Glibc

  /// One connection to a PostgreSQL server.
  ///
  /// libpq lets one thread at a time use a connection. This cannot be copied and is not `Sendable`, so that the compiler keeps
  /// that rule. Every call blocks: it is for commands and for threads of their own, never for an event loop.
  struct PostgreSQLConnection: ~Copyable {
    private let connection: OpaquePointer

    /// Connects, and waits three seconds at most for each host unless told otherwise.
    ///
    /// - Parameter server: The server as libpq has it: `host=a,b dbname=nightdesk sslmode=verify-full`, or a URI.
    /// - Throws: `SharedRecordError`: `unreachable`.
    init(_ server: String) throws(SharedRecordError) {
      // What is before `dbname` is overruled by what is in it.
      let settings = [
        ("connect_timeout", "3"), ("tcp_user_timeout", "10000"), ("keepalives_idle", "30"),
        ("application_name", "nightdesk"), ("dbname", server), ("client_encoding", "UTF8"),
        ("options", "-c client_min_messages=warning -c lock_timeout=10s"),
      ]
      let made = withCStrings(settings.map(\.0)) { names in
        withCStrings(settings.map(\.1)) { values in PQconnectdbParams(names, values, 1) }
      }
      guard let made else { throw SharedRecordError(.unreachable, "there is no memory for a connection") }
      guard PQstatus(made) == CONNECTION_OK else {
        let why = Self.sentence(PQerrorMessage(made))
        PQfinish(made)
        throw SharedRecordError(.unreachable, why)
      }
      connection = made
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
