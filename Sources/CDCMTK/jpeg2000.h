// JPEG 2000 Part 1 (ISO/IEC 15444-1), by OpenJPEG.
#pragma once

#include "fragments.h"

namespace cdcmtk {

/// What the codestream says of its samples, and where its last tile-part ends.
struct Codestream {
  uint32_t precision;
  bool is_signed;
  size_t end;
};

/// Walks all headers of a codestream and throws a Failure unless the stream is complete, agrees with the tags
/// and asks for no more than its size can need. The decoder allocates by these headers.
Codestream inspect_jpeg2000(const std::vector<uint8_t> &bytes, const ImageTags &tags, bool must_be_lossless);

/// Decodes a codestream to little-endian samples of Bits Allocated, planes as Planar Configuration says.
///
/// The number that was coded is the number that is stored: sign and Pixel Representation must agree, because
/// a mismatch has two readings (the same bits, or the same value) that both occur. A precision other than
/// Bits Stored is taken only if every value fits into Bits Stored.
void decode_jpeg2000(const std::vector<uint8_t> &bytes, const ImageTags &tags, bool must_be_lossless, uint8_t *buffer,
                     size_t length);

} // namespace cdcmtk
