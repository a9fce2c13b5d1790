// What a JPEG or JPEG-LS frame says of its size, before a decoder believes it.
#include "fragments.h"
#include "guard.h"

#include <string>

namespace {

/// Start of frame: every coding process (ITU-T T.81 table B.1) and JPEG-LS (T.87 section C.2.2).
bool begins_frame(int marker) {
  return (marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC) || marker == 0xF7;
}

/// Markers that no length follows.
bool stands_alone(int marker) { return marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8); }

/// Whether the stream ends in its end marker, padding aside. CharLS reads on where it is missing.
bool is_ended(const std::vector<uint8_t> &bytes) {
  size_t end = bytes.size();
  while (end > 0 && bytes[end - 1] == 0) --end;
  return end >= 2 && bytes[end - 2] == 0xFF && bytes[end - 1] == 0xD9;
}

} // namespace

void cdcmtk::check_jpeg_header(const std::vector<uint8_t> &bytes, const ImageTags &tags) {
  const auto damaged = [] { fail(CDCMTK_CODEC_FAILED, "the JPEG stream has no frame header"); };
  const auto word = [&](size_t at) { return uint32_t{bytes[at]} << 8 | bytes[at + 1]; };
  if (bytes.size() < 4 || word(0) != 0xFFD8) damaged();
  // As the decoders do: whatever is not 0xFF is skipped, and so are repetitions of 0xFF.
  for (size_t at = 2; at + 1 < bytes.size();) {
    if (bytes[at] != 0xFF || bytes[at + 1] == 0xFF || bytes[at + 1] == 0x00) {
      ++at;
      continue;
    }
    const int marker = bytes[at + 1];
    at += 2;
    if (stands_alone(marker)) continue;
    if (marker == 0xD9 || marker == 0xDA || at + 2 > bytes.size()) break;
    const size_t length = word(at);
    if (!begins_frame(marker)) {
      at += length;
      continue;
    }
    if (length < 8 || at + 8 > bytes.size()) break;
    const uint32_t precision = bytes[at + 2], rows = word(at + 3), columns = word(at + 5), samples = bytes[at + 7];
    if (rows != tags.rows || columns != tags.columns || samples != tags.samples || precision > tags.bits_allocated)
      fail(CDCMTK_CODEC_FAILED, "the JPEG frame has " + std::to_string(rows) + " rows, " + std::to_string(columns) +
                                    " columns, " + std::to_string(samples) + " samples of " +
                                    std::to_string(precision) + " bits, the attributes say otherwise");
    if (marker == 0xF7 && !is_ended(bytes)) fail(CDCMTK_CODEC_FAILED, "the JPEG-LS stream has no end");
    return;
  }
  damaged();
}
