// SPDX-License-Identifier: GPL-3.0-or-later
#include "parts/buttons.h"
#include "parts/messageband.h"
#include "parts/objecticons.h"
#include "parts/spin.h"
#include "parts/tonelabel.h"

#include <isthmus/views/window/welcomepage.h>

#include <QAbstractButton>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace isthmus::views {

namespace {

constexpr int columnWidth = 640;
constexpr int cardIcon = 22;

} // namespace

// A button with a title and a sentence; Enter and Space press it.
class WelcomePage::Card final : public QAbstractButton {
public:
    Card(const Mark &mark, const QString &title, const QString &sentence, const QString &keys, QWidget *parent)
        : QAbstractButton(parent), m_mark(mark), m_sentence(sentence), m_keys(keys)
    {
        setText(title);
        setAccessibleName(title);
        setAccessibleDescription(sentence);
        setShortcut(QKeySequence(keys));
        setFocusPolicy(Qt::StrongFocus);
        setCursor(Qt::PointingHandCursor);
        QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
        policy.setHeightForWidth(true);
        setSizePolicy(policy);
    }

    QSize sizeHint() const override { return {columnWidth, heightForWidth(columnWidth)}; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override
    {
        const QRect words = sentenceRect(QRect(0, 0, width, 1000));
        return words.bottom() + 13;
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const bool active = isEnabled() && (hasFocus() || isDown());
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(palette().color(active ? QPalette::Highlight : QPalette::Mid));
        painter.setBrush(isEnabled() && underMouse() ? tokensOf(palette()).hover : palette().color(QPalette::Button));
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);

        const QColor disabled = palette().color(QPalette::Disabled, QPalette::Text);
        paintIcon(&painter, QRect(16, (height() - cardIcon) / 2, cardIcon, cardIcon), m_mark.icon,
                  isEnabled() ? iconColor(m_mark.role, palette()) : disabled);
        painter.setPen(isEnabled() ? palette().color(QPalette::Text) : disabled);
        painter.setFont(titleFont(font()));
        // A letter that the font lacks comes from a taller one.
        painter.drawText(QRect(textLeft(), 12, width(), painter.fontMetrics().height()),
                         Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip, text());
        painter.setPen(isEnabled() ? tokensOf(palette()).muted : disabled);
        painter.setFont(resized(font(), -1));
        painter.drawText(sentenceRect(rect()), Qt::AlignLeft | Qt::TextWordWrap | Qt::TextDontClip, m_sentence);

        const QFont keyFont = resized(font(), -2);
        const QFontMetrics metrics(keyFont);
        QRect key(0, 0, metrics.horizontalAdvance(m_keys) + 10, metrics.height() + 2);
        key.moveCenter(QPoint(width() - 16 - key.width() / 2, height() / 2));
        painter.setFont(keyFont);
        painter.setBrush(palette().color(QPalette::Window));
        painter.setPen(palette().color(QPalette::Mid));
        painter.drawRoundedRect(QRectF(key).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
        painter.setPen(tokensOf(palette()).muted);
        painter.drawText(key, Qt::AlignCenter, m_keys);
    }

    void keyPressEvent(QKeyEvent *event) override
    {
        if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
            click();
        else
            QAbstractButton::keyPressEvent(event);
    }

    bool event(QEvent *event) override
    {
        if (event->type() == QEvent::Enter || event->type() == QEvent::Leave)
            update();
        return QAbstractButton::event(event);
    }

private:
    static int textLeft() { return 16 + cardIcon + 12; }
    QRect sentenceRect(const QRect &within) const
    {
        const int top = 12 + QFontMetrics(titleFont(font())).height() + 2;
        const int keyWidth = QFontMetrics(font()).horizontalAdvance(m_keys) + 40;
        return QFontMetrics(resized(font(), -1))
            .boundingRect(QRect(textLeft(), top, within.width() - textLeft() - keyWidth, 400),
                          Qt::AlignLeft | Qt::TextWordWrap, m_sentence);
    }

    Mark m_mark;
    QString m_sentence;
    QString m_keys;
};

WelcomePage::WelcomePage(QWidget *parent)
    : QWidget(parent), m_progress(new QWidget(this)), m_progressText(new ToneLabel(ToneLabel::Tone::Muted, m_progress)),
      m_band(new MessageBand(this))
{
    setObjectName(QStringLiteral("welcomePage"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);

    auto *title = new QLabel(tr("Start with a connection"), this);
    title->setFont(titleFont(resized(font(), 7)));
    auto *sentence = new ToneLabel(ToneLabel::Tone::Muted, this, 0);
    sentence->setText(tr("Hologres on the left, MaxCompute on the right. What you drag or right-click becomes a plan "
                         "that you read before it runs."));
    sentence->setWordWrap(true);

    m_sandbox = new Card({QStringLiteral("box"), IconRole::Accent}, tr("Open the sandbox"),
                         tr("Both systems on this machine, with the tutorial's tables. No account needed."),
                         QStringLiteral("Alt+1"), this);
    m_sandbox->setObjectName(QStringLiteral("openSandbox"));
    connect(m_sandbox, &QAbstractButton::clicked, this, &WelcomePage::sandboxRequested);
    const QList<Card *> cards = makeKindCards();

    m_progressText->setObjectName(QStringLiteral("sandboxProgress"));
    auto *progressRow = new QHBoxLayout(m_progress);
    progressRow->setContentsMargins(0, 0, 0, 0);
    progressRow->addWidget(new SpinLabel(m_progress));
    progressRow->addWidget(m_progressText, 1);
    m_progress->hide();
    auto *retry = m_band->addAction(tr("Retry"), QStringLiteral("retrySandbox"));
    connect(retry, &QPushButton::clicked, this, &WelcomePage::retryRequested);
    m_band->hide();

    auto *column = new QVBoxLayout;
    column->setSpacing(8);
    column->addStretch(1);
    column->addWidget(title);
    column->addWidget(sentence);
    column->addSpacing(8);
    column->addWidget(m_sandbox);
    column->addWidget(m_progress);
    column->addWidget(m_band);
    for (Card *card : cards)
        column->addWidget(card);
    auto *import =
        makeLinkButton(tr("Import connections of odpscmd and PostgreSQL…"), QStringLiteral("importConnections"), this);
    connect(import, &QAbstractButton::clicked, this, &WelcomePage::importRequested);
    column->addSpacing(8);
    column->addWidget(import, 0, Qt::AlignLeft);
    column->addStretch(3);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(24, 24, 24, 24);
    row->addStretch(1);
    row->addLayout(column, 1000);
    row->addStretch(1);
    m_sandbox->setMaximumWidth(columnWidth);
    for (Card *card : cards)
        card->setMaximumWidth(columnWidth);
    sentence->setMaximumWidth(columnWidth);
    m_band->setMaximumWidth(columnWidth);
    setFocusProxy(m_sandbox);
}

// One for each kind of connection, the warehouse first: it is what the others are mapped to.
QList<WelcomePage::Card *> WelcomePage::makeKindCards()
{
    QList<Card *> cards;
    int number = 2; // 1 is the sandbox
    for (const auto side : {catalog::Side::Warehouse, catalog::Side::Sources}) {
        for (const connections::ConnectionKind *kind : connections::connectionKinds(side)) {
            auto *card = new Card(markOf(*kind), tr("Connect to %1…").arg(kind->title),
                                  connections::kindText(kind->intro), QStringLiteral("Alt+%1").arg(number++), this);
            card->setObjectName(QStringLiteral("connect") + kind->title);
            connect(card, &QAbstractButton::clicked, this, [this, kind] { Q_EMIT connectRequested(kind->id); });
            cards.append(card);
        }
    }
    return cards;
}

void WelcomePage::sandboxStarting(const QString &text)
{
    m_band->hide();
    m_progressText->setText(text);
    m_progress->show();
    m_sandbox->setEnabled(false);
}

void WelcomePage::sandboxReady()
{
    m_band->hide();
    m_progress->hide();
    m_sandbox->setEnabled(true);
}

void WelcomePage::sandboxFailed(const core::Error &error)
{
    m_progress->hide();
    m_sandbox->setEnabled(true);
    m_band->showError(error);
    m_band->show();
}

} // namespace isthmus::views
