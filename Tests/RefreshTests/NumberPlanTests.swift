import Directory
import Refresh
import Testing

/// The national numbering plan, number by number.
struct NumberPlanTests {
  @Test(arguments: [
    "+441227781879", "+442085475008", "+442380123456", "+443000411111", "+443456061212", "+441132345678",
    "+447400123456", "+448001234567", "+44800123456", "+448081234567", "+448450123456", "+445511234567",
    "+441481123456", "+441534123456", "+441624123456", "+448001111",
  ])
  func `a number that the plan has is possible`(number: String) {
    guard case .possible? = NumberPlan.verdict(on: number) else {
      Issue.record("\(number): \(String(describing: NumberPlan.verdict(on: number)))")
      return
    }
  }

  @Test(arguments: ShortCode.services.keys.sorted())
  func `a short code is a number of its own kind, dialled as it stands`(code: String) {
    #expect(NumberPlan.verdict(on: code) == .possible(.short))
    #expect(code.hasPrefix("0") || NumberPlan.verdict(on: "+44" + code) != .possible(.short))
  }

  @Test(arguments: ["998", "0999", "01227781879", "116 123", ""])
  func `what has no country code and is not a short code cannot be dialled`(number: String) {
    guard case .impossible(let why)? = NumberPlan.verdict(on: number) else {
      Issue.record("\(number) passes")
      return
    }
    #expect(why.contains("not a short code"))
  }

  @Test(arguments: [
    ("+44122778187", "has 10 digits"), ("+4412277818790", "has 12 digits"), ("+4401227781879", "is left out"),
    ("+441999123456", "no area"), ("+442212345678", "no area"), ("+444012345678", "begins with 04"),
    ("+446012345678", "begins with 06"), ("+443112345678", "begins with 031"), ("+448201234567", "begins with 0820"),
    ("+44999", "short code"), ("+44116123", "short code"), ("+447400", "digits"),
  ])
  func `a number that the plan does not have is refused with the reason`(number: String, why: String) {
    guard case .impossible(let said)? = NumberPlan.verdict(on: number) else {
      Issue.record("\(number) passes")
      return
    }
    #expect(said.contains(why), "\(said)")
  }

  @Test(arguments: [
    "+441204 12345", "+447700900123", "+447012345678", "+447612345678", "+449012345678", "+442079460123",
  ])
  func `a number that somebody should look at is doubtful`(number: String) {
    guard case .doubtful? = NumberPlan.verdict(on: number.replacing(" ", with: "")) else {
      Issue.record("\(number): \(String(describing: NumberPlan.verdict(on: number)))")
      return
    }
  }

  @Test func `a number of another country is not judged`() {
    #expect(NumberPlan.verdict(on: "+33123456789") == nil)
  }
}
