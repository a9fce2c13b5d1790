// The headers of a JPEG 2000 codestream (ISO/IEC 15444-1 annex A), checked before the decoder sees them.
#include "guard.h"
#include "jpeg2000.h"

#include <algorithm>
#include <string>

namespace {

using cdcmtk::fail;
using cdcmtk::ImageTags;

enum Marker : uint32_t {
  SOC = 0xFF4F, CAP = 0xFF50, SIZ = 0xFF51, COD = 0xFF52, COC = 0xFF53, PPM = 0xFF60, PPT = 0xFF61, MCT = 0xFF74,
  MCC = 0xFF75, MCO = 0xFF77, CBD = 0xFF78, SOT = 0xFF90, SOD = 0xFF93, EOC = 0xFFD9
};

/// A 16384 × 8192 frame in tiles of 256 × 256 has 2048; OpenJPEG spends 10 kB on each at once.
constexpr uint64_t most_tiles = 4096;
/// Precincts of a tile, all resolutions and components: OpenJPEG spends 1.6 kB on each.
constexpr uint64_t most_precincts = 1 << 16;
/// Packets of a frame (tiles × precincts × layers): each costs time, even when it is empty.
constexpr uint64_t most_packets = 1 << 22;

[[noreturn]] void damaged(const char *what) { fail(CDCMTK_CODEC_FAILED, std::string("JPEG 2000: ") + what); }

class Walk {
public:
  Walk(const std::vector<uint8_t> &bytes, const ImageTags &tags, bool must_be_lossless)
      : bytes(bytes), tags(tags), must_be_lossless(must_be_lossless) {}

  cdcmtk::Codestream run() {
    if (number(0, 2) != SOC) damaged("this is no codestream");
    cdcmtk::Codestream codestream = size_segment(2);
    size_t at = segments(4 + number(4, 2), SOT, bytes.size());
    if (layers == 0) damaged("no coding style");
    while (at + 1 < bytes.size() && number(at, 2) == SOT) at = tile_part(at);
    // Some encoders leave the end marker out, and a fragment may be padded.
    if (at + 1 < bytes.size() && number(at, 2) != EOC) damaged("a tile-part does not end at a marker");
    for (size_t tile = 0; tile < seen.size(); ++tile)
      if (seen[tile] == 0 || (stated[tile] != 0 && seen[tile] != stated[tile])) damaged("parts of the image are missing");
    codestream.end = at;
    return codestream;
  }

private:
  const std::vector<uint8_t> &bytes;
  const ImageTags &tags;
  const bool must_be_lossless;
  uint64_t tile_columns = 0, tile_rows = 0;
  uint64_t layers = 0, precincts = 0;
  /// Tile-parts of each tile: counted, and as their headers state (0: not stated).
  std::vector<uint32_t> seen, stated;

  uint64_t number(size_t at, size_t count) const {
    if (at > bytes.size() || count > bytes.size() - at) damaged("the codestream is truncated");
    uint64_t value = 0;
    for (size_t i = 0; i < count; ++i) value = value << 8 | bytes[at + i];
    return value;
  }

  cdcmtk::Codestream size_segment(size_t at) {
    if (number(at, 2) != SIZ) damaged("the image size is not where it must be");
    at += 4;
    // Bit 15 is Part 2, bit 14 high throughput: other transfer syntaxes.
    if (number(at, 2) & 0xC000) damaged("the codestream is not of Part 1");
    const uint64_t x1 = number(at + 2, 4), y1 = number(at + 6, 4), x0 = number(at + 10, 4), y0 = number(at + 14, 4);
    tile_columns = number(at + 18, 4);
    tile_rows = number(at + 22, 4);
    const uint64_t tile_x0 = number(at + 26, 4), tile_y0 = number(at + 30, 4), samples = number(at + 34, 2);
    if (x1 > INT32_MAX || y1 > INT32_MAX || x1 - x0 != tags.columns || y1 - y0 != tags.rows || samples != tags.samples)
      damaged("columns, rows or samples per pixel differ from the attributes");
    if (tile_columns == 0 || tile_rows == 0 || tile_x0 > x0 || tile_y0 > y0 || tile_x0 + tile_columns <= x0 ||
        tile_y0 + tile_rows <= y0)
      damaged("the tiles do not cover the image");
    const uint64_t across = (x1 - tile_x0 + tile_columns - 1) / tile_columns;
    const uint64_t down = (y1 - tile_y0 + tile_rows - 1) / tile_rows;
    if (across * down > most_tiles) damaged("too many tiles");
    tile_columns = std::min<uint64_t>(tile_columns, tags.columns);
    tile_rows = std::min<uint64_t>(tile_rows, tags.rows);
    seen.assign(across * down, 0);
    stated.assign(across * down, 0);
    at += 36;
    for (size_t i = 0; i < samples; ++i)
      if (number(at + 3 * i, 1) != number(at, 1) || number(at + 3 * i + 1, 2) != 0x0101)
        damaged("components differ in precision, or are subsampled");
    const auto depth = static_cast<uint32_t>(number(at, 1));
    return {(depth & 0x7F) + 1, (depth & 0x80) != 0, 0};
  }

  /// Visits marker segments until `last`; its position.
  size_t segments(size_t at, uint64_t last, size_t end) {
    while (true) {
      const uint64_t marker = number(at, 2);
      if (marker == last) return at;
      const uint64_t length = number(at + 2, 2);
      if (marker < 0xFF00 || length < 2 || at + 2 + length > end) damaged("a header is damaged");
      switch (marker) {
      case COD: layers = std::max(layers, number(at + 6, 2)); [[fallthrough]];
      case COC: coding_style(at, marker == COD); break;
      case CAP: case MCT: case MCC: case MCO: case CBD: damaged("the codestream is not of Part 1");
      case PPM: case PPT: damaged("packed packet headers are not supported");
      case SOC: case SIZ: case SOT: case EOC: damaged("a header is damaged");
      default: break;
      }
      at += 2 + length;
    }
  }

  void coding_style(size_t at, bool is_default) {
    const bool has_precincts = number(is_default ? at + 4 : at + 5, 1) & 1;
    const size_t parameters = is_default ? at + 9 : at + 6;
    const uint64_t levels = number(parameters, 1);
    if (levels > 32) damaged("too many resolutions");
    if (must_be_lossless && number(parameters + 4, 1) == 0)
      damaged("the transfer syntax says lossless, the codestream is coded irreversibly");
    uint64_t count = 0;
    for (uint64_t i = 0; i <= levels; ++i) {
      const uint64_t exponents = has_precincts ? number(parameters + 5 + i, 1) : 0xFF;
      const auto along = [&](uint64_t extent, uint64_t exponent) {
        const uint64_t reduced = (extent + (uint64_t{1} << (levels - i)) - 1) >> (levels - i);
        return (reduced >> exponent) + 2; // the grid need not begin where the tile does
      };
      count += along(tile_columns, exponents & 15) * along(tile_rows, exponents >> 4);
    }
    precincts = std::max(precincts, count * tags.samples);
    if (precincts > most_precincts || precincts * layers > most_packets / seen.size())
      damaged("too many precincts or layers");
  }

  /// Checks the header of a tile-part; the position after its data.
  size_t tile_part(size_t at) {
    const uint64_t tile = number(at + 4, 2), length = number(at + 6, 4), parts = number(at + 11, 1);
    if (number(at + 2, 2) != 10 || tile >= seen.size()) damaged("a tile-part is damaged");
    const size_t end = length == 0 ? bytes.size() : at + length;
    if (end > bytes.size()) damaged("the codestream is truncated");
    ++seen[tile];
    if (parts != 0) stated[tile] = static_cast<uint32_t>(parts);
    if (segments(at + 12, SOD, end) + 2 > end) damaged("a tile-part is damaged");
    return end;
  }
};

} // namespace

cdcmtk::Codestream cdcmtk::inspect_jpeg2000(const std::vector<uint8_t> &bytes, const ImageTags &tags,
                                            bool must_be_lossless) {
  return Walk(bytes, tags, must_be_lossless).run();
}
