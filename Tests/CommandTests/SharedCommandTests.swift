import Testing

/// What a build without PostgreSQL says of the shared record.
struct SharedCommandTests {
  #if !PostgreSQL
    @Test(arguments: ["publish", "status"])
    func `a build without PostgreSQL says so, and which build has it`(command: String) throws {
      let program = try Program()
      let run = try program.run("shared", command, "--server", "dbname=nightdesk")
      #expect(run.status == 2)
      #expect(run.error.contains("swift build --traits PostgreSQL"), "\(run.error)")
      #expect(run.output.isEmpty && !program.hasStore)
    }

    @Test func `version says which build it is`() throws {
      #expect(try Program().run("version").output.contains("built without PostgreSQL"))
    }
  #endif
}
