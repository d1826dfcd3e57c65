import Glibc
import NIOCore
import NIOPosix

/// Why an address cannot be listened on, and what to do about it, for whoever starts a server.
package enum ListenTrouble {
  /// The reason in a sentence or two.
  ///
  /// - Parameters:
  ///   - error: What the system or NIO said.
  ///   - address: Where it was to listen.
  /// - Returns: The reason, without the address.
  package static func words(for error: any Error, on address: DeskAddress) -> String {
    let isPath = if case .unix = address { true } else { false }
    switch error {
    case let error as IOError:
      switch error.errnoCode {
      case EADDRINUSE:
        return "another program listens there already. End it, or choose another \(isPath ? "name" : "port")"
      case EACCES, EPERM:
        return isPath
          ? "this user may not make a socket in that folder. Choose another, or have it opened to this user"
          : "this user may not: ports below 1024 are the system's. Choose one from 1024 on"
      case EADDRNOTAVAIL: return "this machine has no such address. 'ip address' lists those that it has"
      case ENOENT, ENOTDIR: return "its folder is not there. Make it first"
      case EROFS: return "its folder takes no files. Choose another"
      default: return String(cString: strerror(error.errnoCode))
      }
    case SocketAddressError.unixDomainSocketPathTooLong:
      return "the name is too long for a socket. Choose a shorter one"
    case is SocketAddressError.UnknownHost, SocketAddressError.unknown: return "no machine is called that"
    case is UnixDomainSocketPathWrongType: return "a file that is no socket has that name. Choose another"
    default: return ClientTrouble.words(for: error)
    }
  }
}
