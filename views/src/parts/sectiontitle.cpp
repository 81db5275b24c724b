// SPDX-License-Identifier: GPL-3.0-or-later
#include "parts/sectiontitle.h"

#include "parts/elidedlabel.h"
#include "parts/iconlabel.h"
#include "parts/line.h"
#include "parts/tonelabel.h"

#include <isthmus/views/style/theme.h>

#include <QHBoxLayout>

namespace isthmus::views {

namespace {

// A narrow dialog cuts it, so that nothing beside it is: the tool tip then has all of it.
class RemarkLabel final : public ToneLabel {
public:
    explicit RemarkLabel(QWidget *parent) : ToneLabel(Tone::Muted, parent) { }
    [[nodiscard]] QSize minimumSizeHint() const override
    {
        return {ElidedLabel::leastWidth(*this), ToneLabel::minimumSizeHint().height()};
    }

protected:
    void paintEvent(QPaintEvent *) override { ElidedLabel::paintElided(*this, Qt::ElideRight); }
};

} // namespace

SectionTitle::SectionTitle(const QString &title, QWidget *parent)
    : QWidget(parent), m_icon(new IconLabel(this)), m_title(new QLabel(title, this)), m_remark(new RemarkLabel(this))
{
    m_title->setFont(titleFont(font()));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_icon);
    row->addWidget(m_title);
    row->addWidget(m_remark);
    row->addWidget(makeLine(Qt::Horizontal, this), 1);
    setMinimumHeight(rowHeight(font(), 24));
    m_icon->hide();
    m_remark->hide();
}

void SectionTitle::setTitle(const QString &title)
{
    m_title->setText(title);
}

void SectionTitle::setIcon(const QString &name, IconRole role)
{
    m_icon->setIcon(name, role);
    m_icon->show();
}

void SectionTitle::setRemark(const QString &text)
{
    m_remark->setText(text);
    m_remark->setVisible(!text.isEmpty());
}

} // namespace isthmus::views
