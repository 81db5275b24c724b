// SPDX-License-Identifier: GPL-3.0-or-later
#include "parts/formfields.h"

#include "parts/tonelabel.h"

#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QStyle>
#include <QVBoxLayout>

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

TextRow addTextRow(QFormLayout *form, const QString &label, const QString &name)
{
    auto *box = new QWidget;
    auto *edit = new QLineEdit(box);
    edit->setObjectName(name);
    edit->setAccessibleName(QString(label).remove(u'&'));
    auto *problem = new ToneLabel(ToneLabel::Tone::Error, box);
    problem->setObjectName(name + QStringLiteral("Problem"));
    problem->setWordWrap(true);
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addWidget(edit);
    column->addWidget(problem);
    auto *words = new QLabel(label);
    words->setBuddy(edit);
    form->addRow(words, box);
    return {box, edit, problem};
}

} // namespace isthmus::views
