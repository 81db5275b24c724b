// SPDX-License-Identifier: GPL-3.0-or-later
#include "output.h"

#include <isthmus/core/printable.h>
#include <isthmus/records/jsontext.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace isthmus::app {

bool Output::isTerminal() const
{
    return isatty(fileno(m_stream)) == 1;
}

int Output::columns() const
{
    winsize size{};
    return isTerminal() && ioctl(fileno(m_stream), TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

void Output::line(const QString &text)
{
    const QByteArray bytes = core::printable(text).toUtf8() + '\n';
    write({bytes.constData(), size_t(bytes.size())});
    flush();
}

void Output::text(std::string_view utf8)
{
    write(utf8);
}

void Output::data(std::string_view utf8)
{
    if (!isTerminal()) {
        write(utf8);
        return;
    }
    const QByteArray bytes = core::printable(QString::fromUtf8(utf8.data(), qsizetype(utf8.size()))).toUtf8();
    write({bytes.constData(), size_t(bytes.size())});
}

void Output::flush()
{
    if (fflush(m_stream) != 0)
        noteFailure();
}

bool Output::finish(QString *problem)
{
    flush();
    if (hasFailed())
        *problem = QString::fromLocal8Bit(std::strerror(m_errno));
    return !hasFailed();
}

// After the first failure the rest is dropped: what is missing would stand in the middle.
void Output::write(std::string_view bytes)
{
    m_hasBegun = true;
    if (!hasFailed() && fwrite(bytes.data(), 1, bytes.size(), m_stream) != bytes.size())
        noteFailure();
}

void Output::noteFailure()
{
    int none = 0;
    if (m_errno.compare_exchange_strong(none, errno != 0 ? errno : EIO) && isClosed() && m_whenClosed)
        m_whenClosed();
}

QString jsonText(const QJsonValue &value)
{
    const QJsonDocument document = value.isArray() ? QJsonDocument(value.toArray()) : QJsonDocument(value.toObject());
    std::string text;
    records::appendJson(text, document.toJson(QJsonDocument::Compact), records::JsonLayout::Indented);
    return QString::fromStdString(text);
}

Output &standardOutput()
{
    static Output output(stdout);
    return output;
}

Output &standardError()
{
    static Output output(stderr);
    return output;
}

void printErrorJson(const core::Error &error)
{
    Output &out = standardOutput();
    const QString text = jsonText(QJsonObject{{QStringLiteral("error"), error.toJson()}});
    const bool isOnlyDocument = !out.hasBegun();
    if (isOnlyDocument)
        out.line(text);
    out.flush();
    if (!isOnlyDocument || !out.isTerminal() || !standardError().isTerminal()) // where people would read it twice
        standardError().line(text);
}

} // namespace isthmus::app
