// C ABI over DCMTK: no C++ type and no exception crosses this header. README.md says why it exists.
//
// Conventions. Every call that can fail returns a status and, unless it is CDCMTK_OK, fills the message with
// one line of DCMTK's own text. `_create` hands ownership to the caller, who ends it with `_destroy`. Text is
// UTF-8. A handle may be used by one thread at a time; different handles are independent.
#ifndef CDCMTK_H
#define CDCMTK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
#define CDCMTK_NOEXCEPT noexcept
extern "C" {
#else
#define CDCMTK_NOEXCEPT
#endif

/// The name of an enumeration's case in Swift.
#define CDCMTK_CASE(name) __attribute__((swift_name(#name)))

#pragma clang assume_nonnull begin

// MARK: Results

typedef enum __attribute__((enum_extensibility(closed))) cdcmtk_status {
  CDCMTK_OK CDCMTK_CASE(ok) = 0,
  CDCMTK_NO_DICTIONARY CDCMTK_CASE(noDictionary),
  CDCMTK_CANNOT_OPEN CDCMTK_CASE(cannotOpen),
  CDCMTK_NOT_DICOM CDCMTK_CASE(notDICOM),
  CDCMTK_MALFORMED CDCMTK_CASE(malformed),
  CDCMTK_OVER_LIMIT CDCMTK_CASE(overLimit),
  CDCMTK_UNSUPPORTED_SYNTAX CDCMTK_CASE(unsupportedSyntax),
  CDCMTK_CODEC_FAILED CDCMTK_CASE(codecFailed),
  CDCMTK_WRITE_FAILED CDCMTK_CASE(writeFailed),
  CDCMTK_NETWORK_FAILED CDCMTK_CASE(networkFailed),
  CDCMTK_REJECTED CDCMTK_CASE(rejected),
  CDCMTK_NOTHING_ACCEPTED CDCMTK_CASE(nothingAccepted),
  CDCMTK_BAD_ARGUMENT CDCMTK_CASE(badArgument),
  CDCMTK_EXCEPTION CDCMTK_CASE(exception)
} cdcmtk_status;

typedef struct cdcmtk_message {
  char text[512];
} cdcmtk_message;

/// Loads the data dictionary and registers the codecs, once, however many threads call it. The other calls
/// do it themselves; this one is for asking early.
cdcmtk_status cdcmtk_prepare(cdcmtk_message *message) CDCMTK_NOEXCEPT;

/// Throws inside C++, so that a test can see that nothing escapes: 0 std::runtime_error, 1 std::bad_alloc,
/// 2 an int.
cdcmtk_status cdcmtk_throw_for_test(int kind, cdcmtk_message *message) CDCMTK_NOEXCEPT;

// MARK: Elements

/// Tag and value representation; `vr` holds the two letters, the first in the high byte.
typedef struct cdcmtk_tag {
  uint16_t group, element, vr;
} cdcmtk_tag;

typedef enum __attribute__((enum_extensibility(closed))) cdcmtk_omission {
  CDCMTK_OMITTED_TOO_LONG CDCMTK_CASE(tooLong),
  CDCMTK_OMITTED_UNREADABLE CDCMTK_CASE(unreadable)
} cdcmtk_omission;

/// Receives the elements of a data set in order. Pointers are valid during the call only.
typedef struct cdcmtk_visitor {
  void *context;
  void (*text)(void *context, cdcmtk_tag tag, const char *_Nullable utf8, size_t length);
  void (*integers)(void *context, cdcmtk_tag tag, const int64_t *_Nullable values, size_t count);
  void (*doubles)(void *context, cdcmtk_tag tag, const double *_Nullable values, size_t count);
  void (*bytes)(void *context, cdcmtk_tag tag, const uint8_t *_Nullable bytes, size_t length);
  void (*begin_sequence)(void *context, cdcmtk_tag tag);
  void (*begin_item)(void *context);
  void (*end_item)(void *context);
  void (*end_sequence)(void *context);
  void (*omitted)(void *context, cdcmtk_tag tag, uint64_t length, cdcmtk_omission reason);
} cdcmtk_visitor;

/// Bounds on what a file may make the reader do.
typedef struct cdcmtk_limits {
  uint64_t bytes;         ///< read while parsing, after inflation; and again, of values read by a visit
  uint64_t elements;      ///< of all levels together
  uint64_t value_length;  ///< longer values are reported as omitted
  uint64_t text_length;   ///< the same for text of several values, which may be one a byte
  uint32_t depth;         ///< of nested sequences
} cdcmtk_limits;

// MARK: Reading

typedef struct cdcmtk_file cdcmtk_file;

cdcmtk_status cdcmtk_file_create(const char *path, cdcmtk_limits limits, cdcmtk_file *_Nullable *_Nonnull file,
                                 cdcmtk_message *message) CDCMTK_NOEXCEPT;
void cdcmtk_file_destroy(cdcmtk_file *_Nullable file) CDCMTK_NOEXCEPT;

/// Visits group 0002.
cdcmtk_status cdcmtk_file_visit_meta(cdcmtk_file *file, const cdcmtk_visitor *visitor,
                                     cdcmtk_message *message) CDCMTK_NOEXCEPT;
/// Visits the data set without the Pixel Data of its top level.
cdcmtk_status cdcmtk_file_visit(cdcmtk_file *file, const cdcmtk_visitor *visitor,
                                cdcmtk_message *message) CDCMTK_NOEXCEPT;
/// Copies the Transfer Syntax UID in which the data set is encoded.
cdcmtk_status cdcmtk_file_transfer_syntax(cdcmtk_file *file, char *uid, size_t capacity,
                                          cdcmtk_message *message) CDCMTK_NOEXCEPT;

// MARK: Pixels

/// Whether there is Pixel Data, whether it is encapsulated, and its length in bytes if native.
cdcmtk_status cdcmtk_file_pixels(cdcmtk_file *file, bool *present, bool *encapsulated, uint64_t *length,
                                 cdcmtk_message *message) CDCMTK_NOEXCEPT;
/// Copies native Pixel Data, little endian.
cdcmtk_status cdcmtk_file_copy_native(cdcmtk_file *file, uint64_t offset, void *buffer, size_t length,
                                      cdcmtk_message *message) CDCMTK_NOEXCEPT;
/// Decodes one encapsulated frame to little-endian samples. `length` is what the caller computed from the
/// attributes; a decoder that wants another length is an error.
cdcmtk_status cdcmtk_file_decode_frame(cdcmtk_file *file, uint32_t frame, void *buffer, size_t length,
                                       cdcmtk_message *message) CDCMTK_NOEXCEPT;

// MARK: Building and writing

typedef struct cdcmtk_dataset cdcmtk_dataset;

cdcmtk_status cdcmtk_dataset_create(cdcmtk_dataset *_Nullable *_Nonnull dataset,
                                    cdcmtk_message *message) CDCMTK_NOEXCEPT;
void cdcmtk_dataset_destroy(cdcmtk_dataset *_Nullable dataset) CDCMTK_NOEXCEPT;

// Elements go to the innermost open item, in ascending order of tags.
cdcmtk_status cdcmtk_dataset_put_text(cdcmtk_dataset *dataset, cdcmtk_tag tag, const char *_Nullable utf8,
                                      size_t length, cdcmtk_message *message) CDCMTK_NOEXCEPT;
cdcmtk_status cdcmtk_dataset_put_integers(cdcmtk_dataset *dataset, cdcmtk_tag tag,
                                          const int64_t *_Nullable values, size_t count,
                                          cdcmtk_message *message) CDCMTK_NOEXCEPT;
cdcmtk_status cdcmtk_dataset_put_doubles(cdcmtk_dataset *dataset, cdcmtk_tag tag,
                                         const double *_Nullable values, size_t count,
                                         cdcmtk_message *message) CDCMTK_NOEXCEPT;
cdcmtk_status cdcmtk_dataset_put_bytes(cdcmtk_dataset *dataset, cdcmtk_tag tag,
                                       const uint8_t *_Nullable bytes, size_t length,
                                       cdcmtk_message *message) CDCMTK_NOEXCEPT;
cdcmtk_status cdcmtk_dataset_begin_sequence(cdcmtk_dataset *dataset, cdcmtk_tag tag,
                                            cdcmtk_message *message) CDCMTK_NOEXCEPT;
cdcmtk_status cdcmtk_dataset_begin_item(cdcmtk_dataset *dataset, cdcmtk_message *message) CDCMTK_NOEXCEPT;
cdcmtk_status cdcmtk_dataset_end_item(cdcmtk_dataset *dataset, cdcmtk_message *message) CDCMTK_NOEXCEPT;
cdcmtk_status cdcmtk_dataset_end_sequence(cdcmtk_dataset *dataset, cdcmtk_message *message) CDCMTK_NOEXCEPT;

/// Writes a Part 10 file, encoding native Pixel Data if the transfer syntax wants it. The file appears under
/// its name only when it is complete. The data set may be left in the other transfer syntax: write it once.
cdcmtk_status cdcmtk_dataset_write(cdcmtk_dataset *dataset, const char *path, const char *transfer_syntax,
                                   const char *implementation_uid, const char *implementation_version,
                                   cdcmtk_message *message) CDCMTK_NOEXCEPT;

// MARK: Network

/// An association as its requestor.
typedef struct cdcmtk_association cdcmtk_association;

/// Who talks to whom. `ca_file` switches TLS on: certificates (PEM) that the peer's must descend from;
/// `key_file` and `certificate_file` (PEM, the key not encrypted) are this side's, if the peer wants one.
typedef struct cdcmtk_peer {
  const char *host;
  uint16_t port;
  const char *called_title;
  const char *calling_title;
  uint32_t timeout_seconds;
  const char *_Nullable ca_file;
  const char *_Nullable key_file;
  const char *_Nullable certificate_file;
} cdcmtk_peer;

cdcmtk_status cdcmtk_association_create(cdcmtk_peer peer, cdcmtk_association *_Nullable *_Nonnull association,
                                        cdcmtk_message *message) CDCMTK_NOEXCEPT;
/// Releases the association, if it is open, and frees it.
void cdcmtk_association_destroy(cdcmtk_association *_Nullable association) CDCMTK_NOEXCEPT;

/// Proposes a pair of SOP class and transfer syntax; at most 128, before opening.
cdcmtk_status cdcmtk_association_propose(cdcmtk_association *association, const char *sop_class,
                                         const char *transfer_syntax, cdcmtk_message *message) CDCMTK_NOEXCEPT;
/// Connects and negotiates. CDCMTK_REJECTED if the peer answered no, CDCMTK_NOTHING_ACCEPTED if it answered yes
/// and accepts none of the contexts.
cdcmtk_status cdcmtk_association_open(cdcmtk_association *association, cdcmtk_message *message) CDCMTK_NOEXCEPT;
/// Whether the peer accepted a proposed pair.
cdcmtk_status cdcmtk_association_accepts(cdcmtk_association *association, const char *sop_class,
                                         const char *transfer_syntax, bool *accepted,
                                         cdcmtk_message *message) CDCMTK_NOEXCEPT;

cdcmtk_status cdcmtk_association_echo(cdcmtk_association *association, cdcmtk_message *message) CDCMTK_NOEXCEPT;
/// Sends a file as it is; `status` is the peer's answer (PS3.7 annex C).
cdcmtk_status cdcmtk_association_store(cdcmtk_association *association, const char *path, const char *sop_class,
                                       const char *transfer_syntax, uint16_t *status,
                                       cdcmtk_message *message) CDCMTK_NOEXCEPT;
/// Queries; each match is visited as an item. `status` is the final answer.
cdcmtk_status cdcmtk_association_find(cdcmtk_association *association, const char *model,
                                      cdcmtk_dataset *keys, cdcmtk_limits limits, const cdcmtk_visitor *visitor,
                                      uint16_t *status, cdcmtk_message *message) CDCMTK_NOEXCEPT;

#pragma clang assume_nonnull end

#ifdef __cplusplus
}
#endif
#endif
