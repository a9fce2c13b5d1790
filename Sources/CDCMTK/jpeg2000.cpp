// Decoding JPEG 2000 from memory.
#include "jpeg2000.h"
#include "guard.h"

#include <openjpeg.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <string>

namespace {

using cdcmtk::fail;
using cdcmtk::ImageTags;

/// OpenJPEG's end-of-data: its declared type is unsigned.
constexpr auto end_of_data = static_cast<OPJ_SIZE_T>(-1);

/// The codestream as OpenJPEG reads it.
struct Source {
  const std::vector<uint8_t> &bytes;
  size_t position = 0;

  static OPJ_SIZE_T read(void *buffer, OPJ_SIZE_T count, void *context) {
    auto &self = *static_cast<Source *>(context);
    const size_t got = std::min<size_t>(count, self.bytes.size() - self.position);
    if (got == 0) return end_of_data;
    std::memcpy(buffer, self.bytes.data() + self.position, got);
    self.position += got;
    return got;
  }

  static OPJ_OFF_T skip(OPJ_OFF_T count, void *context) {
    auto &self = *static_cast<Source *>(context);
    const auto left = static_cast<OPJ_OFF_T>(self.bytes.size() - self.position);
    const OPJ_OFF_T step = std::clamp<OPJ_OFF_T>(count, -static_cast<OPJ_OFF_T>(self.position), left);
    self.position += step;
    return step;
  }

  static OPJ_BOOL seek(OPJ_OFF_T to, void *context) {
    auto &self = *static_cast<Source *>(context);
    if (to < 0 || static_cast<uint64_t>(to) > self.bytes.size()) return OPJ_FALSE;
    self.position = to;
    return OPJ_TRUE;
  }
};

/// Keeps the decoder's first complaint.
void keep(const char *text, void *context) {
  auto &kept = *static_cast<std::string *>(context);
  if (kept.empty()) kept = std::string(text, std::strcspn(text, "\n"));
}
void ignore(const char *, void *) {}

template <auto Destroy> struct Destroyer {
  template <typename T> void operator()(T *object) const { Destroy(object); }
};
using Stream = std::unique_ptr<opj_stream_t, Destroyer<opj_stream_destroy>>;
using Codec = std::unique_ptr<opj_codec_t, Destroyer<opj_destroy_codec>>;
using Image = std::unique_ptr<opj_image_t, Destroyer<opj_image_destroy>>;

Image decoded(const std::vector<uint8_t> &bytes) {
  Source source{bytes};
  std::string complaint;
  const Stream stream(opj_stream_create(std::max<size_t>(bytes.size(), 64), OPJ_TRUE));
  const Codec codec(opj_create_decompress(OPJ_CODEC_J2K));
  if (!stream || !codec) throw std::bad_alloc();
  opj_stream_set_user_data(stream.get(), &source, nullptr);
  opj_stream_set_user_data_length(stream.get(), bytes.size());
  opj_stream_set_read_function(stream.get(), Source::read);
  opj_stream_set_skip_function(stream.get(), Source::skip);
  opj_stream_set_seek_function(stream.get(), Source::seek);
  opj_set_error_handler(codec.get(), keep, &complaint);
  opj_set_warning_handler(codec.get(), ignore, nullptr);
  opj_set_info_handler(codec.get(), ignore, nullptr);
  opj_dparameters_t parameters;
  opj_set_default_decoder_parameters(&parameters);
  // Strict: a frame of which a part is missing is an error and not a smooth picture.
  bool good = opj_setup_decoder(codec.get(), &parameters) && opj_decoder_set_strict_mode(codec.get(), OPJ_TRUE);
  opj_image_t *raw = nullptr;
  good = good && opj_read_header(stream.get(), codec.get(), &raw);
  Image image(raw);
  good = good && image && opj_decode(codec.get(), stream.get(), image.get());
  if (!good) fail(CDCMTK_CODEC_FAILED, "JPEG 2000: " + (complaint.empty() ? "damaged" : complaint));
  return image;
}

} // namespace

void cdcmtk::decode_jpeg2000(const std::vector<uint8_t> &bytes, const ImageTags &tags, bool must_be_lossless,
                             uint8_t *buffer, size_t length) {
  const size_t width = tags.bits_allocated / 8, pixels = size_t{tags.rows} * tags.columns;
  if ((width != 1 && width != 2) || tags.bits_allocated % 8 != 0 || tags.bits_stored > tags.bits_allocated ||
      tags.bits_stored == 0 || tags.high_bit != tags.bits_stored - 1)
    fail(CDCMTK_CODEC_FAILED, "JPEG 2000: Bits Allocated, Bits Stored and High Bit are not of 8 or 16 bits");
  if (pixels * tags.samples * width != length) fail(CDCMTK_BAD_ARGUMENT, "JPEG 2000: another length than the tags say");
  const Codestream header = inspect_jpeg2000(bytes, tags, must_be_lossless);
  if (header.is_signed != tags.is_signed)
    fail(CDCMTK_CODEC_FAILED, "JPEG 2000: the codestream's sign differs from Pixel Representation");
  if (header.precision > tags.bits_allocated)
    fail(CDCMTK_CODEC_FAILED, "JPEG 2000: the codestream has more bits than Bits Allocated");

  std::vector<uint8_t> codestream(bytes.begin(), bytes.begin() + header.end);
  codestream.insert(codestream.end(), {0xFF, 0xD9}); // the end marker, which some encoders leave out
  const Image image = decoded(codestream);
  if (image->numcomps != tags.samples) fail(CDCMTK_CODEC_FAILED, "JPEG 2000: components are missing");
  const int32_t least = tags.is_signed ? -(1 << (tags.bits_stored - 1)) : 0;
  const int32_t most = (1 << (tags.bits_stored - (tags.is_signed ? 1 : 0))) - 1;
  for (uint32_t sample = 0; sample < tags.samples; ++sample) {
    const opj_image_comp_t &component = image->comps[sample];
    if (!component.data || component.w != tags.columns || component.h != tags.rows)
      fail(CDCMTK_CODEC_FAILED, "JPEG 2000: a component has another size than the image");
    const size_t first = tags.is_planar ? sample * pixels : sample, step = tags.is_planar ? 1 : tags.samples;
    for (size_t i = 0; i < pixels; ++i) {
      const int32_t value = component.data[i];
      if (value < least || value > most) fail(CDCMTK_CODEC_FAILED, "JPEG 2000: a value does not fit into Bits Stored");
      uint8_t *const at = buffer + (first + i * step) * width;
      at[0] = static_cast<uint8_t>(value);
      if (width == 2) at[1] = static_cast<uint8_t>(value >> 8);
    }
  }
}
