import ArgumentParser
import Desk
import DeskConsole
import DeskServer
import Foundation

struct ConnectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "connect", abstract: "A terminal at another machine's desk.",
    discussion: Examples.help(
      """
      Lines in, replies out, as at a desk of one's own. Input that is not a terminal ends at the first refusal. Ctrl-C leaves \
      a server that does not answer. To sign in, give a file that holds a token with --token-file or \
      NIGHTDESK_TOKEN_FILE. NIGHTDESK_TOKEN takes the token itself. Or type 'auth' alone: the token is asked for unseen. \
      Where the server goes, it is tried again, and a triage goes on with the answers that it has.
      """, "connect 127.0.0.1", "connect desk.council.example:6110 --tls", "connect /run/nightdesk/desk.sock"))

  @Argument(help: ArgumentHelp("HOST, HOST:PORT, or the path of a Unix-domain socket.", valueName: "where"))
  var address: String

  @Flag(help: "Speak TLS.")
  var tls = false

  @Option(help: ArgumentHelp("Trust the authorities in this PEM file instead of the machine's.", valueName: "file"))
  var tlsAuthorities: String?

  @Option(help: ArgumentHelp("Sign in with the token in this file.", valueName: "file"))
  var tokenFile: String?

  @Option(help: ArgumentHelp("How long to wait for the server's first words.", valueName: "seconds"))
  var connectTimeout = 10

  @Option(help: ArgumentHelp("How long to wait for a reply.", valueName: "seconds"))
  var timeout = 60

  @Option(
    help: ArgumentHelp(
      "For how long to try again where the server goes; 60 at a terminal, 0 in a script.", valueName: "seconds"))
  var reconnect: Int?

  @OptionGroup var lines: LineOptions

  func validate() throws {
    if let reconnect, !(0...86_400).contains(reconnect) {
      throw ValidationError("--reconnect takes a number of seconds from 0 to 86400, not \(reconnect).")
    }
    for seconds in [connectTimeout, timeout] where !(1...86_400).contains(seconds) {
      throw ValidationError("A time-out is a number of seconds from 1 to 86400, not \(seconds).")
    }
  }

  func run() throws {
    do {
      let place = try DeskAddress(address)
      let token = try ClientToken.given(
        file: tokenFile, configured: Settings.shared[.tokenFile], ProcessInfo.processInfo.environment)
      let trust = tls || tlsAuthorities != nil ? DeskConnection.Trust(authorities: tlsAuthorities) : nil
      if trust == nil, !place.isOwn {
        Out.error(
          "warning: what you say to \(place)\(token == nil ? "" : ", your token too,") crosses the network in plain text "
            + "for anyone between to read; --tls speaks TLS")
      }
      var patience = DeskConnection.Patience()
      patience.greeting = Double(connectTimeout)
      patience.reply = Double(timeout)
      patience.isOver = { Leaving.isAsked() }
      let again = reconnect ?? (Screen.isAtTerminal && lines.isInteractive ? 60 : 0)
      let desk = try RemoteDesk(address, patience: again, usual: lines.usualCouncil, token: token) { [patience] in
        try DeskConnection(to: place, trust: trust, patience: patience)
      }
      var console = Console(at: desk, options: try lines.options())
      if try !console.run() { throw ExitCode(Failure.Status.unusable.rawValue) }
    } catch let error as DeskServerError {
      throw Failure(error.code == .notAnAddress ? .unusable : .world, error.context)
    }
  }
}

/// The token that a client signs in with, from where nobody sees it.
enum ClientToken {
  /// Reads it from a file or the environment; nil where none is given.
  ///
  /// - Parameters:
  ///   - file: The file that a flag names; flags go first.
  ///   - configured: The file that the configuration names, which goes last.
  ///   - environment: The process's variables: `NIGHTDESK_TOKEN_FILE`, `NIGHTDESK_TOKEN`.
  /// - Returns: The token.
  /// - Throws: `Failure` where the file cannot be read or holds no token.
  static func given(file: String?, configured: String?, _ environment: [String: String]) throws -> String? {
    func filled(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
    let named = filled("NIGHTDESK_TOKEN") == nil ? filled("NIGHTDESK_TOKEN_FILE") ?? configured : nil
    guard let path = file ?? named else {
      return try filled("NIGHTDESK_TOKEN").map { try checked($0, from: "NIGHTDESK_TOKEN") }
    }
    var status = stat()
    if stat(path, &status) == 0, status.st_mode & 0o077 != 0 {
      Out.error("warning: others can read your token in \(path); 'chmod 600' keeps it yours")
    }
    let text = try BoundedInput.text(at: path, most: 1 << 16)
    return try checked(text.trimmingCharacters(in: .whitespacesAndNewlines), from: path)
  }

  private static func checked(_ token: String, from place: String) throws -> String {
    guard !token.isEmpty, token.utf8.count <= 200,
      token.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "-_".contains($0)) })
    else { throw Failure(.unusable, "\(place) holds no token") }
    return token
  }
}
