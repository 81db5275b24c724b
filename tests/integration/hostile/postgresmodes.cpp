// SPDX-License-Identifier: GPL-3.0-or-later
// The ways in which a PostgreSQL server can be hostile. Each is harmless by itself: what is endless or large is made
// while it is sent.
#include "hostilepostgres.h"

namespace isthmus::hostile {

namespace {

using Random = QRandomGenerator;
using pg::Values;
using Place = PgMode::Place;

constexpr qint64 large = 100 * 1024 * 1024;

// What most of them come to: the connection breaks or is ended, or the answer is told to be none.
constexpr char broken[] = "was cut|cannot be understood|cannot be reached|reports a failure|longer than";
constexpr char late[] = "did not (answer|finish) within";
constexpr char unsafe[] = "could give it away";
constexpr char foreign[] = "is no Hologres or PostgreSQL server";
constexpr char tooLong[] = "longer than|did not (answer|finish) within";

// \a size bytes of text behind \a head, as one message that announces them all.
void sendLarge(Peer &peer, char type, const QByteArray &head, qint64 size, const QByteArray &end = {})
{
    const QByteArray block(64 * 1024, 'x');
    bool goesOn = peer.send(pg::message(type, head, head.size() + size + end.size() + 4));
    for (qint64 sent = 0; goesOn && sent < size; sent += block.size())
        goesOn = peer.send(QByteArrayView(block).first(std::min<qint64>(block.size(), size - sent)));
    if (goesOn)
        peer.send(end);
}

QByteArray noise(Random &random, int size)
{
    QByteArray bytes(size, 0);
    for (char &byte : bytes)
        byte = char(random.bounded(256));
    return bytes;
}

// Cuts the honest answer somewhere.
QByteArray cut(const QByteArray &bytes, Random &random)
{
    return bytes.first(1 + random.bounded(int(std::max<qsizetype>(1, bytes.size() - 1))));
}

QByteArray whole(const PgQuestion &question)
{
    return question.lead + question.rows + question.tail;
}

QByteArray nulls(int columns)
{
    return pg::row(Values(columns, std::nullopt));
}

// Ever new settings.
void sendSettings(Peer &peer, qsizetype size)
{
    const QByteArray value(size, 'v');
    for (quint64 i = 0; peer.send(pg::parameter("isthmus.s" + QByteArray::number(i), value)); ++i) { }
}

// "SCRAM-SHA-256", answered by the client's first message, which is returned.
QByteArray offerScram(Peer &peer)
{
    peer.send(pg::authentication(10, QByteArray("SCRAM-SHA-256\0\0", 15)));
    const QByteArray head = peer.receive(5);
    if (head.isEmpty())
        return {};
    return peer.receive(quint8(head.at(4)) + 256 * quint8(head.at(3)) - 4);
}

QByteArray nonceOf(const QByteArray &first)
{
    return first.mid(first.indexOf("r=") + 2);
}

const QList<PgMode> &signInModes()
{
    static const QList<PgMode> modes{
        {"sign-in: silence", "accepts the connection and says nothing", Place::SignIn,
         [](Peer &peer, const PgQuestion &, Random &) { peer.hold(); }, late, false, true},
        {"sign-in: close", "closes at once", Place::SignIn,
         [](Peer &peer, const PgQuestion &, Random &) { peer.reset(); }, broken},
        {"sign-in: half a message", "closes within the first message", Place::SignIn,
         [](Peer &peer, const PgQuestion &, Random &random) {
             peer.send(cut(pg::authentication(0), random));
             peer.reset();
         },
         broken},
        {"sign-in: half a message, then silence", "stops within the first message", Place::SignIn,
         [](Peer &peer, const PgQuestion &, Random &random) {
             peer.send(cut(pg::authentication(0), random));
             peer.hold();
         },
         late},
        {"sign-in: noise", "sends random bytes", Place::SignIn,
         [](Peer &peer, const PgQuestion &, Random &random) {
             peer.send(noise(random, 500));
             peer.hold();
         },
         "could give it away|is no Hologres|was cut|cannot be|did not|reports"},
        {"sign-in: HTTP", "answers as a web server does", Place::SignIn,
         [](Peer &peer, const PgQuestion &, Random &) {
             peer.send("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
             peer.hold();
         },
         foreign},
        {"sign-in: password in clear", "asks for the password", Place::SignIn,
         [](Peer &peer, const PgQuestion &, Random &) {
             peer.send(pg::authentication(3));
             peer.hold();
         },
         unsafe},
        {"sign-in: MD5", "asks for an MD5 of the password", Place::SignIn,
         [](Peer &peer, const PgQuestion &, Random &) {
             peer.send(pg::authentication(5, "salt"));
             peer.hold();
         },
         unsafe},
        {"sign-in: clear behind SCRAM", "asks for the password behind its offer of SCRAM", Place::SignIn,
         [](Peer &peer, const PgQuestion &, Random &) {
             peer.send(pg::authentication(10, QByteArray("SCRAM-SHA-256\0\0", 15)) + pg::authentication(3));
             peer.hold();
         },
         unsafe, false, true},
        {"sign-in: Kerberos", "asks for a ticket", Place::SignIn,
         [](Peer &peer, const PgQuestion &, Random &random) {
             peer.send(pg::authentication(random.bounded(2) == 0 ? 7 : 9));
             peer.hold();
         },
         unsafe},
        {"sign-in: other mechanism", "offers PLAIN only", Place::SignIn,
         [](Peer &peer, const PgQuestion &, Random &) {
             peer.send(pg::authentication(10, QByteArray("PLAIN\0\0", 7)));
             peer.hold();
         },
         unsafe},
        {"sign-in: measureless computation", "asks for one round more than is done", Place::SignIn,
         [](Peer &peer, const PgQuestion &, Random &) {
             const QByteArray first = offerScram(peer);
             peer.send(pg::authentication(11, "r=" + nonceOf(first) + "more,s=c2FsdA==,i=1000001"));
             peer.hold();
         },
         unsafe, false, true},
        {"sign-in: foreign nonce", "answers SCRAM with a nonce of its own", Place::SignIn,
         [](Peer &peer, const PgQuestion &, Random &) {
             static_cast<void>(offerScram(peer));
             peer.send(pg::authentication(11, "r=mine,s=c2FsdA==,i=4096"));
             peer.hold();
         },
         "cannot be reached"},
        {"sign-in: no proof", "ends SCRAM with a false signature", Place::SignIn,
         [](Peer &peer, const PgQuestion &, Random &) {
             const QByteArray first = offerScram(peer);
             peer.send(pg::authentication(11, "r=" + nonceOf(first) + "more,s=c2FsdA==,i=4096"));
             static_cast<void>(peer.receive(5));
             peer.send(pg::authentication(12, "v=" + QByteArray(32, 'x').toBase64()) + pg::authentication(0)
                       + pg::welcome());
             peer.hold();
         },
         "cannot be reached|was cut"},
        {"sign-in: broken challenge", "sends a challenge that is none", Place::SignIn,
         [](Peer &peer, const PgQuestion &, Random &random) {
             static_cast<void>(offerScram(peer));
             peer.send(pg::authentication(11, noise(random, 100)));
             peer.hold();
         },
         "cannot be reached|could give it away"},
        {"sign-in: wrong password", "does not accept it", Place::SignIn,
         [](Peer &peer, const PgQuestion &, Random &) { peer.send(pg::error("28P01", "no", "FATAL")); },
         "does not accept the user or password"},
        {"sign-in: full", "has no room", Place::SignIn,
         [](Peer &peer, const PgQuestion &, Random &) { peer.send(pg::error("53300", "no", "FATAL")); }, "no room"},
        {"sign-in: starting", "is not ready yet", Place::SignIn,
         [](Peer &peer, const PgQuestion &, Random &) { peer.send(pg::error("57P03", "no", "FATAL")); },
         "stopping, starting"},
        {"sign-in: long error", "refuses in 29,000 characters with control codes", Place::SignIn,
         [](Peer &peer, const PgQuestion &, Random &) {
             peer.send(pg::error("XX000", QByteArray("\x1b[31m\x07 words\n").repeated(2000), "FATAL"));
         },
         "reports a failure|cannot be"},
        {"sign-in: error without end", "announces an error of 100 MB", Place::SignIn,
         [](Peer &peer, const PgQuestion &, Random &) { sendLarge(peer, 'E', "SFATAL", large); }, unsafe},
        {"sign-in: length 0", "announces a message of no length", Place::SignIn,
         [](Peer &peer, const PgQuestion &, Random &) {
             peer.send(pg::message('R', pg::int32(0), 0));
             peer.hold();
         },
         unsafe},
        {"sign-in: negative length", "announces a message of negative length", Place::SignIn,
         [](Peer &peer, const PgQuestion &, Random &random) {
             peer.send(pg::message('R', pg::int32(0), -1 - random.bounded(1000)));
             peer.hold();
         },
         unsafe},
        {"sign-in: other protocol", "negotiates another protocol", Place::SignIn,
         [](Peer &peer, const PgQuestion &, Random &) {
             peer.send(pg::message('v', pg::int32(0) + pg::int32(0)));
             peer.hold();
         },
         "cannot be reached|was cut|did not"},
        {"sign-in: accepted, then silence", "accepts and does not get ready", Place::SignIn,
         [](Peer &peer, const PgQuestion &, Random &) {
             peer.send(pg::authentication(0));
             peer.hold();
         },
         late},
        {"sign-in: settings without end", "sends ever new settings", Place::SignIn,
         [](Peer &peer, const PgQuestion &, Random &) {
             peer.send(pg::authentication(0));
             sendSettings(peer, 200);
         },
         tooLong, false, true},
        {"sign-in: large settings without end", "sends ever new settings of 8 MB", Place::SignIn,
         [](Peer &peer, const PgQuestion &, Random &) {
             peer.send(pg::authentication(0));
             sendSettings(peer, 8 * 1024 * 1024);
         },
         "longer than|did not|cannot be reached"},
        {"sign-in: notices without end", "sends notices for ever", Place::SignIn,
         [](Peer &peer, const PgQuestion &, Random &) {
             peer.send(pg::authentication(0));
             peer.flood(pg::notice("words"));
         },
         tooLong},
        {"sign-in: notifications without end", "notifies for ever", Place::SignIn,
         [](Peer &peer, const PgQuestion &, Random &) {
             peer.send(pg::authentication(0));
             peer.flood(pg::notification());
         },
         tooLong},
        {"sign-in: rows", "sends rows before it is ready", Place::SignIn,
         [](Peer &peer, const PgQuestion &, Random &) {
             peer.send(pg::authentication(0));
             peer.flood(pg::row({"x"}));
         },
         "longer than|did not|cannot be reached|was cut"},
        {"sign-in: wrong key", "sends a key of another size", Place::SignIn,
         [](Peer &peer, const PgQuestion &, Random &random) {
             peer.send(pg::authentication(0) + pg::message('K', noise(random, random.bounded(300))) + pg::ready());
             peer.hold();
         },
         "did not|cannot be|was cut|longer than"},
        {"sign-in: trickle", "signs in byte by byte", Place::SignIn,
         [](Peer &peer, const PgQuestion &, Random &) { peer.trickle(pg::authentication(0) + pg::welcome(), 50); },
         late},
        {"sign-in: odd version", "has a version that is none", Place::SignIn,
         [](Peer &peer, const PgQuestion &, Random &random) {
             const QList<QByteArray> versions{"", "x", "99999999999999999999", "-1", "9.", QByteArray(1000, '1')};
             peer.send(pg::authentication(0) + pg::parameter("server_version", versions.at(random.bounded(6)))
                       + pg::welcome().mid(pg::parameter("server_version", "15.6").size()));
         },
         "", true},
    };
    return modes;
}

const QList<PgMode> &silentModes()
{
    static const QList<PgMode> modes{
        {"silence", "does not answer", Place::Answer, [](Peer &peer, const PgQuestion &, Random &) { peer.hold(); },
         late},
        {"close", "closes instead of answering", Place::Answer,
         [](Peer &peer, const PgQuestion &, Random &) { peer.reset(); }, broken},
        {"half an answer", "closes within the answer", Place::Answer,
         [](Peer &peer, const PgQuestion &question, Random &random) {
             peer.send(cut(whole(question), random));
             peer.reset();
         },
         broken},
        {"half an answer, then silence", "stops within the answer", Place::Answer,
         [](Peer &peer, const PgQuestion &question, Random &random) {
             peer.send(cut(whole(question), random));
             peer.hold();
         },
         late},
        {"trickle", "answers byte by byte", Place::Answer,
         [](Peer &peer, const PgQuestion &question, Random &) { peer.trickle(whole(question), 100); }, late},
        {"rows trickle without end", "sends a row now and then", Place::Answer,
         [](Peer &peer, const PgQuestion &question, Random &) {
             peer.send(question.lead.isEmpty() ? pg::description(1) : question.lead);
             const QByteArray row = question.rows.isEmpty() ? nulls(std::max(1, question.columns)) : question.rows;
             while (peer.send(row) && peer.pause(100)) { }
         },
         late},
        {"only ready", "is ready without an answer", Place::Answer,
         [](Peer &peer, const PgQuestion &, Random &) { peer.send(pg::ready()); }, "", true},
        {"no rows, no end", "describes rows and is ready", Place::Answer,
         [](Peer &peer, const PgQuestion &question, Random &) {
             peer.send(question.lead + pg::description(2) + pg::ready());
         },
         "", true},
        {"shut down", "tells that it is shut down, and is", Place::Answer,
         [](Peer &peer, const PgQuestion &, Random &) {
             peer.send(pg::error("57P01", "terminating connection", "FATAL"));
             peer.reset();
         },
         "stopping, starting|was cut"},
    };
    return modes;
}

const QList<PgMode> &copyModes()
{
    static const QList<PgMode> modes{
        {"copy out", "wants to copy to the client", Place::Answer,
         [](Peer &peer, const PgQuestion &, Random &) {
             peer.send(pg::message('H', QByteArray(1, 0) + pg::int16(0)));
             peer.hold();
         },
         "cannot be understood|COPY", false, true},
        {"copy in", "wants to copy from the client", Place::Answer,
         [](Peer &peer, const PgQuestion &, Random &) {
             peer.send(pg::message('G', QByteArray(1, 0) + pg::int16(0)));
             peer.hold();
         },
         "cannot be understood|COPY"},
        {"copy both", "wants to copy both ways", Place::Answer,
         [](Peer &peer, const PgQuestion &, Random &) {
             peer.send(pg::message('W', QByteArray(1, 0) + pg::int16(0)));
             peer.hold();
         },
         "cannot be understood|COPY"},
        {"copy without end", "copies to the client for ever", Place::Answer,
         [](Peer &peer, const PgQuestion &question, Random &) {
             peer.send(question.lead + pg::message('H', QByteArray(1, 0) + pg::int16(0)));
             peer.flood(pg::message('d', "data\n"));
         },
         "cannot be understood|COPY"},
        {"copy behind rows", "wants to copy behind the rows", Place::Answer,
         [](Peer &peer, const PgQuestion &question, Random &) {
             peer.send(question.lead + question.rows + pg::message('H', QByteArray(1, 0) + pg::int16(0)));
             peer.hold();
         },
         "cannot be understood|COPY|reports a failure|was cut"},
    };
    return modes;
}

const QList<PgMode> &endlessModes()
{
    static const QList<PgMode> modes{
        {"rows without end", "sends rows for ever", Place::Answer,
         [](Peer &peer, const PgQuestion &question, Random &) {
             peer.send(question.lead.isEmpty() ? pg::description(1) : question.lead);
             peer.flood(question.rows.isEmpty() ? nulls(std::max(1, question.columns)) : question.rows);
         },
         "longer than|did not finish within|reports a failure", true, true},
        {"wide rows without end", "sends rows of 1,600 NULLs for ever", Place::Answer,
         [](Peer &peer, const PgQuestion &question, Random &) {
             const QByteArray parsed = question.isExtended ? question.lead.first(10) : QByteArray();
             peer.send(parsed + pg::description(1600));
             peer.flood(nulls(1600));
         },
         "longer than|did not finish within|reports a failure|changed while", true},
        {"widest rows without end", "sends rows of 65,000 NULLs for ever", Place::Answer,
         [](Peer &peer, const PgQuestion &question, Random &) {
             const QByteArray parsed = question.isExtended ? question.lead.first(10) : QByteArray();
             peer.send(parsed + pg::description(65'000));
             peer.flood(nulls(65'000));
         },
         "longer than|did not finish within|reports a failure|changed while|cannot be", true},
        {"large rows without end", "sends rows of 1 MB for ever", Place::Answer,
         [](Peer &peer, const PgQuestion &question, Random &) {
             const QByteArray parsed = question.isExtended ? question.lead.first(10) : QByteArray();
             peer.send(parsed + pg::description(1));
             peer.flood(pg::row({QByteArray(1024 * 1024, 'x')}));
         },
         "longer than|did not finish within|reports a failure|changed while|cannot be", true},
        {"a row of 1 GB", "sends one row of 1 GB", Place::Answer,
         [](Peer &peer, const PgQuestion &question, Random &) {
             const QByteArray parsed = question.isExtended ? question.lead.first(10) : QByteArray();
             peer.send(parsed + pg::description(1));
             constexpr qint64 size = 1'000'000'000;
             sendLarge(peer, 'D', pg::int16(1) + pg::int32(size), size);
         },
         tooLong, false, true},
        {"notices without end", "sends notices for ever", Place::Answer,
         [](Peer &peer, const PgQuestion &, Random &) { peer.flood(pg::notice("words")); }, tooLong},
        {"a notice of 100 MB", "sends a notice of 100 MB", Place::Answer,
         [](Peer &peer, const PgQuestion &question, Random &) {
             sendLarge(peer, 'N', "SNOTICE" + QByteArray(1, 0) + "C00000" + '\0' + 'M', large, QByteArray(2, 0));
             peer.send(whole(question));
         },
         tooLong},
        {"notifications without end", "notifies for ever", Place::Answer,
         [](Peer &peer, const PgQuestion &, Random &) { peer.flood(pg::notification()); }, tooLong},
        {"settings without end", "sends ever new settings", Place::Answer,
         [](Peer &peer, const PgQuestion &, Random &) { sendSettings(peer, 1000); }, tooLong},
        {"settings between rows", "sends ever new settings between rows", Place::Answer,
         [](Peer &peer, const PgQuestion &question, Random &) {
             peer.send(question.lead);
             const QByteArray value(10'000, 'v');
             for (quint64 i = 0; peer.send(question.rows + pg::parameter("isthmus.s" + QByteArray::number(i), value));
                  ++i) { }
         },
         tooLong},
        {"an error of 100 MB", "refuses in 100 MB", Place::Answer,
         [](Peer &peer, const PgQuestion &, Random &) {
             sendLarge(peer, 'E', "SERROR" + QByteArray(1, 0) + "CXX000" + '\0' + 'M', large, QByteArray(2, 0));
             peer.send(pg::ready());
         },
         tooLong},
        {"an error of 10 MB", "refuses in 10 MB", Place::Answer,
         [](Peer &peer, const PgQuestion &, Random &) {
             sendLarge(peer, 'E', "SERROR" + QByteArray(1, 0) + "CXX000" + '\0' + 'M', large / 10, QByteArray(2, 0));
             peer.send(pg::ready());
         },
         "reports a failure|did not finish within"},
        {"errors without end", "refuses for ever", Place::Answer,
         [](Peer &peer, const PgQuestion &, Random &) { peer.flood(pg::error("XX000", "no")); },
         "longer than|did not finish within|reports a failure"},
        {"completions without end", "completes for ever", Place::Answer,
         [](Peer &peer, const PgQuestion &question, Random &) {
             peer.send(question.lead);
             peer.flood(pg::complete("SELECT 0"));
         },
         "longer than|did not finish within|more answers|reports a failure|cannot be", false, true},
        {"descriptions without end", "describes rows for ever", Place::Answer,
         [](Peer &peer, const PgQuestion &question, Random &) {
             peer.send(question.lead);
             peer.flood(pg::description(3));
         },
         "longer than|did not finish within|more answers|reports a failure|cannot be|changed"},
        {"empty answers without end", "tells for ever that the question was empty", Place::Answer,
         [](Peer &peer, const PgQuestion &, Random &) { peer.flood(pg::message('I', {})); },
         "longer than|did not finish within|more answers|reports a failure|cannot be"},
        {"ready without end", "is ready for ever", Place::Answer,
         [](Peer &peer, const PgQuestion &, Random &) { peer.flood(pg::ready()); }, "", true},
        {"parsed without end", "has parsed for ever", Place::Answer,
         [](Peer &peer, const PgQuestion &, Random &) { peer.flood(pg::message('1', {}) + pg::message('2', {})); },
         "longer than|did not finish within|was cut|reports a failure|cannot be"},
    };
    return modes;
}

const QList<PgMode> &garbledModes()
{
    static const QList<PgMode> modes{
        {"noise", "sends random bytes", Place::Answer,
         [](Peer &peer, const PgQuestion &, Random &random) {
             peer.send(noise(random, 2000));
             peer.reset();
         },
         "was cut|cannot be|reports|longer|did not"},
        {"unknown message", "sends a message that there is not", Place::Answer,
         [](Peer &peer, const PgQuestion &question, Random &) {
             peer.send(question.lead + pg::message('!', "words") + question.tail);
             peer.hold();
         },
         "was cut|cannot be|reports|longer|did not"},
        {"message of length 0", "announces no length", Place::Answer,
         [](Peer &peer, const PgQuestion &question, Random &) {
             peer.send(question.lead + pg::message('D', {}, 0));
             peer.hold();
         },
         "was cut|cannot be|reports|longer|did not"},
        {"message of negative length", "announces a negative length", Place::Answer,
         [](Peer &peer, const PgQuestion &question, Random &random) {
             peer.send(question.lead + pg::message('D', {}, -1 - random.bounded(100'000)));
             peer.hold();
         },
         "was cut|cannot be|reports|longer|did not"},
        {"message of 2 GB", "announces 2 GB and falls silent", Place::Answer,
         [](Peer &peer, const PgQuestion &question, Random &) {
             peer.send(question.lead + pg::message('D', "xx", 0x7fffffff));
             peer.hold();
         },
         "was cut|cannot be|reports|longer|did not"},
        {"more columns than described", "sends rows with one column more", Place::Answer,
         [](Peer &peer, const PgQuestion &question, Random &) {
             peer.send(question.lead + pg::row(Values(question.columns + 1, QByteArray("x"))) + question.tail);
         },
         "was cut|cannot be|reports|longer|did not", true},
        {"fewer columns than described", "sends rows with one column less", Place::Answer,
         [](Peer &peer, const PgQuestion &question, Random &) {
             peer.send(question.lead + pg::row(Values(std::max(0, question.columns - 1), QByteArray("x")))
                       + question.tail);
         },
         "was cut|cannot be|reports|longer|did not", true},
        {"value of negative length", "sends a value of length -2", Place::Answer,
         [](Peer &peer, const PgQuestion &question, Random &random) {
             peer.send(question.lead
                       + pg::message('D', pg::int16(std::max(1, question.columns)) + pg::int32(-2 - random.bounded(9)))
                       + question.tail);
             peer.hold();
         },
         "was cut|cannot be|reports|longer|did not", true},
        {"value beyond its message", "sends a value that is longer than its message", Place::Answer,
         [](Peer &peer, const PgQuestion &question, Random &) {
             peer.send(question.lead
                       + pg::message('D', pg::int16(std::max(1, question.columns)) + pg::int32(1'000'000) + "x")
                       + question.tail);
             peer.hold();
         },
         "was cut|cannot be|reports|longer|did not", true},
        {"bytes behind the values", "sends rows with something behind", Place::Answer,
         [](Peer &peer, const PgQuestion &question, Random &) {
             Values values(question.columns, QByteArray("x"));
             peer.send(question.lead + pg::message('D', pg::row(values).mid(5) + "more") + question.tail);
             peer.hold();
         },
         "was cut|cannot be|reports|longer|did not", true},
        {"rows without description", "sends rows that nothing describes", Place::Answer,
         [](Peer &peer, const PgQuestion &question, Random &) {
             const QByteArray parsed = question.isExtended ? question.lead.first(10) : QByteArray();
             peer.send(parsed + pg::row({"x", "y"}) + question.tail);
             peer.hold();
         },
         "was cut|cannot be|reports|longer|did not", true},
        {"one column only", "answers with one column", Place::Answer,
         [](Peer &peer, const PgQuestion &question, Random &) {
             const QByteArray parsed = question.isExtended ? question.lead.first(10) : QByteArray();
             peer.send(parsed + pg::description(1) + pg::row({"t"}) + question.tail);
         },
         "", true, true},
        {"no column", "answers with rows of no column", Place::Answer,
         [](Peer &peer, const PgQuestion &question, Random &) {
             const QByteArray parsed = question.isExtended ? question.lead.first(10) : QByteArray();
             peer.send(parsed + pg::description(0) + pg::row({}) + question.tail);
         },
         "", true},
        {"NULLs", "answers with NULLs", Place::Answer,
         [](Peer &peer, const PgQuestion &question, Random &) {
             peer.send(question.lead + nulls(question.columns) + question.tail);
         },
         "", true},
        {"noise in values", "answers with random bytes", Place::Answer,
         [](Peer &peer, const PgQuestion &question, Random &random) {
             Values values;
             for (int i = 0; i < question.columns; ++i)
                 values.append(noise(random, random.bounded(50)));
             peer.send(question.lead + pg::row(values) + question.tail);
         },
         "", true},
        {"control codes in values", "answers with texts that command a terminal", Place::Answer,
         [](Peer &peer, const PgQuestion &question, Random &) {
             peer.send(question.lead
                       + pg::row(Values(question.columns,
                                        QByteArray("\x1b]0;x\x07\xc2\x9b"
                                                   "31m\r\b")))
                       + question.tail);
         },
         "", true},
        {"long values", "answers with texts of 100 kB", Place::Answer,
         [](Peer &peer, const PgQuestion &question, Random &) {
             peer.send(question.lead + pg::row(Values(question.columns, QByteArray(100'000, 'y'))) + question.tail);
         },
         "", true},
        {"odd numbers", "answers with numbers that are none", Place::Answer,
         [](Peer &peer, const PgQuestion &question, Random &random) {
             const QList<QByteArray> odd{"-1", "99999999999999999999", "NaN", "1e400", "", "-9223372036854775808"};
             peer.send(question.lead + pg::row(Values(question.columns, odd.at(random.bounded(6)))) + question.tail);
         },
         "", true},
        {"binary values", "answers in the binary format", Place::Answer,
         [](Peer &peer, const PgQuestion &question, Random &) {
             const QByteArray parsed = question.isExtended ? question.lead.first(10) : QByteArray();
             peer.send(parsed + pg::description(question.columns, 20, 1)
                       + pg::row(Values(question.columns, QByteArray(8, 1))) + question.tail);
         },
         "", true},
        {"two answers", "answers twice", Place::Answer,
         [](Peer &peer, const PgQuestion &question, Random &) { peer.send(whole(question) + whole(question)); }, "",
         true},
        {"answer to another question", "answers with one row of another shape", Place::Answer,
         [](Peer &peer, const PgQuestion &question, Random &random) {
             const QByteArray parsed = question.isExtended ? question.lead.first(10) : QByteArray();
             const int columns = 1 + random.bounded(30);
             peer.send(parsed + pg::description(columns) + pg::row(Values(columns, QByteArray("z"))) + question.tail);
         },
         "", true},
        {"suspended", "suspends instead of completing", Place::Answer,
         [](Peer &peer, const PgQuestion &question, Random &) {
             peer.send(question.lead + question.rows + pg::message('s', {}) + pg::ready());
             peer.hold();
         },
         "", true},
        {"asks for the password later", "asks for the password in the middle of the session", Place::Answer,
         [](Peer &peer, const PgQuestion &, Random &) {
             peer.send(pg::authentication(3));
             peer.hold();
         },
         "was cut|cannot be|reports|longer|did not"},
        {"other encoding", "tells that its texts are in another encoding", Place::Answer,
         [](Peer &peer, const PgQuestion &question, Random &random) {
             const QList<QByteArray> names{"GBK", "SQL_ASCII", "nonsense", ""};
             peer.send(pg::parameter("client_encoding", names.at(random.bounded(4))) + whole(question));
         },
         "", true},
        {"odd zone", "tells a time zone that there is not", Place::Answer,
         [](Peer &peer, const PgQuestion &question, Random &) {
             peer.send(pg::parameter("TimeZone", "../../etc/passwd") + whole(question));
         },
         "", true},
        {"odd state", "is ready in a state that there is not", Place::Answer,
         [](Peer &peer, const PgQuestion &question, Random &random) {
             peer.send(question.lead + question.rows + pg::complete("SELECT 1") + pg::ready(char(random.bounded(256))));
         },
         "", true},
        {"function result", "answers a function call that nobody made", Place::Answer,
         [](Peer &peer, const PgQuestion &, Random &) {
             peer.send(pg::message('V', pg::int32(4) + "abcd") + pg::ready());
             peer.hold();
         },
         "was cut|cannot be|reports|longer|did not", true},
        {"error without end of fields", "refuses with fields that do not end", Place::Answer,
         [](Peer &peer, const PgQuestion &, Random &) {
             peer.send(pg::message('E', "SERROR") + pg::ready());
             peer.hold();
         },
         "was cut|cannot be|reports|longer|did not"},
        {"error with control codes", "refuses with texts that command a terminal", Place::Answer,
         [](Peer &peer, const PgQuestion &, Random &) {
             peer.send(pg::error("42601", "\x1b[2J\x1b]52;c;eA==\x07 \xe2\x80\xae") + pg::ready());
         },
         "syntax error|was cut"},
        {"cancelled", "tells that it was asked to stop", Place::Answer,
         [](Peer &peer, const PgQuestion &, Random &) { peer.send(pg::error("57014", "canceled") + pg::ready()); },
         "took too long|stopped the statement"},
        {"connection failures", "tells that its connection broke", Place::Answer,
         [](Peer &peer, const PgQuestion &, Random &) { peer.send(pg::error("08006", "no") + pg::ready()); },
         "stopping, starting|was cut"},
        {"failures of every sort", "refuses with one of many codes", Place::Answer,
         [](Peer &peer, const PgQuestion &, Random &random) {
             const QList<QByteArray> states{"42501", "42P01", "0A000", "53200",     "55P03",
                                            "22003", "99999", "",      "\n\n\n\n\n"};
             peer.send(pg::error(states.at(random.bounded(9)), "no") + pg::ready());
         },
         "", true},
    };
    return modes;
}

} // namespace

const QList<PgMode> &postgresModes()
{
    static const QList<PgMode> modes = signInModes() + silentModes() + copyModes() + endlessModes() + garbledModes();
    return modes;
}

} // namespace isthmus::hostile
