import Glibc
package import NIOSSL

/// A certificate with its key, as read from its files at one time.
package struct TLSIdentity: Sendable {
  /// What a server's side of TLS is made with.
  package let context: NIOSSLContext
  /// What an operator should know of them, in sentences: they can be used all the same.
  let doubts: [String]

  /// Reads both files; nothing of an identity that is in use changes where they cannot be used.
  package init(_ files: TLSFiles) throws(DeskServerError) {
    for file in [files.certificate, files.key] { try Self.checkIsFile(file) }
    do {
      let certificates = try NIOSSLCertificate.fromPEMFile(files.certificate)
      let key = try NIOSSLPrivateKey(file: files.key, format: .pem)
      var configuration = TLSConfiguration.makeServerConfiguration(
        certificateChain: certificates.map { .certificate($0) }, privateKey: .privateKey(key))
      configuration.minimumTLSVersion = .tlsv12
      context = try NIOSSLContext(configuration: configuration)
      doubts = Self.doubts(about: files, certificates)
    } catch {
      throw DeskServerError(
        .unusableCertificate, "certificate \(files.certificate) with key \(files.key) cannot be used: \(error)")
    }
  }

  /// A pipe would keep whoever opens it waiting for good.
  private static func checkIsFile(_ path: String) throws(DeskServerError) {
    var status = stat()
    guard stat(path, &status) == 0 else {
      throw DeskServerError(.unusableCertificate, "\(path) cannot be used: \(String(cString: strerror(errno)))")
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw DeskServerError(.unusableCertificate, "\(path) cannot be used: it is not a file")
    }
  }

  private static func doubts(about files: TLSFiles, _ certificates: [NIOSSLCertificate]) -> [String] {
    var doubts: [String] = []
    let now = time(nil)
    if certificates.contains(where: { $0.notValidAfter < now }) {
      doubts.append("the certificate \(files.certificate) has expired: no client will trust it")
    } else if certificates.contains(where: { $0.notValidAfter < now + 14 * 86400 }) {
      doubts.append("the certificate \(files.certificate) expires within 14 days")
    }
    if certificates.contains(where: { $0.notValidBefore > now }) {
      doubts.append("the certificate \(files.certificate) is not valid yet")
    }
    var status = stat()
    if stat(files.key, &status) == 0, status.st_mode & (S_IROTH | S_IWOTH) != 0 {
      doubts.append("the key \(files.key) is open to everybody on this machine; chmod 0640 it")
    }
    return doubts
  }
}
