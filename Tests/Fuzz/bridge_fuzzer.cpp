// Arbitrary bytes through everything of CDCMTK that reads: opening, visiting, describing pixels, decoding.
//
// The bytes become a file that only exists in memory (memfd), so that DCMTK reads it as it reads every file:
// skipping long values and coming back for them.
#include "cdcmtk.h"

#include <algorithm>
#include <cstdlib>
#include <string>
#include <sys/mman.h>
#include <unistd.h>
#include <vector>

namespace {

/// Small bounds: a finding does not need a large file, and a bound that does not hold shows sooner.
constexpr cdcmtk_limits limits = {.bytes = 1 << 20, .elements = 20'000, .value_length = 1 << 16, .text_length = 1 << 14,
                                  .depth = 20};
constexpr uint64_t frame_bytes = 1 << 20;

/// What the visits report: enough to know the frame's size, and that begin and end match.
struct Seen {
  uint64_t rows = 0, columns = 0, samples = 1, allocated = 0;
  int open_sequences = 0, open_items = 0;
  uint64_t checksum = 0;

  /// Reads every byte, so that the sanitizer sees a length that lies.
  void touch(const void *bytes, size_t count) {
    for (size_t i = 0; i < count; ++i) checksum = checksum * 31 + static_cast<const uint8_t *>(bytes)[i];
  }
};

Seen &seen(void *context) { return *static_cast<Seen *>(context); }

cdcmtk_visitor visitor(Seen &target) {
  cdcmtk_visitor v;
  v.context = &target;
  v.text = [](void *c, cdcmtk_tag, const char *text, size_t length) { seen(c).touch(text, length); };
  v.integers = [](void *c, cdcmtk_tag tag, const int64_t *values, size_t count) {
    Seen &s = seen(c);
    s.touch(values, count * sizeof *values);
    if (count == 0 || tag.group != 0x0028 || s.open_items > 0) return;
    if (tag.element == 0x0002) s.samples = values[0];
    if (tag.element == 0x0010) s.rows = values[0];
    if (tag.element == 0x0011) s.columns = values[0];
    if (tag.element == 0x0100) s.allocated = values[0];
  };
  v.doubles = [](void *c, cdcmtk_tag, const double *values, size_t count) {
    seen(c).touch(values, count * sizeof *values);
  };
  v.bytes = [](void *c, cdcmtk_tag, const uint8_t *bytes, size_t length) { seen(c).touch(bytes, length); };
  v.begin_sequence = [](void *c, cdcmtk_tag) { ++seen(c).open_sequences; };
  v.begin_item = [](void *c) { ++seen(c).open_items; };
  v.end_item = [](void *c) { --seen(c).open_items; };
  v.end_sequence = [](void *c) { --seen(c).open_sequences; };
  v.omitted = [](void *, cdcmtk_tag, uint64_t, cdcmtk_omission) {};
  return v;
}

/// The file in memory, emptied and filled again for every input.
int memory_file() {
  static const int descriptor = memfd_create("input", 0);
  if (descriptor < 0) abort();
  return descriptor;
}

void require(bool condition) {
  if (!condition) abort();
}

void read_pixels(cdcmtk_file *file, const Seen &s) {
  cdcmtk_message message;
  bool present = false, encapsulated = false;
  uint64_t native = 0;
  require(cdcmtk_file_pixels(file, &present, &encapsulated, &native, &message) == CDCMTK_OK);
  const uint64_t wanted = s.rows * s.columns * s.samples * s.allocated / 8;
  if (!present || s.rows > 0xFFFF || s.columns > 0xFFFF || s.samples > 3 || s.allocated > 32) return;
  if (wanted == 0 || wanted > frame_bytes) return;
  std::vector<uint8_t> frame(wanted);
  for (uint32_t i = 0; i < 2; ++i) {
    if (encapsulated) (void)cdcmtk_file_decode_frame(file, i, frame.data(), frame.size(), &message);
    else (void)cdcmtk_file_copy_native(file, i * wanted, frame.data(), frame.size(), &message);
  }
}

} // namespace

extern "C" int LLVMFuzzerInitialize(int *, char ***) {
  cdcmtk_message message;
  require(cdcmtk_prepare(&message) == CDCMTK_OK);
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  const int descriptor = memory_file();
  require(ftruncate(descriptor, 0) == 0);
  require(pwrite(descriptor, data, size, 0) == static_cast<ssize_t>(size));
  const std::string path = "/proc/self/fd/" + std::to_string(descriptor);

  cdcmtk_message message;
  cdcmtk_file *file = nullptr;
  if (cdcmtk_file_create(path.c_str(), limits, &file, &message) != CDCMTK_OK) {
    require(file == nullptr && message.text[0] != '\0');
    return 0;
  }
  Seen meta, body;
  const cdcmtk_visitor to_meta = visitor(meta), to_body = visitor(body);
  if (cdcmtk_file_visit_meta(file, &to_meta, &message) == CDCMTK_OK)
    require(meta.open_sequences == 0 && meta.open_items == 0);
  if (cdcmtk_file_visit(file, &to_body, &message) == CDCMTK_OK) {
    require(body.open_sequences == 0 && body.open_items == 0);
    char uid[65];
    require(cdcmtk_file_transfer_syntax(file, uid, sizeof uid, &message) == CDCMTK_OK);
    read_pixels(file, body);
  }
  cdcmtk_file_destroy(file);
  return 0;
}
