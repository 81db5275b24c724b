// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/records/recordbatch.h>

#include <QAbstractTableModel>

#include <memory>
#include <optional>

namespace isthmus::models {

/// The cells of a record batch. NULL reads "NULL" and the empty string "empty", told apart from such values by NullRole
/// and EmptyRole. Values are exactly as stored; long ones are cut in DisplayRole only.
class RecordBatchModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Role {
        NullRole = Qt::UserRole + 1, ///< bool
        EmptyRole, ///< bool: a string without characters
        FullTextRole, ///< QString, uncut; null for NULL
        TypeTextRole, ///< header: "NUMERIC(20,2)"
        KeyRole, ///< header: bool, part of the primary key
        CommentRole, ///< header: the column's comment
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setBatch(std::shared_ptr<const records::RecordBatch> batch); ///< null: no rows, no columns
    [[nodiscard]] const std::shared_ptr<const records::RecordBatch> &batch() const { return m_batch; }

    /// Shows instants in \a zone; nothing: in the zone of the batch.
    void setZone(const std::optional<records::Zone> &zone);
    [[nodiscard]] records::Zone zone() const; ///< that instants are shown in

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    /// Columns: the name and the roles above, text right for numbers. Rows: 1, 2, 3 ….
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::shared_ptr<const records::RecordBatch> m_batch;
    std::optional<records::Zone> m_zone;
};

} // namespace isthmus::models
