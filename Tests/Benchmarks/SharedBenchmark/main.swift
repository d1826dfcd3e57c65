// Many followers in one process: what a notice and the pull after it take by themselves, with the program's own code for both
// and no store behind. Writes `ready`, then a line for each change, with the moment at which each follower has read it, in
// seconds since 1970. Ends with its standard input.
//
//   SharedBenchmark SERVER FOLLOWERS THREADS
#if PostgreSQL
  import Foundation
  import SharedRecord
  import Synchronization

  /// One that listens. Made and asked in one thread.
  private final class Follower {
    let record: SharedRecord
    private var last: Int

    init(_ server: String) throws {
      record = try SharedRecord(server)
      guard try record.listen() else { throw SharedRecordError(.failed, "notices do not come through") }
      last = try record.head().id
    }

    /// Reads what is new, with the seals of it; says whether there was anything.
    func pull() throws -> Bool {
      let news = try record.news(after: last, most: 500)
      guard let newest = news.changes.last, newest.change.hash == news.standing.head.hash else { return false }
      last = newest.id
      return true
    }
  }

  /// The moments at which followers have read a change.
  private final class Board: Sendable {
    private let count: Int
    private let moments = Mutex<[Double]>([])

    init(of count: Int) { self.count = count }

    func enter() {
      let now = Date.now.timeIntervalSince1970
      let all = moments.withLock { moments in
        moments.append(now)
        guard moments.count == count else { return [] as [Double] }
        defer { moments = [] }
        return moments
      }
      guard !all.isEmpty else { return }
      say(all.map { String(format: "%.6f", $0) }.joined(separator: " "))
    }
  }

  private func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }

  private func follow(_ server: String, _ count: Int, _ board: Board, _ isReady: () -> Void) throws {
    let followers = try (0..<count).map { _ in try Follower(server) }
    isReady()
    while true {
      // All are told at once: who waits for the first need not ask the others meanwhile.
      guard try followers[0].record.isTold(within: 1000) else { continue }
      var waiting = followers
      var isFirst = true
      while !waiting.isEmpty {
        waiting = try waiting.filter { follower in
          let isTold = isFirst && follower === followers[0]
          guard try isTold || follower.record.isTold(within: 0) else { return true }
          guard try follower.pull() else { return true }
          board.enter()
          return false
        }
        isFirst = false
      }
    }
  }

  let words = CommandLine.arguments.dropFirst()
  guard words.count == 3, let server = words.first, let count = Int(words[2]), let threads = Int(words[3]),
    threads > 0, count >= threads
  else {
    FileHandle.standardError.write(Data("usage: SharedBenchmark SERVER FOLLOWERS THREADS\n".utf8))
    exit(2)
  }
  private let board = Board(of: count)
  private let unready = Mutex(threads)
  for thread in 0..<threads {
    let own = count / threads + (thread < count % threads ? 1 : 0)
    Thread {
      do {
        try follow(server, own, board) {
          if unready.withLock({ left in
            left -= 1; return left == 0
          }) {
            say("ready")
          }
        }
      } catch {
        FileHandle.standardError.write(Data("\(error)\n".utf8))
        exit(1)
      }
    }.start()
  }
  while readLine() != nil {}
#else
  print("this is built without the trait PostgreSQL")
#endif
