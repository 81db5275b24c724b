// SPDX-License-Identifier: GPL-3.0-or-later
#include "parts/formfields.h"

#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QStyle>

namespace isthmus::views {

QFormLayout *makeFormLayout(QWidget *parent)
{
    auto *form = new QFormLayout(parent);
    form->setContentsMargins(0, 0, 0, 0);
    form->setHorizontalSpacing(12);
    form->setVerticalSpacing(6);
    form->setLabelAlignment(Qt::AlignRight | Qt::AlignVCenter);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    return form;
}

QHBoxLayout *makeFormRow()
{
    auto *row = new QHBoxLayout;
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    return row;
}

void showText(QLineEdit *edit, const QString &text)
{
    if (edit->text() == text)
        return;
    const QSignalBlocker blocker(edit);
    edit->setText(text);
}

void markProblem(QLineEdit *edit, const QString &problem)
{
    const bool wrong = !problem.isEmpty();
    edit->setAccessibleDescription(problem);
    if (edit->property("problem").toBool() == wrong)
        return;
    edit->setProperty("problem", wrong);
    edit->style()->unpolish(edit); // a style sheet looks at properties only then
    edit->style()->polish(edit);
}

void showProblem(QLineEdit *edit, QLabel *label, const QString &problem)
{
    markProblem(edit, problem);
    label->setText(problem);
    label->setVisible(!problem.isEmpty());
}

} // namespace isthmus::views
