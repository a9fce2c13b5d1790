// An input stream of DCMTK over a plain file, with a buffer of its own.
#pragma once

#include "dcmtk/config/osconfig.h"
#include "dcmtk/dcmdata/dcerror.h"
#include "dcmtk/dcmdata/dcistrmf.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace cdcmtk {

/// A file that is read in blocks. The parser asks for two bytes at a time, for the position and for the end of
/// the file several times an element; stdio, which DCMTK's own producer uses, locks the file for each.
class BlockProducer : public DcmProducer {
public:
  explicit BlockProducer(const char *path) : descriptor(open(path, O_RDONLY | O_CLOEXEC)) {
    struct stat file {};
    if (descriptor < 0 || fstat(descriptor, &file) != 0) {
      condition = EC_InvalidStream;
    } else {
      size = file.st_size;
    }
  }
  ~BlockProducer() override {
    if (descriptor >= 0) close(descriptor);
  }
  BlockProducer(const BlockProducer &) = delete;
  BlockProducer &operator=(const BlockProducer &) = delete;

  OFBool good() const override { return condition.good(); }
  OFCondition status() const override { return condition; }
  OFBool eos() override { return position >= size; }
  offile_off_t avail() override { return size - position; }

  offile_off_t read(void *buffer, offile_off_t length) override {
    offile_off_t done = 0;
    if (!good()) return done;
    while (done < length) {
      if (position < start || position >= start + filled) {
        start = position;
        const ssize_t got = pread(descriptor, block.data(), block.size(), start);
        if (got < 0) condition = EC_InvalidStream;
        filled = std::max<ssize_t>(got, 0);
        if (filled == 0) break;
      }
      const offile_off_t count = std::min(length - done, start + filled - position);
      std::memcpy(static_cast<char *>(buffer) + done, block.data() + (position - start), count);
      position += count;
      done += count;
    }
    return done;
  }

  offile_off_t skip(offile_off_t length) override {
    const offile_off_t count = std::clamp<offile_off_t>(length, 0, std::max<offile_off_t>(size - position, 0));
    position += count;
    return count;
  }

  void putback(offile_off_t count) override {
    if (count > position) {
      condition = EC_PutbackFailed;
    } else {
      position -= count;
    }
  }

private:
  int descriptor;
  OFCondition condition = EC_Normal;
  offile_off_t size = 0, position = 0;
  /// What `block` holds: `filled` bytes of the file from `start`.
  offile_off_t start = 0, filled = 0;
  /// Most headers are no longer.
  std::array<char, 16 * 1024> block;
};

/// What DcmInputFileStream is, read in blocks: long values are left in the file until they are asked for.
class BlockStream : public DcmInputStream {
public:
  explicit BlockStream(const char *path) : DcmInputStream(&producer), producer(path), path(path) {}

  DcmInputStreamFactory *newFactory() const override {
    // An offset means nothing in a file that is inflated on the way.
    return currentProducer() == &producer ? new DcmInputFileStreamFactory(path, tell()) : nullptr;
  }

private:
  BlockProducer producer;
  OFFilename path;
};

} // namespace cdcmtk
