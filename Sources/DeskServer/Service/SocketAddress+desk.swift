package import NIOCore

extension SocketAddress {
  /// Whether only this machine can be at the other end.
  package var isLocal: Bool {
    switch self {
    case .unixDomainSocket: return true
    case .v4: return ipAddress?.hasPrefix("127.") == true
    case .v6: return ipAddress == "::1" || ipAddress?.hasPrefix("::ffff:127.") == true
    }
  }

  /// As a desk's address.
  package var deskAddress: DeskAddress {
    if let path = pathname { return .unix(path: path) }
    return .tcp(host: ipAddress ?? "", port: port ?? 0)
  }
}
