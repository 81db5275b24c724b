// SPDX-License-Identifier: GPL-3.0-or-later
#include "hostilemaxcompute.h"

#include "endpointclient.h"
#include "fakeservice.h"
#include "tlsmodes.h"

#include <isthmus/records/recordbatch.h>
#include <isthmus/wire/tunnelschema.h>

#include <QScopeGuard>

namespace isthmus::hostile {

namespace {

const QByteArray tableJson = R"({"columns":[{"name":"id","type":"bigint"},{"name":"word","type":"string"}],)"
                             R"("comment":"a comment","recordNum":1,"lifecycle":7})";

const QList<catalog::Column> &columns()
{
    static const QList<catalog::Column> made = test::columnsOf(
        {{QStringLiteral("id"), QStringLiteral("BIGINT")}, {QStringLiteral("word"), QStringLiteral("STRING")}});
    return made;
}

QByteArray rowStream()
{
    records::RecordBatch batch(columns());
    batch.vector(0).appendInt64(4711);
    batch.vector(1).appendBytes("word");
    return test::encoded(batch);
}

QByteArray downloadJson()
{
    QJsonObject json{{QStringLiteral("DownloadID"), QStringLiteral("d1")},
                     {QStringLiteral("Status"), QStringLiteral("NORMAL")},
                     {QStringLiteral("RecordCount"), 1},
                     {QStringLiteral("Schema"), wire::schemaFromColumns(columns())}};
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

// Source of the shapes: docs/protocol.md.
test::Reply honest(const HttpQuestion &question)
{
    const QByteArray &path = question.path;
    if (path.endsWith("/projects/p1"))
        return test::project();
    if (path.endsWith("/authorization"))
        return test::xml("<Authorization><Result>{\"DisplayName\":\"ALIYUN$me\"}</Result></Authorization>");
    if (path.endsWith("/schemas"))
        return test::xml("<Schemas><Marker/><Schema><Name>default</Name><Type>MANAGED</Type></Schema></Schemas>");
    if (path.endsWith("/schemas/default"))
        return test::xml("<Schema><Name>default</Name><Type>MANAGED</Type></Schema>");
    if (path.endsWith("/tables"))
        return test::xml("<Tables><Marker/>" + test::tableXml("orders", "MANAGED_TABLE", tableJson) + "</Tables>");
    if (path.endsWith("/tables/orders") && question.asks("linenum"))
        return {200, "id,word\n4711,word\n", "text/plain", {}};
    if (path.endsWith("/tables/orders"))
        return test::xml(test::tableXml("orders", "MANAGED_TABLE", tableJson));
    if (path.endsWith("/tunnel"))
        return test::error(404, "NoSuchObject", "none");
    if (path.endsWith("/instances") && question.method == "POST")
        return {201, {}, "text/plain", {{"Location", "/api/projects/p1/instances/i1"}}};
    if (path.endsWith("/instances/i1") && question.asks("taskstatus"))
        return test::xml("<Instance><Status>Terminated</Status><Tasks><Task Type=\"SQL\"><Name>A</Name>"
                         "<Status>Success</Status></Task></Tasks></Instance>");
    if (path.endsWith("/instances/i1") && question.asks("result"))
        return test::xml("<Instance><Tasks><Task Type=\"SQL\"><Name>A</Name><Result Format=\"text\"><![CDATA[server"
                         "\thologres\n]]></Result></Task></Tasks></Instance>");
    if (path.endsWith("/instances/i1") && question.asks("downloads"))
        return test::json(downloadJson());
    if (path.endsWith("/instances/i1") && question.asks("data"))
        return {200, rowStream(), "application/octet-stream", {}};
    if (path.endsWith("/instances/i1"))
        return test::xml("<Instance><Status>Terminated</Status></Instance>");
    return test::error(404, "NoSuchObject", "ODPS-0130131:Table not found");
}

} // namespace

QByteArray HttpQuestion::head(const QByteArray &lengthHeader) const
{
    QByteArray text = "HTTP/1.1 " + QByteArray::number(status) + " Reason\r\n";
    for (const auto &[name, value] : headers)
        text += name + ": " + value + "\r\n";
    if (!lengthHeader.isEmpty())
        text += lengthHeader + "\r\n";
    return text + "\r\n";
}

QByteArray HttpQuestion::whole(const QByteArray &other) const
{
    return head("Content-Length: " + QByteArray::number(other.size())) + other;
}

HostileMaxCompute::HostileMaxCompute(const HttpMode *mode, int stage, quint32 seed, std::shared_ptr<TlsDoor> door)
    : m_mode(mode), m_stage(stage), m_seed(seed), m_door(std::move(door)), m_server([this](Peer &peer) { serve(peer); })
{
}

HttpQuestion HostileMaxCompute::questionFor(const QByteArray &head) const
{
    HttpQuestion question;
    const QByteArrayList words = head.left(head.indexOf("\r\n")).split(' ');
    question.method = words.value(0);
    const QByteArray target = words.value(1);
    question.path = target.left(target.indexOf('?'));
    question.query = target.mid(question.path.size() + 1);
    question.isList = question.path.endsWith("/tables") || question.path.endsWith("/schemas");
    const test::Reply reply = honest(question);
    question.status = reply.status;
    question.headers = reply.headers;
    question.headers.append({"Content-Type", reply.type});
    question.body = reply.body;
    return question;
}

void HostileMaxCompute::serve(Peer &peer)
{
    const auto atEnd = qScopeGuard([&] {
        if (m_door)
            m_door->note(peer);
    });
    if (m_door && !m_door->open(peer))
        return;
    bool keeps = true;
    while (keeps && !peer.isGone()) {
        const QByteArray head = peer.receiveUntil("\r\n\r\n");
        if (head.isEmpty())
            return;
        const QByteArray lower = head.toLower();
        if (const qsizetype at = lower.indexOf("content-length:"); at >= 0) {
            const int size = lower.mid(at + 15, lower.indexOf("\r\n", at) - at - 15).trimmed().toInt();
            if (size > 0 && peer.receive(size).isEmpty())
                return;
        }
        HttpQuestion question = questionFor(head);
        question.number = m_requests++;
        if (m_mode && question.number >= m_stage) {
            m_isReached = true;
            QRandomGenerator random(m_seed);
            keeps = false;
            m_mode->act(peer, question, random, keeps);
        } else {
            peer.send(question.whole());
        }
    }
}

} // namespace isthmus::hostile
