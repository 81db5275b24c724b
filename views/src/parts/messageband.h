// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/error.h>
#include <isthmus/plan/plan.h>
#include <isthmus/views/style/theme.h>

#include <QFrame>

class QHBoxLayout;
class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace isthmus::views {

class IconLabel;

/// A message inside a page or dialog: a bar in the colour of its meaning, words first, the server's words folded below,
/// and what can be done about it.
class MessageBand : public QFrame {
    Q_OBJECT

public:
    explicit MessageBand(QWidget *parent = nullptr);

    void showError(const core::Error &error);
    void showNotice(const plan::Notice &notice);
    void showText(Meaning meaning, const QString &iconName, const QString &text);
    void setTextName(const QString &objectName); ///< of the label, where a page has several bands; "messageText"
    [[nodiscard]] QString text() const; ///< what it says, without the server's words

    /// A button at the right, for as long as the band lives.
    QPushButton *addAction(const QString &text, const QString &objectName);

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void setParts(const QString &strong, const QString &plain);
    void setDetail(const QString &detail);

    Meaning m_meaning = Meaning::Neutral;
    IconLabel *m_icon;
    QLabel *m_text;
    QPushButton *m_detailButton;
    QPlainTextEdit *m_detail;
    QHBoxLayout *m_actions;
    QString m_plainText;
};

} // namespace isthmus::views
