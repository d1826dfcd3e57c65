import Foundation

extension DirectorySnapshot {
  /// Kilometres in a straight line between two councils' main offices; nil where one's position is not recorded.
  package func kilometres(from one: CouncilRef, to other: CouncilRef) -> Double? {
    guard let start = self[one].location, let end = self[other].location else { return nil }
    let radius = 6_371.0
    func radians(_ degrees: Double) -> Double { degrees * .pi / 180 }
    let north = sin(radians(end.latitude - start.latitude) / 2)
    let east = sin(radians(end.longitude - start.longitude) / 2)
    let chord = north * north + cos(radians(start.latitude)) * cos(radians(end.latitude)) * east * east
    return 2 * radius * asin(min(1, chord.squareRoot()))
  }
}
