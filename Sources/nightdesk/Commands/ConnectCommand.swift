import ArgumentParser
import Desk
import DeskConsole
import DeskServer

struct ConnectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "connect", abstract: "A terminal at another machine's desk.",
    discussion: "Lines in, replies out, as at a desk of one's own. Input that is no terminal ends at the first refusal."
  )

  @Argument(help: ArgumentHelp("HOST, HOST:PORT, or the path of a Unix-domain socket.", valueName: "where"))
  var address: String

  @Flag(help: "Speak TLS.")
  var tls = false

  @Option(help: ArgumentHelp("Trust the authorities in this PEM file instead of the machine's.", valueName: "file"))
  var tlsAuthorities: String?

  @OptionGroup var lines: LineOptions

  func run() throws {
    do {
      let trust = tls || tlsAuthorities != nil ? DeskConnection.Trust(authorities: tlsAuthorities) : nil
      let connection = try DeskConnection(to: try DeskAddress(address), trust: trust)
      var console = Console(at: RemoteDesk(connection, name: address), options: lines.options)
      if try !console.run() { throw ExitCode(Failure.Status.unusable.rawValue) }
    } catch let error as DeskServerError {
      throw Failure(error.code == .notAnAddress ? .unusable : .world, error.context)
    }
  }
}

/// A desk at the other end of a socket.
private struct RemoteDesk: ConsoleDesk {
  let prompt: String
  let welcome: [String]
  private(set) var format = DeskFormat.text
  private let connection: DeskConnection

  init(_ connection: DeskConnection, name: String) {
    self.connection = connection
    prompt = "\(name)> "
    welcome = consoleHints + [connection.greeting]
  }

  mutating func answer(_ line: String) throws -> Reply {
    let reply = try connection.reply(to: line)
    if [400, 421].contains(reply.code) { throw DeskConnection.closed(reply) }
    let words = line.lowercased().split(separator: " ")
    if reply.code == 200, words.count > 1, words[0] == "format", let format = DeskFormat(rawValue: String(words[1])) {
      self.format = format
    }
    return reply
  }
}

extension DeskConnection {
  /// The end of a session that the server chose.
  fileprivate static func closed(_ reply: Reply) -> Failure {
    Failure(.world, "the server closed the session: \(reply.text)")
  }
}
