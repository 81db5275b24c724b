// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>

namespace isthmus::views {

/// A form with labels at the right of their column.
[[nodiscard]] QFormLayout *makeFormLayout(QWidget *parent);
/// A row of a form without margins.
[[nodiscard]] QHBoxLayout *makeFormRow();

/// Sets the text only if it differs, so that the cursor stays where the user types; emits nothing.
void showText(QLineEdit *edit, const QString &text);
/// Frames \a edit and describes what is wrong with it; an empty problem takes both away.
void markProblem(QLineEdit *edit, const QString &problem);
/// As above, with the words in \a label, which is hidden without a problem.
void showProblem(QLineEdit *edit, QLabel *label, const QString &problem);

/// A field for text with the words of its problem below.
struct TextRow {
    QWidget *box; ///< both: what a form hides
    QLineEdit *edit;
    QLabel *problem;
};
/// Adds such a row. \a label has '&' before its letter; \a name is the field's object name.
[[nodiscard]] TextRow addTextRow(QFormLayout *form, const QString &label, const QString &name);

} // namespace isthmus::views
