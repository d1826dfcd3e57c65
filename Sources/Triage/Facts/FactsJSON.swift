import Foundation
package import WorkingTime

extension FactsReader {
  /// Facts from one JSON object.
  package func facts(json bytes: [UInt8], now: Moment) throws(FactError) -> Facts {
    try facts(from: FactsJSON.values(bytes), now: now)
  }
}

/// Reads one flat JSON object of facts with Foundation's parser, and refuses what that lets pass.
///
/// The parser keeps the last of two equal keys and takes a comma before a bracket: one would lose an answer silently,
/// the other is not JSON.
enum FactsJSON {
  static func values(_ bytes: [UInt8]) throws(FactError) -> [String: FactInput] {
    let parsed: Any
    do {
      parsed = try JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
    } catch {
      let detail = (error as NSError).userInfo["NSDebugDescription"] as? String
      throw .malformed(detail ?? error.localizedDescription)
    }
    guard let object = parsed as? [String: Any] else { throw .malformed("it is a single value or a list") }
    let keys = try topLevelKeys(bytes)
    if keys.count != object.count { throw .givenTwice(firstRepeated(keys)) }
    return object.mapValues(input)
  }

  private static func input(_ value: Any) -> FactInput {
    switch value {
    case let text as String: return .text(text)
    case let number as NSNumber:
      // A JSON true is a number of C's char type here; a JSON 1 is not.
      return number.objCType.pointee == CChar(UInt8(ascii: "c")) ? .bool(number.boolValue) : .number(number.doubleValue)
    case let list as [Any]: return .list(list.map(input))
    case let object as [String: Any]: return .object(object.mapValues(input))
    default: return .null
    }
  }

  /// The keys of the outermost object, as written.
  private static func topLevelKeys(_ bytes: [UInt8]) throws(FactError) -> [ArraySlice<UInt8>] {
    var keys: [ArraySlice<UInt8>] = []
    var depth = 0
    var last: UInt8 = 0
    var text = 0..<0
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      switch byte {
      case UInt8(ascii: "\""):
        let start = index + 1
        index = start
        while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
          index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        text = start..<min(index, bytes.count)
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if last == UInt8(ascii: ",") { throw .malformed("a comma stands before a closing bracket") }
        depth -= 1
      case UInt8(ascii: ":"):
        if depth == 1 { keys.append(bytes[text]) }
      default: break
      }
      if byte > 0x20 { last = byte }
      index += 1
    }
    return keys
  }

  private static func firstRepeated(_ keys: [ArraySlice<UInt8>]) -> String {
    var seen: Set<ArraySlice<UInt8>> = []
    let repeated = keys.first { !seen.insert($0).inserted } ?? keys.last ?? []
    return String(decoding: repeated, as: UTF8.self)
  }
}
