import Glibc
import NIOCore
import NIOPosix
import NIOSSL

/// What comes in the way of a client, in words.
enum ClientTrouble {
  static func words(for error: any Error) -> String {
    switch error {
    case let error as DeskServerError: error.context
    case let error as NIOConnectionError: words(for: error)
    case let error as IOError: String(cString: strerror(error.errnoCode)).lowercased()
    case ChannelError.connectTimeout(_): "it does not answer"
    case NIOSSLError.handshakeFailed(let cause): handshake(cause)
    case NIOSSLError.uncleanShutdown: "it hung up in the middle of TLS"
    case let error as NIOSSLExtraError: "its certificate is for another name (\(error))"
    default: "\(error)"
    }
  }

  private static func words(for error: NIOConnectionError) -> String {
    if let first = error.connectionErrors.first { return words(for: first.error) }
    if error.dnsAError != nil || error.dnsAAAAError != nil { return "no machine is called '\(error.host)'" }
    return "nobody listens on port \(error.port)"
  }

  private static func handshake(_ cause: BoringSSLError) -> String {
    let detail = "\(cause)"
    if detail.contains("CERTIFICATE_VERIFY_FAILED") {
      return "its certificate is not signed by an authority that is trusted here; --tls-authorities names another"
    }
    if detail.contains("WRONG_VERSION_NUMBER") || detail.contains("HTTP_REQUEST") { return "it does not speak TLS" }
    return "TLS cannot be agreed with it"
  }
}
