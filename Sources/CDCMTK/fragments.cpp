// Which fragments make a frame, and what they hold.
#include "fragments.h"
#include "guard.h"

#include "dcmtk/dcmdata/dcpixseq.h"
#include "dcmtk/dcmdata/dcpxitem.h"

#include <string>

namespace {

using cdcmtk::fail;

uint32_t unsigned_tag(DcmItem &dataset, const DcmTagKey &tag, uint32_t otherwise) {
  Uint16 value = 0;
  return dataset.findAndGetUint16(tag, value).good() ? value : otherwise;
}

DcmPixelSequence &fragments_of(DcmDataset &dataset) {
  DcmElement *element = nullptr;
  dataset.findAndGetElement(DCM_PixelData, element);
  auto *pixels = dynamic_cast<DcmPixelData *>(element);
  DcmPixelSequence *sequence = nullptr;
  if (!pixels || pixels->getEncapsulatedRepresentation(dataset.getOriginalXfer(), nullptr, sequence).bad() || !sequence)
    fail(CDCMTK_MALFORMED, "Pixel Data is not encapsulated");
  if (sequence->card() < 2) fail(CDCMTK_MALFORMED, "Pixel Data has no fragment");
  return *sequence;
}

uint64_t little_endian(const Uint8 *bytes, int count) {
  uint64_t value = 0;
  for (int i = count - 1; i >= 0; --i) value = value << 8 | bytes[i];
  return value;
}

/// Offsets of the frames, from the Basic Offset Table or, if that is empty, the extended one (PS3.5 A.4).
std::vector<uint64_t> offset_table(DcmDataset &dataset, DcmPixelItem &basic, uint32_t frames) {
  Uint8 *bytes = nullptr;
  uint64_t length = basic.getLength();
  int width = 4;
  if (length > 0) {
    if (basic.getUint8Array(bytes).bad() || !bytes) fail(CDCMTK_MALFORMED, "the Basic Offset Table cannot be read");
  } else {
    DcmElement *extended = nullptr;
    Uint64 *values = nullptr;
    if (dataset.findAndGetElement(DCM_ExtendedOffsetTable, extended).bad() || extended->getUint64Array(values).bad() ||
        !values)
      fail(CDCMTK_MALFORMED, "there are more fragments than frames and no offset table says whose they are");
    bytes = reinterpret_cast<Uint8 *>(values);
    length = extended->getLength();
    width = 8;
  }
  if (length != uint64_t{frames} * width)
    fail(CDCMTK_MALFORMED, "the offset table has " + std::to_string(length / width) + " entries for " +
                               std::to_string(frames) + " frames");
  std::vector<uint64_t> offsets(frames);
  for (uint32_t i = 0; i < frames; ++i) offsets[i] = little_endian(bytes + size_t(i) * width, width);
  return offsets;
}

/// The first fragment of every frame, and one past the last fragment.
///
/// One frame owns all fragments, and as many fragments as frames can only be one each, whatever an offset
/// table says. Otherwise every offset must be the start of a fragment, in ascending order: an offset
/// outside, inside a fragment, or before its predecessor is refused.
std::vector<Uint32> frame_starts(DcmDataset &dataset, DcmPixelSequence &sequence, uint32_t frames) {
  const auto fragments = static_cast<uint32_t>(sequence.card() - 1);
  if (frames == 1) return {1, fragments + 1};
  if (fragments < frames)
    fail(CDCMTK_MALFORMED, std::to_string(fragments) + " fragments cannot be " + std::to_string(frames) + " frames");
  std::vector<Uint32> starts;
  if (fragments == frames) {
    for (Uint32 i = 1; i <= fragments + 1; ++i) starts.push_back(i);
    return starts;
  }
  DcmPixelItem *item = nullptr;
  if (sequence.getItem(item, 0).bad() || !item) fail(CDCMTK_MALFORMED, "the Basic Offset Table cannot be read");
  const std::vector<uint64_t> offsets = offset_table(dataset, *item, frames);
  uint64_t position = 0;
  Uint32 index = 1;
  for (DcmObject *fragment = sequence.nextInContainer(item); fragment; fragment = sequence.nextInContainer(fragment)) {
    if (starts.size() < frames && offsets[starts.size()] == position) starts.push_back(index);
    position += 8 + uint64_t{static_cast<DcmPixelItem *>(fragment)->getLength()};
    ++index;
  }
  if (starts.size() != frames || starts.front() != 1)
    fail(CDCMTK_MALFORMED, "the offset table does not point at fragments in ascending order");
  starts.push_back(fragments + 1);
  return starts;
}

} // namespace

cdcmtk::ImageTags::ImageTags(DcmItem &dataset)
    : rows(unsigned_tag(dataset, DCM_Rows, 0)), columns(unsigned_tag(dataset, DCM_Columns, 0)),
      samples(unsigned_tag(dataset, DCM_SamplesPerPixel, 1)), frames(1),
      bits_allocated(unsigned_tag(dataset, DCM_BitsAllocated, 0)),
      bits_stored(unsigned_tag(dataset, DCM_BitsStored, bits_allocated)),
      high_bit(unsigned_tag(dataset, DCM_HighBit, bits_stored - 1)),
      is_signed(unsigned_tag(dataset, DCM_PixelRepresentation, 0) == 1),
      is_planar(unsigned_tag(dataset, DCM_PlanarConfiguration, 0) == 1) {
  Sint32 count = 0;
  if (dataset.findAndGetSint32(DCM_NumberOfFrames, count).good() && count > 0) frames = count;
}

cdcmtk::FrameBytes cdcmtk::frame_bytes(cdcmtk_file &file, uint32_t frame, const ImageTags &tags) {
  DcmDataset &dataset = *file.format.getDataset();
  DcmPixelSequence &sequence = fragments_of(dataset);
  if (file.frame_starts.empty()) file.frame_starts = frame_starts(dataset, sequence, tags.frames);
  if (frame + uint64_t{1} >= file.frame_starts.size()) fail(CDCMTK_BAD_ARGUMENT, "no such frame");

  FrameBytes result{file.frame_starts[frame], {}};
  const Uint32 end = file.frame_starts[frame + 1];
  DcmPixelItem *first = nullptr;
  DcmObject *fragment = sequence.getItem(first, result.first_fragment).good() ? first : nullptr;
  for (Uint32 i = result.first_fragment; i < end && fragment; ++i, fragment = sequence.nextInContainer(fragment)) {
    auto &item = static_cast<DcmPixelItem &>(*fragment);
    const uint64_t length = item.getLength();
    if (length == 0) continue;
    if (result.bytes.size() + length > file.limits.bytes) fail(CDCMTK_OVER_LIMIT, "a compressed frame is too long");
    Uint8 *bytes = nullptr;
    if (item.getUint8Array(bytes).bad() || !bytes) fail(CDCMTK_MALFORMED, "a fragment cannot be read");
    result.bytes.insert(result.bytes.end(), bytes, bytes + length);
    item.compact(); // the file still has it
  }
  return result;
}
