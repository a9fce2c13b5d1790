// swift-tools-version: 6.2
import PackageDescription

/// DCMTK's own `dcmtk.pc` cannot be used: its `Requires.private: sndfile` has no .pc file in Debian 12.
let dcmtkLibraries = [
  "dcmnet", "dcmtls", "dcmjpls", "dcmjpeg", "dcmimage", "dcmimgle", "dcmdata", "oflog", "ofstd",
]

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

// The order of the targets is the order in which data flows; `Tests/LayeringTests` holds the imports to it.
let package = Package(
  name: "Pallidum",
  products: [.executable(name: "pallidum", targets: ["pallidum"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    // Fences to C and C++: no logic, one importer each.
    .systemLibrary(name: "COpenJPEG", pkgConfig: "libopenjp2", providers: [.apt(["libopenjp2-7-dev"])]),
    .target(
      name: "CDCMTK", dependencies: ["COpenJPEG"],
      linkerSettings: dcmtkLibraries.map { .linkedLibrary($0) }),
    .systemLibrary(name: "CArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),
    .systemLibrary(name: "CFFTW", pkgConfig: "fftw3f", providers: [.apt(["libfftw3-dev"])]),
    // A target, not a system library: its include folder forwards a header Debian installs elsewhere.
    .target(name: "CNIfTI", linkerSettings: [.linkedLibrary("niftiio"), .linkedLibrary("znz")]),
    .systemLibrary(
      name: "CCairo", pkgConfig: "pangocairo", providers: [.apt(["libcairo2-dev", "libpango1.0-dev"])]),

    .target(name: "Vocabulary"),
    .target(
      name: "Shapes", dependencies: ["Vocabulary"],
      resources: [.embedInCode("Table/nuclei.json"), .embedInCode("Table/landmarks.json")]),
    .target(name: "Voxels", dependencies: ["Vocabulary", "CFFTW"]),
    .target(name: "DICOM", dependencies: ["CDCMTK"]),
    .target(name: "NIfTI", dependencies: ["Vocabulary", "Voxels", "CNIfTI"]),
    .target(name: "Media", dependencies: ["DICOM", "CArchive"]),
    .target(name: "Acquisition", dependencies: ["Vocabulary", "Voxels", "DICOM", "Media"]),
    .target(name: "Registration", dependencies: ["Vocabulary", "Voxels"]),
    .target(name: "Anatomy", dependencies: ["Vocabulary", "Voxels", "Shapes"]),
    .target(name: "Susceptibility", dependencies: ["Vocabulary", "Voxels"]),
    .target(name: "Mineralization", dependencies: ["Vocabulary", "Voxels"]),
    .target(name: "Report", dependencies: ["Vocabulary"]),
    .target(
      name: "Rendering", dependencies: ["Vocabulary", "Voxels", "Report", "CCairo", mustache]),
    .target(name: "Export", dependencies: ["Vocabulary", "Voxels", "DICOM", "Report"]),
    .target(name: "Transfer", dependencies: ["DICOM"]),
    .target(
      name: "CaseRunner",
      dependencies: [
        "Vocabulary", "Voxels", "DICOM", "NIfTI", "Acquisition", "Registration", "Anatomy", "Susceptibility",
        "Mineralization", "Report", "Rendering", "Export", yams, logging,
      ]),
    .target(name: "Phantom", dependencies: ["Vocabulary", "Shapes", "Voxels", "DICOM", "NIfTI"]),
    .target(
      name: "Validation", dependencies: ["Vocabulary", "Voxels", "NIfTI", "Report", "CaseRunner", "Phantom"]),
    .executableTarget(
      name: "pallidum",
      dependencies: ["CaseRunner", "DICOM", "Transfer", "Phantom", "Validation", argumentParser]),

    // What several test targets share; no product holds it.
    .target(name: "TestSupport", path: "Tests/TestSupport"),
    .testTarget(name: "VocabularyTests", dependencies: ["Vocabulary"]),
    .testTarget(name: "ShapesTests", dependencies: ["Vocabulary", "Shapes"]),
    .testTarget(name: "VoxelsTests", dependencies: ["Vocabulary", "Voxels", "TestSupport"]),
    .testTarget(name: "DICOMTests", dependencies: ["DICOM", "TestSupport"]),
    .testTarget(name: "NIfTITests", dependencies: ["Vocabulary", "Voxels", "NIfTI"]),
    .testTarget(name: "MediaTests", dependencies: ["DICOM", "Media", "TestSupport"]),
    .testTarget(
      name: "AcquisitionTests",
      dependencies: ["Vocabulary", "Voxels", "DICOM", "Media", "Acquisition", "TestSupport"]),
    .testTarget(
      name: "RegistrationTests", dependencies: ["Vocabulary", "Voxels", "Registration", "TestSupport"]),
    .testTarget(
      name: "AnatomyTests", dependencies: ["Vocabulary", "Voxels", "Shapes", "Anatomy", "TestSupport"]),
    .testTarget(
      name: "SusceptibilityTests", dependencies: ["Vocabulary", "Voxels", "Susceptibility", "TestSupport"]),
    .testTarget(
      name: "MineralizationTests",
      dependencies: ["Vocabulary", "Voxels", "Registration", "Mineralization", "TestSupport"]),
    .testTarget(name: "ReportTests", dependencies: ["Vocabulary", "Report"]),
    .testTarget(
      name: "RenderingTests", dependencies: ["Vocabulary", "Voxels", "Report", "Rendering", "TestSupport"]),
    .testTarget(
      name: "ExportTests", dependencies: ["Vocabulary", "Voxels", "DICOM", "Report", "Export", "TestSupport"]),
    .testTarget(name: "TransferTests", dependencies: ["DICOM", "Transfer", "TestSupport"]),
    .testTarget(
      name: "PhantomTests",
      dependencies: ["Vocabulary", "Voxels", "DICOM", "NIfTI", "Phantom", "TestSupport"],
      exclude: ["Support/read_vendor.py"]),
    .testTarget(
      name: "CaseRunnerTests",
      dependencies: [
        "Vocabulary", "Voxels", "DICOM", "Acquisition", "Report", "Phantom", "CaseRunner", "Transfer",
        "NIfTI", "Registration", "Susceptibility", "TestSupport",
      ]),
    .testTarget(
      name: "ValidationTests",
      dependencies: ["Vocabulary", "Voxels", "CaseRunner", "Phantom", "Validation", "TestSupport"]),
    .testTarget(
      name: "PallidumTests",
      dependencies: ["pallidum", "CaseRunner", "Vocabulary", "Voxels", "DICOM", "NIfTI", "Phantom"],
      exclude: ["Golden"]),
    .testTarget(name: "LayeringTests"),
  ],
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)
