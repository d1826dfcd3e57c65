import Foundation

/// A JSON document as a closed type, so that nothing past this file handles Foundation's untyped objects.
enum JSONValue: Equatable {
  case null
  case bool(Bool)
  case number(Double)
  case text(String)
  case list([JSONValue])
  case object([String: JSONValue])

  /// What a value is, for messages.
  var kindName: String {
    switch self {
    case .null: "null"
    case .bool: "true or false"
    case .number: "a number"
    case .text: "a text"
    case .list: "a list"
    case .object: "an object"
    }
  }

  /// Reads a whole document.
  static func parse(_ bytes: [UInt8]) throws(MalformedJSON) -> JSONValue {
    guard bytes.contains(where: { !" \t\r\n".utf8.contains($0) }) else { throw MalformedJSON(detail: "it is empty") }
    do {
      let document = try JSONSerialization.jsonObject(with: Data(bytes), options: [.fragmentsAllowed])
      return try JSONValue(document)
    } catch let error as MalformedJSON {
      throw error
    } catch {
      let detail = (error as NSError).userInfo[NSDebugDescriptionErrorKey] as? String
      throw MalformedJSON(detail: detail ?? "\(error)")
    }
  }

  private init(_ foundation: Any) throws(MalformedJSON) {
    switch foundation {
    case let text as String: self = .text(text)
    // Lists and objects come before null and numbers: to see that a list is neither, Foundation would convert all of it.
    case let list as [Any]:
      var values: [JSONValue] = []
      for element in list { values.append(try JSONValue(element)) }
      self = .list(values)
    case let object as [String: Any]:
      var members: [String: JSONValue] = [:]
      for (key, member) in object { members[key] = try JSONValue(member) }
      self = .object(members)
    case is NSNull: self = .null
    case let number as NSNumber:
      // Foundation hands out Booleans as numbers; only their C type tells them apart. Its decimals turn into a nearby
      // double, not the nearest, so that a number is read from its digits.
      self =
        String(cString: number.objCType) == "c"
        ? .bool(number.boolValue) : .number(Double(number.description) ?? number.doubleValue)
    default: throw MalformedJSON(detail: "it holds a \(type(of: foundation)), which JSON does not have")
    }
  }
}

/// Why bytes are not JSON.
struct MalformedJSON: Error {
  /// Where and what, as the parser says.
  let detail: String
}
