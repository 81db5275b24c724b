// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QString>
#include <QStringList>

class QSettings;

namespace isthmus::views {

/// What is pinned on one side, as it is kept in the settings: a key for each pin, so that two windows of one user, each
/// of which writes what was changed in it, keep what was pinned in the other. Thread: the window's.
class SavedPins {
public:
    /// \a pane: the object name of the side's pane. \a settings outlives it.
    SavedPins(QSettings &settings, const QString &pane);

    [[nodiscard]] QStringList read(); ///< as models::PinnedModel::restore() takes them
    /// As models::PinnedModel::saved() gives them. Writes what differs from what was read or written last.
    void write(const QStringList &pins);

private:
    QSettings &m_settings;
    QString m_group;
    QString m_list; // key of former versions: all of them in one value
    QHash<QString, QString> m_known; // values by key
};

} // namespace isthmus::views
