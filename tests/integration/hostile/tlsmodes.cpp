// SPDX-License-Identifier: GPL-3.0-or-later
// The ways in which a server can be hostile by TLS: what it shows for itself, how it sets TLS up, and what it does with
// it right after.
#include "tlsmodes.h"

#include <openssl/ssl.h>

namespace isthmus::hostile {

namespace {

using Random = QRandomGenerator;
using Sort = TlsSort;

constexpr char late[] = "did not (answer|finish) (in time|within)|stopped answering";
constexpr char unknown[] = "CA file of the connection does not vouch for";
constexpr char otherName[] = "issued for another host";
constexpr char untrusted[] = "certificate of .* cannot be trusted";
constexpr char notTls[] = "does not answer with TLS";
constexpr char noServer[] =
    "does not answer with TLS|is no Hologres or PostgreSQL server"; // what it is, on either side
constexpr char refuses[] = "refuses to set up TLS";
constexpr char cutOff[] = "while TLS was set up|was cut|cannot be reached";
// Whatever else does not come to TLS.
constexpr char broken[] =
    "TLS|is no Hologres|certificate|was cut|cannot be (reached|understood)|longer than|stopped answering|did "
    "not (answer|finish)|failed";

constexpr char alertRecord[] = "\x15\x03\x03\x00\x02\x02\x28"; // fatal: handshake_failure
constexpr char helloRequest[] = "\x16\x03\x03\x00\x04\x00\x00\x00\x00";

template <size_t size>
QByteArray bytesOf(const char (&text)[size])
{
    return {text, qsizetype(size - 1)};
}

template <Certificate certificate, Sort sort = Sort::Usual>
bool shows(Peer &peer, const Certificates &all, Random &)
{
    return peer.startTls(all.server(certificate, sort));
}

// Answers the client's first message by \a bytes and falls silent.
bool answersWith(Peer &peer, const QByteArray &bytes)
{
    peer.sendRaw(bytes);
    peer.hold();
    return false;
}

QByteArray goodAnswer(Peer &peer, const Certificates &all)
{
    return peer.answerHello(all.server(Certificate::Good));
}

// The record that begins there, its head included.
QByteArray recordAt(const QByteArray &flight, qsizetype at)
{
    constexpr int headBytes = 5;
    const int size = (quint8(flight.at(at + 3)) << 8) + quint8(flight.at(at + 4));
    return flight.mid(at, headBytes + size);
}

QByteArray noise(Random &random, int size)
{
    QByteArray bytes(size, 0);
    for (char &byte : bytes)
        byte = char(random.bounded(256));
    return bytes;
}

const QList<TlsMode> &certificateModes()
{
    static const QList<TlsMode> modes{
        {"self-signed", "shows a certificate that it signed itself", shows<Certificate::SelfSigned>, unknown, false,
         false, true},
        {"expired", "shows one that has expired", shows<Certificate::Expired>, "has expired", false, false, true},
        {"not yet valid", "shows one of tomorrow", shows<Certificate::NotYetValid>, "not valid yet"},
        {"other host", "shows one of another host", shows<Certificate::OtherHost>, otherName},
        {"other host, unknown authority", "shows one of another host by a stranger",
         shows<Certificate::OtherHostByStranger>, unknown},
        {"address as common name only", "shows one for another host, which bears its address as common name",
         shows<Certificate::NoNames>, otherName},
        {"NUL in a name", "shows one whose name goes on behind a NUL", shows<Certificate::NulInName>,
         "issued for another host|cannot be trusted|No verified TLS"},
        {"wildcard", "shows one for every host", shows<Certificate::Wildcard>, otherName},
        {"unknown authority", "shows one by a stranger", shows<Certificate::UnknownAuthority>, unknown},
        {"missing intermediate", "does not show who issued its certificate", shows<Certificate::MissingIntermediate>,
         unknown},
        {"expired intermediate", "shows an issuer that has expired", shows<Certificate::ExpiredIntermediate>,
         "has expired"},
        {"by no authority", "shows an issuer that is no authority", shows<Certificate::ByNoAuthority>, untrusted},
        {"for clients", "shows one that is not for servers", shows<Certificate::ForClients>, untrusted},
        {"weak key", "shows one whose key is weak", shows<Certificate::WeakKey>, untrusted},
        {"weak digest", "shows one that is signed by SHA-1", shows<Certificate::WeakDigest>, untrusted},
        {"broken signature", "shows one whose signature is wrong", shows<Certificate::BrokenSignature>, untrusted},
        {"unknown extension", "shows one with an extension that nobody may pass over",
         shows<Certificate::UnknownExtension>, untrusted},
        {"control codes in names", "shows one whose names command a terminal", shows<Certificate::ControlCodes>,
         otherName, false, false, true},
        {"control codes in names, unknown authority", "shows one of a stranger whose names command a terminal",
         shows<Certificate::ControlCodesByStranger>, unknown},
        {"too large", "shows one of 4 MB", shows<Certificate::TooHuge>, broken},
        {"TLS 1.1 only", "speaks TLS 1.1", shows<Certificate::Good, Sort::Only11>, "no longer safe", false, false,
         true},
        {"TLS 1.0 only", "speaks TLS 1.0", shows<Certificate::Good, Sort::Only10>, "no longer safe"},
        {"wants a certificate", "wants a certificate of the client's", shows<Certificate::Good, Sort::WantsCertificate>,
         "refuses to set up TLS|was cut|cannot be reached", true},
    };
    return modes;
}

const QList<TlsMode> &handshakeModes()
{
    static const QList<TlsMode> modes{
        {"silence", "says nothing", [](Peer &peer, const Certificates &, Random &) { return answersWith(peer, {}); },
         late, false, false, true},
        {"close", "closes instead of beginning",
         [](Peer &peer, const Certificates &, Random &) {
             peer.reset();
             return false;
         },
         "TLS|was cut|cannot be reached"},
        {"close behind the client's hello", "closes when the client has begun",
         [](Peer &peer, const Certificates &all, Random &) {
             static_cast<void>(goodAnswer(peer, all));
             return false;
         },
         cutOff},
        {"byte by byte", "sends its first messages byte by byte",
         [](Peer &peer, const Certificates &all, Random &) {
             for (const char byte : goodAnswer(peer, all)) {
                 if (!peer.sendRaw(QByteArrayView(&byte, 1)) || !peer.pause(50))
                     return false;
             }
             return peer.finishTls();
         },
         late, true, false},
        {"cut behind ServerHello", "closes behind its first message",
         [](Peer &peer, const Certificates &all, Random &) {
             if (const QByteArray flight = goodAnswer(peer, all); !flight.isEmpty())
                 peer.sendRaw(recordAt(flight, 0));
             return false;
         },
         cutOff, false, false, true},
        {"silence behind ServerHello", "falls silent behind its first message",
         [](Peer &peer, const Certificates &all, Random &) {
             const QByteArray flight = goodAnswer(peer, all);
             return !flight.isEmpty() && answersWith(peer, recordAt(flight, 0));
         },
         late},
        {"cut somewhere", "closes within its first messages",
         [](Peer &peer, const Certificates &all, Random &random) {
             if (const QByteArray flight = goodAnswer(peer, all); !flight.isEmpty())
                 peer.sendRaw(flight.first(random.bounded(int(flight.size()))));
             return false;
         },
         cutOff},
        {"silence somewhere", "falls silent within its first messages",
         [](Peer &peer, const Certificates &all, Random &random) {
             const QByteArray flight = goodAnswer(peer, all);
             return !flight.isEmpty() && answersWith(peer, flight.first(random.bounded(int(flight.size()))));
         },
         late},
        {"one wrong byte", "sends its first messages with one byte wrong",
         [](Peer &peer, const Certificates &all, Random &random) {
             QByteArray flight = goodAnswer(peer, all);
             if (!flight.isEmpty())
                 flight[random.bounded(int(flight.size()))] ^= char(1 << random.bounded(8));
             return peer.sendRaw(flight) && peer.finishTls();
         },
         broken, true, true},
        {"twice", "sends its first messages twice",
         [](Peer &peer, const Certificates &all, Random &) {
             const QByteArray flight = goodAnswer(peer, all);
             return peer.sendRaw(flight + flight) && peer.finishTls();
         },
         broken, true},
        {"backwards", "sends the second record first",
         [](Peer &peer, const Certificates &all, Random &) {
             const QByteArray flight = goodAnswer(peer, all);
             if (flight.isEmpty())
                 return false;
             const QByteArray hello = recordAt(flight, 0);
             return answersWith(peer, flight.mid(hello.size()) + hello);
         },
         broken},
        {"noise", "sends random bytes",
         [](Peer &peer, const Certificates &, Random &random) {
             return answersWith(peer, '\x7f' + noise(random, 3000));
         },
         noServer},
        {"noise in records", "sends records of random bytes",
         [](Peer &peer, const Certificates &, Random &random) {
             return answersWith(peer, bytesOf("\x16\x03\x03\x03\xe8") + noise(random, 1000));
         },
         broken},
        {"HTTP", "answers as a web server without TLS does",
         [](Peer &peer, const Certificates &, Random &) {
             return answersWith(peer, "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
         },
         noServer, false, false, true},
        {"PostgreSQL", "answers as PostgreSQL does",
         [](Peer &peer, const Certificates &, Random &) {
             return answersWith(peer, pg::authentication(0) + pg::welcome());
         },
         noServer},
        {"SSH", "answers as SSH does",
         [](Peer &peer, const Certificates &, Random &) { return answersWith(peer, "SSH-2.0-OpenSSH_9.2\r\n"); },
         noServer},
        {"alert", "refuses at once",
         [](Peer &peer, const Certificates &, Random &) { return answersWith(peer, bytesOf(alertRecord)); }, refuses},
        {"alert for the name", "knows no host of that name",
         [](Peer &peer, const Certificates &, Random &) {
             return answersWith(peer, bytesOf("\x15\x03\x03\x00\x02\x02\x70"));
         },
         refuses},
        {"alert for the version", "refuses the version",
         [](Peer &peer, const Certificates &, Random &) {
             return answersWith(peer, bytesOf("\x15\x03\x03\x00\x02\x02\x46"));
         },
         "no longer safe"},
        {"warnings without end", "warns for ever",
         [](Peer &peer, const Certificates &, Random &) {
             while (peer.sendRaw(bytesOf("\x15\x03\x03\x00\x02\x01\x5a"))) { }
             return false;
         },
         broken},
        {"hello requests without end", "asks for ever that TLS be set up anew",
         [](Peer &peer, const Certificates &, Random &) {
             const QByteArray block = bytesOf(helloRequest).repeated(1000);
             while (peer.sendRaw(block)) { }
             return false;
         },
         broken, false, false, true},
        {"hello requests in one record", "asks so as often as a record holds",
         [](Peer &peer, const Certificates &, Random &) {
             const QByteArray block = bytesOf("\x16\x03\x03\x40\x00") + QByteArray(16 * 1024, 0);
             while (peer.sendRaw(block)) { }
             return false;
         },
         broken},
        {"empty records without end", "sends records without content for ever",
         [](Peer &peer, const Certificates &, Random &) {
             const QByteArray block = bytesOf("\x16\x03\x03\x00\x00").repeated(1000);
             while (peer.sendRaw(block)) { }
             return false;
         },
         broken},
        {"changes of cipher without end", "announces new ciphers for ever",
         [](Peer &peer, const Certificates &, Random &) {
             const QByteArray block = bytesOf("\x14\x03\x03\x00\x01\x01").repeated(1000);
             while (peer.sendRaw(block)) { }
             return false;
         },
         broken},
        {"record too long", "announces a record longer than there are",
         [](Peer &peer, const Certificates &, Random &) {
             return answersWith(peer, bytesOf("\x16\x03\x03\xff\xff") + QByteArray(70'000, 'x'));
         },
         broken},
        {"message of 16 MB", "announces a message of 16 MB, and sends it for ever",
         [](Peer &peer, const Certificates &, Random &) {
             const QByteArray first = bytesOf("\x16\x03\x03\x40\x00\x02\xff\xff\xff") + QByteArray(16 * 1024 - 4, 'x');
             const QByteArray more = bytesOf("\x16\x03\x03\x40\x00") + QByteArray(16 * 1024, 'x');
             peer.sendRaw(first);
             while (peer.sendRaw(more)) { }
             return false;
         },
         broken},
    };
    return modes;
}

const QList<TlsMode> &lateModes()
{
    static const QList<TlsMode> modes{
        {"set up, then silence", "falls silent within TLS",
         [](Peer &peer, const Certificates &all, Random &) {
             if (peer.startTls(all.server(Certificate::Good)))
                 peer.hold();
             return false;
         },
         late, true, false},
        {"set up, then cut", "breaks the connection without ending TLS",
         [](Peer &peer, const Certificates &all, Random &) {
             static_cast<void>(peer.startTls(all.server(Certificate::Good)));
             return false;
         },
         "was cut|cannot be reached|while TLS", true},
        {"set up, then ended", "ends TLS at once",
         [](Peer &peer, const Certificates &all, Random &) {
             if (peer.startTls(all.server(Certificate::Good)))
                 peer.endTls();
             return false;
         },
         "was cut|cannot be reached|as soon as TLS was set up", true},
        {"set up, then plain text", "leaves TLS",
         [](Peer &peer, const Certificates &all, Random &) {
             return peer.startTls(all.server(Certificate::Good))
                 && answersWith(peer, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
         },
         broken, true},
        {"set up, then noise", "sends records that nobody can read",
         [](Peer &peer, const Certificates &all, Random &random) {
             return peer.startTls(all.server(Certificate::Good))
                 && answersWith(peer, bytesOf("\x17\x03\x03\x03\xe8") + noise(random, 1000));
         },
         broken, true},
        {"tickets without end", "sends tickets for further sessions for ever",
         [](Peer &peer, const Certificates &all, Random &) {
             bool goesOn = peer.startTls(all.server(Certificate::Good));
             while (goesOn && SSL_new_session_ticket(peer.tls()) == 1 && SSL_do_handshake(peer.tls()) == 1)
                 goesOn = peer.sendTlsOutput();
             peer.hold();
             return false;
         },
         broken, true, false, true},
        {"new keys without end", "changes its keys for ever",
         [](Peer &peer, const Certificates &all, Random &random) {
             bool goesOn = peer.startTls(all.server(Certificate::Good));
             const int how = random.bounded(2) == 0 ? SSL_KEY_UPDATE_NOT_REQUESTED : SSL_KEY_UPDATE_REQUESTED;
             while (goesOn && SSL_key_update(peer.tls(), how) == 1 && SSL_do_handshake(peer.tls()) == 1)
                 goesOn = peer.sendTlsOutput();
             peer.hold();
             return false;
         },
         broken, true},
        {"renegotiation without end", "wants TLS 1.2 set up anew for ever",
         [](Peer &peer, const Certificates &all, Random &) {
             bool goesOn = peer.startTls(all.server(Certificate::Good, Sort::Only12));
             while (goesOn && SSL_renegotiate(peer.tls()) == 1 && SSL_do_handshake(peer.tls()) == 1)
                 goesOn = peer.sendTlsOutput() && !peer.receive(1).isEmpty();
             peer.hold();
             return false;
         },
         broken, true},
    };
    return modes;
}

} // namespace

const QList<TlsMode> &tlsModes()
{
    static const QList<TlsMode> modes = certificateModes() + handshakeModes() + lateModes();
    return modes;
}

const QList<TlsMode> &tlsRequestModes()
{
    static const QList<TlsMode> modes{
        {"request: no", "says that it has no TLS",
         [](Peer &peer, const Certificates &, Random &) { return answersWith(peer, "N"); }, notTls, false, false, true,
         true},
        {"request: no, then a welcome", "says that it has none, and welcomes the user",
         [](Peer &peer, const Certificates &, Random &) {
             return answersWith(peer, "N" + pg::authentication(0) + pg::welcome());
         },
         notTls, false, false, false, true},
        {"request: no, then the password", "says that it has none, and asks for the password",
         [](Peer &peer, const Certificates &, Random &) { return answersWith(peer, "N" + pg::authentication(3)); },
         notTls, false, false, false, true},
        {"request: silence", "does not answer the question for TLS",
         [](Peer &peer, const Certificates &, Random &) { return answersWith(peer, {}); }, late, false, false, false,
         true},
        {"request: close", "closes instead of answering it",
         [](Peer &peer, const Certificates &, Random &) {
             peer.reset();
             return false;
         },
         broken, false, false, false, true},
        {"request: error", "refuses",
         [](Peer &peer, const Certificates &, Random &) {
             return answersWith(peer, pg::error("53300", "too many clients", "FATAL"));
         },
         broken, false, false, false, true},
        {"request: error with control codes", "refuses with texts that command a terminal",
         [](Peer &peer, const Certificates &, Random &) {
             return answersWith(peer, pg::error("42601", "\x1b[2J\x1b]52;c;eA==\x07 \xe2\x80\xae", "FATAL"));
         },
         broken, false, false, false, true},
        {"request: error without end", "refuses for ever",
         [](Peer &peer, const Certificates &, Random &) {
             peer.sendRaw("E\x7f\xff\xff\xffSFATAL");
             while (peer.sendRaw(QByteArray(64 * 1024, 'x'))) { }
             return false;
         },
         broken, false, false, false, true},
        {"request: another letter", "answers by a letter that means nothing",
         [](Peer &peer, const Certificates &, Random &random) {
             const QByteArray letters = "RAZXs0\x7f\xff";
             return answersWith(peer, letters.mid(random.bounded(int(letters.size())), 1));
         },
         broken, false, false, false, true},
        {"request: HTTP", "answers as a web server does",
         [](Peer &peer, const Certificates &, Random &) {
             return answersWith(peer, "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
         },
         noServer, false, false, false, true},
        {"request: yes, then a welcome", "agrees to TLS, and welcomes the user without",
         [](Peer &peer, const Certificates &, Random &) {
             return answersWith(peer, "S" + pg::authentication(0) + pg::welcome());
         },
         broken, false, false, true, true},
        {"request: yes, then the password", "agrees to TLS, and asks for the password without",
         [](Peer &peer, const Certificates &, Random &) {
             peer.sendRaw("S");
             return peer.pause(100) && answersWith(peer, pg::authentication(3));
         },
         noServer, false, false, false, true},
        // CVE-2021-23222: what came before TLS was taken for what came within it.
        {"request: yes, with more before TLS", "puts an answer between its agreement and TLS",
         [](Peer &peer, const Certificates &all, Random &) {
             peer.sendRaw("S" + pg::authentication(0) + pg::welcome());
             return peer.startTls(all.server(Certificate::Good));
         },
         broken, false, false, false, true},
        {"request: no, with TLS after all", "says that it has no TLS, and begins it",
         [](Peer &peer, const Certificates &all, Random &) {
             peer.sendRaw("N");
             return peer.startTls(all.server(Certificate::Good));
         },
         notTls, false, false, false, true},
    };
    return modes;
}

const QList<TlsMode> &goodTlsModes()
{
    static const QList<TlsMode> modes{
        {"by the authority", "shows a good certificate", shows<Certificate::Good>, "", true},
        {"by an intermediate", "shows one by an authority that ours has appointed",
         shows<Certificate::GoodByIntermediate>, "", true},
        {"TLS 1.2", "speaks TLS 1.2", shows<Certificate::Good, Sort::Only12>, "", true},
        {"asks for a certificate", "goes on without one of the client's",
         shows<Certificate::Good, Sort::AsksForCertificate>, "", true},
        {"a large certificate", "shows one of 90 kB", shows<Certificate::Huge>, "", true},
        {"a long chain", "shows a chain of 100 certificates", shows<Certificate::ChainOf100>, "", true},
    };
    return modes;
}

const QList<HttpMode> &httpsModes()
{
    static constexpr char cut[] = "was cut off";
    static const QList<HttpMode> modes{
        {"body cut, without a length", "breaks the connection within a body that ends with it",
         [](Peer &peer, const HttpQuestion &question, Random &, bool &) {
             peer.send(question.head({}) + question.body.first(question.body.size() / 2));
         },
         cut},
        {"body whole, TLS not ended", "breaks the connection behind a body that ends with it",
         [](Peer &peer, const HttpQuestion &question, Random &, bool &) {
             peer.send(question.head({}) + question.body);
         },
         cut, false, true},
        {"body cut, with a length", "breaks the connection within a body of known length",
         [](Peer &peer, const HttpQuestion &question, Random &, bool &) {
             const QByteArray all = question.whole();
             peer.send(all.first(all.size() - question.body.size() / 2));
         },
         "was cut off|failed"},
        {"body cut, TLS ended", "ends TLS within a body of known length",
         [](Peer &peer, const HttpQuestion &question, Random &, bool &) {
             const QByteArray all = question.whole();
             peer.send(all.first(all.size() - question.body.size() / 2));
             peer.endTls();
         },
         "was cut off|failed"},
        {"chunks cut", "breaks the connection between two pieces of a body",
         [](Peer &peer, const HttpQuestion &question, Random &, bool &) {
             peer.send(question.head("Transfer-Encoding: chunked") + QByteArray::number(question.body.size(), 16)
                       + "\r\n" + question.body + "\r\n");
         },
         "was cut off|failed"},
        {"plain text within", "sends the body beside TLS",
         [](Peer &peer, const HttpQuestion &question, Random &, bool &) {
             peer.send(question.head("Content-Length: " + QByteArray::number(question.body.size())));
             peer.sendRaw(question.body);
             peer.hold();
         },
         "was cut off|failed|TLS|in time"},
        {"tickets instead of a body", "sends tickets for ever where the body is to come",
         [](Peer &peer, const HttpQuestion &question, Random &, bool &) {
             bool goesOn = peer.send(question.head("Content-Length: 100000"));
             while (goesOn && SSL_new_session_ticket(peer.tls()) == 1 && SSL_do_handshake(peer.tls()) == 1)
                 goesOn = peer.sendTlsOutput();
             peer.hold();
         },
         "cannot be understood"},
    };
    return modes;
}

TlsDoor::TlsDoor(std::shared_ptr<const Certificates> certificates, const TlsMode &mode, quint32 seed, bool isGood)
    : m_certificates(std::move(certificates)), m_mode(mode), m_seed(seed), m_isGood(isGood)
{
}

bool TlsDoor::open(Peer &peer)
{
    if (!m_isGood)
        m_isReached = true;
    QRandomGenerator random(m_seed);
    return m_mode.act(peer, *m_certificates, random);
}

void TlsDoor::note(const Peer &peer)
{
    for (const char *secret : {clientPassword, "tester", "Authorization"}) {
        if (peer.inClear().contains(secret))
            m_hasSeenSecret = true;
    }
    if (!m_mode.isTrusted && peer.bytesInTls() > 0)
        m_hasSeenSecret = true;
}

} // namespace isthmus::hostile
