import Directory

/// `; did you mean 'status'?` where a known word is spelt nearly like the one given, else nothing.
func nearestHint(to text: String, among words: [String]) -> String {
  Spelling.nearest(to: text, in: words).map { "; did you mean '\($0)'?" } ?? ""
}
