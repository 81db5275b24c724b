// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QTemporaryDir>

#include <openssl/types.h>

#include <map>
#include <memory>

namespace isthmus::hostile {

/// What a server at 127.0.0.1 may show for itself. All but the first few are not to be trusted.
enum class Certificate : quint8 {
    Good, ///< by our authority, for 127.0.0.1
    GoodByIntermediate, ///< by one that our authority has appointed
    ChainOf100, ///< appointed by one after the other
    SelfSigned,
    Expired,
    NotYetValid,
    OtherHost,
    OtherHostByStranger,
    NoNames, ///< but 127.0.0.1 as common name
    NulInName, ///< "127.0.0.1", NUL, and more
    Wildcard, ///< "*" and "*.0.0.1"
    UnknownAuthority,
    MissingIntermediate,
    ExpiredIntermediate,
    ByNoAuthority, ///< by one that our authority has not appointed
    ForClients, ///< its key is not for servers
    WeakKey,
    WeakDigest,
    BrokenSignature,
    UnknownExtension, ///< one that nobody may pass over
    ControlCodes, ///< its names command a terminal; by our authority, for another host
    ControlCodesByStranger,
    Huge, ///< 90 kB, by our authority
    TooHuge, ///< 4 MB
};

/// Which sort of TLS a server speaks.
enum class TlsSort : quint8 { Usual, Only12, Only11, Only10, AsksForCertificate, WantsCertificate };

/// Keys and certificates, made anew: an authority of ours, what it has issued, and others. Thread: any, once made.
class Certificates {
public:
    Certificates();
    ~Certificates();
    Certificates(const Certificates &) = delete;
    Certificates &operator=(const Certificates &) = delete;

    /// The certificate of our authority.
    [[nodiscard]] QString authorityFile() const { return m_dir.filePath(QStringLiteral("authority.pem")); }
    /// For a server that shows \a certificate; lives as long as this. Not every pair has been made.
    [[nodiscard]] SSL_CTX *server(Certificate certificate, TlsSort sort = TlsSort::Usual) const;

private:
    struct Release {
        void operator()(SSL_CTX *context) const;
    };
    using Context = std::unique_ptr<SSL_CTX, Release>;

    QTemporaryDir m_dir;
    std::map<std::pair<Certificate, TlsSort>, Context> m_servers;
};

} // namespace isthmus::hostile
