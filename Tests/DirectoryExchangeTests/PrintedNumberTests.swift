import Directory
import TestSupport
import Testing

@testable import DirectoryExchange

/// Telephone numbers as the cells of other people's tables have them.
struct PrintedNumberTests {
  @Test(arguments: [
    ("01227 781879", ["+441227781879"]), ("(01227) 781 879", ["+441227781879"]),
    ("+44 (0)1227 781879", ["+441227781879"]), ("+44 1227 781879", ["+441227781879"]),
    ("0044 1227 781879", ["+441227781879"]), ("Tel: 01227 781879", ["+441227781879"]),
    ("01227\u{a0}781879", ["+441227781879"]), ("01227 781879 / 01227 862000", ["+441227781879", "+441227862000"]),
    ("01227 781879 or 0300 123 1234", ["+441227781879", "+443001231234"]),
    ("01227 781879, 01227 862000", ["+441227781879", "+441227862000"]),
    ("01227 781879\n01227 862000", ["+441227781879", "+441227862000"]), ("101", ["101"]), ("NHS 111", ["111"]),
    ("116 123", ["116123"]), ("999 / 101", ["999", "101"]), ("0800 1111", ["08001111"]),
    ("016977 3555", ["+44169773555"]), ("18001 01227 781879", ["+441227781879"]),
  ])
  func `numbers are read as printed`(cell: String, values: [String]) {
    let reading = PrintedNumbers().read(cell)
    #expect(reading.numbers.map(\.value) == values, "\(reading)")
    #expect(reading.faults.isEmpty && reading.passedOver.isEmpty || cell.hasPrefix("NHS"), "\(reading)")
    for number in reading.numbers { #expect(PhoneText.prints(number.display, stored: number.value), "\(number)") }
  }

  @Test(arguments: [
    ("01227 862000 ext 2345", "ask-for-extension", "Ask for extension 2345."),
    ("01227 862000 x2345", "ask-for-extension", "Ask for extension 2345."),
    ("01227 862000, extension: 0412", "ask-for-extension", "Ask for extension 0412."),
    ("01227 862000 (option 2)", "choose-option", "Choose option 2."),
    ("01227 862000, option 2", "choose-option", "Choose option 2."),
    ("01227 862000 press 3", "choose-option", "Choose option 3."),
    ("01227 862000 then 3", "choose-option", "Choose option 3."),
    ("01227 862000 ext 2", "ask-for-extension", "Ask for extension 2."),
    ("01227 862000 then press option 1", "choose-option", "Choose option 1."),
    ("111, option 2", "choose-option", "Choose option 2."),
    ("18001 01227 862000", "text-relay", "It is printed with 18001 before it, for Relay UK."),
  ])
  func `what to say or press stands in a warning`(cell: String, code: String, text: String) {
    let reading = PrintedNumbers().read(cell)
    #expect(reading.numbers.count == 1 && reading.faults.isEmpty, "\(reading)")
    #expect(reading.numbers.first?.notices == [Notice(code: code, text: text)], "\(reading)")
  }

  @Test(arguments: [
    ("1227781879", "lost the 0"), ("441227781879", "lost its +"), ("01227 781879/862000", "in full"),
    ("01227 7818", "digits"), ("01227 781879 (after 5pm)", "a column of their own"), ("call us", ""),
    ("01227 781879 (24 hours)", "a column of their own"), ("01227 781879 9-5", "digits"),
    ("01227 781879 (floor 3)", "goes with it as a warning"), ("closed, ring 01227 862000 and 3", "in full"),
    ("01227 781879 (closed, use 01227 862000)", "a number of its own"),
    ("24/7 01227 781879", "a column of their own"), ("01227 781879 9123", "digits"), ("+44 12", "not a number"),
  ])
  func `what may be a number and is not read as one is told`(cell: String, said: String) {
    let reading = PrintedNumbers().read(cell)
    let told = reading.faults + reading.passedOver + reading.numbers.flatMap(\.told)
    #expect(!told.isEmpty && (said.isEmpty || told.contains { $0.contains(said) }), "\(reading)")
  }

  @Test(arguments: ["Minicom 01227 780909", "Fax: 01227 780909", "01227 780909 (textphone)"])
  func `a line that no voice answers is passed over, and told`(cell: String) {
    let reading = PrintedNumbers().read("01227 781879; " + cell)
    #expect(reading.numbers.map(\.value) == ["+441227781879"])
    #expect(reading.passedOver.count == 1 && reading.passedOver[0].contains("no voice"), "\(reading)")
  }

  @Test(arguments: [
    "01227 781878 (text only)", "07786 200500 text only (deaf)", "01227 781878 (texts only)",
    "01227 781878 WhatsApp only",
    "01227 781878 (WhatsApp)", "01227 781878 (answerphone)", "01227 781878 - voicemail",
    "01227 781878 (leave a message)",
    "Text: 01227 781878",
  ])
  func `a number for written messages, or of a machine, is no voice of anybody`(cell: String) {
    let reading = PrintedNumbers().read(cell)
    #expect(reading.numbers.allSatisfy { $0.refusal != nil }, "\(reading)")
    #expect(reading.passedOver.contains { $0.contains("no voice answers") }, "\(reading)")
  }

  @Test(arguments: [
    "01227 781879 (also WhatsApp)", "01227 781879 (call or text)", "01227 781879 (if no answer leave a message)",
  ])
  func `a number that can be written to as well is rung`(cell: String) {
    let reading = PrintedNumbers().read(cell)
    #expect(reading.numbers.map(\.value) == ["+441227781879"] && reading.passedOver.isEmpty, "\(reading)")
  }

  // What a list says of a number that nobody is to ring: words of every kind, before it, behind it and on its own.
  @Test(arguments: [
    "01227 781879 (do not use)", "01227 781879 - DO NOT USE", "Do not ring 01227 781879", "01227 781879 don’t use",
    "01227 781879 (closed)", "01227 781879 closed", "closed: 01227 781879", "01227 781879 (old)", "OLD 01227 781879",
    "old number 01227 781879", "01227 781879 ceased", "01227 781879 temporarily out of use",
    "01227 781879 (no longer in use)",
    "01227 781879 no longer answered", "01227 781879 [disconnected]", "01227 781879\ndisconnected",
    "DISCONNECTED\n01227 781879", "01227 781879, not in use", "not in use, 01227 781879",
    "01227 781879 is out of order",
    "formerly 01227 781879", "was 01227 781879", "01227 781879 (withdrawn March 2026)", "01227 781879 (until 31 March)",
    "01227 781879 (closed until Monday)", "01227 781879 suspended until further notice", "01227 781879 (superseded)",
    "01227 781879 unobtainable", "01227 781879 – wrong number", "01227 781879 (nobody answers)",
    "01227 781879 (no reply)",
    "01227 781879 not known", "01227 781879 (TBC)", "01227 781879 (defunct)", "ex 01227 781879 retired",
    "01227 781879 (voicemail only)", "ring 01227 781879 never", "01227 781879 unmanned", "01227 781879 (not answered)",
    "01227 781879 (from 1 April)", "01227 781879 (option 2) (closed)", "01227 781879 ext 4 disconnected",
    "01227 781879 (not)", "No OOH - call police 101", "no out of hours service - 999",
    "None at night. Samaritans 116 123", "no night number, ring 01227 781879",
  ])
  func `a number that its cell says must not be rung is never one to ring`(cell: String) {
    let reading = PrintedNumbers().read(cell)
    #expect(reading.numbers.allSatisfy { $0.refusal != nil }, "\(reading)")
    #expect(!reading.numbers.isEmpty || !reading.faults.isEmpty, "\(reading)")
  }

  @Test(arguments: [
    ("01227 781879 (old), 01227 862000 (new)", [true, false]),
    ("01227 781879 / 01227 862000 (both closed)", [true, true]),
    ("Old: 01227 781879\nNew: 01227 862000", [true, false]), ("Not in use: 01227 781879, 01227 862000", [true, true]),
    ("01227 781879, 01227 862000\nno longer in use", [true, true]),
    ("01227 781879 or 01227 862000 (ceased)", [false, true]),
  ])
  func `of several numbers in a cell those are kept out that it may speak of`(cell: String, isRefused: [Bool]) {
    let reading = PrintedNumbers().read(cell)
    #expect(reading.numbers.map { $0.refusal != nil } == isRefused, "\(reading)")
  }

  @Test(arguments: [
    ("01227 781879 (24 hours)", false), ("01227 781879 (24hrs)", false), ("01227 781879 24/7", false),
    ("01227 781879 (evenings and weekends)", false), ("01227 781879 5pm-9am Monday to Sunday", false),
    ("01227 781879 out of hours", false), ("01227 781879 (office hours only)", true),
    ("01227 781879 Mon-Fri 9am-5pm", true), ("01227 781879 (Mon-Fri 9-5)", true), ("01227 781879 (weekdays)", true),
    ("01227 781879 (daytime)", true), ("01227 781879 (not staffed at night)", true),
    ("01227 781879 (not 24 hours)", true),
    ("01227 781879 (closed at weekends)", true), ("01227 781879 (24 hours except bank holidays)", true),
    ("01227 781879, office hours only", true), ("9am to 5pm: 01227 781879", true),
    ("01227 781879 (when the office is shut)", false), ("01227 781879 when offices are closed", false),
    ("01227 781879 (while we are closed)", false), ("01227 781879 (after the office closes)", false),
    ("01227 781879 (after 5pm)", false), ("01227 781879 (from 5pm)", false), ("01227 781879 (from 5.30 pm)", false),
    ("01227 781879, 5pm onwards", false), ("01227 781879 (5pm - midnight)", false),
    ("01227 781879 until 8.30am", false),
    ("Before 9am ring 01227 781879", false), ("01227 781879 evenings only", false), ("01227 781879 (not 9-5)", false),
    ("01227 781879 (except office hours)", false), ("01227 781879 (not during the day)", false),
    ("01227 781879 (Sat & Sun only)", false), ("01227 781879 (weekends)", false),
    ("01227 781879 (outside normal working hours)", false), ("01227 781879 (nights closed)", true),
    ("01227 781879 (unless bank holiday)", true), ("01227 781879 voicemail after 6pm", true),
    ("01227 781879 (not after 5pm)", true), ("01227 781879 (from 1pm to 5pm)", true), ("01227 781879 until 5pm", true),
    ("01227 781879 (closed when the office is shut)", true),
  ])
  func `when it is answered is read apart from the number and goes with it`(cell: String, isByDay: Bool) {
    let reading = PrintedNumbers().read(cell)
    #expect(reading.numbers.map(\.value) == ["+441227781879"], "\(reading)")
    #expect(reading.numbers.map { $0.byDay != nil } == [isByDay], "\(reading)")
    #expect(
      reading.numbers.allSatisfy { $0.refusal == nil && $0.notices.contains { $0.code == "list-says" } }, "\(reading)")
  }

  @Test(arguments: [
    "01227 781879 (customer services)",
    "One Stop Shop 01227 781879", "01227 781879 (updated March 2026)", "01227 781879 ask for Jo",
  ])
  func `whatever else a cell says of a number goes with it, and none of it is dropped`(cell: String) {
    let reading = PrintedNumbers().read(cell)
    #expect(reading.numbers.count == 1 && reading.numbers.allSatisfy { $0.refusal == nil }, "\(reading)")
    #expect(reading.numbers[0].notices.map(\.code) == ["list-says"], "\(reading)")
  }

  @Test(arguments: [
    "01227 781879 (professionals only)", "01227 781879 (not for the public)", "01227 781879 (not for publication)",
    "07796 994101 (Jane Smith, duty manager, home mobile - do not give out)", "01227 781879 do not share",
    "01227 781879 (never give out)", "01227 781879 - confidential", "private: 01227 781879",
    "01227 781879 (staff only)",
    "01227 781879 (not to be passed on to clients)", "01227 781879 don’t give out", "01227 781879 (home number)",
  ])
  func `a number that is not for everybody goes in with the warning that keeps it from them`(cell: String) {
    let reading = PrintedNumbers().read(cell)
    #expect(reading.numbers.count == 1 && reading.numbers.allSatisfy { $0.refusal == nil }, "\(reading)")
    #expect(reading.numbers.first?.notices.map(\.code) == ["not-for-publication"], "\(reading)")
  }

  @Test(arguments: [
    ("01227 781879 (repairs only)", true), ("01227 781879 (council tenants only)", true),
    ("01227 781879 – emergency only – housing repairs", true), ("Careline 01227 781879", false),
    ("01227 781879 (dangerous structures, stray dogs)", true), ("01227 781879 (homelessness and repairs)", false),
    ("01227 781879 (housing options)", false),
  ])
  func `a number of another service is told from one of this`(cell: String, isOther: Bool) {
    let reading = PrintedNumbers().read(cell)
    #expect(reading.numbers.map { $0.otherService != nil } == [isOther], "\(reading)")
  }

  @Test func `no words beside a number are ever dropped`() {
    var random = SplitMix64(seed: 15)
    let letters = Array("abcdefghijklmnopqrstuvwxyz")
    for _ in 0..<2_000 {
      let words = (0..<Int.random(in: 1...3, using: &random)).map { _ in
        String((0..<Int.random(in: 2...9, using: &random)).map { _ in letters.randomElement(using: &random) ?? "x" })
      }.joined(separator: " ")
      let cell =
        ["01227 781879 (\(words))", "\(words) 01227 781879", "01227 781879 \(words)", "01227 781879\n\(words)"]
        .randomElement(using: &random) ?? words
      let reading = PrintedNumbers().read(cell)
      let isKept = reading.numbers.contains { number in
        number.refusal != nil || number.notices.contains { $0.text.contains(words) || !words.contains($0.text) }
      }
      let isTold = !reading.faults.isEmpty || !reading.passedOver.isEmpty
      #expect(isKept || isTold || Remark(words) == .label, "\(cell): \(reading)")
    }
  }

  @Test(arguments: [
    ("(available from 0800 (8am) until 1800 (6pm) Monday to Friday)", false), ("(0800 to 1800)", false),
    ("(ring 862000 instead)", true), ("(or 0300 123 1234)", true),
  ])
  func `times in what stands beside a number are no number of its own`(aside: String, isNumber: Bool) {
    let faults = PrintedNumbers().read("01227 781879 \(aside)").faults
    #expect(faults.contains { $0.contains("a number of its own") } == isNumber, "\(faults)")
  }

  @Test func `an extension alone is one`() {
    #expect(PrintedNumbers().read("ext. 0412").numbers.map(\.kind) == [.extension])
    #expect(PrintedNumbers().read("ext. 0412").numbers.map(\.value) == ["0412"])
  }
}
