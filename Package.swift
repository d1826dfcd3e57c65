// swift-tools-version: 6.1
import PackageDescription

// One set of rules for every target: nothing is exempt.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  // Everything is of the package, nothing is a library's: this lets a release build see across the modules all the same.
  .unsafeFlags(["-cross-module-optimization"], .when(configuration: .release)),
]

// Most of what the tests do is in the core, which takes ten times as long unoptimized: where all of them run, it is optimized
// in a debug build too, with its assertions on.
let isBrisk = Context.environment["NIGHTDESK_BRISK"] != nil
let brisk: [SwiftSetting] = [.unsafeFlags(["-O", "-assert-config", "Debug"], .when(configuration: .debug))]
let pure = strict + (isBrisk ? brisk : [])

// The core. None of these may depend on a package: no clock, no file, no database, no socket can reach them.
let core: [Target] = [
  .target(name: "JSON", swiftSettings: pure),
  .target(name: "WorkingTime", swiftSettings: pure),
  .target(name: "Directory", dependencies: ["WorkingTime"], swiftSettings: pure),
  .target(name: "Triage", dependencies: ["Directory", "JSON", "WorkingTime"], swiftSettings: pure),
  .target(name: "Refresh", dependencies: ["Triage", "Directory", "WorkingTime"], swiftSettings: pure),
  .target(name: "Proof", dependencies: ["Triage", "Directory", "JSON", "WorkingTime"], swiftSettings: pure),
  .target(name: "Casebook", dependencies: ["Triage", "Directory", "JSON", "WorkingTime"], swiftSettings: pure),
  .target(name: "Desk", dependencies: ["Casebook", "Triage", "Directory", "JSON", "WorkingTime"], swiftSettings: pure),
]

// The edge: each of these touches one part of the world, and imports the core.
let edge: [Target] = [
  .systemLibrary(name: "CReadline", providers: [.apt(["libreadline-dev"])]),
  .systemLibrary(name: "CAllocator"),
  // Only the trait PostgreSQL needs it. A package builds its Swift targets whatever the traits: each file of theirs says so.
  .systemLibrary(name: "CPostgreSQL", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
  .target(
    name: "SharedRecord", dependencies: [.target(name: "CPostgreSQL", condition: .when(traits: ["PostgreSQL"]))],
    swiftSettings: strict),
  .target(name: "StoreFile", swiftSettings: strict),
  .target(
    name: "DirectoryStore",
    dependencies: [
      "Directory", "JSON", "StoreFile", "WorkingTime", .product(name: "GRDB", package: "GRDB.swift"),
      .product(name: "Crypto", package: "swift-crypto"),
    ],
    swiftSettings: strict),
  .target(
    name: "CaseStore",
    dependencies: [
      "Casebook", "StoreFile", "WorkingTime", .product(name: "GRDB", package: "GRDB.swift"),
      .product(name: "Crypto", package: "swift-crypto"),
    ],
    swiftSettings: strict),
  .target(
    name: "DirectoryExchange",
    dependencies: ["Directory", "JSON", "WorkingTime"],
    swiftSettings: strict),
  .target(name: "DeskConsole", dependencies: ["Desk", "CReadline"], swiftSettings: strict),
  .target(
    name: "DeskServer",
    dependencies: [
      "CAllocator", "Casebook", "Desk", "Triage", "Directory", "WorkingTime",
      .product(name: "NIOCore", package: "swift-nio"),
      .product(name: "NIOPosix", package: "swift-nio"),
      .product(name: "NIOTLS", package: "swift-nio"),
      .product(name: "NIOSSL", package: "swift-nio-ssl"),
      .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      .product(name: "Logging", package: "swift-log"),
      .product(name: "Crypto", package: "swift-crypto"),
    ],
    swiftSettings: strict),
  .target(
    name: "DeskWeb",
    dependencies: [
      "Desk", "DeskServer", "WorkingTime",
      .product(name: "NIOCore", package: "swift-nio"),
      .product(name: "NIOPosix", package: "swift-nio"),
      .product(name: "NIOHTTP1", package: "swift-nio"),
      .product(name: "NIOSSL", package: "swift-nio-ssl"),
      .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      .product(name: "Logging", package: "swift-log"),
    ],
    swiftSettings: strict),
  .executableTarget(
    name: "nightdesk",
    dependencies: [
      "JSON", "WorkingTime", "Directory", "Triage", "Refresh", "Proof", "Casebook", "Desk", "DirectoryStore",
      "CaseStore", "StoreFile",
      "DirectoryExchange", "DeskConsole", "DeskServer", "DeskWeb",
      .target(name: "SharedRecord", condition: .when(traits: ["PostgreSQL"])),
      .product(name: "ArgumentParser", package: "swift-argument-parser"),
      .product(name: "Logging", package: "swift-log"),
      .product(name: "NIOCore", package: "swift-nio"),
      .product(name: "NIOPosix", package: "swift-nio"),
      .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      .product(name: "UnixSignals", package: "swift-service-lifecycle"),
      // The maps of other people's tables.
      .product(name: "TOMLKit", package: "TOMLKit"),
    ],
    swiftSettings: strict),
]

let tests: [Target] = [
  .testTarget(name: "JSONTests", dependencies: ["JSON", "TestSupport"], swiftSettings: strict),
  .testTarget(name: "WorkingTimeTests", dependencies: ["WorkingTime", "TestSupport"], swiftSettings: strict),
  .testTarget(
    name: "DirectoryTests", dependencies: ["Directory", "WorkingTime", "TestSupport"], swiftSettings: strict),
  .testTarget(
    name: "TriageTests", dependencies: ["Triage", "Desk", "TestSupport"],
    exclude: ["RealCases", "Snapshots", "Receipts"],
    swiftSettings: strict),
  .testTarget(name: "DeskTests", dependencies: ["Desk", "TestSupport"], swiftSettings: strict),
  .testTarget(
    name: "CasebookTests",
    dependencies: [
      "Casebook", "CaseStore", "Desk", "StoreFile", "Triage", "TestSupport",
      .product(name: "GRDB", package: "GRDB.swift"),
    ],
    swiftSettings: strict),
  .testTarget(
    name: "DeskConsoleTests", dependencies: ["DeskConsole", "Desk", "TestSupport"], swiftSettings: strict),
  .testTarget(
    name: "DeskServerTests",
    dependencies: [
      "Casebook", "DeskServer", "TestSupport", .product(name: "NIOCore", package: "swift-nio"),
      .product(name: "NIOTestUtils", package: "swift-nio"), .product(name: "Logging", package: "swift-log"),
    ],
    exclude: ["Certificates"],
    swiftSettings: strict),
  .testTarget(
    name: "DeskWebTests",
    dependencies: [
      "DeskWeb", "DeskServer", "Casebook", "CaseStore", "Desk", "Directory", "Triage", "TestSupport",
      .product(name: "Logging", package: "swift-log"),
    ],
    swiftSettings: strict),
  .testTarget(
    name: "DirectoryStoreTests",
    dependencies: [
      "DirectoryStore", "DirectoryExchange", "TestSupport", .product(name: "GRDB", package: "GRDB.swift"),
    ],
    exclude: ["Version1.sql", "Version3.sql"],
    swiftSettings: strict),
  .testTarget(
    name: "DirectoryExchangeTests", dependencies: ["DirectoryExchange", "TestSupport"], swiftSettings: strict),
  .testTarget(
    name: "RefreshTests", dependencies: ["Refresh", "DirectoryExchange", "DirectoryStore", "Triage", "TestSupport"],
    swiftSettings: strict
  ),
  .testTarget(
    name: "CommandTests", dependencies: ["nightdesk", "Directory", "DirectoryStore", "WorkingTime", "TestSupport"],
    exclude: ["Files"], swiftSettings: strict),
  .testTarget(
    name: "SharedRecordTests", dependencies: ["SharedRecord", "nightdesk"],
    exclude: ["SealVectors.json", "wrong-clock.c"],
    swiftSettings: strict),
  .testTarget(name: "ProofTests", dependencies: ["Proof", "Triage", "TestSupport"], swiftSettings: strict),
  .executableTarget(
    name: "NumberOracle", dependencies: ["Refresh"], path: "Tests/Oracles/NumberOracle", swiftSettings: strict),
  .executableTarget(
    name: "HoursOracle", dependencies: ["WorkingTime"], path: "Tests/Oracles/HoursOracle", swiftSettings: strict),
  .executableTarget(
    name: "TriageBenchmark", dependencies: ["TestSupport", "Desk", "Triage", "Directory", "WorkingTime"],
    path: "Tests/Benchmarks/TriageBenchmark",
    swiftSettings: strict),
  .executableTarget(
    name: "SharedBenchmark", dependencies: ["SharedRecord"], path: "Tests/Benchmarks/SharedBenchmark",
    swiftSettings: strict),
  .target(
    name: "TestSupport",
    dependencies: ["Casebook", "Desk", "DirectoryExchange", "Triage", "Directory", "WorkingTime"],
    path: "Tests/TestSupport",
    swiftSettings: strict),
]

// Fuzzing builds the core and the state machine of a terminal alone, instrumented, in a folder of its own: see Tests/Fuzz/run. Nothing else sees these.
let fuzz: [Target] = [
  .target(name: "CFuzzer", path: "Tests/Fuzz/CFuzzer"),
  .executableTarget(
    name: "RequestFuzz", dependencies: ["CFuzzer", "Desk"], path: "Tests/Fuzz/RequestFuzz", swiftSettings: strict),
  // The state machine of a terminal with what it leans on: no listener, and no TLS, whose own code is most of a build.
  .target(
    name: "DeskServer",
    dependencies: [
      "CAllocator", "Casebook", "Desk", "Triage", "Directory", "WorkingTime",
      .product(name: "NIOCore", package: "swift-nio"),
      .product(name: "NIOPosix", package: "swift-nio"),
      .product(name: "NIOTLS", package: "swift-nio"),
      .product(name: "Logging", package: "swift-log"),
    ],
    sources: [
      "Session", "Wire", "Service/DeskAddress.swift", "Service/DeskLimits.swift", "Service/DeskServerError.swift",
      "Service/DeskWorld.swift", "Service/DiskThreads.swift", "Service/FrontDeskConfiguration.swift",
      "Service/SocketAddress+desk.swift", "Service/TLSFiles.swift",
    ],
    swiftSettings: strict),
  .executableTarget(
    name: "TerminalFuzz",
    dependencies: [
      "CFuzzer", "DeskServer", "Desk", "TestSupport", "Triage", "WorkingTime",
      .product(name: "NIOCore", package: "swift-nio"), .product(name: "Logging", package: "swift-log"),
    ],
    path: "Tests/Fuzz/TerminalFuzz", swiftSettings: strict),
  .executableTarget(
    name: "SessionFuzz", dependencies: ["CFuzzer", "Desk", "TestSupport"], path: "Tests/Fuzz/SessionFuzz",
    swiftSettings: strict),
]
let isFuzzing = Context.environment["NIGHTDESK_FUZZ"] != nil
let fuzzed =
  core + fuzz + (edge + tests).filter { ["CAllocator", "DirectoryExchange", "TestSupport"].contains($0.name) }

// What the trait PostgreSQL adds is tested by these alone. The trait is a word to every file of this package, so that all are
// compiled anew with it: .ci/run asks for no more than what is tested there, for the default build has tested the rest.
let isOfPostgreSQLAlone = Context.environment["NIGHTDESK_POSTGRESQL_ALONE"] != nil
let tested = isOfPostgreSQLAlone ? tests.filter { ["SharedRecordTests", "SharedBenchmark"].contains($0.name) } : tests

let package = Package(
  name: "nightdesk",
  products: isFuzzing ? [] : [.executable(name: "nightdesk", targets: ["nightdesk"])],
  traits: [
    .trait(name: "PostgreSQL", description: "Keeps the sealed record on a PostgreSQL server; needs libpq-dev.")
  ],
  // All of them, so that both builds resolve to the same versions; what no target needs is not built.
  dependencies: [
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    // For SHA-256. It brings a second BoringSSL, a tenth of a first build: that of swift-nio-ssl is closed to others, nothing
    // else that is well kept has the hash, and the system's would be one more package to install.
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
  ],
  targets: isFuzzing ? fuzzed : core + edge + tested
)
