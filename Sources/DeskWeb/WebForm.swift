import Desk
import Foundation
import NIOHTTP1

/// Takes a request's address and form apart.
enum WebForm {
  /// The path's parts and the fields behind the question mark; nil where they are not well written.
  static func request(_ target: String) -> WebRequest? {
    let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    guard let path = parts.first, path.hasPrefix("/"), let fields = fields(parts.count > 1 ? parts[1] : "") else {
      return nil
    }
    var names: [String] = []
    for part in path.split(separator: "/") {
      guard let name = String(part).removingPercentEncoding else { return nil }
      names.append(name)
    }
    return WebRequest(path: names, fields: fields)
  }

  /// The fields of a form, the first of a name; nil where they are not well written.
  static func fields(_ text: some StringProtocol) -> [String: String]? {
    var fields: [String: String] = [:]
    for pair in text.split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let plain = parts.map { String($0.map { $0 == "+" ? " " : $0 }).removingPercentEncoding }
      guard let name = plain[0], let value = plain.count > 1 ? plain[1] : "" else { return nil }
      if fields[name] == nil { fields[name] = value }
    }
    return fields
  }

  /// The value of a cookie.
  static func cookie(_ name: String, in headers: HTTPHeaders) -> String? {
    for pair in headers[canonicalForm: "cookie"].flatMap({ $0.split(separator: ";") }) {
      let parts = pair.split(separator: "=", maxSplits: 1)
      if parts.count == 2, parts[0].drop(while: { $0 == " " }) == name { return String(parts[1]) }
    }
    return nil
  }

  /// Whether two secrets are the same, in a time that does not tell how much of them is.
  static func isSame(_ left: String, _ right: String) -> Bool {
    let (left, right) = (Array(left.utf8), Array(right.utf8))
    guard left.count == right.count else { return false }
    return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }
}
