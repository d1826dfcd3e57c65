import Foundation

/// Where things are, unless an option says otherwise.
extension Site {
  /// A file in the user's folder.
  static var defaultStore: String { stateFolder + "/directory.sqlite" }

  /// Where the console's history is kept; nil where its folder cannot be made.
  static var historyPath: String? {
    do {
      try FileManager.default.createDirectory(atPath: stateFolder, withIntermediateDirectories: true)
      return stateFolder + "/history"
    } catch {
      return nil
    }
  }

  /// The user's folder for what programs keep between runs.
  private static var stateFolder: String {
    let environment = ProcessInfo.processInfo.environment
    let state =
      environment["XDG_STATE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
      ?? home(environment) + "/.local/state"
    return state + "/nightdesk"
  }

  /// The user's own folder: as the environment has it, where that is a whole path, else as the system knows it. A relative one
  /// would make a store wherever somebody stands.
  private static func home(_ environment: [String: String]) -> String {
    if let told = environment["HOME"], told.hasPrefix("/") { return told }
    return getpwuid(getuid()).map { String(cString: $0.pointee.pw_dir) } ?? NSHomeDirectory()
  }

  /// The data beside an installed program, or of the checkout that it was built in.
  static var shippedData: String? {
    if let told = Settings.shared[.data] { return told }
    var folder = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    for _ in 0..<6 {
      for place in ["share/nightdesk/data", "data"] {
        let candidate = folder.appendingPathComponent(place).path
        if FileManager.default.fileExists(atPath: candidate + "/councils") { return candidate }
      }
      folder.deleteLastPathComponent()
    }
    return nil
  }
}
