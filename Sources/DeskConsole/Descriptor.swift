import Foundation

/// What the program writes to: a descriptor, past every buffer.
package enum Descriptor {
  /// Writes all of some bytes. Where that cannot be done the program ends: nothing that follows could be seen.
  ///
  /// Where nobody reads any more, as after `| head`, it ends quietly with status 0: who has closed the pipe has seen what
  /// they wanted, and nothing of ours has failed. A script that sets `pipefail` must not take a reader that was quick for a
  /// store that is broken. Every other failure is said, and is the machine's.
  ///
  /// - Parameters:
  ///   - bytes: what to write.
  ///   - descriptor: where to.
  ///   - failed: the exit status of every other failure.
  package static func write(_ bytes: [UInt8], to descriptor: Int32, failed: Int32) {
    guard let reason = failure(writing: bytes, to: descriptor) else { return }
    if reason == EPIPE { exit(0) }
    if descriptor == STDOUT_FILENO {
      let text = "nightdesk: the answer cannot be written: \(String(cString: strerror(reason)))\n"
      // Whoever reads standard error may be gone too, and the status says the same.
      _ = failure(writing: Array(text.utf8), to: STDERR_FILENO)
    }
    exit(failed)
  }

  /// Writes all of some bytes.
  ///
  /// - Parameters:
  ///   - bytes: what to write.
  ///   - descriptor: where to.
  /// - Returns: `errno` of what came in the way; nil where all is written.
  package static func failure(writing bytes: [UInt8], to descriptor: Int32) -> Int32? {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 {
        let reason = errno
        if reason == EINTR { continue }
        guard reason == EAGAIN else { return reason }
        // Whoever shares the terminal has told it not to wait; we do.
        var wait = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = poll(&wait, 1, -1)
        continue
      }
      rest = rest.dropFirst(count)
    }
    return nil
  }
}

extension FileHandle {
  /// Writes a text of the console; where it cannot be written the console ends with status 3.
  func put(_ text: String) { Descriptor.write(Array(text.utf8), to: fileDescriptor, failed: 3) }
}
