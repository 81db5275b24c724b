// SPDX-License-Identifier: GPL-3.0-or-later
#include "parts/buttons.h"
#include "parts/elidedlabel.h"
#include "parts/line.h"
#include "parts/messageband.h"
#include "parts/tablesetup.h"
#include "parts/tonelabel.h"

#include <isthmus/views/connections/importdialog.h>
#include <isthmus/views/style/theme.h>
#include <isthmus/views/window/prompter.h>

#include <QHBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace isthmus::views {

using models::ImportModel;

ImportDialog::ImportDialog(connections::ConnectionManager &manager, Prompter &prompter, QWidget *parent)
    : QDialog(parent), m_model(manager), m_prompter(prompter), m_sentence(new ToneLabel(ToneLabel::Tone::Muted, this)),
      m_table(new QTableView(this)), m_note(new ToneLabel(ToneLabel::Tone::Muted, this)), m_band(new MessageBand(this))
{
    setObjectName(QStringLiteral("importDialog"));
    setWindowTitle(tr("Import connections"));
    m_sentence->setObjectName(QStringLiteral("importSentence"));
    m_sentence->setWordWrap(true);
    m_table->setObjectName(QStringLiteral("importTable"));
    m_table->setAccessibleName(tr("Connections that were found"));
    m_table->setModel(&m_model);
    setUpTable(m_table);
    m_table->setFrameShape(QFrame::StyledPanel);
    m_table->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed);
    const QList<int> widths{190, 96, 250, 200, 160};
    const double letters = std::max(1.0, fontMetrics().height() / 16.0);
    for (int column = 0; column < widths.size(); ++column)
        m_table->setColumnWidth(column, int(widths[column] * letters));
    m_note->setObjectName(QStringLiteral("importNote"));
    m_note->setWordWrap(true);
    m_band->setObjectName(QStringLiteral("importProblems"));
    m_band->hide();

    auto *body = new QVBoxLayout;
    body->setContentsMargins(16, 12, 16, 12);
    body->setSpacing(8);
    body->addWidget(m_sentence);
    body->addWidget(m_table, 1);
    body->addWidget(m_note);
    body->addWidget(m_band);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(body, 1);
    column->addWidget(makeLine(Qt::Horizontal, this));
    column->addWidget(makeFoot());
    resize(QSize(1120, 480) * letters);

    connect(&m_model, &ImportModel::changed, this, &ImportDialog::show);
    connect(&m_model, &ImportModel::finished, this, &ImportDialog::importFinished);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, &ImportDialog::showNote);
    connect(&m_model, &ImportModel::dataChanged, this, &ImportDialog::showNote);
    connect(&m_model, &ImportModel::rowsInserted, this, [this] {
        if (!m_table->currentIndex().isValid())
            m_table->setCurrentIndex(m_model.index(0, ImportModel::Name));
    });
    m_model.find();
    m_table->setFocus();
}

QWidget *ImportDialog::makeFoot()
{
    auto *foot = new QWidget(this);
    m_file = makeLinkButton(tr("From a &file…"), QStringLiteral("importFile"), foot);
    m_file->setAutoDefault(false);
    auto *words = new ElidedLabel(foot);
    words->setObjectName(QStringLiteral("importFoot"));
    words->setFont(resized(font(), -1));
    m_foot = words;
    m_close = new QPushButton(tr("Close"), foot);
    m_close->setObjectName(QStringLiteral("importClose"));
    m_close->setAutoDefault(false);
    m_import = new QPushButton(foot);
    m_import->setObjectName(QStringLiteral("import"));
    m_import->setDefault(true);
    connect(m_file, &QPushButton::clicked, this, &ImportDialog::chooseFile);
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_import, &QPushButton::clicked, &m_model, &ImportModel::importTicked);
    auto *row = new QHBoxLayout(foot);
    row->setContentsMargins(16, 9, 16, 9);
    row->setSpacing(8);
    row->addWidget(m_file);
    row->addWidget(m_foot, 1);
    row->addWidget(m_close);
    row->addWidget(m_import);
    return foot;
}

void ImportDialog::chooseFile()
{
    m_prompter.chooseFileToRead(this, tr("Import connections from a file"),
                                [this](const QString &file) { m_model.readFile(file); });
}

void ImportDialog::show()
{
    const int count = m_model.rowCount();
    m_sentence->setText(
        m_model.isReading() ? tr("Looking for connections of odpscmd, PostgreSQL and in environment variables.")
            : count == 0
            ? tr("No connections of odpscmd or PostgreSQL, and none in environment variables, were found.")
            : tr("Connections that other programs keep. Tick those to save; F2 gives one another name. Secrets go "
                 "to the secret store and are not shown."));
    const QString blocked = m_model.blockedReason();
    const int ticked = m_model.tickedCount();
    m_import->setText(ticked == 1       ? tr("&Import 1 connection")
                          : ticked == 0 ? tr("&Import")
                                        : tr("&Import %1 connections").arg(ticked));
    m_import->setEnabled(blocked.isEmpty());
    m_import->setAccessibleDescription(blocked);
    m_import->setToolTip(blocked);
    m_foot->setText(count > 0 ? blocked : QString());
    m_file->setEnabled(!m_model.isReading() && !m_model.isImporting());
    const QStringList problems = m_model.problems();
    if (!problems.isEmpty())
        m_band->showText(Meaning::Warning, QStringLiteral("warn"), problems.mid(0, 5).join(u' '));
    m_band->setVisible(!problems.isEmpty());
}

// The column is too narrow for most.
void ImportDialog::showNote()
{
    const QModelIndex current = m_table->currentIndex();
    m_note->setText(current.siblingAtColumn(ImportModel::Note).data().toString());
}

void ImportDialog::importFinished()
{
    const QStringList all = m_model.imported();
    const QStringList now = all.mid(m_told);
    m_told = all.size();
    if (!now.isEmpty())
        Q_EMIT imported(now);
    // What failed stays in sight with its reason.
    bool isAllDone = true;
    for (int row = 0; row < m_model.rowCount(); ++row) {
        const auto state = m_model.index(row, 0).data(ImportModel::StateRole).value<ImportModel::State>();
        isAllDone = isAllDone && state != ImportModel::State::Failed;
    }
    if (isAllDone)
        accept();
}

} // namespace isthmus::views
