// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/connections/connectionmanager.h>

#include <QAbstractListModel>

namespace isthmus::models {

/// The connections as the status bar shows them: "order_dw 3 ms", "crm_prod no answer".
class StatusModel : public QAbstractListModel {
    Q_OBJECT

public:
    /// What the dot says: hollow, working, ok, warning, error.
    enum class Tone : quint8 { Idle, Working, Ok, Warning, Failed };
    Q_ENUM(Tone)
    enum Role {
        NameRole = Qt::UserRole + 1, ///< QString: the connection
        ToneRole, ///< Tone
        WordsRole, ///< QString: "3 ms", "no answer", "signed out", "idle"
        ErrorRole, ///< core::Error; else null
    };

    explicit StatusModel(connections::ConnectionManager &manager, QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    /// DisplayRole: name and words. ToolTipRole: the server, or what is wrong.
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

    /// The one that is shown, everywhere: an answered greeting is of no use where nothing can be listed.
    [[nodiscard]] static connections::ConnectionStatus shown(connections::ConnectionStatus status);
    [[nodiscard]] static Tone toneOf(const connections::ConnectionStatus &status);
    [[nodiscard]] static QString wordsOf(const connections::ConnectionStatus &status);

private:
    connections::ConnectionManager &m_manager;
    QStringList m_names;
};

} // namespace isthmus::models
