// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QString>

namespace isthmus::wire {

/// What the documents of the protocol never come near. A reader's cost grows faster than the text with what stands in
/// one tag and with the depth, so both are bounded before it sees the text.
struct XmlLimits {
    qsizetype maxTagBytes = 64 * 1024;
    int maxAttributes = 64; ///< of one tag
    int maxDepth = 64;
    int maxTags = 400'000; ///< of the document: what is read of each takes some hundred bytes
};

/// Why \a xml must not be given to QXmlStreamReader, in English, for details; empty if nothing speaks against it (that
/// it is well-formed is not looked at). Refused are tags and depths beyond \a limits, every document type declaration,
/// and every encoding but UTF-8, in which tags could hide. Linear in the length of \a xml.
[[nodiscard]] QString xmlProblem(QByteArrayView xml, const XmlLimits &limits = {});

} // namespace isthmus::wire
