// Building a data set element by element.
#include "guard.h"
#include "handles.h"

#include "dcmtk/dcmdata/dcpixel.h"

#include <cstring>
#include <limits>
#include <memory>

namespace {

DcmTag dcm_tag(cdcmtk_tag tag) {
  const char name[] = {static_cast<char>(tag.vr >> 8), static_cast<char>(tag.vr & 0xff), '\0'};
  const DcmVR vr(name);
  if (vr.getEVR() == EVR_UNKNOWN)
    cdcmtk::fail(CDCMTK_BAD_ARGUMENT, std::string("unknown value representation ") + name);
  return DcmTag(tag.group, tag.element, vr);
}

/// An empty element of the class that holds this VR.
std::unique_ptr<DcmElement> make_element(const DcmTag &tag) {
  if (tag.getXTag() == DCM_PixelData) return std::make_unique<DcmPixelData>(tag);
  DcmElement *element = nullptr;
  cdcmtk::require(DcmItem::newDicomElementWithVR(element, tag), CDCMTK_BAD_ARGUMENT);
  return std::unique_ptr<DcmElement>(element);
}

/// Sets a value and hands the element to the innermost item.
template <typename SetValue> void put(cdcmtk_dataset *dataset, cdcmtk_tag tag, SetValue &&set_value) {
  auto element = make_element(dcm_tag(tag));
  cdcmtk::require(set_value(*element), CDCMTK_BAD_ARGUMENT);
  cdcmtk::require(dataset->items.back()->insert(element.get(), OFTrue), CDCMTK_BAD_ARGUMENT);
  element.release(); // the item owns it now
}

unsigned long checked_count(size_t count, size_t size) {
  if (count > std::numeric_limits<Uint32>::max() / size - 1)
    cdcmtk::fail(CDCMTK_BAD_ARGUMENT, "a value is longer than 4 GiB");
  return static_cast<unsigned long>(count);
}

OFCondition set(DcmElement &e, const Uint8 *v, unsigned long n) { return e.putUint8Array(v, n); }
OFCondition set(DcmElement &e, const Uint16 *v, unsigned long n) { return e.putUint16Array(v, n); }
OFCondition set(DcmElement &e, const Sint16 *v, unsigned long n) { return e.putSint16Array(v, n); }
OFCondition set(DcmElement &e, const Uint32 *v, unsigned long n) { return e.putUint32Array(v, n); }
OFCondition set(DcmElement &e, const Sint32 *v, unsigned long n) { return e.putSint32Array(v, n); }
OFCondition set(DcmElement &e, const Float32 *v, unsigned long n) { return e.putFloat32Array(v, n); }
OFCondition set(DcmElement &e, const Float64 *v, unsigned long n) { return e.putFloat64Array(v, n); }
// DCMTK declares these two in the class of the VR only.
OFCondition set(DcmElement &e, const Uint64 *v, unsigned long n) {
  auto *unsigned64 = dynamic_cast<DcmUnsigned64bitVeryLong *>(&e);
  return unsigned64 ? unsigned64->putUint64Array(v, n) : EC_IllegalCall;
}
OFCondition set(DcmElement &e, const Sint64 *v, unsigned long n) {
  auto *signed64 = dynamic_cast<DcmSigned64bitVeryLong *>(&e);
  return signed64 ? signed64->putSint64Array(v, n) : EC_IllegalCall;
}

/// Values in the width in which the VR stores them; a value that does not fit is refused.
template <typename Stored> std::vector<Stored> narrowed(const int64_t *values, size_t count) {
  std::vector<Stored> stored(count);
  for (size_t i = 0; i < count; ++i) {
    stored[i] = static_cast<Stored>(values[i]);
    if (static_cast<int64_t>(stored[i]) != values[i])
      cdcmtk::fail(CDCMTK_BAD_ARGUMENT, "the value " + std::to_string(values[i]) + " does not fit its VR");
  }
  return stored;
}

template <typename Stored>
void put_narrowed(cdcmtk_dataset *dataset, cdcmtk_tag tag, const int64_t *values, size_t count) {
  const auto stored = narrowed<Stored>(values, count);
  put(dataset, tag,
      [&](DcmElement &element) { return set(element, stored.data(), checked_count(count, sizeof(Stored))); });
}

/// Bulk bytes through an array of the VR's word, which copies them to an aligned place.
template <typename Word>
void put_words(cdcmtk_dataset *dataset, cdcmtk_tag tag, const uint8_t *bytes, size_t length) {
  if (length % sizeof(Word) != 0)
    cdcmtk::fail(CDCMTK_BAD_ARGUMENT, "the length is not a multiple of the VR's word");
  std::vector<Word> words(length / sizeof(Word));
  if (length > 0) std::memcpy(words.data(), bytes, length);
  put(dataset, tag, [&](DcmElement &element) {
    return set(element, words.data(), checked_count(words.size(), sizeof(Word)));
  });
}

} // namespace

cdcmtk_status cdcmtk_dataset_create(cdcmtk_dataset **dataset, cdcmtk_message *message) noexcept {
  *dataset = nullptr;
  return cdcmtk::guarded(message, [&] {
    cdcmtk::prepare();
    auto handle = std::make_unique<cdcmtk_dataset>();
    handle->items.push_back(handle->format.getDataset());
    *dataset = handle.release();
  });
}

void cdcmtk_dataset_destroy(cdcmtk_dataset *dataset) noexcept { delete dataset; }

cdcmtk_status cdcmtk_dataset_put_text(cdcmtk_dataset *dataset, cdcmtk_tag tag, const char *utf8, size_t length,
                                      cdcmtk_message *message) noexcept {
  return cdcmtk::guarded(message, [&] {
    put(dataset, tag, [&](DcmElement &element) {
      return element.putString(length > 0 ? utf8 : "", static_cast<Uint32>(checked_count(length, 1)));
    });
  });
}

cdcmtk_status cdcmtk_dataset_put_integers(cdcmtk_dataset *dataset, cdcmtk_tag tag, const int64_t *values,
                                          size_t count, cdcmtk_message *message) noexcept {
  return cdcmtk::guarded(message, [&] {
    switch (dcm_tag(tag).getEVR()) {
    case EVR_US: return put_narrowed<Uint16>(dataset, tag, values, count);
    case EVR_SS: return put_narrowed<Sint16>(dataset, tag, values, count);
    case EVR_UL: return put_narrowed<Uint32>(dataset, tag, values, count);
    case EVR_SL: return put_narrowed<Sint32>(dataset, tag, values, count);
    case EVR_UV: return put_narrowed<Uint64>(dataset, tag, values, count);
    case EVR_SV: return put_narrowed<Sint64>(dataset, tag, values, count);
    case EVR_AT: {
      const auto tags = narrowed<Uint32>(values, count);
      std::vector<Uint16> pairs;
      for (const Uint32 each : tags) {
        pairs.push_back(static_cast<Uint16>(each >> 16));
        pairs.push_back(static_cast<Uint16>(each & 0xffff));
      }
      return put(dataset, tag,
                 [&](DcmElement &element) { return element.putUint16Array(pairs.data(), checked_count(count, 4)); });
    }
    default: cdcmtk::fail(CDCMTK_BAD_ARGUMENT, "this VR does not hold integers");
    }
  });
}

cdcmtk_status cdcmtk_dataset_put_doubles(cdcmtk_dataset *dataset, cdcmtk_tag tag, const double *values,
                                         size_t count, cdcmtk_message *message) noexcept {
  return cdcmtk::guarded(message, [&] {
    const unsigned long checked = checked_count(count, sizeof(double));
    switch (dcm_tag(tag).getEVR()) {
    case EVR_FD: return put(dataset, tag, [&](DcmElement &e) { return e.putFloat64Array(values, checked); });
    case EVR_FL: {
      const std::vector<Float32> stored(values, values + count);
      return put(dataset, tag, [&](DcmElement &e) { return e.putFloat32Array(stored.data(), checked); });
    }
    default: cdcmtk::fail(CDCMTK_BAD_ARGUMENT, "this VR does not hold floating-point numbers");
    }
  });
}

cdcmtk_status cdcmtk_dataset_put_bytes(cdcmtk_dataset *dataset, cdcmtk_tag tag, const uint8_t *bytes,
                                       size_t length, cdcmtk_message *message) noexcept {
  return cdcmtk::guarded(message, [&] {
    switch (dcm_tag(tag).getEVR()) {
    case EVR_OB:
    case EVR_UN: return put_words<Uint8>(dataset, tag, bytes, length);
    case EVR_OW: return put_words<Uint16>(dataset, tag, bytes, length);
    case EVR_OL: return put_words<Uint32>(dataset, tag, bytes, length);
    case EVR_OV: return put_words<Uint64>(dataset, tag, bytes, length);
    case EVR_OF: return put_words<Float32>(dataset, tag, bytes, length);
    case EVR_OD: return put_words<Float64>(dataset, tag, bytes, length);
    default: cdcmtk::fail(CDCMTK_BAD_ARGUMENT, "this VR does not hold bytes");
    }
  });
}

cdcmtk_status cdcmtk_dataset_begin_sequence(cdcmtk_dataset *dataset, cdcmtk_tag tag,
                                            cdcmtk_message *message) noexcept {
  return cdcmtk::guarded(message, [&] {
    auto sequence = std::make_unique<DcmSequenceOfItems>(DcmTag(tag.group, tag.element, EVR_SQ));
    cdcmtk::require(dataset->items.back()->insert(sequence.get(), OFTrue), CDCMTK_BAD_ARGUMENT);
    dataset->sequences.push_back(sequence.release()); // owned by the item
  });
}

cdcmtk_status cdcmtk_dataset_begin_item(cdcmtk_dataset *dataset, cdcmtk_message *message) noexcept {
  return cdcmtk::guarded(message, [&] {
    if (dataset->sequences.size() < dataset->items.size()) cdcmtk::fail(CDCMTK_BAD_ARGUMENT, "no open sequence");
    auto item = std::make_unique<DcmItem>();
    cdcmtk::require(dataset->sequences.back()->append(item.get()), CDCMTK_BAD_ARGUMENT);
    dataset->items.push_back(item.release()); // owned by the sequence
  });
}

cdcmtk_status cdcmtk_dataset_end_item(cdcmtk_dataset *dataset, cdcmtk_message *message) noexcept {
  return cdcmtk::guarded(message, [&] {
    if (dataset->items.size() < 2) cdcmtk::fail(CDCMTK_BAD_ARGUMENT, "no open item");
    dataset->items.pop_back();
  });
}

cdcmtk_status cdcmtk_dataset_end_sequence(cdcmtk_dataset *dataset, cdcmtk_message *message) noexcept {
  return cdcmtk::guarded(message, [&] {
    if (dataset->sequences.size() < dataset->items.size()) cdcmtk::fail(CDCMTK_BAD_ARGUMENT, "no open sequence");
    dataset->sequences.pop_back();
  });
}
