// SPDX-License-Identifier: GPL-3.0-or-later
#include "parts/messageband.h"

#include "parts/buttons.h"
#include "parts/iconlabel.h"
#include "parts/objecticons.h"

#include <isthmus/plan/words.h>

#include <QEvent>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace isthmus::views {

using plan::words;

namespace {

constexpr int barWidth = 3;

IconRole roleOf(Meaning meaning)
{
    switch (meaning) {
    case Meaning::Ok:
        return IconRole::Ok;
    case Meaning::Warning:
        return IconRole::Warning;
    case Meaning::Error:
        return IconRole::Error;
    case Meaning::Live:
        return IconRole::Live;
    case Meaning::Mapped:
        return IconRole::Mapped;
    case Meaning::Neutral:
        break;
    }
    return IconRole::Accent;
}

} // namespace

MessageBand::MessageBand(QWidget *parent)
    : QFrame(parent), m_icon(new IconLabel(this)), m_text(new QLabel(this)),
      m_detailButton(makeLinkButton(tr("Details"), QStringLiteral("serverWords"), this)),
      m_detail(new QPlainTextEdit(this)), m_actions(new QHBoxLayout)
{
    setObjectName(QStringLiteral("messageBand"));
    m_text->setObjectName(QStringLiteral("messageText"));
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::RichText);
    m_text->setFont(resized(font(), -1));
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);

    m_detailButton->setCheckable(true);
    m_detailButton->setFont(resized(font(), -1));
    m_detail->setObjectName(QStringLiteral("serverWordsText"));
    m_detail->setAccessibleName(tr("Details"));
    m_detail->setReadOnly(true);
    m_detail->setProperty("framed", true);
    m_detail->setFont(resized(QFontDatabase::systemFont(QFontDatabase::FixedFont), -1));
    m_detail->setMaximumHeight(m_detail->fontMetrics().lineSpacing() * 5);
    m_detail->hide();
    connect(m_detailButton, &QPushButton::toggled, m_detail, &QWidget::setVisible);

    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_text);
    words->addWidget(m_detailButton, 0, Qt::AlignLeft);
    words->addWidget(m_detail);
    m_actions->setSpacing(8);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(barWidth + 9, 8, 10, 8);
    row->setSpacing(8);
    row->addWidget(m_icon, 0, Qt::AlignTop);
    row->addLayout(words, 1);
    row->addLayout(m_actions);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Minimum); // never less than its wrapped text
}

void MessageBand::showError(const core::Error &error)
{
    m_meaning = meaningOf(error);
    m_icon->setIcon(markOf(error).icon, roleOf(m_meaning));
    setParts(error.message, error.hint);
    QStringList detail;
    if (!error.code.isEmpty())
        detail.append(error.code);
    if (!error.detail.isEmpty())
        detail.append(error.detail);
    setDetail(detail.join(u'\n'));
}

void MessageBand::showNotice(const plan::Notice &notice)
{
    switch (notice.level) {
    case plan::NoticeLevel::Info:
        m_meaning = Meaning::Neutral;
        m_icon->setIcon(QStringLiteral("info"), IconRole::Accent);
        break;
    case plan::NoticeLevel::Warning:
        m_meaning = Meaning::Warning;
        m_icon->setIcon(QStringLiteral("warn"), IconRole::Warning);
        break;
    case plan::NoticeLevel::Blocker:
        m_meaning = Meaning::Error;
        m_icon->setIcon(QStringLiteral("err"), IconRole::Error);
        break;
    }
    setParts(notice.subject.isEmpty() ? QString() : words(notice.subject) + u':', words(notice.text));
    setDetail({});
}

void MessageBand::showText(Meaning meaning, const QString &iconName, const QString &text)
{
    m_meaning = meaning;
    m_icon->setIcon(iconName, roleOf(meaning));
    setParts({}, text);
    setDetail({});
}

void MessageBand::setTextName(const QString &objectName)
{
    m_text->setObjectName(objectName);
}

QString MessageBand::text() const
{
    return m_plainText;
}

QPushButton *MessageBand::addAction(const QString &text, const QString &objectName)
{
    auto *button = makeCompactButton(text, QString(), objectName, this);
    button->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_actions->addWidget(button, 0, Qt::AlignVCenter);
    return button;
}

// The text comes from servers too: it is escaped, never taken as markup.
void MessageBand::setParts(const QString &strong, const QString &plain)
{
    QStringList html;
    if (!strong.isEmpty())
        html.append(QStringLiteral("<span style=\"font-weight:600\">%1</span>").arg(strong.toHtmlEscaped()));
    if (!plain.isEmpty())
        html.append(plain.toHtmlEscaped());
    m_text->setText(html.join(u' '));
    m_plainText = (strong + u' ' + plain).trimmed();
    setAccessibleName(m_plainText);
    update();
}

void MessageBand::setDetail(const QString &detail)
{
    m_detail->setPlainText(detail);
    m_detailButton->setVisible(!detail.isEmpty());
    if (detail.isEmpty())
        m_detailButton->setChecked(false);
}

void MessageBand::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const auto &tokens = tokensOf(palette());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(palette().color(QPalette::Mid));
    painter.setBrush(palette().color(QPalette::Base));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
    painter.fillRect(QRect(0, 0, barWidth, height()),
                     m_meaning == Meaning::Neutral ? palette().color(QPalette::Highlight)
                                                   : tokens.tint(m_meaning).text);
}

void MessageBand::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        update();
}

} // namespace isthmus::views
