// SPDX-License-Identifier: GPL-3.0-or-later
#include "doctor/checkcard.h"

#include "code/codeview.h"
#include "doctor/outcomes.h"
#include "parts/buttons.h"
#include "parts/copying.h"
#include "parts/formfields.h"
#include "parts/iconlabel.h"
#include "parts/tonelabel.h"

#include <isthmus/core/format.h>
#include <isthmus/plan/words.h>

#include <QCheckBox>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

namespace isthmus::views {

using mapping::Finding;
using plan::words;

namespace {

constexpr int barWidth = 3;
constexpr int mostLines = 8; // of a statement, without scrolling
constexpr int lineLength = 56; // about where a narrow card wraps

QLabel *makeWords(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    label->setFocusPolicy(Qt::NoFocus);
    return label;
}

} // namespace

CheckCard::CheckCard(const Finding &finding, const QString &place, const QDateTime &lookedAt, QWidget *parent)
    : QFrame(parent), m_finding(finding)
{
    setObjectName(QStringLiteral("check_") + finding.id);
    setAccessibleName(words(finding.trouble));
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12 + barWidth, 10, 12, 10);
    column->setSpacing(6);
    addHead(column, place);
    if (!finding.explanation.isEmpty())
        column->addWidget(makeWords(words(finding.explanation), this));
    if (!finding.statement.isEmpty())
        addStatement(column);
    addPlace(column);
    if (!finding.detail.isEmpty()) {
        auto *server = new ToneLabel(ToneLabel::Tone::Muted, this);
        server->setWordWrap(true);
        server->setTextFormat(Qt::PlainText);
        server->setText(tr("Server's words: %1").arg(finding.detail));
        column->addWidget(server);
    }
    addButtons(column, lookedAt);
}

void CheckCard::addHead(QVBoxLayout *column, const QString &place)
{
    auto *mark = new IconLabel(this);
    mark->setIcon(outcomeIcon(m_finding.outcome), outcomeRole(m_finding.outcome));
    auto *title = makeWords(words(m_finding.trouble), this);
    title->setObjectName(QStringLiteral("trouble"));
    title->setFont(titleFont(font()));
    auto *where = new ToneLabel(ToneLabel::Tone::Muted, this);
    where->setText(place);
    auto *row = makeFormRow();
    row->addWidget(mark, 0, Qt::AlignTop);
    row->addWidget(title, 1);
    row->addWidget(where, 0, Qt::AlignTop);
    column->addLayout(row);
}

void CheckCard::addStatement(QVBoxLayout *column)
{
    auto *code = new CodeView(this);
    code->setObjectName(QStringLiteral("statement"));
    code->setAccessibleName(tr("Statement"));
    code->setProperty("framed", true);
    code->setCode(m_finding.statement);
    int lines = 0;
    for (const QString &line : m_finding.statement.split(u'\n'))
        lines += 1 + int(line.size()) / lineLength;
    lines = std::min(lines, mostLines);
    code->setFixedHeight(QFontMetrics(code->font()).lineSpacing() * (lines + 1) + 14);
    column->addWidget(code);
}

// Where it is mended or seen, and what stands there.
void CheckCard::addPlace(QVBoxLayout *column)
{
    if (m_finding.where.isEmpty() && m_finding.values.isEmpty())
        return;
    auto *box = new QWidget(this);
    auto *form = makeFormLayout(box);
    for (const mapping::ConsoleValue &value : m_finding.values) {
        auto *text = makeWords(value.value, box);
        QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
        text->setFont(resized(fixed, -1));
        auto *copy =
            makeIconButton(QStringLiteral("copy"), tr("Copy %1").arg(value.label), QStringLiteral("copyValue"), box);
        connect(copy, &QToolButton::clicked, this, [copy, value] { copyAndTell(value.value, copy); });
        auto *row = makeFormRow();
        row->addWidget(text, 1);
        row->addWidget(copy);
        form->addRow(value.label, row);
    }
    if (!m_finding.where.isEmpty()) {
        auto *where = makeWords(words(m_finding.where), box);
        where->setObjectName(QStringLiteral("where"));
        form->addRow(tr("Where"), where);
    }
    column->addWidget(box);
}

QString CheckCard::connection() const
{
    const QJsonObject definition = m_finding.fix ? m_finding.fix->definition : QJsonObject();
    for (const char *key : {"project", "database", "schema"}) {
        const auto path = catalog::ObjectPath::parse(definition.value(QLatin1String(key)).toString());
        if (path)
            return path->connection;
    }
    return {};
}

void CheckCard::addButtons(QVBoxLayout *column, const QDateTime &lookedAt)
{
    auto *row = makeFormRow();
    if (m_finding.fix) {
        auto *run = makeCompactButton(tr("Run on %1…").arg(connection()), QStringLiteral("play"),
                                      QStringLiteral("runFix"), this);
        run->setToolTip(tr("Shows a plan, which can be run"));
        connect(run, &QPushButton::clicked, this, &CheckCard::planRequested);
        row->addWidget(run);
    }
    if (!m_finding.statement.isEmpty()) {
        auto *copy = makeCompactButton(tr("Copy SQL"), QStringLiteral("copy"), QStringLiteral("copyStatement"), this);
        connect(copy, &QPushButton::clicked, this, [this, copy] { copyAndTell(m_finding.statement, copy); });
        row->addWidget(copy);
    }
    auto *again =
        makeCompactButton(tr("Check again"), QStringLiteral("refresh"), QStringLiteral("checkCardAgain"), this);
    connect(again, &QPushButton::clicked, this, &CheckCard::checkAgainRequested);
    row->addWidget(again);
    row->addStretch(1);
    if (m_finding.outcome == Finding::Outcome::Unknown) {
        auto *told = new ToneLabel(ToneLabel::Tone::Ok, this);
        told->setObjectName(QStringLiteral("lookedAt"));
        told->setText(lookedAt.isValid() ? tr("Looked at by you, %1").arg(core::formatTime(lookedAt)) : QString());
        auto *tick = new QCheckBox(tr("I have looked: it is so"), this);
        tick->setObjectName(QStringLiteral("looked"));
        tick->setChecked(lookedAt.isValid());
        connect(tick, &QCheckBox::toggled, this, [this, told](bool isSo) {
            told->setText(isSo ? tr("Looked at by you, %1").arg(core::formatTime(QDateTime::currentDateTime()))
                               : QString());
            Q_EMIT looked(isSo);
        });
        row->addWidget(told);
        row->addWidget(tick);
    }
    column->addLayout(row);
}

void CheckCard::focusFirst()
{
    const auto buttons = findChildren<QPushButton *>();
    if (!buttons.isEmpty())
        buttons.first()->setFocus(Qt::OtherFocusReason);
}

void CheckCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(palette().color(QPalette::Mid));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
    painter.fillRect(QRect(0, 0, barWidth, height()), iconColor(outcomeRole(m_finding.outcome), palette()));
}

} // namespace isthmus::views
