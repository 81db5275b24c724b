// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/views/style/icons.h>

#include <QWidget>

class QLabel;

namespace isthmus::views {

class IconLabel;

/// A section title with a line that fills the rest of the row.
class SectionTitle final : public QWidget {
    Q_OBJECT

public:
    explicit SectionTitle(const QString &title, QWidget *parent = nullptr);
    void setTitle(const QString &title);
    void setIcon(const QString &name, IconRole role);
    void setRemark(const QString &text); ///< muted words after the title; they give way
    [[nodiscard]] QLabel *remarkLabel() const { return m_remark; }

private:
    IconLabel *m_icon;
    QLabel *m_title;
    QLabel *m_remark;
};

} // namespace isthmus::views
