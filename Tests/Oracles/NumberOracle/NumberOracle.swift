import Refresh

/// Says of each number on standard input what the numbering plan says: `possible`, `doubtful` or `impossible`.
@main
enum NumberOracle {
  static func main() {
    while let line = readLine() {
      switch NumberPlan.verdict(on: line) {
      case .possible?: print("possible")
      case .doubtful?: print("doubtful")
      case .impossible?: print("impossible")
      case nil: print("foreign")
      }
    }
  }
}
