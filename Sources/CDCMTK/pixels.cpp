// Pixel Data of a parsed file: native bytes by range, encapsulated frames one at a time.
#include "fragments.h"
#include "guard.h"
#include "jpeg2000.h"
#include "rle.h"

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

/// Pixel Data in a transfer syntax that DCMTK does not know counts as encapsulated: nobody can say what it is.
bool is_encapsulated(cdcmtk_file *file) {
  return !cdcmtk::unknown_syntax(*file).empty() ||
         DcmXfer(file->format.getDataset()->getOriginalXfer()).isEncapsulated();
}

/// JPEG 2000 Part 1, which OpenJPEG decodes and DCMTK does not.
bool is_jpeg2000(const DcmXfer &syntax) {
  return syntax.getXfer() == EXS_JPEG2000LosslessOnly || syntax.getXfer() == EXS_JPEG2000;
}

/// Decodes by DCMTK, whose decoder writes as much as *it* computes from the attributes.
void decode_by_dcmtk(DcmDataset &dataset, uint32_t frame, Uint32 fragment, uint8_t *buffer, size_t length) {
  DcmElement *element = nullptr;
  dataset.findAndGetElement(DCM_PixelData, element);
  Uint32 needed = 0;
  cdcmtk::require(element->getUncompressedFrameSize(&dataset, needed), CDCMTK_MALFORMED);
  if (needed != length + length % 2 && needed != length)
    cdcmtk::fail(CDCMTK_MALFORMED, "the decoder expects another frame size than the attributes give");
  needed += needed % 2; // DCMTK takes no buffer of an odd length
  std::vector<uint8_t> decoded(needed);
  OFString color_model;
  cdcmtk::require(element->getUncompressedFrame(&dataset, frame, fragment, decoded.data(), needed, color_model),
                  CDCMTK_CODEC_FAILED);
  std::copy_n(decoded.begin(), length, buffer);
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
    const std::string unknown = cdcmtk::unknown_syntax(*file);
    if (!unknown.empty()) cdcmtk::fail(CDCMTK_UNSUPPORTED_SYNTAX, unknown);
    const DcmXfer syntax(dataset.getOriginalXfer());
    const bool is_rle = syntax.getXfer() == EXS_RLELossless;
    if (!is_rle && !is_jpeg2000(syntax) &&
        !DcmCodecList::canChangeCoding(syntax.getXfer(), EXS_LittleEndianExplicit))
      cdcmtk::fail(CDCMTK_UNSUPPORTED_SYNTAX, syntax.getXferName());
    required_pixel_data(file);
    const cdcmtk::ImageTags tags(dataset);
    const cdcmtk::FrameBytes compressed = cdcmtk::frame_bytes(*file, frame, tags);
    auto *samples = static_cast<uint8_t *>(buffer);
    if (is_jpeg2000(syntax))
      return cdcmtk::decode_jpeg2000(compressed.bytes, tags, syntax.getXfer() == EXS_JPEG2000LosslessOnly, samples,
                                     length);
    if (is_rle) return cdcmtk::decode_rle(compressed.bytes, tags, samples, length);
    cdcmtk::check_jpeg_header(compressed.bytes, tags);
    decode_by_dcmtk(dataset, frame, compressed.first_fragment, samples, length);
  });
}
