// SPDX-License-Identifier: GPL-3.0-or-later
// RecordBatchModel: in which order its rows are shown, and which of them. There may be ten million: what a filter picks
// is found in slices of some milliseconds, and told in few signals.
#include "parts/pooled.h"

#include <isthmus/models/table/recordbatchmodel.h>
#include <isthmus/models/table/roworder.h>

#include <QBitArray>
#include <QElapsedTimer>

#include <algorithm>
#include <utility>

namespace isthmus::models {

namespace {

constexpr int sliceMs = 8; // of the window's thread at once
constexpr int fewRows = 10'000; // a view takes no time to show

} // namespace

void RecordBatchModel::sort(int column, Qt::SortOrder order)
{
    if (!m_batch || column >= columnCount() || (column < 0 && m_sortColumn < 0))
        return;
    m_sorting.forget();
    m_sortColumn = std::max(column, -1);
    if (column < 0) {
        takeOrder({});
    } else if (loadedRows() <= fewRows) {
        takeOrder(sortedRows(*m_batch, column, order));
    } else {
        const auto rows = onPool<QList<int>>([batch = m_batch, column, order]() -> core::Result<QList<int>> {
            return sortedRows(*batch, column, order);
        });
        m_sorting.ask(rows, [this](const core::Result<QList<int>> &sortedNow) {
            if (sortedNow)
                takeOrder(*sortedNow);
            else
                m_sortColumn = -1; // there is no memory for it
            Q_EMIT sorted();
        });
    }
    Q_EMIT sorted();
}

void RecordBatchModel::takeOrder(const QList<int> &order)
{
    if (isFiltered() && m_lookedAt < loadedRows())
        Q_EMIT aboutToFilter();
    change([&] {
        m_order = order;
        if (!isFiltered())
            return;
        if (m_lookedAt < loadedRows()) {
            startPicking(); // those that were looked at are others now
            return;
        }
        QBitArray isPicked(loadedRows());
        for (const int row : std::as_const(m_picked))
            isPicked.setBit(row);
        m_picked.clear();
        for (int place = 0; place < loadedRows(); ++place) {
            if (isPicked.testBit(rowInOrder(place)))
                m_picked.append(rowInOrder(place));
        }
    });
}

// Where rows of the batch are shown; -1: not at all.
QHash<int, int> RecordBatchModel::placesOf(const QList<int> &batchRows) const
{
    QHash<int, int> places;
    for (const int row : batchRows)
        places.insert(row, -1);
    if (m_order.isEmpty()) { // shown ones ascend
        for (auto place = places.begin(); place != places.end(); ++place) {
            const auto at = std::ranges::lower_bound(m_picked, place.key());
            if (!isFiltered())
                *place = place.key();
            else if (at != m_picked.end() && *at == place.key())
                *place = int(at - m_picked.begin());
        }
        return places;
    }
    QBitArray isWanted(places.isEmpty() ? 0 : loadedRows());
    for (const int row : batchRows)
        isWanted.setBit(row);
    for (int row = 0; row < rowCount() && !places.isEmpty(); ++row) {
        if (isWanted.testBit(batchRow(row)))
            places.insert(batchRow(row), row);
    }
    return places;
}

// Shows other rows, or the same in another order: those that are in both stay the same rows.
void RecordBatchModel::change(const std::function<void()> &how)
{
    Q_EMIT layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    const QModelIndexList before = persistentIndexList();
    QList<int> batchRows;
    for (const QModelIndex &index : before)
        batchRows.append(batchRow(index.row()));
    how();
    const QHash<int, int> places = placesOf(batchRows);
    QModelIndexList after;
    for (qsizetype i = 0; i < before.size(); ++i) {
        const int row = places.value(batchRows.at(i));
        after.append(row < 0 ? QModelIndex() : index(row, before.at(i).column()));
    }
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

void RecordBatchModel::setRowFilter(const QString &text)
{
    if (text == m_filterText)
        return;
    m_filterText = text;
    const RowFilter filter(text, m_batch ? m_batch->columns() : QList<catalog::Column>());
    if (isFiltered() || !filter.isEmpty()) {
        Q_EMIT aboutToFilter();
        change([&] {
            m_filter = filter;
            startPicking();
        });
    }
    Q_EMIT filtered();
}

// From the first row on, within a change that is told by the caller.
void RecordBatchModel::startPicking()
{
    m_picked.clear();
    m_found.clear();
    m_lookedAt = 0;
    m_picking.stop();
    if (!isFiltered() || !m_batch)
        return;
    m_picked = pickForAWhile();
    if (m_lookedAt < loadedRows())
        m_picking.start();
}

QList<int> RecordBatchModel::pickForAWhile()
{
    QElapsedTimer timer;
    timer.start();
    QList<int> picked;
    const records::Zone shownIn = zone();
    for (; m_lookedAt < loadedRows() && !timer.hasExpired(sliceMs); ++m_lookedAt) {
        if (const int row = rowInOrder(m_lookedAt); m_filter.picks(*m_batch, row, m_cuts, shownIn))
            picked.append(row);
    }
    return picked;
}

// A view lays out all its rows for each insertion: of many, none are shown until they are some more.
void RecordBatchModel::pickSome()
{
    m_found += pickForAWhile();
    const bool isEnd = m_lookedAt == loadedRows();
    if (isEnd)
        m_picking.stop();
    else if (!m_picking.isActive())
        m_picking.start();
    if (isEnd || m_picked.size() < fewRows || m_found.size() > m_picked.size() / 2)
        takePicked(std::exchange(m_found, {}));
    Q_EMIT filtered();
}

void RecordBatchModel::takePicked(const QList<int> &rows)
{
    if (rows.isEmpty())
        return;
    beginInsertRows({}, int(m_picked.size()), int(m_picked.size() + rows.size()) - 1);
    m_picked += rows;
    endInsertRows();
}

} // namespace isthmus::models
