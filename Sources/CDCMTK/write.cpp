// Writing a Part 10 file.
#include "guard.h"
#include "handles.h"

#include "dcmtk/dcmdata/dcrlerp.h"
#include "dcmtk/dcmjpeg/djrplol.h"
#include "dcmtk/dcmjpls/djrparam.h"

#include <atomic>
#include <filesystem>
#include <memory>
#include <unistd.h>

namespace fs = std::filesystem;

namespace {

/// A file under a temporary name beside its own; removed unless it was put in place.
class PendingFile {
public:
  explicit PendingFile(const fs::path &final_path) : final_path(final_path), temporary(final_path) {
    static std::atomic<unsigned> serial{0};
    temporary += "." + std::to_string(getpid()) + "-" + std::to_string(serial++) + ".part";
  }
  ~PendingFile() {
    std::error_code ignored;
    if (!placed) fs::remove(temporary, ignored);
  }
  PendingFile(const PendingFile &) = delete;
  PendingFile &operator=(const PendingFile &) = delete;

  const char *path() const { return temporary.c_str(); }

  void put_in_place() {
    fs::rename(temporary, final_path);
    placed = true;
  }

private:
  fs::path final_path, temporary;
  bool placed = false;
};

/// Parameters of the lossless encoder of a transfer syntax; null where it has none.
std::unique_ptr<DcmRepresentationParameter> encoder_parameters(E_TransferSyntax syntax) {
  switch (syntax) {
  case EXS_RLELossless: return std::make_unique<DcmRLERepresentationParameter>();
  // Prediction from the left neighbour (selection value 1), no point transform.
  case EXS_JPEGProcess14SV1: return std::make_unique<DJ_RPLossless>(1, 0);
  case EXS_JPEGLSLossless: return std::make_unique<DJLSRepresentationParameter>(2, OFTrue);
  default: return nullptr;
  }
}

} // namespace

cdcmtk_status cdcmtk_dataset_write(cdcmtk_dataset *handle, const char *path, const char *transfer_syntax,
                                   const char *implementation_uid, const char *implementation_version,
                                   cdcmtk_message *message) noexcept {
  return cdcmtk::guarded(message, [&] {
    DcmDataset &dataset = *handle->format.getDataset();
    const DcmXfer syntax(transfer_syntax);
    if (syntax.getXfer() == EXS_Unknown) cdcmtk::fail(CDCMTK_UNSUPPORTED_SYNTAX, transfer_syntax);
    if (dataset.tagExists(DCM_PixelData)) {
      const auto parameters = encoder_parameters(syntax.getXfer());
      cdcmtk::require(dataset.chooseRepresentation(syntax.getXfer(), parameters.get()), CDCMTK_CODEC_FAILED);
      if (!dataset.canWriteXfer(syntax.getXfer()))
        cdcmtk::fail(CDCMTK_UNSUPPORTED_SYNTAX, std::string("no encoder for ") + syntax.getXferName());
    }
    cdcmtk::require(handle->format.validateMetaInfo(syntax.getXfer(), EWM_createNewMeta), CDCMTK_WRITE_FAILED);
    DcmMetaInfo &meta = *handle->format.getMetaInfo();
    cdcmtk::require(meta.putAndInsertString(DCM_ImplementationClassUID, implementation_uid), CDCMTK_WRITE_FAILED);
    cdcmtk::require(meta.putAndInsertString(DCM_ImplementationVersionName, implementation_version),
                    CDCMTK_WRITE_FAILED);
    // The mode below writes the group as it stands, so its length (0002,0000) must follow the new names here.
    cdcmtk::require(meta.computeGroupLengthAndPadding(EGL_recalcGL, EPD_noChange, EXS_LittleEndianExplicit,
                                                      EET_ExplicitLength),
                    CDCMTK_WRITE_FAILED);
    PendingFile pending(path);
    // This mode keeps the implementation that was just named.
    cdcmtk::require(handle->format.saveFile(pending.path(), syntax.getXfer(), EET_ExplicitLength, EGL_recalcGL,
                                            EPD_noChange, 0, 0, EWM_dontUpdateMeta),
                    CDCMTK_WRITE_FAILED);
    pending.put_in_place();
  });
}
