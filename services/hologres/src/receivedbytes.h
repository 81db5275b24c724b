// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace isthmus::hologres {

/// How much came in through one socket. Call note() before each read.
class ReceivedBytes {
public:
    void note(int socket);
    [[nodiscard]] qint64 total() const { return m_total; }

private:
    qint64 m_total = 0;
};

} // namespace isthmus::hologres
