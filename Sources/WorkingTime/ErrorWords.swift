import Foundation

extension Error {
  /// What went wrong, in words that somebody who never saw the program's code can use.
  ///
  /// Foundation's own texts name its classes and domains. What stands beneath them is either a number of the system's, whose
  /// words every manual has, or a place in a JSON file.
  package var inWords: String {
    if let error = self as? DecodingError { return error.words }
    if self is EncodingError { return "it cannot be written as JSON" }
    var found: NSError? = self as NSError
    while let error = found {
      if error.domain == NSPOSIXErrorDomain { return systemWords(Int32(error.code)) }
      found = error.userInfo[NSUnderlyingErrorKey] as? NSError
    }
    if let words = (self as? CocoaError)?.plainWords { return words }
    // An error of our own prints what it is; one of Foundation's would print its class and number.
    return (self as NSError).domain.hasPrefix("NS") ? "the machine gives no reason" : "\(self)"
  }
}

/// The system's words for one of its numbers, such as 2: `No such file or directory`.
package func systemWords(_ code: Int32) -> String { String(cString: strerror(code)) }

extension DecodingError {
  fileprivate var words: String {
    switch self {
    case .keyNotFound(let key, let context): "\(Self.place(context.codingPath))'\(key.stringValue)' is missing"
    case .typeMismatch(let type, let context), .valueNotFound(let type, let context):
      "\(Self.place(context.codingPath))it must be \(Self.name(of: type))"
    case .dataCorrupted(let context) where !context.codingPath.isEmpty:
      "\(Self.place(context.codingPath))\(context.debugDescription)"
    default: "it is no JSON: look for a comma, a quotation mark or a bracket that is missing or too many"
    }
  }

  /// `councils[3].name: `, or nothing for the file as a whole.
  private static func place(_ path: [any CodingKey]) -> String {
    let text = path.reduce(into: "") { text, key in
      if let index = key.intValue { text += "[\(index)]" } else { text += (text.isEmpty ? "" : ".") + key.stringValue }
    }
    return text.isEmpty ? "" : text + ": "
  }

  private static func name(of type: any Any.Type) -> String {
    switch type {
    case is String.Type: "a text"
    case is Bool.Type: "true or false"
    case is Double.Type: "a number"
    case is any BinaryInteger.Type: "a whole number"
    default: "\(type)".hasPrefix("Array") ? "a list" : "an object in braces"
    }
  }
}

extension CocoaError {
  /// What its code means; nil where that is none of a file.
  fileprivate var plainWords: String? {
    switch code {
    case .fileNoSuchFile, .fileReadNoSuchFile: "No such file or directory"
    case .fileReadNoPermission, .fileWriteNoPermission: "Permission denied"
    case .fileWriteOutOfSpace: "No space left on device"
    case .fileWriteVolumeReadOnly: "Read-only file system"
    case .fileWriteFileExists: "File exists"
    case .fileReadTooLarge: "it is too large"
    case .fileReadInapplicableStringEncoding, .fileReadUnknownStringEncoding: "it is not text in UTF-8"
    case .fileReadCorruptFile: "its contents are not what they should be"
    default: nil
    }
  }
}
