// The compressed bytes of one frame.
#pragma once

#include "handles.h"

#include "dcmtk/dcmdata/dcpixel.h"

#include <cstdint>
#include <vector>

namespace cdcmtk {

/// How the tags describe the samples (PS3.3 section C.7.6.3); a compressed frame must agree with it.
struct ImageTags {
  uint32_t rows, columns, samples, frames, bits_allocated, bits_stored, high_bit;
  bool is_signed, is_planar;

  explicit ImageTags(DcmItem &dataset);
};

/// Index of the first fragment of a frame as DCMTK counts (the Basic Offset Table is 0) and its fragments'
/// bytes, joined. Throws a Failure if the file does not say which fragments belong to the frame.
struct FrameBytes {
  Uint32 first_fragment;
  std::vector<uint8_t> bytes;
};
FrameBytes frame_bytes(cdcmtk_file &file, uint32_t frame, const ImageTags &tags);

/// Checks the frame header of JPEG or JPEG-LS against the tags, because the decoders allocate by it.
void check_jpeg_header(const std::vector<uint8_t> &bytes, const ImageTags &tags);

} // namespace cdcmtk
