// SPDX-License-Identifier: GPL-3.0-or-later
#include "catalog/catalogpane.h"

#include "catalog/kindsbutton.h"
#include "catalog/pinnedview.h"
#include "parts/buttons.h"
#include "parts/iconlabel.h"
#include "parts/line.h"
#include "parts/objecticons.h"
#include "parts/tonelabel.h"

#include <isthmus/models/table/tablekinds.h>

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QMenu>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace isthmus::views {

using models::CatalogTreeModel;

namespace {

constexpr int searchDelayMs = 250;
constexpr int leastSearched = 2; // letters: what begins with one of them is nearly everything

QString sideName(catalog::Side side)
{
    return side == catalog::Side::Sources ? QStringLiteral("hologres") : QStringLiteral("maxcompute");
}

// What people call a side: by its only kind of connections, where there are no others.
QString sideTitle(catalog::Side side)
{
    const auto kinds = connections::connectionKinds(side);
    if (kinds.size() == 1)
        return kinds.first()->title;
    return side == catalog::Side::Sources ? CatalogPane::tr("Sources") : CatalogPane::tr("Warehouses");
}

} // namespace

CatalogPane::CatalogPane(catalog::Side side, CatalogTreeModel &tree, const connections::ConnectionManager &manager,
                         QWidget *parent)
    : QWidget(parent), m_side(side), m_tree(tree), m_pins(tree, manager), m_view(new CatalogTreeView(this)),
      m_stack(new QStackedWidget(this)), m_filter(new QLineEdit(this)), m_kinds(new KindsButton(side, this)),
      m_pinned(new PinnedView(m_pins, this)), m_notLoaded(new ToneLabel(ToneLabel::Tone::Muted, this, -2))
{
    const QString name = sideName(side);
    setObjectName(name + QStringLiteral("Pane"));
    m_proxy.setSide(side);
    m_proxy.setSourceModel(&m_tree);
    m_view->setObjectName(name + QStringLiteral("Tree"));
    m_view->setModel(&m_proxy);
    m_view->setAccessibleName(tr("%1 catalog").arg(sideTitle(side)));

    m_filter->setObjectName(name + QStringLiteral("Filter"));
    m_filter->setAccessibleName(tr("Filter loaded %1 names").arg(sideTitle(side)));
    m_filter->setClearButtonEnabled(true);
    m_filter->setFont(resized(font(), -1));
    m_filter->addAction(icon(QStringLiteral("filter")), QLineEdit::LeadingPosition);
    connect(m_filter, &QLineEdit::textChanged, this, &CatalogPane::filter);
    m_kinds->setObjectName(name + QStringLiteral("Kinds"));
    connect(m_kinds, &KindsButton::hiddenKindsChanged, this, &CatalogPane::filterKinds);
    m_searchSoon.setSingleShot(true);
    m_searchSoon.setInterval(searchDelayMs);
    connect(&m_searchSoon, &QTimer::timeout, this, [this] { m_tree.search(m_proxy.namePattern(), connections()); });
    m_openSoon.setSingleShot(true);
    m_openSoon.setInterval(0);
    connect(&m_openSoon, &QTimer::timeout, this, &CatalogPane::openMatches);
    m_notLoaded->setObjectName(name + QStringLiteral("NotLoaded"));
    m_notLoaded->setWordWrap(true);
    m_notLoaded->setContentsMargins(8, 4, 8, 4);
    m_notLoaded->hide();

    m_stack->addWidget(m_view);
    m_stack->addWidget(makeEmptyPage());
    auto *filterRow = new QHBoxLayout;
    filterRow->setContentsMargins(8, 0, 4, 6);
    filterRow->setSpacing(2);
    filterRow->addWidget(m_filter);
    filterRow->addWidget(m_kinds);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHead());
    column->addLayout(filterRow);
    column->addWidget(makeLine(Qt::Horizontal, this));
    column->addWidget(m_pinned);
    column->addWidget(m_stack, 1);
    column->addWidget(m_notLoaded);
    setTabOrder(m_filter, m_kinds);
    setTabOrder(m_kinds, m_pinned->list());
    setTabOrder(m_pinned->list(), m_view);
    setMinimumWidth(std::max(160, minimumSizeHint().width())); // its head is never cut

    connect(m_view, &CatalogTreeView::clickedObject, this,
            [this](const QModelIndex &index) { openObject(index, false); });
    connect(m_view, &CatalogTreeView::openedObject, this, [this](const QModelIndex &index) {
        if (models::hasTablePage(CatalogTreeModel::kindOf(index)))
            openObject(index, true);
        else
            m_view->setExpanded(index, !m_view->isExpanded(index));
    });
    connect(m_view, &CatalogTreeView::sightChanged, this, &CatalogPane::completeRows);
    // The rows may be the same. Not at once: the rows of a large level would be laid out before events are handled.
    connect(&m_tree, &CatalogTreeModel::refreshed, m_view, &CatalogTreeView::tellSightSoon);
    connect(m_view, &CatalogTreeView::linkActivated, this, &CatalogPane::followLink);
    connect(m_view, &CatalogTreeView::hovered, this, &CatalogPane::hovered);
    connect(m_view, &CatalogTreeView::menuRequested, this, &CatalogPane::menuRequested);
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this, &CatalogPane::selectionChanged);
    connectPins();
    connect(&m_proxy, &QAbstractItemModel::rowsInserted, this, &CatalogPane::expandWanted);
    connect(&m_proxy, &QAbstractItemModel::rowsInserted, this, [this] {
        if (!m_proxy.namePattern().isEmpty())
            m_openSoon.start();
    });
    connect(&m_proxy, &models::CatalogFilterProxy::completed, &m_openSoon, qOverload<>(&QTimer::start));
    connect(&m_proxy, &QAbstractItemModel::rowsInserted, this, &CatalogPane::showWhatIsThere);
    connect(&m_proxy, &QAbstractItemModel::rowsRemoved, this, &CatalogPane::showWhatIsThere);
    connect(&m_proxy, &QAbstractItemModel::modelReset, this, &CatalogPane::showWhatIsThere);
    connect(m_view, &QTreeView::expanded, this, [this](const QModelIndex &index) { m_open.insert(index); });
    connect(m_view, &QTreeView::collapsed, this, [this](const QModelIndex &index) {
        m_open.remove(index);
        m_wanted.remove(CatalogTreeModel::pathOf(index));
    });
    showWhatIsThere();
}

QString CatalogPane::connectText(catalog::Side side)
{
    const auto kinds = connections::connectionKinds(side);
    return kinds.size() == 1 ? tr("Connect to %1…").arg(kinds.first()->title) : tr("Connect…");
}

QWidget *CatalogPane::makeHead()
{
    const QString side = sideName(m_side);
    const QString title = sideTitle(m_side);
    auto *head = new QWidget(this);
    auto *mark = new IconLabel(head);
    if (const auto kinds = connections::connectionKinds(m_side); kinds.size() == 1)
        mark->setIcon(markOf(*kinds.first()).icon, markOf(*kinds.first()).role);
    auto *name = new QLabel(title, head);
    name->setFont(titleFont(resized(font(), -1)));
    auto *add = makeIconButton(QStringLiteral("plus"), connectText(m_side), side + QStringLiteral("Add"), head);
    auto *refresh =
        makeIconButton(QStringLiteral("refresh"), tr("Refresh %1").arg(title), side + QStringLiteral("Refresh"), head);
    auto *collapse =
        makeIconButton(QStringLiteral("collapse"), tr("Collapse all"), side + QStringLiteral("Collapse"), head);
    connect(add, &QToolButton::clicked, this, [this, add] { chooseKind(add); });
    connect(refresh, &QToolButton::clicked, this, &CatalogPane::refreshAll);
    connect(collapse, &QToolButton::clicked, m_view, &QTreeView::collapseAll);

    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(8, 3, 4, 3);
    row->setSpacing(6);
    row->addWidget(mark);
    row->addWidget(name);
    row->addStretch(1);
    row->addWidget(add);
    row->addWidget(refresh);
    row->addWidget(collapse);
    return head;
}

void CatalogPane::connectPins()
{
    m_pinned->list()->setObjectName(sideName(m_side) + QStringLiteral("Pinned"));
    m_view->installEventFilter(this);
    connect(m_pinned, &PinnedView::entered, this, [this] { useTree(false); });
    connect(m_pinned->list()->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &CatalogPane::selectionChanged);
    connect(m_pinned, &PinnedView::menuRequested, this, &CatalogPane::menuRequested);
    const auto show = [this](const QModelIndex &index, bool isPinned) {
        if (models::hasTablePage(CatalogTreeModel::kindOf(index)))
            openObject(index, isPinned);
        else
            Q_EMIT revealRequested(CatalogTreeModel::pathOf(index));
    };
    connect(m_pinned, &PinnedView::clickedObject, this, [show](const QModelIndex &index) { show(index, false); });
    connect(m_pinned, &PinnedView::openedObject, this, [show](const QModelIndex &index) { show(index, true); });
}

bool CatalogPane::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_view && event->type() == QEvent::FocusIn)
        useTree(true);
    return QWidget::eventFilter(watched, event);
}

void CatalogPane::useTree(bool isTree)
{
    if (m_isInPins != isTree)
        return;
    m_isInPins = !isTree;
    Q_EMIT selectionChanged();
}

QWidget *CatalogPane::makeEmptyPage()
{
    auto *page = new QWidget(this);
    page->setAutoFillBackground(true);
    page->setBackgroundRole(QPalette::Base);
    auto *words = new ToneLabel(ToneLabel::Tone::Muted, page);
    words->setText(connections::connectionKinds(m_side).size() == 1 ? tr("No %1 connection yet.").arg(sideTitle(m_side))
                                                                    : tr("No connection yet."));
    words->setAlignment(Qt::AlignCenter);
    words->setWordWrap(true);
    auto *link = makeLinkButton(connectText(m_side), sideName(m_side) + QStringLiteral("Connect"), page);
    link->setFont(resized(font(), -1));
    connect(link, &QPushButton::clicked, this, [this, link] { chooseKind(link); });
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(12, 24, 12, 12);
    column->setSpacing(0);
    column->addWidget(words);
    column->addWidget(link, 0, Qt::AlignHCenter);
    column->addStretch(1);
    return page;
}

void CatalogPane::showWhatIsThere()
{
    const bool filtering = !m_proxy.namePattern().isEmpty();
    const bool hasRows = m_proxy.rowCount() > 0;
    m_stack->setCurrentIndex(hasRows || filtering ? 0 : 1);
    m_filter->setPlaceholderText(hasRows || filtering ? tr("Filter loaded names") : tr("Nothing to filter yet"));
    QStringList hint;
    if (filtering && !hasRows)
        hint.append(tr("Nothing loaded matches '%1'.").arg(m_proxy.namePattern()));
    if (filtering)
        hint.append(m_proxy.notLoadedText());
    if (const QString hidden = m_kinds->hiddenText(); !hidden.isEmpty())
        hint.append(tr("Not shown: %1.").arg(hidden));
    const auto kinds = m_proxy.hiddenKinds();
    using catalog::ObjectKind;
    if (m_side == catalog::Side::Warehouse
        && kinds.contains(ObjectKind::Table) != kinds.contains(ObjectKind::PartitionedTable))
        hint.append(tr("Tables that were not in sight yet may be partitioned or not, and stay."));
    m_notLoaded->setText(hint.join(u' ').trimmed());
    m_notLoaded->setVisible(!m_notLoaded->text().isEmpty());
}

QModelIndexList CatalogPane::selectedRows() const
{
    return (m_isInPins ? m_pinned->list()->selectionModel() : m_view->selectionModel())->selectedRows();
}

void CatalogPane::filter(const QString &text)
{
    if (m_proxy.namePattern().isEmpty()) {
        m_openBefore.clear();
        m_openedByFilter.clear();
        for (const QPersistentModelIndex &index : std::as_const(m_open)) {
            if (index.isValid())
                m_openBefore.append(m_proxy.mapToSource(index));
        }
    }
    m_proxy.setNamePattern(text);
    if (m_proxy.namePattern().isEmpty()) {
        restoreOpen();
        m_searchSoon.stop();
        QModelIndexList kept;
        for (const QModelIndex &index : m_view->selectionModel()->selectedRows())
            kept.append(m_proxy.mapToSource(index));
        m_tree.endSearch(connections(), kept);
    } else {
        openMatches();
        if (m_proxy.namePattern().size() >= leastSearched)
            m_searchSoon.start();
    }
    showWhatIsThere();
}

void CatalogPane::filterKinds()
{
    m_proxy.setHiddenKinds(m_kinds->hiddenKinds());
    openMatches(); // with a text, what leads to other matches
    showWhatIsThere();
}

QStringList CatalogPane::hiddenKinds() const
{
    QStringList names;
    for (const catalog::ObjectKind kind : m_kinds->hiddenKinds())
        names.append(catalog::objectKindName(kind));
    names.sort();
    return names;
}

void CatalogPane::setHiddenKinds(const QStringList &names)
{
    QSet<catalog::ObjectKind> kinds;
    for (int kind = 0; kind <= int(catalog::lastObjectKind); ++kind) {
        if (names.contains(catalog::objectKindName(catalog::ObjectKind(kind))))
            kinds.insert(catalog::ObjectKind(kind));
    }
    m_kinds->setHiddenKinds(kinds);
}

QStringList CatalogPane::connections() const
{
    QStringList names;
    for (int row = 0; row < m_tree.rowCount(); ++row) {
        const QModelIndex root = m_tree.index(row, 0);
        if (CatalogTreeModel::messageOf(root) != CatalogTreeModel::Message::None)
            continue;
        if (catalog::infoOf(CatalogTreeModel::kindOf(root)).side == m_side)
            names.append(CatalogTreeModel::pathOf(root).connection);
    }
    return names;
}

void CatalogPane::openMatches()
{
    for (const QModelIndex &index : m_proxy.matchParents()) {
        if (m_view->isExpanded(index))
            continue;
        const QPersistentModelIndex row = m_proxy.mapToSource(index);
        if (!m_openBefore.contains(row) && !m_openedByFilter.contains(row))
            m_openedByFilter.append(row);
        m_view->expand(index);
    }
}

// As it was before the filter was used, but for what leads to the current row, which was found with it.
void CatalogPane::restoreOpen()
{
    QModelIndexList above;
    for (QModelIndex index = m_view->currentIndex().parent(); index.isValid(); index = index.parent())
        above.append(m_proxy.mapToSource(index));
    for (const QPersistentModelIndex &row : std::exchange(m_openedByFilter, {})) {
        if (row.isValid() && !above.contains(row))
            m_view->collapse(m_proxy.mapFromSource(row));
    }
    for (const QPersistentModelIndex &row : std::exchange(m_openBefore, {})) {
        if (row.isValid())
            m_view->expand(m_proxy.mapFromSource(row));
    }
}

// Lists tell names first; what else a row shows is asked for when it is in sight.
void CatalogPane::completeRows()
{
    if (!isVisible())
        return;
    QModelIndexList rows;
    for (const QModelIndex &index : m_view->rowsInSight())
        rows.append(m_proxy.mapToSource(index));
    m_tree.completeRows(rows);
}

void CatalogPane::focusFilter()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

bool CatalogPane::select(const QModelIndex &treeIndex)
{
    QModelIndex index = m_proxy.mapFromSource(treeIndex);
    if (!index.isValid() && !m_filter->text().isEmpty()) {
        m_filter->clear(); // the object is hidden by the filter, and was asked for
        index = m_proxy.mapFromSource(treeIndex);
    }
    if (!index.isValid() && !m_proxy.hiddenKinds().isEmpty()) {
        m_kinds->setHiddenKinds({}); // the same
        index = m_proxy.mapFromSource(treeIndex);
    }
    if (!index.isValid())
        return false;
    for (QModelIndex above = index.parent(); above.isValid(); above = above.parent())
        m_view->expand(above);
    // The view's own way would add it to what is selected while Ctrl is held, as it is for the shortcut that asks.
    m_view->selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    m_view->scrollTo(index);
    return true;
}

QStringList CatalogPane::expandedPaths() const
{
    QStringList result;
    for (const QPersistentModelIndex &index : m_open) {
        bool isInSight = index.isValid();
        for (QModelIndex above = index.parent(); isInSight && above.isValid(); above = above.parent())
            isInSight = m_view->isExpanded(above);
        if (isInSight)
            result.append(CatalogTreeModel::pathOf(index).toString());
    }
    result.sort(); // what lies in another follows it
    return result;
}

void CatalogPane::setExpandedPaths(const QStringList &paths)
{
    for (const QString &text : paths) {
        if (const auto path = catalog::ObjectPath::parse(text))
            m_wanted.insert(*path);
    }
    if (m_proxy.rowCount() > 0)
        expandWanted({}, 0, m_proxy.rowCount() - 1);
}

void CatalogPane::renameConnection(const QString &before, const QString &after)
{
    m_pins.renameConnection(before, after);
    QSet<catalog::ObjectPath> wanted;
    for (catalog::ObjectPath path : std::as_const(m_wanted)) {
        if (path.connection == before)
            path.connection = after;
        wanted.insert(path);
    }
    m_wanted = wanted;
    if (m_proxy.rowCount() > 0)
        expandWanted({}, 0, m_proxy.rowCount() - 1);
}

void CatalogPane::expandWanted(const QModelIndex &parent, int first, int last)
{
    for (int row = first; row <= last && !m_wanted.isEmpty(); ++row) {
        const QPersistentModelIndex index = m_proxy.index(row, 0, parent);
        if (!m_wanted.remove(CatalogTreeModel::pathOf(index)))
            continue;
        // Opening reads, which must not happen while rows are being inserted.
        QMetaObject::invokeMethod(
            this,
            [this, index] {
                if (index.isValid())
                    m_view->expand(index);
            },
            Qt::QueuedConnection);
    }
}

void CatalogPane::followLink(const QModelIndex &index, CatalogTreeModel::MessageAction action)
{
    switch (action) {
    case CatalogTreeModel::MessageAction::Retry:
        m_tree.retry(m_proxy.mapToSource(index));
        break;
    case CatalogTreeModel::MessageAction::Cancel:
        m_tree.cancel(m_proxy.mapToSource(index));
        break;
    case CatalogTreeModel::MessageAction::StartSandbox:
        Q_EMIT sandboxRequested(CatalogTreeModel::pathOf(index).connection);
        break;
    case CatalogTreeModel::MessageAction::EditConnection:
        Q_EMIT editRequested(CatalogTreeModel::pathOf(index).connection);
        break;
    case CatalogTreeModel::MessageAction::CopyDetails:
        Q_EMIT copyRequested(CatalogTreeModel::errorText(index));
        break;
    case CatalogTreeModel::MessageAction::CheckMapping:
        Q_EMIT checkRequested(CatalogTreeModel::pathOf(index));
        break;
    }
}

void CatalogPane::openObject(const QModelIndex &index, bool pinned)
{
    if (models::hasTablePage(CatalogTreeModel::kindOf(index)))
        Q_EMIT openRequested(CatalogTreeModel::pathOf(index), pinned);
}

void CatalogPane::chooseKind(const QWidget *button)
{
    const auto kinds = connections::connectionKinds(m_side);
    if (kinds.size() == 1) {
        Q_EMIT addRequested(kinds.first()->id);
        return;
    }
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const connections::ConnectionKind *kind : kinds)
        menu->addAction(connections::kindText(kind->connectText), this,
                        [this, kind] { Q_EMIT addRequested(kind->id); });
    menu->popup(button->mapToGlobal(button->rect().bottomLeft()));
}

void CatalogPane::refreshAll()
{
    for (int row = 0; row < m_proxy.rowCount(); ++row)
        m_tree.refreshWhole(m_proxy.mapToSource(m_proxy.index(row, 0)));
}

} // namespace isthmus::views
