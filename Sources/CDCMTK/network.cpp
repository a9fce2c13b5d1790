// Associations as their requestor: C-ECHO, C-STORE, C-FIND.
#include "guard.h"
#include "handles.h"

#include "dcmtk/dcmnet/scu.h"
#include "dcmtk/dcmtls/tlsscu.h"

#include <csignal>
#include <memory>

struct cdcmtk_association {
  std::unique_ptr<DcmSCU> scu;
};

namespace {

/// A peer that closes its socket must end in an error, not in the default action of SIGPIPE, which is to end
/// the process. A handler that the program installed stays.
void ignore_broken_pipes() {
  struct sigaction action {};
  if (sigaction(SIGPIPE, nullptr, &action) == 0 && action.sa_handler == SIG_DFL) std::signal(SIGPIPE, SIG_IGN);
}

std::unique_ptr<DcmSCU> make_scu(const cdcmtk_peer &peer) {
  if (!peer.ca_file) return std::make_unique<DcmSCU>();
  auto secure = std::make_unique<DcmTLSSCU>();
  secure->addTrustedCertFile(peer.ca_file);
  // An empty passphrase, because without one DCMTK asks at the terminal.
  if (peer.key_file && peer.certificate_file)
    secure->enableAuthentication(peer.key_file, peer.certificate_file, "");
  return secure;
}

T_ASC_PresentationContextID context(cdcmtk_association *association, const char *sop_class,
                                    const char *transfer_syntax) {
  return association->scu->findPresentationContextID(sop_class, transfer_syntax);
}

T_ASC_PresentationContextID required_context(cdcmtk_association *association, const char *sop_class,
                                             const char *transfer_syntax) {
  const auto id = context(association, sop_class, transfer_syntax);
  if (id == 0) cdcmtk::fail(CDCMTK_REJECTED, std::string("the peer does not accept ") + sop_class);
  return id;
}

/// The answers to a query, owned.
struct Responses {
  OFList<QRResponse *> list;
  ~Responses() {
    for (QRResponse *response : list) delete response;
  }
};

} // namespace

cdcmtk_status cdcmtk_association_create(cdcmtk_peer peer, cdcmtk_association **association,
                                        cdcmtk_message *message) noexcept {
  *association = nullptr;
  return cdcmtk::guarded(message, [&] {
    cdcmtk::prepare();
    ignore_broken_pipes();
    auto handle = std::make_unique<cdcmtk_association>();
    handle->scu = make_scu(peer);
    DcmSCU &scu = *handle->scu;
    scu.setPeerHostName(peer.host);
    scu.setPeerPort(peer.port);
    scu.setPeerAETitle(peer.called_title);
    scu.setAETitle(peer.calling_title);
    scu.setConnectionTimeout(static_cast<Sint32>(peer.timeout_seconds));
    scu.setACSETimeout(peer.timeout_seconds);
    scu.setDIMSETimeout(peer.timeout_seconds);
    scu.setDIMSEBlockingMode(DIMSE_NONBLOCKING);
    *association = handle.release();
  });
}

void cdcmtk_association_destroy(cdcmtk_association *association) noexcept {
  if (!association) return;
  cdcmtk_message ignored;
  cdcmtk::guarded(&ignored, [&] {
    if (association->scu->isConnected()) association->scu->releaseAssociation();
  });
  delete association;
}

cdcmtk_status cdcmtk_association_propose(cdcmtk_association *association, const char *sop_class,
                                         const char *transfer_syntax, cdcmtk_message *message) noexcept {
  return cdcmtk::guarded(message, [&] {
    OFList<OFString> syntaxes;
    syntaxes.push_back(transfer_syntax);
    cdcmtk::require(association->scu->addPresentationContext(sop_class, syntaxes), CDCMTK_BAD_ARGUMENT);
  });
}

cdcmtk_status cdcmtk_association_open(cdcmtk_association *association, cdcmtk_message *message) noexcept {
  return cdcmtk::guarded(message, [&] {
    cdcmtk::require(association->scu->initNetwork(), CDCMTK_NETWORK_FAILED);
    const OFCondition negotiated = association->scu->negotiateAssociation();
    if (negotiated == NET_EC_NoAcceptablePresentationContexts)
      cdcmtk::fail(CDCMTK_NOTHING_ACCEPTED, negotiated.text());
    cdcmtk::require(negotiated,
                    negotiated == DUL_ASSOCIATIONREJECTED ? CDCMTK_REJECTED : CDCMTK_NETWORK_FAILED);
  });
}

cdcmtk_status cdcmtk_association_accepts(cdcmtk_association *association, const char *sop_class,
                                         const char *transfer_syntax, bool *accepted,
                                         cdcmtk_message *message) noexcept {
  return cdcmtk::guarded(message, [&] { *accepted = context(association, sop_class, transfer_syntax) != 0; });
}

cdcmtk_status cdcmtk_association_echo(cdcmtk_association *association, cdcmtk_message *message) noexcept {
  return cdcmtk::guarded(
      message, [&] { cdcmtk::require(association->scu->sendECHORequest(0), CDCMTK_NETWORK_FAILED); });
}

cdcmtk_status cdcmtk_association_store(cdcmtk_association *association, const char *path, const char *sop_class,
                                       const char *transfer_syntax, uint16_t *status,
                                       cdcmtk_message *message) noexcept {
  return cdcmtk::guarded(message, [&] {
    const auto id = required_context(association, sop_class, transfer_syntax);
    Uint16 answer = 0;
    cdcmtk::require(association->scu->sendSTORERequest(id, OFFilename(path), nullptr, answer),
                    CDCMTK_NETWORK_FAILED);
    *status = answer;
  });
}

cdcmtk_status cdcmtk_association_find(cdcmtk_association *association, const char *model, cdcmtk_dataset *keys,
                                      cdcmtk_limits limits, const cdcmtk_visitor *visitor, uint16_t *status,
                                      cdcmtk_message *message) noexcept {
  return cdcmtk::guarded(message, [&] {
    const auto id = association->scu->findAnyPresentationContextID(model, "");
    if (id == 0) cdcmtk::fail(CDCMTK_REJECTED, "the peer does not accept queries");
    Responses responses;
    cdcmtk::require(association->scu->sendFINDRequest(id, keys->format.getDataset(), &responses.list),
                    CDCMTK_NETWORK_FAILED);
    for (QRResponse *response : responses.list) {
      *status = response->m_status;
      if (!response->m_dataset) continue;
      visitor->begin_item(visitor->context);
      cdcmtk::visit(*response->m_dataset, *visitor, limits);
      visitor->end_item(visitor->context);
    }
  });
}
