// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/models/table/columnsfilter.h>
#include <isthmus/models/table/columnsmodel.h>

#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <numeric>

namespace isthmus::models {

ColumnsFilter::ColumnsFilter(ColumnsModel *columns, QObject *parent) : QSortFilterProxyModel(parent)
{
    setSortCaseSensitivity(Qt::CaseInsensitive);
    setSourceModel(columns);
}

void ColumnsFilter::setText(const QString &text)
{
    const QStringList words = text.simplified().split(u' ', Qt::SkipEmptyParts);
    if (words == m_words)
        return;
    m_words = words;
    invalidateRowsFilter();
}

bool ColumnsFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const auto holds = [&](ColumnsModel::Column column, const QString &word) {
        return sourceModel()->index(row, column, parent).data().toString().contains(word, Qt::CaseInsensitive);
    };
    return std::ranges::all_of(m_words, [&](const QString &word) {
        return holds(ColumnsModel::Name, word) || holds(ColumnsModel::Type, word) || holds(ColumnsModel::Comment, word);
    });
}

QString ColumnsFilter::tsv(const QList<int> &rows) const
{
    constexpr std::array columns{ColumnsModel::Name, ColumnsModel::Type, ColumnsModel::MayBeNull,
                                 ColumnsModel::Comment};
    QList<int> copied = rows;
    if (copied.isEmpty()) {
        copied.resize(rowCount());
        std::iota(copied.begin(), copied.end(), 0);
    }
    std::ranges::sort(copied);
    const auto line = [&](auto textOf) {
        QStringList texts;
        for (const auto column : columns)
            texts.append(QString(textOf(column))
                             .replace(QRegularExpression(QStringLiteral("[\\t\\r\\n]+")), QStringLiteral(" ")));
        return texts.join(u'\t') + u'\n';
    };
    QString text = line([&](int column) { return headerData(column, Qt::Horizontal, Qt::DisplayRole).toString(); });
    for (const int row : std::as_const(copied))
        text += line([&](int column) { return index(row, column).data().toString(); });
    return text;
}

} // namespace isthmus::models
