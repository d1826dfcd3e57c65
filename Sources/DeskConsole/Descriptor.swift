import Foundation

/// What the program writes to: a descriptor, past every buffer.
package enum Descriptor {
  /// Writes all of some bytes. Where that cannot be done the program ends: nothing that follows could be seen.
  ///
  /// - Parameters:
  ///   - bytes: what to write.
  ///   - descriptor: where to.
  ///   - unread: the exit status where nobody reads any more, as after `| head`.
  ///   - failed: the exit status of every other failure.
  package static func write(_ bytes: [UInt8], to descriptor: Int32, unread: Int32, failed: Int32) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        exit(errno == EPIPE ? unread : failed)
      }
      rest = rest.dropFirst(count)
    }
  }
}

extension FileHandle {
  /// Writes a text of the console; where it cannot be written the console ends with status 3.
  func put(_ text: String) { Descriptor.write(Array(text.utf8), to: fileDescriptor, unread: 3, failed: 3) }
}
