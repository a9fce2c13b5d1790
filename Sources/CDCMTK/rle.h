// RLE Lossless (PS3.5 annex G).
#pragma once

#include "fragments.h"

namespace cdcmtk {

/// Decodes a frame to little-endian samples of Bits Allocated, planes as Planar Configuration says.
///
/// Every segment must give exactly the bytes of a plane. (DCMTK's own decoder reads beyond the end of a
/// damaged segment: README.md.)
void decode_rle(const std::vector<uint8_t> &bytes, const ImageTags &tags, uint8_t *buffer, size_t length);

} // namespace cdcmtk
