import NIOSSL

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

/// A certificate with its key, as read from its files at one time.
struct TLSIdentity: Sendable {
  let context: NIOSSLContext

  /// Reads both files; nothing of an identity that is in use changes where they cannot be used.
  init(_ files: TLSFiles) throws(DeskServerError) {
    do {
      let chain = try NIOSSLCertificate.fromPEMFile(files.certificate).map { NIOSSLCertificateSource.certificate($0) }
      let key = try NIOSSLPrivateKey(file: files.key, format: .pem)
      var configuration = TLSConfiguration.makeServerConfiguration(
        certificateChain: chain, privateKey: .privateKey(key))
      configuration.minimumTLSVersion = .tlsv12
      context = try NIOSSLContext(configuration: configuration)
    } catch {
      throw DeskServerError(
        .unusableCertificate, "certificate \(files.certificate) with key \(files.key) cannot be used: \(error)")
    }
  }
}
