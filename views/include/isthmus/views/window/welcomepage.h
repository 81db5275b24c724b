// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/connections/profile.h>
#include <isthmus/core/error.h>

#include <QList>
#include <QWidget>

class QAbstractButton;
class QLabel;

namespace isthmus::views {

class MessageBand;

/// The first page: ways to a connection. Opening the sandbox tells its progress here.
class WelcomePage final : public QWidget {
    Q_OBJECT

public:
    explicit WelcomePage(QWidget *parent = nullptr);

    void sandboxStarting(const QString &text); ///< what is being done now
    void sandboxReady();
    void sandboxFailed(const core::Error &error);

Q_SIGNALS:
    void sandboxRequested();
    void retryRequested(); ///< of the sandbox that failed
    void connectRequested(const QString &kind);
    void importRequested(); ///< of what other programs keep

private:
    class Card;

    QList<Card *> makeKindCards();

    QAbstractButton *m_sandbox;
    QWidget *m_progress;
    QLabel *m_progressText;
    MessageBand *m_band;
};

} // namespace isthmus::views
