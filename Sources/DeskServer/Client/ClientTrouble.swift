import NIOSSL

/// What comes in the way of a client, TLS among it, in words.
enum ClientTrouble {
  static func words(for error: any Error) -> String {
    switch error {
    case NIOSSLError.handshakeFailed(let cause): handshake(cause)
    case NIOSSLError.uncleanShutdown: "it hung up in the middle of TLS"
    case let error as NIOSSLExtraError: "its certificate is for another name (\(error))"
    default: NetworkTrouble.words(for: error)
    }
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
