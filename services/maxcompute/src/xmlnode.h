// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/error.h>

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringView>

namespace isthmus::maxcompute {

/// One element of a parsed reply.
struct XmlNode {
    QString name;
    QString text; ///< of the element itself, without its children's
    QList<QPair<QString, QString>> attributes;
    QList<XmlNode> children;

    [[nodiscard]] const XmlNode *child(QStringView called) const; ///< the first; null if there is none
    [[nodiscard]] QString childText(QStringView called) const; ///< trimmed; empty if there is none
    [[nodiscard]] QString attribute(QStringView called) const;
};

inline constexpr int maxXmlDepth = 16;

/// Protocol, with \a detail: a text that is no reply.
[[nodiscard]] tl::unexpected<core::Error> xmlRefused(const QString &detail);

/// Parses a whole reply. Errors: Protocol for text that is not well-formed, that wire::xmlProblem() refuses, that nests
/// deeper than maxXmlDepth, or has more than 400,000 elements and attributes.
[[nodiscard]] core::Result<XmlNode> parseXml(const QByteArray &xml);

} // namespace isthmus::maxcompute
