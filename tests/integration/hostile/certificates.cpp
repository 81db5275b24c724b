// SPDX-License-Identifier: GPL-3.0-or-later
#include "certificates.h"

#include <QFile>
#include <QList>

#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <vector>

namespace isthmus::hostile {

namespace {

constexpr long aDay = 24 * 3600;
constexpr char server[] = "127.0.0.1";
constexpr char commands[] = "\x1b[2J\x1b]52;c;eA==\x07\r\xc2\x9b"
                            "31m\xe2\x80\xae";

template <auto free>
struct Release {
    template <typename T>
    void operator()(T *object) const
    {
        free(object);
    }
};
using Key = std::shared_ptr<EVP_PKEY>;
using X509Certificate = std::shared_ptr<X509>;

struct Identity {
    Key key;
    X509Certificate certificate;
    std::vector<X509Certificate> above; ///< from its issuer upwards
};

struct Wish {
    QByteArray commonName = "a server";
    QList<QByteArray> hosts; ///< addresses and names
    long from = -aDay; ///< seconds from now
    long to = aDay;
    bool isAuthority = false;
    const char *use = nullptr; ///< of the key; null: any
    const EVP_MD *digest = EVP_sha256();
    qsizetype padding = 0; ///< bytes of an extension that says nothing
    bool hasUnknownExtension = false;
};

Key makeKey()
{
    return {EVP_EC_gen("P-256"), EVP_PKEY_free};
}

void addExtension(X509 *certificate, int id, const char *value)
{
    X509_EXTENSION *extension = X509V3_EXT_conf_nid(nullptr, nullptr, id, value);
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
}

// An extension that no program knows.
void addUnknown(X509 *certificate, qsizetype size, bool isCritical)
{
    const QByteArray bytes(size, 'x');
    ASN1_OBJECT *id = OBJ_txt2obj("1.3.6.1.4.1.55555.1", 1);
    ASN1_OCTET_STRING *value = ASN1_OCTET_STRING_new();
    ASN1_OCTET_STRING_set(value, reinterpret_cast<const unsigned char *>(bytes.constData()), int(bytes.size()));
    X509_EXTENSION *extension = X509_EXTENSION_create_by_OBJ(nullptr, id, isCritical ? 1 : 0, value);
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
    ASN1_OCTET_STRING_free(value);
    ASN1_OBJECT_free(id);
}

void addHosts(X509 *certificate, const QList<QByteArray> &hosts)
{
    GENERAL_NAMES *names = GENERAL_NAMES_new();
    for (const QByteArray &host : hosts) {
        GENERAL_NAME *name = GENERAL_NAME_new();
        if (ASN1_OCTET_STRING *address = a2i_IPADDRESS(host.constData()); address && !host.contains('\0')) {
            GENERAL_NAME_set0_value(name, GEN_IPADD, address);
        } else {
            ASN1_OCTET_STRING_free(address);
            ASN1_IA5STRING *text = ASN1_IA5STRING_new();
            ASN1_STRING_set(text, host.constData(), int(host.size()));
            GENERAL_NAME_set0_value(name, GEN_DNS, text);
        }
        sk_GENERAL_NAME_push(names, name);
    }
    if (!hosts.isEmpty())
        X509_add1_ext_i2d(certificate, NID_subject_alt_name, names, 0, X509V3_ADD_DEFAULT);
    GENERAL_NAMES_free(names);
}

// By \a issuer; null: by itself.
Identity issue(const Wish &wish, const Identity *issuer, const Key &key = makeKey())
{
    Identity made{key, {X509_new(), X509_free}, {}};
    X509 *certificate = made.certificate.get();
    X509_set_version(certificate, X509_VERSION_3);
    quint32 serial = 0;
    RAND_bytes(reinterpret_cast<unsigned char *>(&serial), sizeof serial);
    ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate), serial);
    X509_gmtime_adj(X509_getm_notBefore(certificate), wish.from);
    X509_gmtime_adj(X509_getm_notAfter(certificate), wish.to);
    X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), "CN", MBSTRING_UTF8,
                               reinterpret_cast<const unsigned char *>(wish.commonName.constData()),
                               int(wish.commonName.size()), -1, 0);
    X509_set_issuer_name(certificate, X509_get_subject_name(issuer ? issuer->certificate.get() : certificate));
    X509_set_pubkey(certificate, key.get());
    addExtension(certificate, NID_basic_constraints, wish.isAuthority ? "critical,CA:TRUE" : "critical,CA:FALSE");
    if (wish.use)
        addExtension(certificate, NID_ext_key_usage, wish.use);
    addHosts(certificate, wish.hosts);
    if (wish.padding > 0 || wish.hasUnknownExtension)
        addUnknown(certificate, wish.padding, wish.hasUnknownExtension);
    X509_sign(certificate, issuer ? issuer->key.get() : key.get(), wish.digest);
    if (issuer) {
        made.above = issuer->above;
        made.above.insert(made.above.begin(), issuer->certificate);
    }
    return made;
}

Identity first(const QByteArray &name)
{
    Wish wish;
    wish.commonName = name;
    wish.isAuthority = true;
    return issue(wish, nullptr);
}

Wish forServer()
{
    Wish wish;
    wish.hosts = {server};
    return wish;
}

Wish forHosts(const QList<QByteArray> &hosts)
{
    Wish wish;
    wish.hosts = hosts;
    return wish;
}

Wish authority(const QByteArray &name)
{
    Wish wish;
    wish.commonName = name;
    wish.isAuthority = true;
    return wish;
}

Identity chainOf(int count, const Identity &root)
{
    Identity last = root;
    for (int i = 1; i < count; ++i)
        last = issue(authority("authority " + QByteArray::number(i)), &last);
    return issue(forServer(), &last);
}

Identity brokenSignature(const Identity &root)
{
    Identity made = issue(forServer(), &root);
    const ASN1_BIT_STRING *signature = nullptr;
    X509_get0_signature(&signature, nullptr, made.certificate.get());
    constexpr int somewhere = 20;
    const_cast<ASN1_BIT_STRING *>(signature)->data[somewhere] ^= 1; // OpenSSL has no other way
    return made;
}

Identity made(Certificate certificate, const Identity &ours, const Identity &stranger)
{
    Wish wish = forServer();
    switch (certificate) {
    case Certificate::Good:
        break;
    case Certificate::GoodByIntermediate: {
        const Identity between = issue(authority("between"), &ours);
        return issue(wish, &between);
    }
    case Certificate::ChainOf100:
        return chainOf(100, ours);
    case Certificate::SelfSigned:
        return issue(wish, nullptr);
    case Certificate::Expired:
        wish.from = -2 * aDay;
        wish.to = -aDay;
        break;
    case Certificate::NotYetValid:
        wish.from = aDay;
        wish.to = 2 * aDay;
        break;
    case Certificate::OtherHost:
        wish.hosts = {"other.example", "127.0.0.2"};
        break;
    case Certificate::OtherHostByStranger:
        return issue(forHosts({"other.example"}), &stranger);
    case Certificate::NoNames:
        wish.hosts = {"other.example"};
        wish.commonName = server;
        break;
    case Certificate::NulInName:
        wish.hosts = {QByteArray("127.0.0.1\0.other.example", 24)};
        break;
    case Certificate::Wildcard:
        wish.hosts = {"*", "*.0.0.1"};
        break;
    case Certificate::UnknownAuthority:
        return issue(wish, &stranger);
    case Certificate::MissingIntermediate: {
        const Identity between = issue(authority("between"), &ours);
        Identity leaf = issue(wish, &between);
        leaf.above.clear();
        return leaf;
    }
    case Certificate::ExpiredIntermediate: {
        Wish old = authority("between");
        old.from = -2 * aDay;
        old.to = -aDay;
        const Identity between = issue(old, &ours);
        return issue(wish, &between);
    }
    case Certificate::ByNoAuthority: {
        const Identity leaf = issue(wish, &ours);
        wish.commonName = "another server";
        return issue(wish, &leaf);
    }
    case Certificate::ForClients:
        wish.use = "clientAuth";
        break;
    case Certificate::WeakKey:
        return issue(wish, &ours, Key(EVP_RSA_gen(1024), EVP_PKEY_free));
    case Certificate::WeakDigest:
        wish.digest = EVP_sha1();
        break;
    case Certificate::BrokenSignature:
        return brokenSignature(ours);
    case Certificate::UnknownExtension:
        wish.hasUnknownExtension = true;
        break;
    case Certificate::ControlCodes:
        wish.hosts = {commands, QByteArray(commands) + ".example"};
        wish.commonName = commands;
        break;
    case Certificate::ControlCodesByStranger: {
        const Identity odd = first(commands);
        wish.commonName = QByteArray(commands) + 's';
        return issue(wish, &odd);
    }
    case Certificate::Huge:
        wish.padding = 90'000;
        break;
    case Certificate::TooHuge:
        wish.padding = 4'000'000;
        break;
    }
    return issue(wish, &ours);
}

void setSort(SSL_CTX *context, TlsSort sort)
{
    SSL_CTX_set_min_proto_version(context, TLS1_VERSION);
    switch (sort) {
    case TlsSort::Only12:
        SSL_CTX_set_max_proto_version(context, TLS1_2_VERSION);
        break;
    case TlsSort::Only11:
        SSL_CTX_set_max_proto_version(context, TLS1_1_VERSION);
        break;
    case TlsSort::Only10:
        SSL_CTX_set_max_proto_version(context, TLS1_VERSION);
        break;
    case TlsSort::AsksForCertificate:
        SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
        break;
    case TlsSort::WantsCertificate:
        SSL_CTX_set_verify(context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
        break;
    case TlsSort::Usual:
        break;
    }
}

SSL_CTX *contextFor(const Identity &identity, TlsSort sort)
{
    SSL_CTX *context = SSL_CTX_new(TLS_server_method());
    SSL_CTX_set_security_level(context, 0); // a hostile server has no qualms
    setSort(context, sort);
    if (SSL_CTX_use_certificate(context, identity.certificate.get()) != 1
        || SSL_CTX_use_PrivateKey(context, identity.key.get()) != 1)
        qFatal("a certificate cannot be used");
    for (const auto &above : identity.above)
        SSL_CTX_add1_chain_cert(context, above.get());
    return context;
}

} // namespace

void Certificates::Release::operator()(SSL_CTX *context) const
{
    SSL_CTX_free(context);
}

Certificates::Certificates()
{
    const Identity ours = first("our authority");
    const Identity stranger = first("an authority that nobody knows");
    BIO *file = BIO_new_file(QFile::encodeName(authorityFile()).constData(), "w");
    if (!file || PEM_write_bio_X509(file, ours.certificate.get()) != 1)
        qFatal("the authority's certificate cannot be written");
    BIO_free(file);
    for (int i = 0; i <= int(Certificate::TooHuge); ++i) {
        const auto certificate = Certificate(i);
        m_servers.emplace(std::pair(certificate, TlsSort::Usual),
                          contextFor(made(certificate, ours, stranger), TlsSort::Usual));
    }
    const Identity good = made(Certificate::Good, ours, stranger);
    for (const TlsSort sort :
         {TlsSort::Only12, TlsSort::Only11, TlsSort::Only10, TlsSort::AsksForCertificate, TlsSort::WantsCertificate})
        m_servers.emplace(std::pair(Certificate::Good, sort), contextFor(good, sort));
}

Certificates::~Certificates() = default;

SSL_CTX *Certificates::server(Certificate certificate, TlsSort sort) const
{
    return m_servers.at({certificate, sort}).get();
}

} // namespace isthmus::hostile
