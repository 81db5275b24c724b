// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/sandbox/cluster/sandboxreport.h>

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

#include <unistd.h>

namespace isthmus::sandbox {

using namespace Qt::StringLiterals;

void sendReport(int fd, const core::Result<core::Done> &outcome)
{
    if (fd < 0)
        return;
    QJsonObject json{{u"ready"_s, outcome.has_value()}};
    if (!outcome) {
        const core::Error &error = outcome.error();
        json[u"kind"_s] = int(error.kind);
        json[u"message"_s] = error.message;
        json[u"hint"_s] = error.hint;
        json[u"code"_s] = error.code;
        json[u"detail"_s] = error.detail;
    }
    const QByteArray bytes = QJsonDocument(json).toJson(QJsonDocument::Compact);
    // Less than a pipe holds, so one write; nobody reads any more when the starter was cancelled.
    [[maybe_unused]] const ssize_t written = ::write(fd, bytes.constData(), size_t(bytes.size()));
    ::close(fd);
}

core::Result<core::Done> parseReport(const QByteArray &bytes)
{
    const QJsonObject json = QJsonDocument::fromJson(bytes).object();
    if (json[u"ready"_s].toBool())
        return core::Done{};
    const int kind = json[u"kind"_s].toInt(-1);
    if (kind < 0 || kind > int(core::ErrorKind::Internal))
        return core::fail(core::ErrorKind::Protocol,
                          QCoreApplication::translate("Sandbox", "The sandbox ended while it was starting"));
    return core::fail(static_cast<core::ErrorKind>(kind), json[u"message"_s].toString(), json[u"hint"_s].toString(),
                      json[u"code"_s].toString(), json[u"detail"_s].toString());
}

} // namespace isthmus::sandbox
