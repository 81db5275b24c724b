// SPDX-License-Identifier: GPL-3.0-or-later
#include "connections/connectionconflict.h"

#include "parts/messageband.h"

#include <isthmus/views/connections/connectiondialog.h>

#include <QCheckBox>
#include <QPushButton>
#include <QVBoxLayout>

namespace isthmus::views {

using models::ConnectionDifference;
using models::ConnectionForm;

namespace {

constexpr const char *fieldProperty = "field";

QString shownValue(const QString &value)
{
    return value.isEmpty() ? ConnectionDialog::tr("(none)") : value;
}

// A check box does not wrap its text.
QString shortValue(const QString &value)
{
    constexpr qsizetype most = 48;
    const QString shown = shownValue(value);
    return shown.size() > most ? shown.first(most - 1) + QChar(0x2026) : shown;
}

QString changeText(const ConnectionDifference &difference)
{
    return ConnectionDialog::tr("%1: %2, before %3")
        .arg(difference.title, shownValue(difference.now), shownValue(difference.before));
}

} // namespace

ConnectionConflict::ConnectionConflict(ConnectionForm &form, QWidget *parent)
    : QWidget(parent), m_form(form), m_band(new MessageBand(this)), m_choices(new QWidget(this))
{
    setObjectName(QStringLiteral("connectionConflict"));
    m_band->setTextName(QStringLiteral("conflictText"));
    m_takeOver = m_band->addAction(ConnectionDialog::tr("Take over"), QStringLiteral("takeOver"));
    m_takeOver->setToolTip(ConnectionDialog::tr("Show what is saved now; what you edited elsewhere in the form stays"));
    connect(m_takeOver, &QPushButton::clicked, this, [this] { m_form.takeOver(kept()); });
    m_choiceColumn = new QVBoxLayout(m_choices);
    m_choiceColumn->setContentsMargins(12, 0, 0, 0);
    m_choiceColumn->setSpacing(2);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 10, 16, 4);
    column->setSpacing(6);
    column->addWidget(m_band);
    column->addWidget(m_choices);
    hide();
}

void ConnectionConflict::show()
{
    if (m_form.isOutOfDate())
        showDifferences();
    else if (!m_form.takenOver().isEmpty())
        showTaken();
    setVisible(m_form.isOutOfDate() || !m_form.takenOver().isEmpty());
}

void ConnectionConflict::showDifferences()
{
    m_takeOver->show();
    if (m_shown == m_form.differences() && m_choices->isVisibleTo(this))
        return; // what was chosen stays
    const QSet<QString> before = kept();
    qDeleteAll(m_choices->findChildren<QCheckBox *>(Qt::FindDirectChildrenOnly));
    m_shown = m_form.differences();
    QStringList told;
    for (const ConnectionDifference &difference : std::as_const(m_shown)) {
        if (!difference.isEdited) {
            told.append(changeText(difference));
            continue;
        }
        const QString sentence = ConnectionDialog::tr("%1: keep mine, %2. Saved now: %3");
        const QString text = sentence.arg(difference.title, shortValue(difference.mine), shortValue(difference.now));
        auto *keep = new QCheckBox(QString(text).replace(u'&', QStringLiteral("&&")), m_choices);
        keep->setToolTip(sentence.arg(difference.title, shownValue(difference.mine), shownValue(difference.now)));
        keep->setObjectName(QStringLiteral("keep_") + difference.field);
        keep->setProperty(fieldProperty, difference.field);
        keep->setChecked(before.contains(difference.field));
        m_choiceColumn->addWidget(keep);
    }
    m_choices->setVisible(told.size() < m_shown.size());
    m_band->showText(Meaning::Warning, QStringLiteral("warn"),
                     ConnectionDialog::tr("Another program has changed this connection meanwhile.") + u' '
                         + told.join(QStringLiteral("; ")));
}

void ConnectionConflict::showTaken()
{
    QStringList told;
    for (const ConnectionDifference &difference : m_form.takenOver())
        told.append(changeText(difference));
    m_takeOver->hide();
    m_choices->hide();
    m_band->showText(Meaning::Neutral, QStringLiteral("info"),
                     ConnectionDialog::tr("Taken over from another program: %1").arg(told.join(QStringLiteral("; "))));
}

QSet<QString> ConnectionConflict::kept() const
{
    QSet<QString> fields;
    for (const auto *keep : m_choices->findChildren<QCheckBox *>(Qt::FindDirectChildrenOnly)) {
        if (keep->isChecked())
            fields.insert(keep->property(fieldProperty).toString());
    }
    return fields;
}

} // namespace isthmus::views
