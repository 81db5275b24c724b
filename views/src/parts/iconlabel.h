// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/views/style/icons.h>

#include <QWidget>

namespace isthmus::views {

/// One icon, in any theme.
class IconLabel final : public QWidget {
    Q_OBJECT

public:
    explicit IconLabel(QWidget *parent = nullptr, int side = 16);
    void setIcon(const QString &name, IconRole role);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_name;
    IconRole m_role = IconRole::Muted;
};

} // namespace isthmus::views
