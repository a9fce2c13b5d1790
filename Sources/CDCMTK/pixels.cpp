// Pixel Data of a parsed file: native bytes by range, encapsulated frames one at a time.
#include "guard.h"
#include "handles.h"

#include "dcmtk/dcmdata/dccodec.h"
#include "dcmtk/dcmdata/dcpixel.h"
#include "dcmtk/dcmdata/dcswap.h"

namespace {

DcmElement *pixel_data(cdcmtk_file *file) {
  DcmElement *element = nullptr;
  file->format.getDataset()->findAndGetElement(DCM_PixelData, element);
  return element;
}

DcmElement &required_pixel_data(cdcmtk_file *file) {
  DcmElement *element = pixel_data(file);
  if (!element) cdcmtk::fail(CDCMTK_BAD_ARGUMENT, "no Pixel Data");
  return *element;
}

bool is_encapsulated(cdcmtk_file *file) {
  return DcmXfer(file->format.getDataset()->getOriginalXfer()).isEncapsulated();
}

} // namespace

cdcmtk_status cdcmtk_file_pixels(cdcmtk_file *file, bool *present, bool *encapsulated, uint64_t *length,
                                 cdcmtk_message *message) noexcept {
  return cdcmtk::guarded(message, [&] {
    DcmElement *element = pixel_data(file);
    *present = element != nullptr;
    *encapsulated = element && is_encapsulated(file);
    *length = element && !*encapsulated ? element->getLength() : 0;
  });
}

cdcmtk_status cdcmtk_file_copy_native(cdcmtk_file *file, uint64_t offset, void *buffer, size_t length,
                                      cdcmtk_message *message) noexcept {
  return cdcmtk::guarded(message, [&] {
    DcmElement &element = required_pixel_data(file);
    if (is_encapsulated(file)) cdcmtk::fail(CDCMTK_BAD_ARGUMENT, "Pixel Data is encapsulated");
    const uint64_t end = offset + length;
    if (end < offset || end > element.getLength())
      cdcmtk::fail(CDCMTK_MALFORMED, "Pixel Data is shorter than its attributes say");
    cdcmtk::require(element.getPartialValue(buffer, static_cast<Uint32>(offset), static_cast<Uint32>(length),
                                            nullptr, EBO_LittleEndian),
                    CDCMTK_MALFORMED);
  });
}

cdcmtk_status cdcmtk_file_decode_frame(cdcmtk_file *file, uint32_t frame, void *buffer, size_t length,
                                       cdcmtk_message *message) noexcept {
  return cdcmtk::guarded(message, [&] {
    DcmDataset &dataset = *file->format.getDataset();
    const DcmXfer syntax(dataset.getOriginalXfer());
    if (!DcmCodecList::canChangeCoding(syntax.getXfer(), EXS_LittleEndianExplicit))
      cdcmtk::fail(CDCMTK_UNSUPPORTED_SYNTAX, syntax.getXferName());
    DcmElement &element = required_pixel_data(file);

    // The decoder writes as much as *it* computes from the attributes: hold it to the caller's number.
    Uint32 needed = 0;
    cdcmtk::require(element.getUncompressedFrameSize(&dataset, needed), CDCMTK_MALFORMED);
    if (needed != length + length % 2 && needed != length)
      cdcmtk::fail(CDCMTK_MALFORMED, "the decoder expects another frame size than the attributes give");
    std::vector<uint8_t> decoded(needed);

    const auto known = file->first_fragment.find(frame);
    Uint32 fragment = known == file->first_fragment.end() ? 0 : known->second;
    OFString color_model;
    cdcmtk::require(element.getUncompressedFrame(&dataset, frame, fragment, decoded.data(), needed, color_model),
                    CDCMTK_CODEC_FAILED);
    file->first_fragment[frame + 1] = fragment;
    std::copy_n(decoded.begin(), length, static_cast<uint8_t *>(buffer));
  });
}
