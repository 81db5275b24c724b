// SPDX-License-Identifier: GPL-3.0-or-later
#include "table/zonedialog.h"

#include "parts/tonelabel.h"

#include <isthmus/records/zone.h>

#include <QCompleter>
#include <QDialogButtonBox>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace isthmus::views {

ZoneDialog::ZoneDialog(QWidget *parent)
    : QDialog(parent), m_name(new QLineEdit(this)), m_remark(new ToneLabel(ToneLabel::Tone::Muted, this))
{
    setObjectName(QStringLiteral("zoneDialog"));
    setWindowTitle(tr("Time Zone"));
    m_name->setObjectName(QStringLiteral("zoneName"));
    m_name->setAccessibleName(tr("Time zone"));
    m_name->setPlaceholderText(QStringLiteral("Asia/Shanghai"));
    auto *completer = new QCompleter(records::Zone::names(), this);
    completer->setFilterMode(Qt::MatchContains);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    m_name->setCompleter(completer);
    m_remark->setObjectName(QStringLiteral("zoneRemark"));
    m_remark->setWordWrap(true);
    m_remark->setMinimumWidth(320);

    auto *buttons = new QDialogButtonBox(this);
    m_accept = buttons->addButton(tr("Show"), QDialogButtonBox::AcceptRole);
    m_accept->setObjectName(QStringLiteral("zoneAccept"));
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    connect(buttons, &QDialogButtonBox::accepted, this, &ZoneDialog::choose);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_name, &QLineEdit::textChanged, this, &ZoneDialog::check);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(8);
    column->addWidget(m_name);
    column->addWidget(m_remark);
    column->addStretch(1);
    column->addWidget(buttons);
    check();
}

void ZoneDialog::check()
{
    const bool isKnown = records::Zone::named(m_name->text().trimmed()).has_value();
    m_accept->setEnabled(isKnown);
    m_remark->setText(isKnown ? tr("Only how the rows are shown and copied changes; nothing is read again.")
                              : tr("A name of the tz database such as Asia/Shanghai. Offsets (GMT+8) and "
                                   "abbreviations (CST) are none."));
}

void ZoneDialog::choose()
{
    Q_EMIT zoneChosen(m_name->text().trimmed());
    accept();
}

} // namespace isthmus::views
