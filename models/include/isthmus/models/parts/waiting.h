// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <chrono>

namespace isthmus::models {

/// How long an answer has been waited for, told once that is longer than people take for granted. Thread: the window's.
class Waiting : public QObject {
    Q_OBJECT

public:
    explicit Waiting(QObject *parent = nullptr);

    void setPatience(std::chrono::milliseconds patience); ///< 2 s at first
    void begin(); ///< anew, if it had begun
    void end();
    /// Whole seconds since begin(), at least one; 0 while the patience is not at its end, and after end().
    [[nodiscard]] int seconds() const;

Q_SIGNALS:
    void told(); ///< seconds() is another, between begin() and end()

private:
    void tell();

    QElapsedTimer m_since; // invalid: nothing is waited for
    std::chrono::milliseconds m_patience{2000};
    QTimer m_clock;
    int m_told = 0;
};

} // namespace isthmus::models
