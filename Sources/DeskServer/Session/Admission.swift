import Desk
import Glibc
package import NIOCore

/// How many sessions there are, and for whom there is room for another.
///
/// Strangers are let in up to a cap that leaves room: some for this machine's own terminals, and some of that for its
/// Unix socket, so that no crowd from elsewhere, nor behind a tunnel that ends here, shuts out who is at the machine. Who
/// has signed in is no stranger, and takes none of the strangers' room.
struct Admission {
  /// Where a client is, as far as it matters here.
  enum Origin: Hashable {
    case unixSocket
    case loopback
    /// Another machine's IPv4 address, or the /64 that an IPv6 address is in: one machine has all of that.
    case remote(String)
    /// A TCP client that has gone before it could be asked.
    case unknown
  }

  private let limits: DeskLimits
  /// How many sessions are kept free for each of the two ways in from this machine.
  let reserve: Int
  private var all = 0
  private var overTCP = 0
  private var strangers = 0
  private var strangersByOrigin: [Origin: Int] = [:]

  init(_ limits: DeskLimits) {
    self.limits = limits
    reserve = min(64, limits.sessions / 10)
  }

  /// Takes a session in; or says why there is no room for it.
  mutating func admit(_ origin: Origin) -> Reply? {
    let isFull =
      switch origin {
      case .unixSocket: all >= limits.sessions
      case .loopback: all >= limits.sessions || overTCP >= limits.sessions - reserve
      case .remote, .unknown:
        all >= limits.sessions || overTCP >= limits.sessions - reserve || strangers >= limits.sessions - 2 * reserve
      }
    if isFull { return Reply(421, "no room for another session; try again later") }
    if case .remote = origin {
      guard strangersByOrigin[origin, default: 0] < limits.sessionsPerAddress else {
        return Reply(421, "no room for another session from your address")
      }
      strangersByOrigin[origin, default: 0] += 1
    }
    all += 1
    if origin != .unixSocket { overTCP += 1 }
    if origin.isStrange { strangers += 1 }
    return nil
  }

  /// A session is no stranger's any more.
  mutating func signedIn(_ origin: Origin) {
    guard origin.isStrange else { return }
    strangers -= 1
    forget(origin)
  }

  /// Lets a session go that was taken in.
  mutating func release(_ origin: Origin, hasSignedIn: Bool) {
    all -= 1
    if origin != .unixSocket { overTCP -= 1 }
    if !hasSignedIn { signedIn(origin) }
  }

  private mutating func forget(_ origin: Origin) {
    guard let count = strangersByOrigin[origin] else { return }
    strangersByOrigin[origin] = count > 1 ? count - 1 : nil
  }
}

/// What clients are counted by, on every way in.
package enum ClientAddress {
  /// What a client's address is counted by, one machine having a whole /64 of IPv6; nil for this machine's own.
  package static func counted(_ peer: SocketAddress) -> String? {
    switch Admission.Origin(peer) {
    case .unixSocket, .loopback: nil
    case .remote(let address): address
    case .unknown: "unknown"
    }
  }
}

extension Admission.Origin {
  /// Whether a client there is on another machine.
  var isStrange: Bool {
    switch self {
    case .unixSocket, .loopback: false
    case .remote, .unknown: true
    }
  }

  /// As a report names it.
  var words: String {
    switch self {
    case .unixSocket: "the Unix socket"
    case .loopback: "loopback"
    case .remote(let address): address
    case .unknown: "unknown"
    }
  }

  init(_ address: SocketAddress) {
    switch address {
    case .unixDomainSocket: self = .unixSocket
    case .v4: self = address.isLocal ? .loopback : .remote(address.ipAddress ?? "")
    case .v6: self = address.isLocal ? .loopback : Self.block(of: address.ipAddress ?? "")
    }
  }

  /// What an IPv6 address, as it is written, is counted as.
  static func block(of text: String) -> Self {
    // Without the zone that stands behind a link's own addresses.
    let plain = text.split(separator: "%").first.map(String.init) ?? text
    var bytes = [UInt8](repeating: 0, count: 16)
    guard inet_pton(AF_INET6, plain, &bytes) == 1 else { return .remote(text) }
    // An IPv4 address in the clothes of IPv6 is counted as what it is.
    let isMapped = bytes.prefix(10).allSatisfy { $0 == 0 } && bytes[10] == 0xff && bytes[11] == 0xff
    if isMapped { return .remote(bytes.suffix(4).map { "\($0)" }.joined(separator: ".")) }
    return .remote(bytes.prefix(8).map { String($0, radix: 16) }.joined(separator: "-") + "/64")
  }
}
