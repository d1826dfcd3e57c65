import Directory
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
    ("01227 7818", "digits"), ("01227 781879 (after 5pm)", "not clear"), ("call us", ""),
    ("24/7 01227 781879", "a column of their own"), ("01227 781879 9123", "digits"), ("+44 12", "not a number"),
  ])
  func `what may be a number and is not read as one is told`(cell: String, said: String) {
    let reading = PrintedNumbers().read(cell)
    let told = reading.faults + reading.passedOver
    #expect(!told.isEmpty && (said.isEmpty || told.contains { $0.contains(said) }), "\(reading)")
  }

  @Test(arguments: ["Minicom 01227 780909", "Fax: 01227 780909", "01227 780909 (textphone)"])
  func `a line that no voice answers is passed over, and told`(cell: String) {
    let reading = PrintedNumbers().read("01227 781879; " + cell)
    #expect(reading.numbers.map(\.value) == ["+441227781879"])
    #expect(reading.passedOver.count == 1 && reading.passedOver[0].contains("no voice"), "\(reading)")
  }

  @Test func `an extension alone is one`() {
    #expect(PrintedNumbers().read("ext. 0412").numbers.map(\.kind) == [.extension])
    #expect(PrintedNumbers().read("ext. 0412").numbers.map(\.value) == ["0412"])
  }
}
