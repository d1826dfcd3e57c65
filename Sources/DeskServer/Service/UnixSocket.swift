import Glibc

/// What the C library tells of sockets.
enum UnixSocket {
  /// Whether a server answers at a path: then its socket is not ours to replace.
  static func isAnswered(_ path: String) -> Bool {
    let socket = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    guard socket >= 0 else { return false }
    defer { Glibc.close(socket) }
    return withAddress(path) { Glibc.connect(socket, $0, $1) == 0 } ?? false
  }

  /// Takes a socket's file away, unless somebody else has put their own there since and answers, or it is not a socket.
  static func remove(_ path: String) {
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFSOCK else { return }
    if !isAnswered(path) { unlink(path) }
  }

  /// Whether a listening stream socket is TCP (true) or of the Unix domain (false); nil for anything else.
  static func isTCP(listening socket: CInt) -> Bool? {
    guard option(SO_TYPE, of: socket) == Int32(SOCK_STREAM.rawValue), option(SO_ACCEPTCONN, of: socket) == 1 else {
      return nil
    }
    switch option(SO_DOMAIN, of: socket) {
    case AF_INET, AF_INET6: return true
    case AF_UNIX: return false
    default: return nil
    }
  }

  private static func option(_ name: CInt, of socket: CInt) -> CInt? {
    var value: CInt = 0
    var size = socklen_t(MemoryLayout<CInt>.size)
    return getsockopt(socket, SOL_SOCKET, name, &value, &size) == 0 ? value : nil
  }

  /// Calls with the C address of a path; one that begins with `@` is in the abstract space. Nil where it is too long.
  static func withAddress<Result>(
    _ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
  ) -> Result? {
    var bytes = Array(path.utf8)
    if bytes.first == UInt8(ascii: "@") { bytes[0] = 0 }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let room = MemoryLayout.size(ofValue: address.sun_path)
    guard !bytes.isEmpty, bytes.count < room else { return nil }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    // An abstract name is as long as it is given; a path ends with its zero.
    let length = MemoryLayout<sa_family_t>.size + bytes.count + (bytes[0] == 0 ? 0 : 1)
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(length)) }
    }
  }
}
