// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/async.h>
#include <isthmus/views/style/theme.h>

#include <QString>

/// What the window keeps between two starts: the keys of its settings, all in one place. A key that is not there has
/// the value of a first start; a value of another version that means nothing is taken for one that is not there.
namespace isthmus::views::settings {

inline const QString theme = QStringLiteral("ui/theme"); ///< themeName()
inline const QString language = QStringLiteral("ui/language"); ///< as core::installLanguage() takes it
inline const QString geometry = QStringLiteral("window/geometry"); ///< QWidget::saveGeometry()
inline const QString docks = QStringLiteral("window/state"); ///< QMainWindow::saveState(docksVersion)
inline const QString split = QStringLiteral("window/split"); ///< QSplitter::saveState(): catalogs and documents
inline const QString catalogSplit = QStringLiteral("window/catalogSplit"); ///< as above: the two catalogs
inline const QString stackedCatalogs = QStringLiteral("window/stackedCatalogs"); ///< bool: one above the other
inline const QString expanded = QStringLiteral("tree/expanded"); ///< QStringList: paths of open rows, as text
/// QStringList: CatalogPane::hiddenKinds() of each side, behind the object name of its pane.
inline const QString hiddenKinds = QStringLiteral("tree/hiddenKinds/");
/// QString: place and kind of each pin, behind the object name of its side's pane and its path.
inline const QString pins = QStringLiteral("tree/pins/");
/// QStringList: models::PinnedModel::saved() as former versions kept it, behind the object name of the side's pane.
inline const QString pinned = QStringLiteral("tree/pinned/");
inline const QString knownConnections =
    QStringLiteral("connections/known"); ///< QVariantHash: connections::marksOf() them when they were seen last
inline const QString exportFolder = QStringLiteral("tables/exportFolder"); ///< where the last file was written
inline const QString grids = QStringLiteral("tables/grids"); ///< JSON: TableMemory::grid() of each
inline const QString queryConnections =
    QStringLiteral("tables/queryConnections"); ///< QStringList: TableMemory::runsQueries()
inline const QString documents = QStringLiteral("documents/open"); ///< JSON: the open tabs

/// Raised whenever docks change, so that an old layout is not applied to a new window.
constexpr int docksVersion = 1;

[[nodiscard]] QString themeName(Theme::Choice choice); ///< "system", "light", "dark"
[[nodiscard]] Theme::Choice themeChoice(const QString &name); ///< System for any other name

/// Writes what is set in the QSettings of \a file, an INI file, on another thread. Errors: why it cannot be written.
[[nodiscard]] QFuture<core::Result<core::Done>> write(const QString &file);

} // namespace isthmus::views::settings
