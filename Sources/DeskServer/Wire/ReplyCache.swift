import Glibc
import NIOCore

/// Replies that the same line would get again, ready to be sent.
///
/// A look-up's reply is a function of the line, the format, the directory and the moment. So it may be kept for as long
/// as that moment counts as the same one: a period has a number, and whatever was kept in another period is forgotten. It
/// is bounded, and forgets all when it is full: front desks ask the same questions, and a flood of others costs no more
/// than not keeping them.
struct ReplyCache {
  private struct Entry {
    let hash: UInt64
    let line: Range<Int>
    let reply: Range<Int>
  }

  /// The most bytes kept, lines and replies together.
  private let capacity: Int
  private let seed: UInt64
  private var period: Int64 = .min
  private var bytes: [UInt8] = []
  private var entries: [Entry] = []
  /// Places in `entries` plus one, by hash, open addressing; 0 is free. At most half of them are taken.
  private var table: [Int32]

  /// - Parameters:
  ///   - capacity: The most bytes to keep.
  ///   - seed: Unknown to clients, so that none can choose lines that fall together.
  init(capacity: Int, seed: UInt64) {
    self.capacity = capacity
    self.seed = seed
    table = [Int32](repeating: 0, count: 1 << 15)
  }

  /// Forgets everything.
  mutating func clear() {
    bytes.removeAll(keepingCapacity: true)
    entries.removeAll(keepingCapacity: true)
    for index in table.indices { table[index] = 0 }
  }

  /// Moves on to a period; what was kept in another is forgotten.
  mutating func enter(period: Int64) {
    guard period != self.period else { return }
    self.period = period
    if !entries.isEmpty { clear() }
  }

  /// Appends the reply that a line got in this period; false where none is kept.
  func write(replyTo line: ByteBuffer, into out: inout ByteBuffer) -> Bool {
    guard let entry = line.withUnsafeReadableBytes({ find($0) }) else { return false }
    bytes.withUnsafeBytes { _ = out.writeBytes(UnsafeRawBufferPointer(rebasing: $0[entry.reply])) }
    return true
  }

  /// Keeps the reply to a line for the rest of the period.
  mutating func keep(_ reply: [UInt8], to line: ByteBuffer) {
    let size = line.readableBytes + reply.count
    guard size <= capacity / 4 else { return }
    if bytes.count + size > capacity || entries.count >= table.count / 2 { clear() }
    let start = bytes.count
    bytes.append(contentsOf: line.readableBytesView)
    let middle = bytes.count
    bytes.append(contentsOf: reply)
    let hash = line.withUnsafeReadableBytes { self.hash($0) }
    entries.append(Entry(hash: hash, line: start..<middle, reply: middle..<bytes.count))
    var place = Int(truncatingIfNeeded: hash) & (table.count - 1)
    while table[place] != 0 { place = (place + 1) & (table.count - 1) }
    table[place] = Int32(entries.count)
  }

  private func find(_ line: UnsafeRawBufferPointer) -> Entry? {
    let hash = hash(line)
    var place = Int(truncatingIfNeeded: hash) & (table.count - 1)
    while table[place] != 0 {
      let entry = entries[Int(table[place]) - 1]
      if entry.hash == hash, isKept(line, at: entry.line) { return entry }
      place = (place + 1) & (table.count - 1)
    }
    return nil
  }

  private func isKept(_ line: UnsafeRawBufferPointer, at range: Range<Int>) -> Bool {
    guard range.count == line.count, let given = line.baseAddress else { return range.count == line.count }
    return bytes.withUnsafeBytes { kept in
      kept.baseAddress.map { memcmp($0 + range.lowerBound, given, line.count) == 0 } ?? false
    }
  }

  /// Eight bytes at a time, each mixed in by a multiplication.
  private func hash(_ line: UnsafeRawBufferPointer) -> UInt64 {
    var hash = seed ^ UInt64(truncatingIfNeeded: line.count)
    var place = 0
    while place + 8 <= line.count {
      hash = Self.mixed(hash ^ line.loadUnaligned(fromByteOffset: place, as: UInt64.self))
      place += 8
    }
    var rest: UInt64 = 0
    while place < line.count {
      rest = rest << 8 | UInt64(line[place])
      place += 1
    }
    return Self.mixed(hash ^ rest)
  }

  private static func mixed(_ value: UInt64) -> UInt64 {
    let product = value.multipliedFullWidth(by: 0x9e37_79b9_7f4a_7c15)
    return product.high ^ product.low
  }
}
