// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QList>
#include <QPair>

namespace isthmus::sandbox {

/// The headers of a request whose bytes begin with \a head: names and values as they were sent, and hence signed, in
/// their order. httplib leaves out those without a value and undoes percent signs in the others. As there, what is no
/// header or does not end in CR LF is passed over. Source: RFC 9112, section 5. Pure; any thread.
[[nodiscard]] QList<QPair<QByteArray, QByteArray>> headersOf(QByteArrayView head);

} // namespace isthmus::sandbox
