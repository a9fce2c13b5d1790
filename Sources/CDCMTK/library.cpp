// What DCMTK keeps per process: the data dictionary, the codec registry and the logger.
#include "guard.h"

#include "dcmtk/dcmdata/dctk.h"
#include "dcmtk/dcmdata/dcrleerg.h"
#include "dcmtk/dcmjpeg/djdecode.h"
#include "dcmtk/dcmjpeg/djencode.h"
#include "dcmtk/dcmjpls/djdecode.h"
#include "dcmtk/dcmjpls/djencode.h"
#include "dcmtk/oflog/oflog.h"

#include <algorithm>
#include <filesystem>
#include <stdexcept>
#include <vector>

namespace {

bool dictionary_knows_dicom() {
  const DcmDataDictionary &dictionary = dcmDataDict.rdlock();
  const bool known = dictionary.findEntry(DCM_SOPInstanceUID, nullptr) != nullptr;
  dcmDataDict.rdunlock();
  return known;
}

/// Dictionaries where packagers put them: /usr/share/libdcmtk17/dicom.dic on Debian, share/dcmtk*/ elsewhere.
std::vector<std::filesystem::path> installed_dictionaries() {
  namespace fs = std::filesystem;
  std::vector<fs::path> found;
  for (const char *share : {"/usr/share", "/usr/local/share", "/opt/homebrew/share"}) {
    std::error_code ignored;
    for (const auto &entry : fs::directory_iterator(share, ignored)) {
      const std::string name = entry.path().filename().string();
      if (name.rfind("libdcmtk", 0) != 0 && name.rfind("dcmtk", 0) != 0) continue;
      if (fs::exists(entry.path() / "dicom.dic", ignored)) found.push_back(entry.path());
    }
  }
  std::sort(found.rbegin(), found.rend()); // the newest version first
  return found;
}

bool load_dictionary() {
  if (dictionary_knows_dicom()) return true;
  for (const auto &folder : installed_dictionaries()) {
    DcmDataDictionary &dictionary = dcmDataDict.wrlock();
    dictionary.loadDictionary((folder / "dicom.dic").c_str());
    dictionary.loadDictionary((folder / "private.dic").c_str(), OFFalse);
    dcmDataDict.wrunlock();
    if (dictionary_knows_dicom()) return true;
  }
  return false;
}

bool prepare_once() {
  OFLog::configure(OFLogger::OFF_LOG_LEVEL);
  // Elements that a relay stored as UN are read with the VR that the dictionary gives them.
  dcmEnableUnknownVRConversion.set(OFTrue);
  if (!load_dictionary()) return false;
  DJDecoderRegistration::registerCodecs();
  DJLSDecoderRegistration::registerCodecs();
  DcmRLEEncoderRegistration::registerCodecs();
  DJEncoderRegistration::registerCodecs();
  // "Raw" encoding of whole allocated words: the "cooked" one hands sign-extended samples of fewer bits to
  // CharLS, which ends the process.
  const OFBool cooked = OFFalse;
  DJLSEncoderRegistration::registerCodecs(0, 0, 0, 0, cooked);
  return true;
}

} // namespace

void cdcmtk::prepare() {
  static const bool ready = prepare_once(); // C++ makes concurrent first calls wait
  if (!ready)
    fail(CDCMTK_NO_DICTIONARY, "no DICOM data dictionary (dicom.dic) in DCMDICTPATH or the usual folders");
}

cdcmtk_status cdcmtk_prepare(cdcmtk_message *message) noexcept {
  return cdcmtk::guarded(message, [] { cdcmtk::prepare(); });
}

cdcmtk_status cdcmtk_throw_for_test(int kind, cdcmtk_message *message) noexcept {
  return cdcmtk::guarded(message, [kind] {
    if (kind == 0) throw std::runtime_error("thrown for a test");
    if (kind == 1) throw std::bad_alloc();
    throw kind;
  });
}
