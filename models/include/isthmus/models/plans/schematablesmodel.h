// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/tableinfo.h>
#include <isthmus/mapping/types/typemapping.h>

#include <QAbstractTableModel>
#include <QHash>

namespace isthmus::models {

/// Tables and views of a Hologres schema as an external schema shows them: how many of their columns MaxCompute has
/// types for. Names first; the columns once they were read.
class SchemaTablesModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Name, Columns, Fit, Note, ColumnCount };
    enum Role {
        KindRole = Qt::UserRole + 1, ///< int of catalog::ObjectKind
        WorstFitRole, ///< int of mapping::Fit, of the column that fits worst; null as long as none was read
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setRelations(const QList<catalog::Entry> &relations); ///< keeps what is known of those that stay
    void setDetails(const QList<catalog::TableInfo> &tables); ///< of some of them
    [[nodiscard]] QStringList unread(qsizetype most) const; ///< names whose columns are not known yet, in order
    void forgetUnread(const QStringList &names); ///< they cannot be read, or are gone: not asked for again
    /// "6 tables, 2 views · 41 columns, 9 left out"; the columns once all were read.
    [[nodiscard]] QString summary() const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Details {
        int counts[4] = {}; // by mapping::Fit
        QStringList leftOut; // types
        bool isKnown = true;
    };
    [[nodiscard]] QVariant text(const Details &details, int column) const;

    QList<catalog::Entry> m_relations;
    QHash<QString, Details> m_details;
};

} // namespace isthmus::models
