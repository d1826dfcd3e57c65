import Foundation

/// How large a terminal is.
package enum TerminalSize {
  /// The widths that pages are laid out for, in columns: on less no line makes sense, and longer ones tire the eye.
  package static let usable = 40...120

  /// The columns of the terminal that a descriptor writes to.
  ///
  /// - Parameter descriptor: where a text goes.
  /// - Returns: The columns, within `usable`; nil where it is no terminal, so that a file or a pipe gets whole lines.
  package static func columns(of descriptor: Int32) -> Int? {
    guard isatty(descriptor) == 1 else { return nil }
    return min(max(measured(descriptor).columns, usable.lowerBound), usable.upperBound)
  }

  /// Its columns and rows as they are now; 80 by 24 where nothing tells.
  static func measured(_ descriptor: Int32) -> (columns: Int, rows: Int) {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return (80, 24) }
    return (Int(size.ws_col), size.ws_row > 0 ? Int(size.ws_row) : 24)
  }
}
