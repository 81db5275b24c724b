// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QXmlStreamWriter>

#include <optional>

namespace isthmus::sandbox {

/// Writes the small documents of the metadata service. Characters that XML cannot hold become U+FFFD.
class XmlText {
public:
    XmlText();

    void open(const char *name);
    void attribute(const char *name, const QString &value);
    void close();
    /// An element that holds \a value only.
    void text(const char *name, const QString &value);
    void text(const char *name, qint64 value) { text(name, QString::number(value)); }
    /// The text of the open element, as CDATA.
    void cdata(const QString &value);
    /// The document, all open elements closed.
    [[nodiscard]] QByteArray finished();

private:
    QByteArray m_bytes;
    QXmlStreamWriter m_xml;
};

/// "Mon, 15 Jan 2024 08:30:00 GMT".
[[nodiscard]] QString httpTime(qint64 epochSeconds);

/// Text of the only child element \a name below the root of a small document: <Instance><Status>…</Status></Instance>.
/// Empty if there is none or the text is no XML.
[[nodiscard]] std::optional<QString> childText(const QByteArray &xml, QStringView name);

/// Why a body is not even tried as XML, see wire::xmlProblem(); empty if it may be.
[[nodiscard]] QString xmlProblem(const QByteArray &xml);

/// \a text with every character that XML 1.0 cannot hold replaced by U+FFFD.
[[nodiscard]] QString xmlSafe(QString text);

} // namespace isthmus::sandbox
