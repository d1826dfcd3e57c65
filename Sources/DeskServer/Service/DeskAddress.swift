/// Where a desk listens or is reached.
package enum DeskAddress: Sendable, Hashable, CustomStringConvertible {
  /// A host and a TCP port.
  case tcp(host: String, port: Int)
  /// A Unix-domain socket's path.
  case unix(path: String)

  /// The port where none is given.
  package static let usualPort = 6110
  /// Where a server listens unless it is told.
  package static let usual = DeskAddress.tcp(host: "127.0.0.1", port: usualPort)

  /// Reads `HOST`, `HOST:PORT`, `[2001:db8::1]:PORT`, or a path, which has a slash in it.
  ///
  /// - Parameters:
  ///   - text: What was given.
  ///   - usual: The port where it names none.
  /// - Throws: `DeskServerError`, `notAnAddress`.
  package init(_ text: String, port usual: Int = usualPort) throws(DeskServerError) {
    if text.contains("/") {
      self = .unix(path: text)
      return
    }
    if text.hasPrefix("[") {
      guard let close = text.firstIndex(of: "]") else { throw Self.refused(text) }
      let host = String(text[text.index(after: text.startIndex)..<close])
      let rest = text[text.index(after: close)...]
      guard rest.isEmpty || rest.hasPrefix(":"), !host.isEmpty else { throw Self.refused(text) }
      self = .tcp(host: host, port: try Self.port(rest.dropFirst(), of: text, usual))
      return
    }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    // More colons than one are an IPv6 address without a port.
    guard parts.count == 2 else {
      guard !text.isEmpty else { throw Self.refused(text) }
      self = .tcp(host: text, port: usual)
      return
    }
    guard !parts[0].isEmpty, !parts[1].isEmpty else { throw Self.refused(text) }
    self = .tcp(host: String(parts[0]), port: try Self.port(parts[1], of: text, usual))
  }

  private static func port(_ digits: Substring, of text: String, _ usual: Int) throws(DeskServerError) -> Int {
    if digits.isEmpty { return usual }
    guard let port = UInt16(digits) else { throw refused(text) }
    return Int(port)
  }

  private static func refused(_ text: String) -> DeskServerError {
    DeskServerError(
      .notAnAddress, "'\(text)' is not an address; give HOST:PORT, [IPV6]:PORT or a path with a slash in it")
  }

  /// Whether it is this machine's own, so that nothing that is said there crosses a network.
  package var isOwn: Bool {
    switch self {
    case .unix: true
    case .tcp(let host, _): host == "localhost" || host == "::1" || host.wholeMatch(of: /127(\.\d{1,3}){1,3}/) != nil
    }
  }

  /// As it would be given.
  package var description: String {
    switch self {
    case .tcp(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    case .unix(let path): path
    }
  }
}
