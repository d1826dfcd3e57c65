/// Where the server's certificate and its key are.
package struct TLSFiles: Sendable, Hashable {
  /// The certificate with what it was signed by, PEM.
  package let certificate: String
  /// Its key, PEM.
  package let key: String

  /// Two files.
  package init(certificate: String, key: String) {
    self.certificate = certificate
    self.key = key
  }
}
