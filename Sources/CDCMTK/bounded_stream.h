// An input stream of DCMTK that ends once parsing has used up its stack, bytes or reads.
#pragma once

#include "cdcmtk.h"

#include "dcmtk/config/osconfig.h"
#include "dcmtk/dcmdata/dcerror.h"
#include "dcmtk/ofstd/offile.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace cdcmtk {

/// DCMTK reads one nested sequence per recursion, and a file may nest as deep as it likes: this stack may be
/// used, then the stream ends. It is far more than the deepest standard object needs and fits every thread.
constexpr std::ptrdiff_t parser_stack = 256 * 1024;

/// Reads of an element: tag, VR, length, value, and one to spare.
constexpr uint64_t reads_per_element = 5;

/// Inflated bytes count as inflated, so a small deflated file cannot grow without bound.
template <typename Stream> class BoundedStream : public Stream {
public:
  template <typename... Arguments>
  explicit BoundedStream(const cdcmtk_limits &limits, Arguments &&...arguments)
      : Stream(std::forward<Arguments>(arguments)...), bytes_left(limits.bytes),
        reads_left(limits.elements * reads_per_element),
        stack_start(static_cast<char *>(__builtin_frame_address(0))) {}

  offile_off_t read(void *buffer, offile_off_t length) override {
    const auto here = static_cast<char *>(__builtin_frame_address(0));
    if (std::abs(stack_start - here) > parser_stack) reason = "sequences are nested too deeply";
    if (reads_left == 0) reason = "too many elements";
    if (bytes_left == 0) reason = "too many bytes";
    if (reason) return 0;
    --reads_left;
    // One value may ask for everything that a deflated stream inflates to.
    const uint64_t allowed = std::min<uint64_t>(length > 0 ? length : 0, bytes_left);
    const offile_off_t got = Stream::read(buffer, static_cast<offile_off_t>(allowed));
    bytes_left -= std::min<uint64_t>(bytes_left, got > 0 ? got : 0);
    if (bytes_left == 0 && got < length) reason = "too many bytes";
    return got;
  }

  OFBool good() const override { return !reason && Stream::good(); }
  OFCondition status() const override { return reason ? EC_InvalidStream : Stream::status(); }
  OFBool eos() override { return reason ? OFTrue : Stream::eos(); }

  /// Which bound was met; null if none.
  const char *reason = nullptr;

private:
  uint64_t bytes_left, reads_left;
  char *stack_start;
};

} // namespace cdcmtk
