// What the opaque handles hold.
#pragma once

#include "cdcmtk.h"

#include "dcmtk/config/osconfig.h"
#include "dcmtk/dcmdata/dctk.h"

#include <map>
#include <vector>

struct cdcmtk_file {
  DcmFileFormat format;
  cdcmtk_limits limits;
  /// First fragment of a frame, known once the frame before it was decoded: spares the search for it.
  std::map<Uint32, Uint32> first_fragment;
};

struct cdcmtk_dataset {
  DcmFileFormat format;
  /// Open items, innermost last; the first is the data set. Owned by `format`.
  std::vector<DcmItem *> items;
  /// Open sequences, one fewer than, or as many as, the items.
  std::vector<DcmSequenceOfItems *> sequences;
};

namespace cdcmtk {

/// Visits all elements of an item and of the items below it.
void visit(DcmItem &item, const cdcmtk_visitor &visitor, const cdcmtk_limits &limits);

} // namespace cdcmtk
