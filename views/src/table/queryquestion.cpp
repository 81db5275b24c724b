// SPDX-License-Identifier: GPL-3.0-or-later
#include "table/queryquestion.h"

#include "code/codeview.h"
#include "parts/tonelabel.h"

#include <isthmus/views/style/icons.h>

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace isthmus::views {

namespace {

constexpr int statementHeight = 120;
constexpr int widest = 560;

} // namespace

QueryQuestion::QueryQuestion(QWidget *parent)
    : QWidget(parent), m_why(new ToneLabel(ToneLabel::Tone::Plain, this, 0)), m_statement(new CodeView(this)),
      m_run(new QPushButton(tr("Run the query"), this)), m_always(new QCheckBox(this))
{
    setObjectName(QStringLiteral("queryQuestion"));
    m_why->setObjectName(QStringLiteral("queryReason"));
    m_why->setWordWrap(true);
    m_statement->setObjectName(QStringLiteral("queryStatement"));
    m_statement->setAccessibleName(tr("Query"));
    m_statement->setFixedHeight(statementHeight);
    m_statement->setProperty("framed", true);
    m_run->setObjectName(QStringLiteral("runQuery"));
    m_run->setIcon(icon(QStringLiteral("play"), IconRole::Text));
    m_always->setObjectName(QStringLiteral("runAlways"));
    setFocusProxy(m_run);
    auto *foot = new QHBoxLayout;
    foot->addWidget(m_run);
    foot->addWidget(m_always);
    foot->addStretch(1);
    auto *block = new QWidget(this);
    block->setMaximumWidth(widest);
    auto *column = new QVBoxLayout(block);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    column->addWidget(m_why);
    column->addWidget(m_statement);
    column->addLayout(foot);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 24, 12, 12);
    row->addStretch(1);
    row->addWidget(block, 8, Qt::AlignTop);
    row->addStretch(1);
    connect(m_run, &QPushButton::clicked, this, [this] { Q_EMIT runRequested(m_always->isChecked()); });
}

void QueryQuestion::ask(const QString &table, const QString &connection, const QString &statement)
{
    m_why->setText(tr("The rows of %1 come by a query only, which %2 runs as a job and may bill. It reads up to the "
                      "limit that it names, but may scan more.")
                       .arg(table, connection));
    m_statement->setCode(statement);
    m_always->setText(tr("Do not ask again for %1").arg(QString(connection).replace(u'&', QStringLiteral("&&"))));
    m_always->setChecked(false);
}

} // namespace isthmus::views
