// Opening and parsing a file, with bounds that a hostile one cannot pass.
#include "bounded_stream.h"
#include "file_stream.h"
#include "guard.h"
#include "handles.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <sys/stat.h>

namespace {

/// Whether the file begins as DICOM does: the DICM prefix, or, without a preamble, group 0002 or 0008 in
/// either byte order.
bool begins_as_dicom(DcmInputStream &stream) {
  std::array<char, 132> head{};
  stream.mark();
  const offile_off_t count = stream.read(head.data(), head.size());
  stream.putback();
  if (count == 132 && std::memcmp(head.data() + 128, "DICM", 4) == 0) return true;
  if (count < 8) return false;
  const auto group = [&](int low, int high) { return (uint8_t)head[low] | (uint8_t)head[high] << 8; };
  const int little = group(0, 1), big = group(1, 0);
  return little == 2 || little == 8 || big == 2 || big == 8;
}

} // namespace

cdcmtk_status cdcmtk_file_create(const char *path, cdcmtk_limits limits, cdcmtk_file **file,
                                 cdcmtk_message *message) noexcept {
  *file = nullptr;
  return cdcmtk::guarded(message, [&] {
    cdcmtk::prepare();
    struct stat status {};
    if (stat(path, &status) != 0) cdcmtk::fail(CDCMTK_CANNOT_OPEN, std::strerror(errno));
    // A folder cannot be read, a pipe or a device may never end.
    if (!S_ISREG(status.st_mode)) cdcmtk::fail(CDCMTK_CANNOT_OPEN, "it is not a regular file");
    errno = 0;
    cdcmtk::BoundedStream<cdcmtk::BlockStream> stream(limits, path);
    if (stream.status().bad()) cdcmtk::fail(CDCMTK_CANNOT_OPEN, std::strerror(errno));
    if (!begins_as_dicom(stream) && !stream.reason)
      cdcmtk::fail(CDCMTK_NOT_DICOM, "neither DICM nor a first group 0002 or 0008");

    auto handle = std::make_unique<cdcmtk_file>();
    handle->limits = limits;
    handle->format.transferInit();
    const OFCondition read = handle->format.read(stream, EXS_Unknown, EGL_noChange, DCM_MaxReadLength);
    handle->format.transferEnd();
    if (stream.reason) cdcmtk::fail(CDCMTK_OVER_LIMIT, stream.reason);
    cdcmtk::require(read, CDCMTK_MALFORMED);
    // The data set of a DICOMDIR names its class in the meta information only.
    if (!handle->format.getDataset()->tagExistsWithValue(DCM_SOPClassUID) &&
        !handle->format.getDataset()->tagExists(DCM_DirectoryRecordSequence))
      cdcmtk::fail(CDCMTK_NOT_DICOM, "no SOP Class UID (0008,0016)");
    *file = handle.release();
  });
}

std::string cdcmtk::unknown_syntax(cdcmtk_file &file) {
  OFString uid;
  if (file.format.getMetaInfo()->findAndGetOFString(DCM_TransferSyntaxUID, uid).bad() || uid.empty()) return "";
  return DcmXfer(uid.c_str()).getXfer() == EXS_Unknown ? uid.c_str() : "";
}

void cdcmtk_file_destroy(cdcmtk_file *file) noexcept { delete file; }

cdcmtk_status cdcmtk_file_visit_meta(cdcmtk_file *file, const cdcmtk_visitor *visitor,
                                     cdcmtk_message *message) noexcept {
  return cdcmtk::guarded(message,
                         [&] { cdcmtk::visit(*file->format.getMetaInfo(), *visitor, file->limits); });
}

cdcmtk_status cdcmtk_file_visit(cdcmtk_file *file, const cdcmtk_visitor *visitor,
                                cdcmtk_message *message) noexcept {
  return cdcmtk::guarded(message,
                         [&] { cdcmtk::visit(*file->format.getDataset(), *visitor, file->limits); });
}

cdcmtk_status cdcmtk_file_transfer_syntax(cdcmtk_file *file, char *uid, size_t capacity,
                                          cdcmtk_message *message) noexcept {
  return cdcmtk::guarded(message, [&] {
    const std::string unknown = cdcmtk::unknown_syntax(*file);
    const DcmXfer syntax(file->format.getDataset()->getOriginalXfer());
    std::snprintf(uid, capacity, "%s", unknown.empty() ? syntax.getXferID() : unknown.c_str());
  });
}
