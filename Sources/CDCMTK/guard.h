// The one place where C++ exceptions and DCMTK conditions become a status and a message.
#pragma once

#include "cdcmtk.h"

#include "dcmtk/config/osconfig.h"
#include "dcmtk/ofstd/ofcond.h"

#include <cstdio>
#include <exception>
#include <new>
#include <string>
#include <utility>

namespace cdcmtk {

/// A failure with its status; thrown inside an entry point and never past it.
struct Failure {
  cdcmtk_status status;
  std::string text;
};

[[noreturn]] inline void fail(cdcmtk_status status, std::string text) { throw Failure{status, std::move(text)}; }

/// Throws DCMTK's own text unless the condition is good.
inline void require(const OFCondition &condition, cdcmtk_status status) {
  if (condition.bad()) fail(status, condition.text());
}

inline cdcmtk_status report(cdcmtk_message *message, cdcmtk_status status, const char *text) noexcept {
  std::snprintf(message->text, sizeof message->text, "%s", text);
  return status;
}

/// Runs the body of an entry point. Whatever it throws ends here.
template <typename Body> cdcmtk_status guarded(cdcmtk_message *message, Body &&body) noexcept {
  try {
    std::forward<Body>(body)();
    message->text[0] = '\0';
    return CDCMTK_OK;
  } catch (const Failure &failure) {
    return report(message, failure.status, failure.text.c_str());
  } catch (const std::bad_alloc &) {
    return report(message, CDCMTK_EXCEPTION, "out of memory");
  } catch (const std::exception &exception) {
    return report(message, CDCMTK_EXCEPTION, exception.what());
  } catch (...) {
    return report(message, CDCMTK_EXCEPTION, "an unknown C++ exception");
  }
}

/// Loads the dictionary and registers the codecs on the first call; throws a Failure if that is not possible.
void prepare();

} // namespace cdcmtk
