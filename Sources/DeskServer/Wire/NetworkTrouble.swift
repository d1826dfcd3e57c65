import Glibc
import NIOCore
import NIOPosix

/// What befalls a connection, in words.
enum NetworkTrouble {
  static func words(for error: any Error) -> String {
    switch error {
    case let error as DeskServerError: error.context
    case let error as NIOConnectionError: words(for: error)
    case let error as IOError: String(cString: strerror(error.errnoCode)).lowercased()
    case ChannelError.connectTimeout(_): "it does not answer"
    default: "\(error)"
    }
  }

  private static func words(for error: NIOConnectionError) -> String {
    if let first = error.connectionErrors.first { return words(for: first.error) }
    if error.dnsAError != nil || error.dnsAAAAError != nil { return "no machine is called '\(error.host)'" }
    return "nobody listens on port \(error.port)"
  }
}
