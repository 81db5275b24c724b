// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableView>

class QAbstractItemModel;

namespace isthmus::views {

/// Lines of a plan or of a connection test: an icon, a title, words at the right in their colour; as high as its rows.
class StepsView final : public QTableView {
    Q_OBJECT

public:
    enum class Kind : quint8 { Plan, Test };

    /// \a steps is a PlanStepsModel or a TestStepsModel, as \a kind says.
    StepsView(Kind kind, QAbstractItemModel *steps, QWidget *parent);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

private:
    void fit();
    Kind m_kind;
};

} // namespace isthmus::views
