/// Opening hours that were read before. A directory has few texts for many contacts, and each is judged once.
package final class KnownHours {
  private var read: [String: Result<OpeningHours, OpeningHoursError>] = [:]
  private var statedByNotation: [String: OpeningHours] = [:]

  package init() {}

  /// The hours that a text means.
  ///
  /// - Parameter notation: OpenStreetMap's notation for them.
  /// - Returns: The hours.
  /// - Throws: `OpeningHoursError` where they are not hours.
  package func hours(_ notation: String) throws(OpeningHoursError) -> OpeningHours {
    if let known = read[notation] { return try known.get() }
    do throws(OpeningHoursError) {
      let hours = try OpeningHours(notation: notation)
      read[notation] = .success(hours)
      return hours
    } catch {
      read[notation] = .failure(error)
      throw error
    }
  }

  /// Hours with how they are meant: see `OpeningHours.stated`.
  package func stated(_ hours: OpeningHours) -> OpeningHours {
    if let known = statedByNotation[hours.notation] { return known }
    let stated = hours.stated
    statedByNotation[hours.notation] = stated
    return stated
  }
}
