// What the opaque handles hold.
#pragma once

#include "cdcmtk.h"

#include "dcmtk/config/osconfig.h"
#include "dcmtk/dcmdata/dctk.h"

#include <string>
#include <vector>

struct cdcmtk_file {
  DcmFileFormat format;
  cdcmtk_limits limits;
  /// First fragment of every frame, and one past the last; filled when the first frame is decoded.
  std::vector<Uint32> frame_starts;
};

struct cdcmtk_dataset {
  DcmFileFormat format;
  /// Open items, innermost last; the first is the data set. Owned by `format`.
  std::vector<DcmItem *> items;
  /// Open sequences, one fewer than, or as many as, the items.
  std::vector<DcmSequenceOfItems *> sequences;
};

namespace cdcmtk {

/// The Transfer Syntax UID of the meta information if DCMTK does not know it (it then guesses an uncompressed
/// one and reads on); else empty.
std::string unknown_syntax(cdcmtk_file &file);

/// Visits all elements of an item and of the items below it.
void visit(DcmItem &item, const cdcmtk_visitor &visitor, const cdcmtk_limits &limits);

} // namespace cdcmtk
