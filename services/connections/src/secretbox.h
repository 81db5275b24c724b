// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/error.h>

#include <QByteArray>

#include <array>

namespace isthmus::connections {

/// Key material that is wiped from memory when it goes.
class SecretKey {
public:
    /// scrypt of RFC 7914 with N = 2^15, r = 8, p = 1 over the UTF-8 \a password; about 0.1 s and 32 MiB.
    /// Errors: Internal if the library refuses (memory).
    [[nodiscard]] static core::Result<SecretKey> derive(const QByteArray &password, const QByteArray &salt);

    SecretKey(SecretKey &&other) noexcept = default;
    SecretKey &operator=(SecretKey &&other) noexcept = default;
    SecretKey(const SecretKey &) = delete;
    SecretKey &operator=(const SecretKey &) = delete;
    ~SecretKey();

    [[nodiscard]] const QByteArray &salt() const { return m_salt; }
    /// SHA-256 of a half of the derived bytes that does not encrypt anything: tells a wrong password from a damaged
    /// file without weakening the key.
    [[nodiscard]] QByteArray verifier() const;

    /// nonce (12 bytes), ciphertext, tag (16 bytes), by AES-256-GCM; \a header is authenticated but not encrypted.
    [[nodiscard]] core::Result<QByteArray> seal(const QByteArray &plain, const QByteArray &header) const;
    /// Errors: Protocol if a bit of \a sealed or \a header is not what was sealed.
    [[nodiscard]] core::Result<QByteArray> open(const QByteArray &sealed, const QByteArray &header) const;

private:
    SecretKey() = default;
    QByteArray m_salt;
    std::array<unsigned char, 64> m_bytes{}; // 32 for the cipher, 32 for the verifier
};

/// \a count bytes from the system's random source. Errors: Internal.
[[nodiscard]] core::Result<QByteArray> randomBytes(int count);

} // namespace isthmus::connections
