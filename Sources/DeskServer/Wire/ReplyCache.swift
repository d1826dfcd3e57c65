import Glibc
import NIOCore

/// Replies that the same line would get again, ready to be sent.
///
/// A look-up's reply is a function of the line, the format, the directory and the moment. So it may be kept for as long
/// as that moment counts as the same one: a period has a number, and whatever was kept in another period is forgotten. It
/// is bounded, and forgets all when it is full: front desks ask the same questions, and a flood of others costs no more
/// than not keeping them.
struct ReplyCache {
  /// Where a line and its reply are, one behind the other. All that a look-up needs besides them is here, in one place:
  /// what it waits for is the memory.
  private struct Slot {
    /// The upper half of the line's hash; the lower half says where the slot is looked for.
    var hash: UInt32 = 0
    var start: UInt32 = 0
    var line: UInt16 = 0
    /// 0 where the slot is free.
    var reply: UInt32 = 0
  }

  /// The most bytes kept, lines and replies together.
  private let capacity: Int
  private let seed: UInt64
  private var period: Int64 = .min
  private var bytes: [UInt8] = []
  /// By hash, open addressing. At most half of them are taken.
  private var slots = [Slot](repeating: Slot(), count: 1 << 15)
  private var taken = 0

  /// - Parameters:
  ///   - capacity: The most bytes to keep; of more than four gigabytes only so many are taken.
  ///   - seed: Unknown to clients, so that none can choose lines that fall together.
  init(capacity: Int, seed: UInt64) {
    self.capacity = min(capacity, Int(UInt32.max))
    self.seed = seed
  }

  /// Forgets everything.
  mutating func clear() {
    bytes.removeAll(keepingCapacity: true)
    for index in slots.indices { slots[index] = Slot() }
    taken = 0
  }

  /// Moves on to a period; what was kept in another is forgotten.
  mutating func enter(period: Int64) {
    guard period != self.period else { return }
    self.period = period
    if taken > 0 { clear() }
  }

  /// Appends the reply that a line got in this period; false where none is kept.
  func write(replyTo line: ByteBuffer, into out: inout ByteBuffer) -> Bool {
    guard let reply = line.withUnsafeReadableBytes({ find($0) }) else { return false }
    bytes.withUnsafeBytes { _ = out.writeBytes(UnsafeRawBufferPointer(rebasing: $0[reply])) }
    return true
  }

  /// Keeps the reply to a line for the rest of the period.
  mutating func keep(_ reply: [UInt8], to line: ByteBuffer) {
    let size = line.readableBytes + reply.count
    guard size <= capacity / 4, !reply.isEmpty, let length = UInt16(exactly: line.readableBytes) else { return }
    if bytes.count + size > capacity || taken >= slots.count / 2 { clear() }
    let hash = line.withUnsafeReadableBytes { self.hash($0) }
    var place = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[place].reply != 0 { place = (place + 1) & (slots.count - 1) }
    slots[place] = Slot(
      hash: UInt32(truncatingIfNeeded: hash >> 32), start: UInt32(bytes.count), line: length, reply: UInt32(reply.count)
    )
    taken += 1
    bytes.append(contentsOf: line.readableBytesView)
    bytes.append(contentsOf: reply)
  }

  /// Where the reply to a line is.
  private func find(_ line: UnsafeRawBufferPointer) -> Range<Int>? {
    let hash = hash(line)
    let upper = UInt32(truncatingIfNeeded: hash >> 32)
    var place = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[place].reply != 0 {
      let slot = slots[place]
      if slot.hash == upper, Int(slot.line) == line.count {
        let start = Int(slot.start)
        if isKept(line, at: start) { return start + line.count..<start + line.count + Int(slot.reply) }
      }
      place = (place + 1) & (slots.count - 1)
    }
    return nil
  }

  private func isKept(_ line: UnsafeRawBufferPointer, at start: Int) -> Bool {
    guard let given = line.baseAddress else { return true }
    return bytes.withUnsafeBytes { kept in
      kept.baseAddress.map { memcmp($0 + start, given, line.count) == 0 } ?? false
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
