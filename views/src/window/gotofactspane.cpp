// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/gotofactspane.h"

#include "parts/buttons.h"
#include "parts/elidedlabel.h"
#include "parts/factsview.h"
#include "parts/iconlabel.h"
#include "parts/objecticons.h"
#include "parts/sectiontitle.h"
#include "parts/tonelabel.h"

#include <isthmus/core/format.h>

#include <QHBoxLayout>
#include <QHeaderView>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace isthmus::views {

using models::ColumnsModel;

namespace {

constexpr int margin = 12;
constexpr int mostFacts = 7; // rows; the others are scrolled to
constexpr int rowToken = 20;

QTableView *makeColumns(ColumnsModel *columns, QWidget *parent)
{
    auto *view = new QTableView(parent);
    view->setObjectName(QStringLiteral("goToFactsColumns"));
    view->setAccessibleName(GoToFactsPane::tr("Columns"));
    view->setModel(columns);
    for (int column = 0; column < ColumnsModel::ColumnCount; ++column)
        view->setColumnHidden(column, column != ColumnsModel::Name && column != ColumnsModel::Type);
    view->setFocusPolicy(Qt::NoFocus);
    view->setFrameShape(QFrame::NoFrame);
    view->setShowGrid(false);
    view->setWordWrap(false);
    view->setSelectionBehavior(QAbstractItemView::SelectRows);
    view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    view->setFont(resized(view->font(), -1));
    view->horizontalHeader()->hide();
    view->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    view->verticalHeader()->hide();
    view->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    view->verticalHeader()->setMinimumSectionSize(12);
    view->verticalHeader()->setDefaultSectionSize(rowHeight(view->font(), rowToken));
    return view;
}

} // namespace

GoToFactsPane::GoToFactsPane(models::GoToFacts &facts, QWidget *parent)
    : QWidget(parent), m_model(facts), m_icon(new IconLabel(this)), m_title(new ElidedLabel(this)),
      m_subtitle(new ToneLabel(ToneLabel::Tone::Muted, this)), m_facts(new FactsView(this)),
      m_error(new ToneLabel(ToneLabel::Tone::Error, this)), m_columnsTitle(new SectionTitle(tr("Columns"), this)),
      m_columns(makeColumns(facts.columns(), this)), m_placesTitle(new SectionTitle(tr("Same name"), this)),
      m_places(new ToneLabel(ToneLabel::Tone::Plain, this)), m_source(new ToneLabel(ToneLabel::Tone::Muted, this)),
      m_read(makeLinkButton(tr("Read the facts (Ctrl+I)"), QStringLiteral("goToFactsRead"), this))
{
    setObjectName(QStringLiteral("goToFacts"));
    setAccessibleName(tr("Facts"));
    m_title->setObjectName(QStringLiteral("goToFactsTitle"));
    m_title->setFont(titleFont(font()));
    m_subtitle->setObjectName(QStringLiteral("goToFactsSubtitle"));
    m_facts->setObjectName(QStringLiteral("goToFactsFacts"));
    m_facts->setAccessibleName(tr("Facts"));
    m_facts->setFocusPolicy(Qt::NoFocus);
    m_facts->setSelectionMode(QAbstractItemView::NoSelection);
    m_facts->setFont(resized(font(), -1));
    m_facts->setRowToken(rowToken);
    m_facts->setFacts(m_model.facts());
    m_facts->setFitsContents(mostFacts);
    m_facts->viewport()->setBackgroundRole(QPalette::Window); // it stands on the pane
    m_error->setObjectName(QStringLiteral("goToFactsError"));
    m_places->setObjectName(QStringLiteral("goToFactsPlaces"));
    m_source->setObjectName(QStringLiteral("goToFactsSource"));
    for (ToneLabel *label : {m_subtitle, m_error, m_places, m_source})
        label->setWordWrap(true);
    m_read->setFocusPolicy(Qt::NoFocus);
    m_read->setFont(resized(m_read->font(), -1));
    connect(m_read, &QPushButton::clicked, &m_model, &models::GoToFacts::read);

    auto *head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(m_icon);
    head->addWidget(m_title, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(margin, margin, margin, margin);
    column->setSpacing(6);
    column->addLayout(head);
    column->addWidget(m_subtitle);
    column->addWidget(m_error);
    column->addWidget(m_facts);
    column->addWidget(m_columnsTitle);
    column->addWidget(m_columns, 1);
    column->addWidget(m_placesTitle);
    column->addWidget(m_places);
    column->addStretch(0);
    column->addWidget(m_source);
    column->addWidget(m_read);
    connect(&m_model, &models::GoToFacts::changed, this, &GoToFactsPane::showHit);
    connect(m_model.columns(), &QAbstractItemModel::modelReset, this, &GoToFactsPane::showColumns);
    showHit();
}

void GoToFactsPane::showHit()
{
    const Mark mark = markOf(m_model.kind());
    m_icon->setVisible(m_model.hasHit());
    m_icon->setIcon(mark.icon, mark.role);
    m_title->setText(m_model.path().name());
    m_subtitle->setText(m_model.subtitle());
    const auto error = m_model.error();
    m_error->setText(error ? error->message : QString());
    m_error->setVisible(error.has_value());
    m_facts->setVisible(m_model.facts()->rowCount() > 0);
    QStringList places;
    for (const catalog::ObjectPath &path : m_model.places()) {
        const catalog::ObjectPath above = path.parent();
        places.append((QStringList{above.connection} + above.names).join(QStringLiteral(" › ")));
    }
    const qint64 others = m_model.placeCount();
    m_placesTitle->setRemark(others == 1 ? tr("in 1 other place")
                                         : tr("in %1 other places").arg(core::formatCount(others)));
    m_places->setText(places.join(u'\n'));
    m_placesTitle->setVisible(others > 0);
    m_places->setVisible(others > 0);
    m_source->setText(m_model.sourceText());
    m_read->setVisible(m_model.mayRead());
    showColumns();
}

// The hit among them is marked, and in sight.
void GoToFactsPane::showColumns()
{
    const int rows = m_model.columns()->rowCount();
    m_columnsTitle->setRemark(core::formatCount(rows));
    m_columnsTitle->setVisible(rows > 0);
    m_columns->setVisible(rows > 0);
    m_columns->clearSelection();
    for (int row = 0; row < rows && !m_model.column().isEmpty(); ++row) {
        const QModelIndex name = m_model.columns()->index(row, ColumnsModel::Name);
        if (name.data().toString() != m_model.column())
            continue;
        m_columns->selectRow(row);
        m_columns->scrollTo(name);
        return;
    }
}

} // namespace isthmus::views
