import DICOM
import Report
import Vocabulary
import Voxels

/// A picture for a secondary capture.
public struct CaptureImage: Sendable {
  /// What it shows.
  public let title: String
  /// Columns.
  public let width: Int
  /// Rows.
  public let height: Int
  /// Red, green, blue of every pixel, row by row from the top left: `3·width·height` bytes.
  public let rgb: [UInt8]

  /// A picture; there must be three bytes a pixel.
  public init(title: String, width: Int, height: Int, rgb: [UInt8]) {
    precondition(rgb.count == 3 * width * height, "three bytes a pixel")
    self.title = title
    self.width = width
    self.height = height
    self.rgb = rgb
  }
}

/// A named reader's acceptance of the report: makes the structured report VERIFIED, as a new instance.
public struct SignOff: Hashable, Sendable {
  /// The reader, as a DICOM person name.
  public let observer: String
  /// The reader's organization.
  public let organization: String
  /// When it was signed, DICOM DT.
  public let dateTime: String

  /// A sign-off from its parts.
  public init(observer: String, organization: String, dateTime: String) {
    self.observer = observer
    self.organization = organization
    self.dateTime = dateTime
  }
}

/// Everything that DICOM objects are made of.
///
/// The same context gives the same bytes.
public struct ExportContext: Sendable {
  /// The report.
  public let report: ReportDocument
  /// The mGRE: the study that the objects join, the frame of reference that they lie in.
  public let mr: SourceImageSeries
  /// The CT, possibly of another study.
  public let ct: SourceImageSeries?
  /// Susceptibility relative to the reference region.
  public let chi: MRVolume<PPM>
  /// Where `chi` counts.
  public let chiMask: MRMask
  /// The CT on the MR grid, NaN outside the CT.
  public let ctOnMR: MRVolume<HU>?
  /// Every structure that was found, on the grid of `chi`.
  ///
  /// Empty masks are left out.
  public let masks: [SidedStructure: MRMask]
  /// Medial zones and foci that count, on the grid of `chi`.
  ///
  /// Empty masks are left out.
  public let deposits: [DepositSegment]
  /// CT patient to MR patient.
  public let ctToMR: RigidTransform<CTPatient, MRPatient>?
  /// Pictures for secondary captures.
  public let captures: [CaptureImage]
  /// The report as PDF; empty: none is encapsulated.
  public let pdf: [UInt8]
  /// Digest of input instances, configuration and version, from which every UID is derived.
  public let uidSeed: [UInt8]
  /// Content Date of the objects, YYYYMMDD.
  public let contentDate: String
  /// Content Time of the objects, HHMMSS.
  public let contentTime: String
  /// The program's version.
  public let softwareVersion: String
  /// A reader's acceptance; nil: UNVERIFIED.
  public let signOff: SignOff?

  /// A context from its parts.
  public init(
    report: ReportDocument, mr: SourceImageSeries, ct: SourceImageSeries?, chi: MRVolume<PPM>,
    chiMask: MRMask, ctOnMR: MRVolume<HU>?, masks: [SidedStructure: MRMask],
    ctToMR: RigidTransform<CTPatient, MRPatient>?, captures: [CaptureImage], pdf: [UInt8],
    uidSeed: [UInt8], contentDate: String, contentTime: String, softwareVersion: String,
    signOff: SignOff? = nil, deposits: [DepositSegment] = []
  ) {
    self.report = report
    self.mr = mr
    self.ct = ct
    self.chi = chi
    self.chiMask = chiMask
    self.ctOnMR = ctOnMR
    self.masks = masks
    self.ctToMR = ctToMR
    self.captures = captures
    self.pdf = pdf
    self.uidSeed = uidSeed
    self.contentDate = contentDate
    self.contentTime = contentTime
    self.softwareVersion = softwareVersion
    self.signOff = signOff
    self.deposits = deposits
  }

  /// The deposits that have members, in the given order.
  var depositSegments: [DepositSegment] { deposits.filter { !$0.mask.isEmpty } }

  /// The structures that have members, in the fixed order of `SidedStructure.all`.
  var segments: [(structure: SidedStructure, mask: MRMask)] {
    SidedStructure.all.compactMap { s in
      guard let mask = masks[s], !mask.isEmpty else { return nil }
      return (s, mask)
    }
  }

  /// False where the registration failed: then neither it nor the CT carried by it is written, since another program
  /// could apply a wrong transform without seeing the verdict.
  var hasTrustedRegistration: Bool { report.registration?.verdict != .fail }

  /// True where the map may be read; otherwise no map is written.
  var hasTrustedMap: Bool { report.susceptibility.withheld == nil && report.susceptibility.verdict != .fail }
}
