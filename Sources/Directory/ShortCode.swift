/// Numbers that are dialled as they stand: they have no area, no trunk zero and no international form.
package enum ShortCode {
  /// Each code with whom it reaches. Source: Ofcom, "The National Telephone Numbering Plan", as public knowledge has it in
  /// 2026. 0800 1111 is older than the plan's lengths and is kept for Childline alone.
  package static let services: [String: String] = [
    "999": "emergency services", "112": "emergency services", "18000": "emergency services by text", "101": "police",
    "111": "NHS", "119": "NHS", "105": "power cuts", "116000": "missing children", "116006": "victims of crime",
    "116111": "children", "116117": "NHS", "116123": "emotional support", "08001111": "Childline",
  ]

  /// Whether some digits are such a code, without spaces.
  package static func isOne(_ digits: some StringProtocol) -> Bool { services[String(digits)] != nil }
}
