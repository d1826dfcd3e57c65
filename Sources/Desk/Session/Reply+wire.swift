extension Reply {
  /// The greeting of a socket, which says what answers and what it can do.
  ///
  /// - Parameters:
  ///   - name: The server's name.
  ///   - directory: The directory's version and the date on which that was loaded.
  ///   - capabilities: Words of the contract: `triage json auth tls`.
  ///   - notices: What must be known of the whole directory, and of the casebook; none as a rule.
  /// - Returns: A reply of code 220.
  package static func greeting(
    name: String, directory: (version: String, date: String), capabilities: [String], notices: [String] = []
  ) -> Reply {
    Reply(
      220,
      "nightdesk/1 \(name) ready; directory \(directory.version) of \(directory.date); "
        + capabilities.joined(separator: " ") + notices.map { "; \($0)" }.joined())
  }

  /// Writes the reply as it goes over a socket: its line, and where its code says so the block, dot-stuffed and ended by
  /// a line with a single dot. Nothing that a value may contain can end a line early or reach a terminal as a command.
  package func write(to bytes: inout [UInt8]) {
    bytes.append(contentsOf: "\(code) ".utf8)
    WireText.append(text, to: &bytes, breaksLines: false)
    bytes.append(contentsOf: WireText.lineEnd)
    guard hasBlock else { return }
    for line in block { WireText.append(line, to: &bytes, breaksLines: true, isBlock: true) }
    bytes.append(UInt8(ascii: "."))
    bytes.append(contentsOf: WireText.lineEnd)
  }

  /// The reply as it goes over a socket.
  package var wire: [UInt8] {
    var bytes: [UInt8] = []
    write(to: &bytes)
    return bytes
  }
}

/// Text between a reply and its bytes.
private enum WireText {
  static let lineEnd: [UInt8] = [0x0d, 0x0a]

  /// Appends a text without control characters; a line of a block gets its stuffing and its ending.
  static func append(_ text: String, to bytes: inout [UInt8], breaksLines: Bool, isBlock: Bool = false) {
    var text = text
    text.withUTF8 { utf8 in
      if isBlock, utf8.first == UInt8(ascii: ".") { bytes.append(UInt8(ascii: ".")) }
      // Nearly every text is free of control characters, and is then copied whole.
      if isPlain(utf8) {
        bytes.append(contentsOf: utf8)
      } else {
        appendCleaned(utf8, to: &bytes, breaksLines: breaksLines)
      }
    }
    if isBlock { bytes.append(contentsOf: lineEnd) }
  }

  private static func isPlain(_ utf8: UnsafeBufferPointer<UInt8>) -> Bool {
    var previous: UInt8 = 0
    for byte in utf8 {
      if byte < 0x20 || byte == 0x7f || (previous == 0xc2 && byte < 0xa0) { return false }
      previous = byte
    }
    return true
  }

  private static func appendCleaned(_ utf8: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8], breaksLines: Bool) {
    var isLineStart = false
    for scalar in String(decoding: utf8, as: UTF8.self).unicodeScalars {
      if breaksLines, scalar == "\n" {
        bytes.append(contentsOf: lineEnd)
        isLineStart = true
        continue
      }
      if isLineStart, scalar == "." { bytes.append(UInt8(ascii: ".")) }
      isLineStart = false
      let isControl = scalar.value < 0x20 || (0x7f..<0xa0).contains(scalar.value)
      bytes.append(contentsOf: isControl ? [0x20] : Array(UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter))
    }
  }
}
