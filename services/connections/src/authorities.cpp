// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/connections/authorities.h>
#include <isthmus/core/privatefile.h>

#include <QCoreApplication>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>

#include <memory>

namespace isthmus::connections {

namespace {

constexpr qint64 maxBytes = 16 * 1024 * 1024; // a bundle of all public authorities has 0.2

bool holdsCertificate(const QByteArray &pem)
{
    const std::unique_ptr<BIO, decltype(&BIO_free)> bytes(BIO_new_mem_buf(pem.constData(), int(pem.size())), BIO_free);
    const std::unique_ptr<X509, decltype(&X509_free)> first(
        bytes ? PEM_read_bio_X509_AUX(bytes.get(), nullptr, nullptr, nullptr) : nullptr, X509_free);
    ERR_clear_error();
    return first != nullptr;
}

} // namespace

core::Result<core::Done> checkAuthorities(const QString &file)
{
    const auto bytes = core::readPrivateFile(file, maxBytes);
    if (bytes && holdsCertificate(*bytes))
        return core::Done{};
    const auto text = [](const char *source) { return QCoreApplication::translate("Connections", source); };
    core::Error error = bytes
        ? core::Error{core::ErrorKind::Invalid,
                      text(QT_TRANSLATE_NOOP("Connections", "The CA file %1 holds no certificate.")).arg(file),
                      {},
                      {},
                      {}}
        : bytes.error();
    error.hint = text(
        QT_TRANSLATE_NOOP("Connections",
                          "The CA file of a connection is a text file with certificates, which begin with -----BEGIN "
                          "CERTIFICATE-----."));
    return core::fail(std::move(error));
}

} // namespace isthmus::connections
