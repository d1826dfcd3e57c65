/// A number of things as people write it: `1 postcode`, `0 postcodes`, `1,810,364 postcodes`.
///
/// - Parameters:
///   - count: How many.
///   - noun: What one of them is called.
///   - plural: What several are called; with an s where left out.
/// - Returns: Both together.
package func counted(_ count: Int, _ noun: String, _ plural: String? = nil) -> String {
  "\(count.grouped) \(count == 1 ? noun : plural ?? noun + "s")"
}

/// The first of some things, and how many more there are: `luton, kent and 3 more`.
///
/// - Parameters:
///   - things: All of them.
///   - most: How many are named, at most.
/// - Returns: All of them with commas where there are no more than `most`; empty where there are none.
package func listed(_ things: some Collection<String>, most: Int) -> String {
  things.prefix(most).joined(separator: ", ")
    + (things.count > most ? " and \((things.count - most).grouped) more" : "")
}

extension Int {
  /// With a comma between thousands: `1,810,364`.
  package var grouped: String {
    let digits = String(magnitude)
    var text = ""
    for (place, digit) in digits.enumerated() {
      if place > 0, (digits.count - place).isMultiple(of: 3) { text.append(",") }
      text.append(digit)
    }
    return self < 0 ? "-" + text : text
  }
}
