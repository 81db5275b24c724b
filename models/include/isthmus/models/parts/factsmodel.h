// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/facts.h>

#include <QAbstractTableModel>

namespace isthmus::models {

/// Labels and values: an overview, a hover card. A row may be reserved before its value is known. A value of several
/// lines is displayed as its first one and "…". Where setFacts() comes to another group, a row says its title.
class FactsModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Label, Value, ColumnCount };
    enum Role {
        IdentifierRole = Qt::UserRole + 1, ///< bool: fixed font, copyable
        ReadingRole, ///< bool: the value is still being read; it says "reading"
        FullTextRole, ///< a value with all its lines
        SourceRole, ///< QString: the server's own words, see FactLine::source
        HeadingRole, ///< bool: the label is a group's title; there is no value
    };

    using QAbstractTableModel::QAbstractTableModel;

    void clear();
    void setFacts(const QList<catalog::FactLine> &facts);
    /// Rows without a value yet, after the present ones; labels that are there already are not added again.
    void reserve(const QStringList &labels);
    /// Fills the rows with these labels, adds the others at the end. Rows not named keep what they have.
    void fill(const QList<catalog::FactLine> &facts);
    /// No more is coming: rows that are still reading go.
    void finish();
    [[nodiscard]] QList<catalog::FactLine> facts() const; ///< those with a value
    [[nodiscard]] QString text() const; ///< "Label: value" lines of those, for copying; titles too

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row {
        catalog::FactLine fact;
        bool isReading = false;
        bool isHeading = false;
    };
    [[nodiscard]] int rowOf(const QString &label) const;

    QList<Row> m_rows;
};

} // namespace isthmus::models
