// SPDX-License-Identifier: GPL-3.0-or-later
#include "parts/sectiontitle.h"

#include "parts/iconlabel.h"
#include "parts/line.h"
#include "parts/tonelabel.h"

#include <isthmus/views/style/theme.h>

#include <QHBoxLayout>

namespace isthmus::views {

SectionTitle::SectionTitle(const QString &title, QWidget *parent)
    : QWidget(parent), m_icon(new IconLabel(this)), m_remark(new ToneLabel(ToneLabel::Tone::Muted, this))
{
    auto *text = new QLabel(title, this);
    text->setFont(titleFont(font()));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_icon);
    row->addWidget(text);
    row->addWidget(m_remark);
    row->addWidget(makeLine(Qt::Horizontal, this), 1);
    setMinimumHeight(rowHeight(font(), 24));
    m_icon->hide();
    m_remark->hide();
}

void SectionTitle::setIcon(const QString &name, IconRole role)
{
    m_icon->setIcon(name, role);
    m_icon->show();
}

void SectionTitle::setRemark(const QString &text)
{
    m_remark->setText(text);
    m_remark->setToolTip(text); // a narrow dialog cuts it
    m_remark->setVisible(!text.isEmpty());
}

} // namespace isthmus::views
