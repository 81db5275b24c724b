// SPDX-License-Identifier: GPL-3.0-or-later
// The ways in which a MaxCompute service can be hostile. Each is harmless by itself: what is endless or large is made
// while it is sent.
#include "hostilemaxcompute.h"

#include <isthmus/wire/xmlguard.h>

namespace isthmus::hostile {

namespace {

using Random = QRandomGenerator;
using Question = HttpQuestion;

constexpr char late[] = "in time|stopped answering|too long";
constexpr char cutOff[] = "cut off|failed|cannot be (understood|read)|in time";
constexpr char garbled[] = "in time|cannot be (understood|read)|longer than|failed|cut off";
constexpr char any[] = ".";

QByteArray noise(Random &random, int size)
{
    QByteArray bytes(size, 0);
    for (char &byte : bytes)
        byte = char(random.bounded(256));
    return bytes;
}

QByteArray chunk(const QByteArray &bytes)
{
    return QByteArray::number(bytes.size(), 16) + "\r\n" + bytes + "\r\n";
}

void sendLarge(Peer &peer, qint64 size, char fill = 'x')
{
    const QByteArray block(64 * 1024, fill);
    for (qint64 sent = 0; sent < size && peer.send(block); sent += block.size()) { }
}

// A body without end in pieces of \a unit.
void floodBody(Peer &peer, const Question &question, const QByteArray &begin, const QByteArray &unit)
{
    peer.send(question.head("Content-Length: 900000000000") + begin);
    peer.flood(unit);
}

QByteArray statusOnly(int status, const QByteArray &body, const QByteArray &headers = {})
{
    return "HTTP/1.1 " + QByteArray::number(status) + " Reason\r\n" + headers
        + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

QByteArray errorXml(const QByteArray &code, const QByteArray &message)
{
    return "<?xml version=\"1.0\"?><Error><Code>" + code + "</Code><Message><![CDATA[" + message
        + "]]></Message></Error>";
}

// Root element of the honest answer.
QByteArray rootOf(const Question &question)
{
    const qsizetype begin = question.body.indexOf('<', question.body.startsWith("<?") ? 2 : 0) + 1;
    qsizetype end = begin;
    while (end < question.body.size() && (QChar::fromLatin1(question.body.at(end)).isLetter()))
        ++end;
    return begin > 0 && end > begin ? question.body.mid(begin, end - begin) : QByteArray("Tables");
}

QByteArray inRoot(const Question &question, const QByteArray &inside)
{
    const QByteArray root = rootOf(question);
    return '<' + root + '>' + inside + "</" + root + '>';
}

QByteArray page(const Question &question, const QByteArray &marker, int first, int count)
{
    QByteArray inside = "<Marker>" + marker + "</Marker>";
    const QByteArray element = question.path.endsWith("/schemas") ? "Schema" : "Table";
    for (int i = first; i < first + count; ++i)
        inside += '<' + element + "><Name>n" + QByteArray::number(i) + "</Name></" + element + '>';
    return question.whole(inRoot(question, inside));
}

const QList<HttpMode> &transportModes()
{
    static const QList<HttpMode> modes{
        {"silence", "does not answer", [](Peer &peer, const Question &, Random &, bool &) { peer.hold(); }, late, false,
         true},
        {"close", "closes instead of answering", [](Peer &, const Question &, Random &, bool &) {}, cutOff},
        {"reset", "resets the connection", [](Peer &peer, const Question &, Random &, bool &) { peer.reset(); },
         cutOff},
        {"noise", "sends random bytes",
         [](Peer &peer, const Question &, Random &random, bool &) { peer.send('\0' + noise(random, 3000)); }, garbled},
        {"PostgreSQL", "answers as PostgreSQL does",
         [](Peer &peer, const Question &, Random &, bool &) { peer.send(QByteArray("R\0\0\0\x08\0\0\0\0", 9)); },
         garbled},
        {"HTTP/2", "answers in HTTP/2",
         [](Peer &peer, const Question &, Random &, bool &) { peer.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"); },
         garbled},
        {"half a status line", "stops within the status line",
         [](Peer &peer, const Question &, Random &, bool &) {
             peer.send("HTTP/1.1 20");
             peer.hold();
         },
         late},
        {"status line without end", "sends a status line for ever",
         [](Peer &peer, const Question &, Random &, bool &) {
             peer.send("HTTP/1.1 200 ");
             peer.flood("x");
         },
         any},
        {"odd status", "has a status that there is not",
         [](Peer &peer, const Question &question, Random &random, bool &) {
             const QList<QByteArray> odd{"000", "999", "-1", "20", "2000", "abc"};
             peer.send("HTTP/1.1 " + odd.at(random.bounded(6)) + " Odd\r\nContent-Length: 0\r\n\r\n" + question.body);
         },
         any},
        {"continue without end", "tells for ever that there will be an answer",
         [](Peer &peer, const Question &, Random &, bool &) { peer.flood("HTTP/1.1 100 Continue\r\n\r\n"); }, any},
        {"continue now and then", "tells now and then that there will be an answer",
         [](Peer &peer, const Question &, Random &, bool &) {
             while (peer.send("HTTP/1.1 100 Continue\r\n\r\n") && peer.pause(100)) { }
         },
         late, false, true},
        {"headers without end", "sends headers for ever",
         [](Peer &peer, const Question &, Random &, bool &) {
             peer.send("HTTP/1.1 200 OK\r\n");
             peer.flood("X-Header: value\r\n");
         },
         any},
        {"a header without end", "sends one header for ever",
         [](Peer &peer, const Question &, Random &, bool &) {
             peer.send("HTTP/1.1 200 OK\r\nX-Header: ");
             peer.flood("value");
         },
         any},
        {"headers now and then", "sends a header now and then",
         [](Peer &peer, const Question &, Random &, bool &) {
             peer.send("HTTP/1.1 200 OK\r\n");
             while (peer.send("X-Header: value\r\n") && peer.pause(100)) { }
         },
         late},
        {"odd headers", "sends headers that are none",
         [](Peer &peer, const Question &question, Random &, bool &) {
             peer.send("HTTP/1.1 200 OK\r\nno colon here\r\n: no name\r\nNul: a" + QByteArray(1, 0)
                       + "b\r\n folded\r\nContent-Length: " + QByteArray::number(question.body.size()) + "\r\n\r\n"
                       + question.body);
         },
         any, true},
        {"odd length", "announces a length that is none",
         [](Peer &peer, const Question &question, Random &random, bool &) {
             const QList<QByteArray> odd{"-1", "abc", "99999999999999999999999", "1, 2", "0x10", ""};
             peer.send(question.head("Content-Length: " + odd.at(random.bounded(6))) + question.body);
         },
         any, true},
        {"two lengths", "announces two lengths",
         [](Peer &peer, const Question &question, Random &, bool &) {
             peer.send(question.head("Content-Length: 5\r\nContent-Length: 100000") + question.body);
         },
         any, true},
        {"too short", "sends less than it announces, and closes",
         [](Peer &peer, const Question &question, Random &, bool &) {
             peer.send(question.head("Content-Length: " + QByteArray::number(question.body.size() + 100))
                       + question.body);
         },
         cutOff},
        {"too short, then silence", "sends less than it announces, and falls silent",
         [](Peer &peer, const Question &question, Random &, bool &) {
             peer.send(question.head("Content-Length: " + QByteArray::number(question.body.size() + 100))
                       + question.body);
             peer.hold();
         },
         late},
        {"too long", "sends more than it announces",
         [](Peer &peer, const Question &question, Random &, bool &keeps) {
             peer.send(question.whole() + "more");
             keeps = true;
         },
         any, true},
        {"cut body", "closes within the body",
         [](Peer &peer, const Question &question, Random &random, bool &) {
             const QByteArray all = question.whole();
             peer.send(all.first(1 + random.bounded(int(all.size()) - 1)));
         },
         any, true},
        {"trickle", "answers byte by byte",
         [](Peer &peer, const Question &question, Random &, bool &) { peer.trickle(question.whole(), 50); }, late},
        {"body trickles without end", "sends a body byte by byte for ever",
         [](Peer &peer, const Question &question, Random &, bool &) {
             peer.send(question.head("Content-Length: 900000000000"));
             while (peer.send("x") && peer.pause(100)) { }
         },
         "in time|stopped answering|cannot be (understood|read)"},
        {"body without end", "sends a body for ever",
         [](Peer &peer, const Question &question, Random &, bool &) { floodBody(peer, question, {}, "x"); }, garbled,
         true},
        {"body without length and end", "sends a body for ever, without a length",
         [](Peer &peer, const Question &question, Random &, bool &) {
             peer.send(question.head({}));
             peer.flood("<a>");
         },
         garbled, true},
        {"wrong chunks", "sends chunks whose sizes are none",
         [](Peer &peer, const Question &question, Random &random, bool &) {
             const QList<QByteArray> odd{"-5", "zz", "ffffffffffffffffffff", "", "5;" + QByteArray(100'000, 'x'), " 5"};
             peer.send(question.head("Transfer-Encoding: chunked") + odd.at(random.bounded(6)) + "\r\n" + question.body
                       + "\r\n0\r\n\r\n");
         },
         any, true},
        {"chunk that is longer", "sends a chunk that is longer than its size",
         [](Peer &peer, const Question &question, Random &, bool &) {
             peer.send(question.head("Transfer-Encoding: chunked") + "3\r\n" + question.body + "\r\n0\r\n\r\n");
         },
         any, true},
        {"chunks without end", "sends chunks for ever",
         [](Peer &peer, const Question &question, Random &, bool &) {
             peer.send(question.head("Transfer-Encoding: chunked"));
             peer.flood(chunk(QByteArray(1000, 'x')));
         },
         garbled, true},
        {"chunks of one byte without end", "sends chunks of one byte for ever",
         [](Peer &peer, const Question &question, Random &, bool &) {
             peer.send(question.head("Transfer-Encoding: chunked"));
             peer.flood(chunk("x"));
         },
         any, true},
        {"no last chunk", "does not end its chunks",
         [](Peer &peer, const Question &question, Random &, bool &) {
             peer.send(question.head("Transfer-Encoding: chunked") + chunk(question.body + ' '));
             peer.hold();
         },
         late},
        {"trailers without end", "sends trailers for ever",
         [](Peer &peer, const Question &question, Random &, bool &) {
             peer.send(question.head("Transfer-Encoding: chunked") + chunk(question.body + ' ') + "0\r\n");
             peer.flood("X-Trailer: value\r\n");
         },
         any, true},
        {"chunks and a length", "announces chunks and a length",
         [](Peer &peer, const Question &question, Random &, bool &) {
             peer.send(question.head("Content-Length: 3\r\nTransfer-Encoding: chunked") + chunk(question.body + ' ')
                       + "0\r\n\r\n");
         },
         any, true},
        {"compressed", "says that the body is compressed, which it is not",
         [](Peer &peer, const Question &question, Random &random, bool &) {
             const QList<QByteArray> odd{"Content-Encoding: gzip", "Content-Encoding: br", "Transfer-Encoding: gzip",
                                         "Content-Encoding: deflate, gzip, gzip"};
             peer.send(question.head("Content-Length: " + QByteArray::number(question.body.size()) + "\r\n"
                                     + odd.at(random.bounded(4)))
                       + question.body);
         },
         any, true},
        {"compressed text", "sends a compressed body unasked", // what unpacks to little
         [](Peer &peer, const Question &question, Random &, bool &) {
             const QByteArray packed = qCompress(question.body).mid(4);
             peer.send(
                 question.head("Content-Length: " + QByteArray::number(packed.size()) + "\r\nContent-Encoding: deflate")
                 + packed);
         },
         any, true},
        {"two answers", "answers twice",
         [](Peer &peer, const Question &question, Random &, bool &keeps) {
             peer.send(question.whole() + question.whole());
             keeps = true;
         },
         any, true},
        {"answers in advance", "answers twice, the second time wrongly",
         [](Peer &peer, const Question &question, Random &, bool &keeps) {
             peer.send(question.whole() + statusOnly(200, "<Wrong/>"));
             keeps = true;
         },
         any, true},
        {"closes behind each answer", "closes behind each answer though it kept the connection",
         [](Peer &peer, const Question &question, Random &, bool &) { peer.send(question.whole()); }, any, true},
    };
    return modes;
}

const QList<HttpMode> &statusModes()
{
    static const QList<HttpMode> modes{
        {"redirect", "sends elsewhere",
         [](Peer &peer, const Question &, Random &random, bool &) {
             const QList<int> codes{301, 302, 303, 307, 308};
             peer.send(
                 statusOnly(codes.at(random.bounded(5)), "<html>moved</html>", "Location: http://127.0.0.1:9/\r\n"));
         },
         any},
        {"redirect to itself", "sends to itself",
         [](Peer &peer, const Question &question, Random &, bool &keeps) {
             peer.send(statusOnly(302, {}, "Location: " + question.path + "\r\n"));
             keeps = true;
         },
         any, true},
        {"no content", "answers that there is nothing",
         [](Peer &peer, const Question &, Random &random, bool &) {
             const QList<int> codes{204, 205, 304};
             peer.send("HTTP/1.1 " + QByteArray::number(codes.at(random.bounded(3))) + " None\r\n\r\n");
         },
         any, true},
        {"who are you", "does not accept the key",
         [](Peer &peer, const Question &, Random &, bool &) {
             peer.send(statusOnly(401, errorXml("Unauthorized", "no"), "WWW-Authenticate: Basic realm=\"x\"\r\n"));
         },
         "did not accept the AccessKey", true},
        {"proxy wants a password", "answers as a proxy",
         [](Peer &peer, const Question &, Random &, bool &) {
             peer.send(statusOnly(407, "<html>proxy</html>", "Proxy-Authenticate: Basic realm=\"x\"\r\n"));
         },
         any, true},
        {"forbidden", "forbids it",
         [](Peer &peer, const Question &, Random &, bool &) {
             peer.send(statusOnly(403, errorXml("NoPermission", "no")));
         },
         any, true},
        {"page of a web server", "answers with a page that says 404",
         [](Peer &peer, const Question &, Random &, bool &) {
             peer.send(statusOnly(404, "<html><body>Not <b>Found</body>"));
         },
         any, true},
        {"busy without end", "is busy for ever",
         [](Peer &peer, const Question &, Random &random, bool &) {
             const QList<int> codes{429, 502, 503, 504};
             peer.send(statusOnly(codes.at(random.bounded(4)), errorXml("Busy", "no"), "Retry-After: 99999999\r\n"));
         },
         any, true},
        {"broken", "fails", [](Peer &peer, const Question &, Random &, bool &) { peer.send(statusOnly(500, "boom")); },
         any, true},
        {"error without end", "fails with a text that does not end",
         [](Peer &peer, const Question &, Random &, bool &) {
             peer.send("HTTP/1.1 500 Broken\r\nContent-Type: text/plain\r\n\r\n");
             peer.flood("boom ");
         },
         any, true, true},
        {"error of 100 MB", "fails with 100 MB of text",
         [](Peer &peer, const Question &, Random &, bool &) {
             constexpr qint64 size = 100 * 1024 * 1024;
             peer.send("HTTP/1.1 500 Broken\r\nContent-Length: " + QByteArray::number(size) + "\r\n\r\n");
             sendLarge(peer, size);
         },
         any, true},
        {"long error", "fails with a message of 900 kB",
         [](Peer &peer, const Question &, Random &, bool &) {
             peer.send(statusOnly(400, errorXml("ODPS-0130161", QByteArray(900'000, 'x'))));
         },
         any, true},
        {"error with control codes", "fails with texts that command a terminal",
         [](Peer &peer, const Question &, Random &, bool &) {
             peer.send(statusOnly(400, errorXml("C\x1b[31m", "\x1b[2J\x1b]52;c;eA==\x07 \xe2\x80\xae words")));
         },
         any, true},
        {"error in deep JSON", "fails with JSON that is nested deeply",
         [](Peer &peer, const Question &, Random &, bool &) {
             peer.send(statusOnly(400, "{\"Code\":" + QByteArray(5000, '[') + QByteArray(5000, ']') + '}'));
         },
         any, true},
        {"error in crowded XML", "fails with XML whose tag is just too crowded",
         [](Peer &peer, const Question &, Random &, bool &) {
             QByteArray tag = "<Error";
             for (int i = 0; i <= wire::XmlLimits().maxAttributes; ++i)
                 tag += " a" + QByteArray::number(i) + "='1'";
             peer.send(statusOnly(400, tag + "/>"));
         },
         any, true},
    };
    return modes;
}

const QList<HttpMode> &textModes()
{
    static const QList<HttpMode> modes{
        {"empty body", "answers with nothing",
         [](Peer &peer, const Question &question, Random &, bool &) { peer.send(question.whole({})); }, garbled, true},
        {"other root", "answers with another document",
         [](Peer &peer, const Question &question, Random &, bool &) { peer.send(question.whole("<Other/>")); }, garbled,
         true},
        {"page instead", "answers with a page",
         [](Peer &peer, const Question &question, Random &, bool &) {
             peer.send(question.whole("<html><body>Welcome</body></html>"));
         },
         garbled, true},
        {"JSON instead", "answers with JSON",
         [](Peer &peer, const Question &question, Random &, bool &) { peer.send(question.whole("{\"a\":[1,2,3]}")); },
         garbled, true},
        {"random bytes in the body", "answers with random bytes",
         [](Peer &peer, const Question &question, Random &random, bool &) {
             peer.send(question.whole(noise(random, 5000)));
         },
         garbled, true},
        {"changed bytes", "changes some bytes of the answer",
         [](Peer &peer, const Question &question, Random &random, bool &) {
             QByteArray body = question.body;
             for (int i = 0; i < 5 && !body.isEmpty(); ++i)
                 body[random.bounded(int(body.size()))] = char(random.bounded(256));
             peer.send(question.whole(body));
         },
         any, true},
        {"document type", "answers with a document type",
         [](Peer &peer, const Question &question, Random &, bool &) {
             peer.send(question.whole("<!DOCTYPE a [<!ENTITY b \"c\">]>" + inRoot(question, "<Name>&b;</Name>")));
         },
         garbled, true},
        {"entity that there is not", "answers with an entity that nobody declared",
         [](Peer &peer, const Question &question, Random &, bool &) {
             peer.send(question.whole(inRoot(question, "<Name>&b;</Name>")));
         },
         garbled, true},
        {"crowded tag", "has a tag with one attribute too many",
         [](Peer &peer, const Question &question, Random &, bool &) {
             QByteArray tag = "<Name";
             for (int i = 0; i <= wire::XmlLimits().maxAttributes; ++i)
                 tag += " a" + QByteArray::number(i) + "='1'";
             peer.send(question.whole(inRoot(question, tag + "/>")));
         },
         garbled, true, true},
        {"long tag", "has a tag that is one byte too long",
         [](Peer &peer, const Question &question, Random &, bool &) {
             peer.send(question.whole(
                 inRoot(question, "<Name a='" + QByteArray(wire::XmlLimits().maxTagBytes, 'x') + "'/>")));
         },
         garbled, true},
        {"nested deeply", "nests one element too deep",
         [](Peer &peer, const Question &question, Random &, bool &) {
             const int depth = wire::XmlLimits().maxDepth + 1;
             peer.send(question.whole(
                 inRoot(question, QByteArray("<a>").repeated(depth) + QByteArray("</a>").repeated(depth))));
         },
         garbled, true},
        {"many elements", "answers with elements for ever",
         [](Peer &peer, const Question &question, Random &, bool &) {
             floodBody(peer, question, '<' + rootOf(question) + '>', "<a/>");
         },
         garbled, true},
        {"five million elements", "answers with five million elements",
         [](Peer &peer, const Question &question, Random &, bool &) {
             peer.send(question.head({}) + '<' + rootOf(question) + '>');
             const QByteArray block = QByteArray("<a/>").repeated(50'000);
             for (int i = 0; i < 100 && peer.send(block); ++i) { }
             peer.send("</" + rootOf(question) + '>');
         },
         garbled, true, true},
        {"many attributes", "answers with two million attributes",
         [](Peer &peer, const Question &question, Random &, bool &) {
             peer.send(question.head({}) + '<' + rootOf(question) + '>');
             QByteArray tag = "<b";
             for (int i = 0; i < 40; ++i)
                 tag += " a" + QByteArray::number(i) + "=''";
             const QByteArray block = (tag + "/>").repeated(500);
             for (int i = 0; i < 100 && peer.send(block); ++i) { }
             peer.send("</" + rootOf(question) + '>');
         },
         garbled, true},
        {"text of 20 MB", "answers with a text of 20 MB",
         [](Peer &peer, const Question &question, Random &, bool &) {
             peer.send(question.head({}) + '<' + rootOf(question) + "><Name>");
             sendLarge(peer, 20 * 1024 * 1024);
             peer.send("</Name></" + rootOf(question) + '>');
         },
         any, true},
        {"names of 1 MB", "answers with names of 1 MB",
         [](Peer &peer, const Question &question, Random &, bool &) {
             QByteArray inside = "<Marker/>";
             for (int i = 0; i < 4; ++i)
                 inside += "<Table><Name>" + QByteArray(1024 * 1024, char('a' + i)) + "</Name></Table>";
             peer.send(question.whole(inRoot(question, inside)));
         },
         any, true},
        {"not UTF-8", "answers in bytes that are no UTF-8",
         [](Peer &peer, const Question &question, Random &, bool &) {
             peer.send(question.whole(inRoot(question, "<Name>\xff\xfe\xc0</Name>")));
         },
         garbled, true},
        {"UTF-16", "answers in UTF-16",
         [](Peer &peer, const Question &question, Random &, bool &) {
             QByteArray wide("\xff\xfe");
             for (const char c : inRoot(question, {}))
                 wide.append(c).append('\0');
             peer.send(question.whole(wide));
         },
         garbled, true},
        {"other encoding", "answers in an encoding of its own",
         [](Peer &peer, const Question &question, Random &, bool &) {
             peer.send(question.whole("<?xml version=\"1.0\" encoding=\"UTF-7\"?>" + inRoot(question, {})));
         },
         garbled, true},
        {"control codes in names", "answers with names that command a terminal",
         [](Peer &peer, const Question &question, Random &, bool &) {
             peer.send(question.whole(inRoot(question,
                                             "<Marker/><Table><Name>&#x9b;31m&#x202e;evil</Name><Comment>\xc2\x9b"
                                             "2J</Comment></Table>")));
         },
         any, true},
        {"deep JSON in the table", "describes the table by JSON that is nested deeply",
         [](Peer &peer, const Question &question, Random &, bool &) {
             peer.send(question.whole(inRoot(question,
                                             "<Name>orders</Name><Schema><![CDATA[{\"columns\":" + QByteArray(2000, '[')
                                                 + QByteArray(2000, ']') + "}]]></Schema>")));
         },
         any, true},
        {"wide table", "describes a table of 20,000 columns",
         [](Peer &peer, const Question &question, Random &, bool &) {
             QByteArray columns;
             for (int i = 0; i < 20'000; ++i)
                 columns += (i == 0 ? "" : ",") + QByteArray("{\"name\":\"c") + QByteArray::number(i)
                     + "\",\"type\":\"string\"}";
             peer.send(question.whole(
                 inRoot(question, "<Name>orders</Name><Schema><![CDATA[{\"columns\":[" + columns + "]}]]></Schema>")));
         },
         any, true},
        {"odd JSON in the table", "describes the table by JSON of other types",
         [](Peer &peer, const Question &question, Random &random, bool &) {
             const QList<QByteArray> odd{
                 "{\"columns\":{}}",
                 "{\"columns\":[1,2]}",
                 "{\"columns\":[{\"name\":1,\"type\":2}]}",
                 "[]",
                 "null",
                 "{\"columns\":[],\"recordNum\":1e400,\"size\":-5,\"lifecycle\":99999999999,\"createTime\":9e18}"};
             peer.send(question.whole(inRoot(
                 question, "<Name>orders</Name><Schema><![CDATA[" + odd.at(random.bounded(6)) + "]]></Schema>")));
         },
         any, true},
        {"odd types", "describes columns of types that there are not",
         [](Peer &peer, const Question &question, Random &random, bool &) {
             const QList<QByteArray> odd{"decimal(999999999,999999999)",
                                         "varchar(-1)",
                                         "array<array<array<",
                                         "struct<a:",
                                         "map<,>",
                                         QByteArray("array<").repeated(300) + "int" + QByteArray(300, '>')};
             peer.send(
                 question.whole(inRoot(question,
                                       "<Name>orders</Name><Schema><![CDATA[{\"columns\":[{\"name\":\"id\",\"type\":\""
                                           + odd.at(random.bounded(6)) + "\"}]}]]></Schema>")));
         },
         any, true},
    };
    return modes;
}

const QList<HttpMode> &listModes()
{
    static const QList<HttpMode> modes{
        {"page that follows itself", "gives the same marker again and again",
         [](Peer &peer, const Question &question, Random &, bool &keeps) {
             peer.send(page(question, "again", 0, 3));
             keeps = true;
         },
         any, true},
        {"markers by turns", "gives two markers by turns",
         [](Peer &peer, const Question &question, Random &, bool &keeps) {
             peer.send(page(question, question.asks("marker=a") ? "b" : "a", 0, 3));
             keeps = true;
         },
         any, true},
        {"empty pages without end", "gives ever new markers and no name",
         [](Peer &peer, const Question &question, Random &, bool &keeps) {
             peer.send(page(question, "m" + QByteArray::number(question.number), 0, 0));
             keeps = true;
         },
         any, true},
        {"the same page under new markers", "gives ever new markers and the same names",
         [](Peer &peer, const Question &question, Random &, bool &keeps) {
             peer.send(page(question, "m" + QByteArray::number(question.number), 0, 100));
             keeps = true;
         },
         any, true},
        {"small pages without end", "gives ever new markers and one name each",
         [](Peer &peer, const Question &question, Random &, bool &keeps) {
             peer.send(page(question, "m" + QByteArray::number(question.number), question.number, 1));
             keeps = true;
         },
         any, true, true},
        {"pages that are too long", "gives more names than were asked for",
         [](Peer &peer, const Question &question, Random &, bool &keeps) {
             peer.send(page(question, {}, 0, 20'000));
             keeps = true;
         },
         any, true},
        {"a quarter of a million names", "lists 250,000 names, page by page",
         [](Peer &peer, const Question &question, Random &, bool &keeps) {
             constexpr int all = 250'000;
             constexpr int count = 5'000;
             const qsizetype begin = question.query.indexOf("marker=m");
             const QByteArray marker = begin < 0 ? QByteArray("0") : question.query.mid(begin + 8).split('&').first();
             const int next = marker.toInt() + count;
             peer.send(
                 page(question, next < all ? "m" + QByteArray::number(next) : QByteArray(), marker.toInt(), count));
             keeps = true;
         },
         any, true},
        {"long markers", "gives markers of 100 kB",
         [](Peer &peer, const Question &question, Random &, bool &keeps) {
             peer.send(page(question, QByteArray(100'000, char('a' + question.number % 26)), question.number * 10, 10));
             keeps = true;
         },
         any, true},
        {"names that repeat", "gives the same name a thousand times",
         [](Peer &peer, const Question &question, Random &, bool &keeps) {
             const QByteArray name("<Table><Name>orders</Name></Table><Schema><Name>default</Name></Schema>");
             peer.send(question.whole(inRoot(question, "<Marker/>" + name.repeated(1000))));
             keeps = true;
         },
         any, true},
    };
    return modes;
}

const QList<HttpMode> &jobModes()
{
    static const QList<HttpMode> modes{
        {"job without end", "runs every job for ever",
         [](Peer &peer, const Question &question, Random &, bool &keeps) {
             keeps = true;
             peer.send(question.path.contains("/instances/")
                           ? statusOnly(200, "<Instance><Status>Running</Status></Instance>")
                           : question.whole());
         },
         "took too long", true, true},
        {"job of odd states", "gives states that there are not",
         [](Peer &peer, const Question &question, Random &random, bool &keeps) {
             keeps = true;
             const QList<QByteArray> odd{"", "Unknown", "Suspended", QByteArray(10'000, 's'),
                                         "\xc2\x9b"
                                         "2J"};
             peer.send(question.path.contains("/instances/")
                           ? statusOnly(200, "<Instance><Status>" + odd.at(random.bounded(5)) + "</Status></Instance>")
                           : question.whole());
         },
         "took too long", true},
        {"job without id", "accepts a job and does not name it",
         [](Peer &peer, const Question &question, Random &, bool &keeps) {
             keeps = true;
             peer.send(question.path.endsWith("/instances") ? statusOnly(201, {}) : question.whole());
         },
         any, true},
        {"job of a foreign place", "names a job elsewhere",
         [](Peer &peer, const Question &question, Random &, bool &keeps) {
             keeps = true;
             peer.send(question.path.endsWith("/instances") ? statusOnly(
                           201, {}, "Location: http://127.0.0.1:9/x/../%2e%2e/" + QByteArray(5000, 'j') + "\r\n")
                                                            : question.whole());
         },
         any, true},
        {"job that fails at length", "fails every job with 900 kB",
         [](Peer &peer, const Question &question, Random &, bool &keeps) {
             keeps = true;
             if (question.asks("taskstatus"))
                 peer.send(statusOnly(200, "<Instance><Tasks><Task><Status>Failed</Status></Task></Tasks></Instance>"));
             else if (question.asks("result"))
                 peer.send(statusOnly(200,
                                      "<Instance><Tasks><Task><Result><![CDATA[ODPS-0130161:[1,1] "
                                          + QByteArray(900'000, 'x') + "]]></Result></Task></Tasks></Instance>"));
             else
                 peer.send(question.whole());
         },
         any, true},
        {"job without tasks", "ends every job without a task",
         [](Peer &peer, const Question &question, Random &, bool &keeps) {
             keeps = true;
             peer.send(question.asks("taskstatus") ? statusOnly(200, "<Instance><Tasks/></Instance>")
                                                   : question.whole());
         },
         any, true},
        {"odd result", "gives results whose coding is none",
         [](Peer &peer, const Question &question, Random &random, bool &keeps) {
             keeps = true;
             const QList<QByteArray> odd{
                 "<Result Transform=\"Base64\" Format=\"csv\">%%%</Result>", "<Result Format=\"csv\">\"open</Result>",
                 "<Result Format=\"csv\">" + QByteArray(100'000, ',') + "</Result>", "<Result/>", ""};
             if (question.asks("result"))
                 peer.send(statusOnly(
                     200, "<Instance><Tasks><Task>" + odd.at(random.bounded(5)) + "</Task></Tasks></Instance>"));
             else
                 peer.send(question.asks("downloads") ? statusOnly(400, R"({"Code":"InstanceTypeNotSupported"})")
                                                      : question.whole());
         },
         any, true},
        {"cells without end", "gives a result of ten million empty cells",
         [](Peer &peer, const Question &question, Random &, bool &keeps) {
             keeps = true;
             if (question.asks("result"))
                 peer.send(statusOnly(200,
                                      "<Instance><Tasks><Task><Result Format=\"csv\">"
                                          + (QByteArray(999, ',') + '\n').repeated(10'000)
                                          + "</Result></Task></Tasks></Instance>"));
             else
                 peer.send(question.asks("downloads") ? statusOnly(400, R"({"Code":"InstanceTypeNotSupported"})")
                                                      : question.whole());
         },
         any, true, true},
        {"head of empty cells", "gives a head of millions of empty cells",
         [](Peer &peer, const Question &question, Random &, bool &keeps) {
             keeps = true;
             if (!question.asks("linenum")) {
                 peer.send(question.whole());
                 return;
             }
             peer.send(question.head({}));
             peer.flood(QByteArray(999, ',') + '\n');
         },
         any, true},
        {"rows in other shapes", "gives a head whose rows differ in length",
         [](Peer &peer, const Question &question, Random &, bool &keeps) {
             keeps = true;
             peer.send(question.asks("linenum") ? question.whole("id,word\n1,2,3\n4\n") : question.whole());
         },
         any, true},
    };
    return modes;
}

// Of what comes through the Tunnel.
const QList<HttpMode> &tunnelModes()
{
    static const QList<HttpMode> modes{
        {"opening without end", "never gets a result ready",
         [](Peer &peer, const Question &question, Random &, bool &keeps) {
             keeps = true;
             peer.send(question.asks("download") ? statusOnly(200, R"({"DownloadID":"d1","Status":"INITIATING"})")
                                                 : question.whole());
         },
         "did not get ready|in time", true},
        {"odd counts", "announces counts of rows that there cannot be",
         [](Peer &peer, const Question &question, Random &random, bool &keeps) {
             keeps = true;
             const QList<QByteArray> odd{"-1", "9223372036854775807", "1e30", "\"many\"", "null", "1000000"};
             QByteArray body = question.body;
             if (question.asks("downloads"))
                 body.replace("\"RecordCount\":1", "\"RecordCount\":" + odd.at(random.bounded(6)));
             peer.send(question.whole(body));
         },
         any, true},
        {"other columns", "describes other columns than it sends",
         [](Peer &peer, const Question &question, Random &random, bool &keeps) {
             keeps = true;
             const QList<QByteArray> odd{"double", "array<struct<a:int>>", "decimal(38,18)", "timestamp", "boolean"};
             QByteArray body = question.body;
             if (question.asks("downloads"))
                 body.replace("STRING", odd.at(random.bounded(5)));
             peer.send(question.whole(body));
         },
         any, true},
        {"columns without end", "describes a result of 100,000 columns",
         [](Peer &peer, const Question &question, Random &, bool &keeps) {
             keeps = true;
             peer.send(question.asks("downloads")
                           ? question.whole("{\"DownloadID\":\"d\",\"RecordCount\":1,\"Schema\":{\"columns\":["
                                            + QByteArray("{\"name\":\"a\",\"type\":\"bigint\"},").repeated(100'000)
                                            + "{\"name\":\"a\",\"type\":\"bigint\"}]}}")
                           : question.whole());
         },
         any, true},
        {"JSON of 20 MB", "opens a result in 20 MB of JSON",
         [](Peer &peer, const Question &question, Random &, bool &keeps) {
             keeps = true;
             if (!question.asks("downloads")) {
                 peer.send(question.whole());
                 return;
             }
             keeps = false;
             peer.send(question.head({}) + '[');
             const QByteArray block = QByteArray("0,").repeated(50'000);
             for (int i = 0; i < 200 && peer.send(block); ++i) { }
             peer.send("0]");
         },
         any, true},
        {"changed rows", "changes a byte of the rows",
         [](Peer &peer, const Question &question, Random &random, bool &keeps) {
             keeps = true;
             QByteArray body = question.body;
             if (question.asks("data"))
                 body[random.bounded(int(body.size()))] ^= char(1 + random.bounded(255));
             peer.send(question.whole(body));
         },
         any, true},
        {"cut rows", "cuts the rows",
         [](Peer &peer, const Question &question, Random &random, bool &keeps) {
             keeps = true;
             peer.send(question.asks("data")
                           ? question.whole(question.body.left(random.bounded(int(question.body.size()))))
                           : question.whole());
         },
         any, true},
        {"rows twice", "sends the rows twice",
         [](Peer &peer, const Question &question, Random &, bool &keeps) {
             keeps = true;
             peer.send(question.asks("data") ? question.whole(question.body + question.body) : question.whole());
         },
         any, true},
        {"random rows", "sends random bytes for rows",
         [](Peer &peer, const Question &question, Random &random, bool &keeps) {
             keeps = true;
             peer.send(question.asks("data") ? question.whole(noise(random, 10'000)) : question.whole());
         },
         any, true},
        {"value of odd length", "sends a value whose length cannot be",
         [](Peer &peer, const Question &question, Random &random, bool &keeps) {
             keeps = true;
             if (!question.asks("data")) {
                 peer.send(question.whole());
                 return;
             }
             keeps = false;
             // Field 2, of bytes; the length is one of those that do not fit 31, 32, 63 or 64 bits.
             const QList<QByteArray> odd{
                 "\xff\xff\xff\xff\x07", "\xff\xff\xff\xff\x0f", "\xff\xff\xff\xff\xff\xff\xff\xff\x7f",
                 "\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"};
             peer.send(question.head({}) + '\x12' + odd.at(random.bounded(5)));
             peer.flood("x");
         },
         any, true},
        {"numbers without end", "sends a number that does not end",
         [](Peer &peer, const Question &question, Random &, bool &keeps) {
             keeps = true;
             if (!question.asks("data")) {
                 peer.send(question.whole());
                 return;
             }
             keeps = false;
             peer.send(question.head({}));
             peer.flood("\xff");
         },
         any, true},
        {"rows without end", "sends rows for ever",
         [](Peer &peer, const Question &question, Random &, bool &keeps) {
             keeps = true;
             QByteArray body = question.body;
             if (question.asks("downloads"))
                 body.replace("\"RecordCount\":1", "\"RecordCount\":100000000");
             if (!question.asks("data")) {
                 peer.send(question.whole(body));
                 return;
             }
             keeps = false;
             peer.send(question.head({}));
             peer.flood(body);
         },
         any, true, true},
        {"a Tunnel elsewhere", "names a Tunnel endpoint elsewhere",
         [](Peer &peer, const Question &question, Random &random, bool &keeps) {
             keeps = true;
             const QList<QByteArray> odd{
                 "http://example.invalid", "file:///etc/passwd", "http://a:b@127.0.0.1", "", "x y",
                 QByteArray(10'000, 'h')};
             peer.send(question.path.endsWith("/tunnel") ? statusOnly(200, odd.at(random.bounded(6)))
                                                         : question.whole());
         },
         any, true},
        {"another table in between", "describes another table each time",
         [](Peer &peer, const Question &question, Random &, bool &keeps) {
             keeps = true;
             QByteArray body = question.body;
             body.replace("bigint", question.number % 2 == 0 ? "string" : "double");
             body.replace("\"word\"", "\"w" + QByteArray::number(question.number) + '"');
             peer.send(question.whole(body));
         },
         any, true},
    };
    return modes;
}

} // namespace

const QList<HttpMode> &maxComputeModes()
{
    static const QList<HttpMode> modes =
        transportModes() + statusModes() + textModes() + listModes() + jobModes() + tunnelModes();
    return modes;
}

} // namespace isthmus::hostile
