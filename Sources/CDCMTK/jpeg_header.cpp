// What a JPEG or JPEG-LS frame says of its size, before a decoder believes it.
#include "fragments.h"
#include "guard.h"

#include <string>

namespace {

/// Start of frame: every coding process (ITU-T T.81 table B.1) and JPEG-LS (T.87 section C.2.2).
bool begins_frame(int marker) {
  return (marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC) || marker == 0xF7;
}

/// Markers of segments that may stand before the frame header: tables, application data, comments. DCMTK's own
/// look for the bit depth never ends at 0xFF01 (TEM), which no encoder writes.
bool begins_segment(int marker) {
  return marker == 0xC4 || marker == 0xCC || (marker >= 0xDB && marker <= 0xDF) || (marker >= 0xE0 && marker <= 0xEF) ||
         marker == 0xF8 || marker == 0xFE;
}

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
  for (size_t at = 2; at + 4 <= bytes.size();) {
    const int marker = bytes[at + 1];
    if (bytes[at] != 0xFF || !(begins_frame(marker) || begins_segment(marker))) break;
    at += 2;
    const size_t length = word(at);
    if (length < 2) break;
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
