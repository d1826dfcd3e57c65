/// What `--help` and the manual page say below what a command takes: something that can be typed as it stands.
enum Examples {
  /// A command's discussion with examples of it.
  ///
  /// - Parameters:
  ///   - discussion: What there is to say beside; empty where nothing is.
  ///   - lines: What stands behind the program's name, line by line.
  /// - Returns: The discussion, a line for each example below it.
  static func help(_ discussion: String = "", _ lines: String...) -> String {
    let examples = lines.map { "  nightdesk \($0)" }
    return ((discussion.isEmpty ? [] : [discussion, ""]) + [lines.count == 1 ? "Example:" : "Examples:"] + examples)
      .joined(separator: "\n")
  }
}
