// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QAbstractItemModel;
class QTableView;
class QWidget;

namespace isthmus::views {

/// A list over models::DriftListModel or a filter of it.
[[nodiscard]] QTableView *makeDriftList(QAbstractItemModel *mappings, QWidget *parent);
/// A list over models::DifferencesModel.
[[nodiscard]] QTableView *makeDifferences(QAbstractItemModel *differences, QWidget *parent);

} // namespace isthmus::views
