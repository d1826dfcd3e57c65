// swift-tools-version: 6.1
import PackageDescription

// One set of rules for every target: nothing is exempt.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

// The core. None of these may depend on a package: no clock, no file, no database, no socket can reach them.
let core: [Target] = [
  .target(name: "WorkingTime", swiftSettings: strict),
  .target(name: "Directory", dependencies: ["WorkingTime"], swiftSettings: strict),
  .target(name: "Triage", dependencies: ["Directory", "WorkingTime"], swiftSettings: strict),
  .target(name: "Proof", dependencies: ["Triage", "Directory", "WorkingTime"], swiftSettings: strict),
  .target(name: "Desk", dependencies: ["Triage", "Directory", "WorkingTime"], swiftSettings: strict),
]

// The edge: each of these touches one part of the world, and imports the core.
let edge: [Target] = [
  .systemLibrary(name: "CReadline", providers: [.apt(["libreadline-dev"])]),
  .target(
    name: "DirectoryStore",
    dependencies: ["Directory", "WorkingTime", .product(name: "GRDB", package: "GRDB.swift")],
    swiftSettings: strict),
  .target(
    name: "DirectoryExchange",
    dependencies: ["Directory", "WorkingTime"],
    swiftSettings: strict),
  .target(name: "DeskConsole", dependencies: ["Desk", "CReadline"], swiftSettings: strict),
  .executableTarget(
    name: "nightdesk",
    dependencies: [
      "WorkingTime", "Directory", "Triage", "Proof", "Desk", "DirectoryStore", "DirectoryExchange", "DeskConsole",
      .product(name: "ArgumentParser", package: "swift-argument-parser"),
      .product(name: "Logging", package: "swift-log"),
    ],
    swiftSettings: strict),
]

let tests: [Target] = [
  .testTarget(name: "WorkingTimeTests", dependencies: ["WorkingTime", "TestSupport"], swiftSettings: strict),
  .testTarget(
    name: "DirectoryTests", dependencies: ["Directory", "WorkingTime", "TestSupport"], swiftSettings: strict),
  .testTarget(
    name: "TriageTests", dependencies: ["Triage", "Desk", "TestSupport"], exclude: ["Snapshots", "Receipts"],
    swiftSettings: strict),
  .testTarget(name: "DeskTests", dependencies: ["Desk", "TestSupport"], swiftSettings: strict),
  .testTarget(
    name: "DirectoryStoreTests",
    dependencies: [
      "DirectoryStore", "DirectoryExchange", "TestSupport", .product(name: "GRDB", package: "GRDB.swift"),
    ],
    swiftSettings: strict),
  .testTarget(
    name: "DirectoryExchangeTests", dependencies: ["DirectoryExchange", "TestSupport"], swiftSettings: strict),
  .testTarget(name: "CommandTests", dependencies: ["nightdesk", "TestSupport"], swiftSettings: strict),
  .testTarget(name: "ProofTests", dependencies: ["Proof", "Triage", "TestSupport"], swiftSettings: strict),
  .executableTarget(
    name: "TriageBenchmark", dependencies: ["TestSupport", "Triage", "Directory", "WorkingTime"],
    path: "Tests/Benchmarks/TriageBenchmark",
    swiftSettings: strict),
  .target(
    name: "TestSupport",
    dependencies: ["Desk", "DirectoryExchange", "Triage", "Directory", "WorkingTime"],
    path: "Tests/TestSupport",
    swiftSettings: strict),
]

let package = Package(
  name: "nightdesk",
  products: [.executable(name: "nightdesk", targets: ["nightdesk"])],
  dependencies: [
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
  ],
  targets: core + edge + tests
)
