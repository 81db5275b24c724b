// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/models/parts/waiting.h>

#include <algorithm>
#include <utility>

namespace isthmus::models {

using std::chrono::milliseconds;

Waiting::Waiting(QObject *parent) : QObject(parent)
{
    setPatience(m_patience);
    connect(&m_clock, &QTimer::timeout, this, &Waiting::tell);
}

void Waiting::setPatience(milliseconds patience)
{
    constexpr milliseconds oftenEnough{500};
    m_patience = patience;
    m_clock.setInterval(std::min(patience, oftenEnough));
}

void Waiting::begin()
{
    m_since.start();
    m_told = 0;
    m_clock.start();
}

void Waiting::end()
{
    m_since.invalidate();
    m_clock.stop();
}

int Waiting::seconds() const
{
    const milliseconds waited(m_since.isValid() ? m_since.elapsed() : 0);
    if (!m_since.isValid() || waited < m_patience)
        return 0;
    return std::max(1, int(std::chrono::duration_cast<std::chrono::seconds>(waited).count()));
}

void Waiting::tell()
{
    const int now = seconds();
    if (std::exchange(m_told, now) != now)
        Q_EMIT told();
}

} // namespace isthmus::models
