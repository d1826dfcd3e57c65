import Foundation
import WorkingTime

/// What this run knows of the world around it: the time, its zone, and who runs it.
struct World {
  /// The moment at which this run began.
  let now: Moment = .now

  /// London's clocks, for all years or only those around now: a look-up of this moment needs no others.
  func clock(aroundNow: Bool = false) throws -> LondonClock {
    let year = WallTime(utc: now).day.parts.year
    guard let clock = aroundNow ? LondonClock(years: year - 1...year + 1) : LondonClock() else {
      throw Failure(.world, "this machine knows no Europe/London time zone; install its time-zone data")
    }
    return clock
  }

  /// Who runs this, for the record of a change.
  var loginName: String {
    ProcessInfo.processInfo.environment["LOGNAME"] ?? ProcessInfo.processInfo.environment["USER"] ?? NSUserName()
  }

  /// The name of the system's user, and for whom root acts: for the record of what no login name should be taken for.
  var userName: String {
    let environment = ProcessInfo.processInfo.environment
    let name = getpwuid(getuid()).map { String(cString: $0.pointee.pw_name) } ?? "user \(getuid())"
    guard getuid() == 0, let other = environment["SUDO_USER"], !other.isEmpty, other != name else { return name }
    return "\(name) for \(other)"
  }
}

extension Moment {
  /// The moment that this machine's clock shows.
  static var now: Moment { Moment(seconds: Int64(Date().timeIntervalSince1970)) }
}
