// SPDX-License-Identifier: GPL-3.0-or-later
#include "secretbox.h"

#include <QCoreApplication>
#include <QCryptographicHash>

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include <memory>

namespace isthmus::connections {

namespace {

constexpr uint64_t scryptN = 1U << 15U;
constexpr uint64_t scryptR = 8;
constexpr uint64_t scryptP = 1;
constexpr uint64_t scryptMemory = 64ULL * 1024 * 1024; // 128 * N * r = 32 MiB are needed
constexpr int keyBytes = 32;
constexpr int nonceBytes = 12;
constexpr int tagBytes = 16;

using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

tl::unexpected<core::Error> libraryRefused()
{
    return core::fail(core::ErrorKind::Internal,
                      QCoreApplication::translate("Connections", "The system's cryptography cannot be used."));
}

unsigned char *bytes(QByteArray &array)
{
    return reinterpret_cast<unsigned char *>(array.data());
}

const unsigned char *bytes(const QByteArray &array)
{
    return reinterpret_cast<const unsigned char *>(array.constData());
}

} // namespace

core::Result<SecretKey> SecretKey::derive(const QByteArray &password, const QByteArray &salt)
{
    SecretKey key;
    key.m_salt = salt;
    if (EVP_PBE_scrypt(password.constData(), size_t(password.size()), bytes(salt), size_t(salt.size()), scryptN,
                       scryptR, scryptP, scryptMemory, key.m_bytes.data(), key.m_bytes.size())
        != 1)
        return libraryRefused();
    return key;
}

SecretKey::~SecretKey()
{
    OPENSSL_cleanse(m_bytes.data(), m_bytes.size());
}

QByteArray SecretKey::verifier() const
{
    return QCryptographicHash::hash(
        QByteArrayView(reinterpret_cast<const char *>(m_bytes.data()) + keyBytes, qsizetype(m_bytes.size()) - keyBytes)
            .toByteArray(),
        QCryptographicHash::Sha256);
}

core::Result<QByteArray> SecretKey::seal(const QByteArray &plain, const QByteArray &header) const
{
    auto nonce = randomBytes(nonceBytes);
    if (!nonce)
        return core::fail(nonce.error());
    const CipherContext context(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
    QByteArray cipher(plain.size(), '\0');
    QByteArray tag(tagBytes, '\0');
    int written = 0;
    const bool ok = context
        && EVP_EncryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, m_bytes.data(), bytes(*nonce)) == 1
        && EVP_EncryptUpdate(context.get(), nullptr, &written, bytes(header), int(header.size())) == 1
        && EVP_EncryptUpdate(context.get(), bytes(cipher), &written, bytes(plain), int(plain.size())) == 1
        && EVP_EncryptFinal_ex(context.get(), bytes(cipher) + written, &written) == 1
        && EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_GET_TAG, tagBytes, tag.data()) == 1;
    if (!ok)
        return libraryRefused();
    return *nonce + cipher + tag;
}

core::Result<QByteArray> SecretKey::open(const QByteArray &sealed, const QByteArray &header) const
{
    const auto tampered = core::fail(
        core::ErrorKind::Protocol,
        QCoreApplication::translate("Connections", "The file of kept passwords was changed by something else."),
        QCoreApplication::translate("Connections", "It was left as it is. Restore it from a copy, or move it away."));
    if (sealed.size() < nonceBytes + tagBytes)
        return tampered;
    const QByteArray nonce = sealed.left(nonceBytes);
    const QByteArray cipher = sealed.mid(nonceBytes, sealed.size() - nonceBytes - tagBytes);
    QByteArray tag = sealed.right(tagBytes);
    QByteArray plain(cipher.size(), '\0');
    const CipherContext context(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
    int written = 0;
    const bool ok = context
        && EVP_DecryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, m_bytes.data(), bytes(nonce)) == 1
        && EVP_DecryptUpdate(context.get(), nullptr, &written, bytes(header), int(header.size())) == 1
        && EVP_DecryptUpdate(context.get(), bytes(plain), &written, bytes(cipher), int(cipher.size())) == 1
        && EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_TAG, tagBytes, tag.data()) == 1
        && EVP_DecryptFinal_ex(context.get(), bytes(plain) + written, &written) == 1;
    if (!ok)
        return tampered;
    return plain;
}

core::Result<QByteArray> randomBytes(int count)
{
    QByteArray result(count, '\0');
    if (RAND_bytes(bytes(result), count) != 1)
        return libraryRefused();
    return result;
}

} // namespace isthmus::connections
