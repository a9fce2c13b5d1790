// Walking a parsed data set.
#include "bounded_stream.h"
#include "guard.h"
#include "handles.h"

#include "dcmtk/dcmdata/dcistrmb.h"
#include "dcmtk/dcmdata/dcspchrs.h"

#include <algorithm>
#include <array>
#include <memory>

namespace {

using cdcmtk::BoundedStream;

/// A sequence of a known length, which DCMTK lets only its own classes make.
class SizedSequence : public DcmSequenceOfItems {
public:
  SizedSequence(const DcmTag &tag, Uint32 length) : DcmSequenceOfItems(tag, length) {}
};

class Walk {
public:
  Walk(const cdcmtk_visitor &visitor, const cdcmtk_limits &limits) : visitor(visitor), limits(limits) {}

  void item(DcmItem &item, const std::string &inherited_character_set, uint32_t depth) {
    if (depth > limits.depth) cdcmtk::fail(CDCMTK_OVER_LIMIT, "sequences are nested too deeply");
    std::string character_set = inherited_character_set;
    OFString own;
    if (item.findAndGetOFStringArray(DCM_SpecificCharacterSet, own).good()) character_set = own.c_str();
    for (DcmObject *object = item.nextInContainer(nullptr); object; object = item.nextInContainer(object)) {
      if (++elements > limits.elements) cdcmtk::fail(CDCMTK_OVER_LIMIT, "too many elements");
      const bool is_pixel_data = object->getTag().getXTag() == DCM_PixelData;
      if (is_pixel_data && depth == 0) continue;
      element(static_cast<DcmElement &>(*object), character_set, depth);
    }
  }

private:
  const cdcmtk_visitor &visitor;
  const cdcmtk_limits &limits;
  uint64_t elements = 0, bytes_read = 0;
  std::string selected_set;
  DcmSpecificCharacterSet converter;

  static cdcmtk_tag tag_of(DcmElement &element) {
    const char *name = DcmVR(element.getVR()).getValidVRName();
    return {element.getGTag(), element.getETag(), static_cast<uint16_t>((uint8_t)name[0] << 8 | (uint8_t)name[1])};
  }

  void element(DcmElement &element, const std::string &character_set, uint32_t depth) {
    const cdcmtk_tag tag = tag_of(element);
    if (!element.isLeaf()) return sequence(element, tag, character_set, depth);
    const uint64_t length = element.getLengthField();
    if (length > limits.value_length || (length > limits.text_length && may_hold_many_texts(element)))
      return visitor.omitted(visitor.context, tag, length, CDCMTK_OMITTED_TOO_LONG);
    bytes_read += length;
    if (bytes_read > limits.bytes) cdcmtk::fail(CDCMTK_OVER_LIMIT, "too many bytes");
    if (DcmVR(element.getVR()).getValidEVR() == EVR_UN && unknown_sequence(element, tag, character_set, depth)) return;
    if (!leaf(element, tag, character_set))
      visitor.omitted(visitor.context, tag, element.getLengthField(), CDCMTK_OMITTED_UNREADABLE);
    element.compact(); // a value that the file still has is not kept twice
  }

  static bool may_hold_many_texts(DcmElement &element) {
    const DcmEVR vr = element.getVR();
    return element.isaString() && vr != EVR_LT && vr != EVR_ST && vr != EVR_UT && vr != EVR_UR;
  }

  void sequence(DcmElement &element, cdcmtk_tag tag, const std::string &character_set, uint32_t depth) {
    // Encapsulated Pixel Data below the top level (an icon) is a sequence of fragments, not of items.
    auto *sequence = dynamic_cast<DcmSequenceOfItems *>(&element);
    if (!sequence || element.ident() == EVR_pixelSQ)
      return visitor.omitted(visitor.context, tag, 0, CDCMTK_OMITTED_UNREADABLE);
    visitor.begin_sequence(visitor.context, tag);
    for (DcmObject *object = sequence->nextInContainer(nullptr); object;
         object = sequence->nextInContainer(object)) {
      visitor.begin_item(visitor.context);
      item(static_cast<DcmItem &>(*object), character_set, depth + 1);
      visitor.end_item(visitor.context);
    }
    visitor.end_sequence(visitor.context);
  }

  /// Reports a value of unknown VR that is a sequence, as one; false if it is none. Private sequences become
  /// this in implicit VR and in relays; their encoding is implicit VR little endian (PS3.5 section 6.2.2).
  bool unknown_sequence(DcmElement &element, cdcmtk_tag tag, const std::string &character_set, uint32_t depth) {
    static constexpr std::array<Uint8, 4> item_tag = {0xFE, 0xFF, 0x00, 0xE0};
    Uint8 *bytes = nullptr;
    const Uint32 length = element.getLength();
    if (length < 8 || element.getUint8Array(bytes).bad() || !bytes) return false;
    if (!std::equal(item_tag.begin(), item_tag.end(), bytes)) return false;
    BoundedStream<DcmInputBufferStream> stream(limits);
    stream.setBuffer(bytes, length);
    stream.setEos();
    SizedSequence items(DcmTag(tag.group, tag.element, EVR_SQ), length);
    items.transferInit();
    const OFCondition read = items.read(stream, EXS_LittleEndianImplicit, EGL_noChange, DCM_MaxReadLength);
    items.transferEnd();
    if (read.bad() || items.card() == 0) return false;
    sequence(items, tag_of(items), character_set, depth);
    return true;
  }

  /// Reports one value; false if DCMTK cannot give it.
  bool leaf(DcmElement &element, cdcmtk_tag tag, const std::string &character_set) {
    switch (DcmVR(element.getVR()).getValidEVR()) {
    case EVR_US: return integers<Uint16>(element, tag, &DcmElement::getUint16Array);
    case EVR_SS: return integers<Sint16>(element, tag, &DcmElement::getSint16Array);
    case EVR_UL: return integers<Uint32>(element, tag, &DcmElement::getUint32Array);
    case EVR_SL: return integers<Sint32>(element, tag, &DcmElement::getSint32Array);
    case EVR_UV: return integers<Uint64>(element, tag, &DcmElement::getUint64Array);
    case EVR_SV: return integers<Sint64>(element, tag, &DcmElement::getSint64Array);
    case EVR_AT: return attribute_tags(element, tag);
    case EVR_FL: return doubles<Float32>(element, tag, &DcmElement::getFloat32Array);
    case EVR_FD: return doubles<Float64>(element, tag, &DcmElement::getFloat64Array);
    case EVR_OW: return bytes<Uint16>(element, tag, &DcmElement::getUint16Array);
    case EVR_OL: return bytes<Uint32>(element, tag, &DcmElement::getUint32Array);
    case EVR_OV: return bytes<Uint64>(element, tag, &DcmElement::getUint64Array);
    case EVR_OF: return bytes<Float32>(element, tag, &DcmElement::getFloat32Array);
    case EVR_OD: return bytes<Float64>(element, tag, &DcmElement::getFloat64Array);
    case EVR_OB:
    case EVR_UN: return bytes<Uint8>(element, tag, &DcmElement::getUint8Array);
    default: return text(element, tag, character_set);
    }
  }

  bool text(DcmElement &element, cdcmtk_tag tag, const std::string &character_set) {
    char *value = nullptr;
    Uint32 length = 0;
    if (element.getString(value, length).bad()) return false;
    if (!value) length = 0;
    if (element.isAffectedBySpecificCharacterSet() && !is_plain(value, length) && select(character_set)) {
      OFString converted;
      // At these characters ISO 2022 returns to the default repertoire (PS3.5 section 6.1.2.5.3).
      const DcmEVR vr = element.getVR();
      const bool single = vr == EVR_LT || vr == EVR_ST || vr == EVR_UT;
      const char *delimiters = vr == EVR_PN ? "\\^=" : single ? "" : "\\";
      if (converter.convertString(value, length, converted, delimiters).good()) {
        visitor.text(visitor.context, tag, converted.c_str(), converted.length());
        return true;
      }
    }
    visitor.text(visitor.context, tag, value, length);
    return true;
  }

  /// Whether the text is the same in every character set: printable ASCII and line ends, without the two codes
  /// that the Japanese set gives other characters, and without the escape.
  static bool is_plain(const char *value, Uint32 length) {
    return std::all_of(value, value + length, [](char c) {
      return (c >= 0x20 && c <= 0x7D && c != '\\') || c == '\r' || c == '\n' || c == '\t' || c == '\f';
    });
  }

  /// Selects the conversion to UTF-8; false if there is none to do.
  bool select(const std::string &character_set) {
    if (character_set.empty() || character_set == "ISO_IR 192") return false;
    if (character_set == selected_set) return static_cast<bool>(converter);
    selected_set = character_set;
    converter.clear();
    return converter.selectCharacterSet(OFString(character_set.c_str()), "ISO_IR 192").good();
  }

  template <typename Stored>
  bool integers(DcmElement &element, cdcmtk_tag tag, OFCondition (DcmElement::*get)(Stored *&)) {
    Stored *values = nullptr;
    if ((element.*get)(values).bad()) return false;
    const size_t count = values ? element.getLength() / sizeof(Stored) : 0;
    const std::vector<int64_t> wide(values, values + count);
    visitor.integers(visitor.context, tag, wide.data(), count);
    return true;
  }

  template <typename Stored>
  bool doubles(DcmElement &element, cdcmtk_tag tag, OFCondition (DcmElement::*get)(Stored *&)) {
    Stored *values = nullptr;
    if ((element.*get)(values).bad()) return false;
    const size_t count = values ? element.getLength() / sizeof(Stored) : 0;
    const std::vector<double> wide(values, values + count);
    visitor.doubles(visitor.context, tag, wide.data(), count);
    return true;
  }

  /// The values' bytes as they are in memory, which is little endian on every platform this is built for.
  template <typename Stored>
  bool bytes(DcmElement &element, cdcmtk_tag tag, OFCondition (DcmElement::*get)(Stored *&)) {
    Stored *values = nullptr;
    if ((element.*get)(values).bad()) return false;
    const size_t length = values ? element.getLength() : 0;
    visitor.bytes(visitor.context, tag, reinterpret_cast<const uint8_t *>(values), length);
    return true;
  }

  bool attribute_tags(DcmElement &element, cdcmtk_tag tag) {
    Uint16 *pairs = nullptr;
    if (element.getUint16Array(pairs).bad()) return false;
    const size_t count = pairs ? element.getLength() / 4 : 0;
    std::vector<int64_t> values(count);
    for (size_t i = 0; i < count; ++i) values[i] = int64_t{pairs[2 * i]} << 16 | pairs[2 * i + 1];
    visitor.integers(visitor.context, tag, values.data(), count);
    return true;
  }
};

} // namespace

void cdcmtk::visit(DcmItem &item, const cdcmtk_visitor &visitor, const cdcmtk_limits &limits) {
  Walk(visitor, limits).item(item, "", 0);
}
