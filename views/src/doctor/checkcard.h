// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/mapping/doctor/examination.h>

#include <QFrame>

class QVBoxLayout;

namespace isthmus::views {

/// One check that there is something to do about: what is so, the statement or the place that mends it, and a tick for
/// what the user must look at himself.
class CheckCard final : public QFrame {
    Q_OBJECT

public:
    /// \a place: where the check belongs, "Hologres order_dw". \a lookedAt: see ChecksDocument::lookedAt().
    CheckCard(const mapping::Finding &finding, const QString &place, const QDateTime &lookedAt,
              QWidget *parent = nullptr);

    [[nodiscard]] QString id() const { return m_finding.id; }
    void focusFirst(); ///< gives the focus to its first button

Q_SIGNALS:
    void planRequested(); ///< of Finding::fix
    void checkAgainRequested();
    void looked(bool isSo);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void addHead(QVBoxLayout *column, const QString &place);
    void addStatement(QVBoxLayout *column);
    void addPlace(QVBoxLayout *column);
    void addButtons(QVBoxLayout *column, const QDateTime &lookedAt);
    [[nodiscard]] QString connection() const; ///< that the statement is for

    mapping::Finding m_finding;
};

} // namespace isthmus::views
