// Decoding run lengths.
#include "rle.h"
#include "guard.h"

#include <string>

namespace {

constexpr size_t header_length = 64;

[[noreturn]] void damaged(const char *what) { cdcmtk::fail(CDCMTK_CODEC_FAILED, std::string("RLE: ") + what); }

uint32_t word(const std::vector<uint8_t> &bytes, size_t at) {
  return bytes[at] | uint32_t{bytes[at + 1]} << 8 | uint32_t{bytes[at + 2]} << 16 | uint32_t{bytes[at + 3]} << 24;
}

/// Expands one segment to `count` bytes, `step` apart. What follows them is padding.
void expand(const uint8_t *from, const uint8_t *const end, uint8_t *to, size_t count, size_t step) {
  while (count > 0) {
    if (from == end) damaged("a segment is too short");
    const uint8_t code = *from++;
    if (code == 128) continue;
    const bool is_literal = code < 128;
    const size_t run = is_literal ? code + size_t{1} : 257 - size_t{code};
    if (run > count) damaged("a segment is too long");
    if (static_cast<size_t>(end - from) < (is_literal ? run : 1)) damaged("a segment is too short");
    for (size_t i = 0; i < run; ++i, to += step) *to = is_literal ? from[i] : *from;
    from += is_literal ? run : 1;
    count -= run;
  }
}

} // namespace

void cdcmtk::decode_rle(const std::vector<uint8_t> &bytes, const ImageTags &tags, uint8_t *buffer, size_t length) {
  const size_t width = tags.bits_allocated / 8, pixels = size_t{tags.rows} * tags.columns;
  const size_t segments = width * tags.samples;
  if (tags.bits_allocated % 8 != 0 || pixels * segments != length) damaged("another length than the tags say");
  if (bytes.size() < header_length || segments > 15 || word(bytes, 0) != segments)
    damaged("the number of segments is not that of the samples' bytes");
  const auto offset = [&](size_t segment) -> size_t {
    return segment == segments ? bytes.size() : word(bytes, 4 + 4 * segment);
  };
  for (size_t segment = 0; segment < segments; ++segment) {
    const size_t begin = offset(segment), end = offset(segment + 1);
    if (begin < header_length || begin > end || end > bytes.size()) damaged("the segments overlap or end outside");
    // The most significant byte of a sample comes first.
    const size_t sample = segment / width, byte = width - 1 - segment % width;
    const size_t first = tags.is_planar ? sample * pixels * width : sample * width;
    const size_t step = tags.is_planar ? width : width * tags.samples;
    expand(bytes.data() + begin, bytes.data() + end, buffer + first + byte, pixels, step);
  }
}
