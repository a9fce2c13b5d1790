import Acquisition
import Anatomy
import DICOM
import Export
import NIfTI
import Registration
import Rendering
import Report
import Susceptibility
import Vocabulary

extension CaseError {
  /// Any stage's error with the exit code that the contract gives it.
  ///
  /// The stages word their errors themselves.
  init(wrapping error: any Error) {
    switch error {
    case let e as CaseError: self = e
    case let e as AcquisitionError:
      self.init(ExitStatus(rawValue: e.exitCode) ?? .inputUnusable, e.description)
    case let e as SpatialRegistrationRefusal: self.init(.inputUnusable, e.description)
    case let e as VocabularyError: self.init(.inputUnusable, e.description)
    case let e as RegistrationError: self.init(.inputUnusable, e.description)
    case let e as AnatomyError: self.init(.inputUnusable, e.description)
    case let e as SusceptibilityError: self.init(.inputUnusable, e.description)
    case let e as NIfTIError: self.init(.inputUnusable, e.description)
    case let e as ExportError: self.init(ExitStatus(rawValue: e.exitCode) ?? .output, e.description)
    case let e as RenderingError: self.init(.internalError, e.description)
    case let e as ReportError: self.init(.internalError, e.description)
    case let e as DICOMError: self.init(.output, e.description)
    default: self.init(.internalError, "Internal error: \(error). Please report it with the command line.")
    }
  }
}
