// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/format.h>
#include <isthmus/models/catalog/statusmodel.h>

namespace isthmus::models {

using connections::ConnectionManager;
using connections::ConnectionStatus;

StatusModel::StatusModel(ConnectionManager &manager, QObject *parent) : QAbstractListModel(parent), m_manager(manager)
{
    const auto readNames = [this] {
        QStringList names;
        for (const connections::Profile &profile : m_manager.profiles())
            names.append(profile.name);
        beginResetModel();
        m_names = names;
        endResetModel();
    };
    readNames();
    connect(&manager, &ConnectionManager::profilesChanged, this, readNames);
    connect(&manager, &ConnectionManager::statusChanged, this, [this](const QString &name) {
        const auto row = m_names.indexOf(name);
        if (row >= 0)
            Q_EMIT dataChanged(index(int(row)), index(int(row)));
    });
}

int StatusModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_names.size());
}

QVariant StatusModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const QString &name = m_names.at(index.row());
    const ConnectionStatus status = shown(m_manager.status(name));
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return tr("%1 %2").arg(name, wordsOf(status));
    case Qt::ToolTipRole:
        if (status.error)
            return status.error->hint.isEmpty() ? status.error->message
                                                : status.error->message + u'\n' + status.error->hint;
        return status.server ? tr("%1 as %2").arg(status.server->product, status.server->identity) : QVariant();
    case NameRole:
        return name;
    case ToneRole:
        return QVariant::fromValue(toneOf(status));
    case WordsRole:
        return wordsOf(status);
    case ErrorRole:
        return status.error ? QVariant::fromValue(*status.error) : QVariant();
    default:
        return {};
    }
}

ConnectionStatus StatusModel::shown(ConnectionStatus status)
{
    if (status.listingError && status.state != ConnectionStatus::State::Failed) {
        status.state = ConnectionStatus::State::Failed;
        status.error = status.listingError;
    }
    return status;
}

StatusModel::Tone StatusModel::toneOf(const ConnectionStatus &status)
{
    switch (status.state) {
    case ConnectionStatus::State::Idle:
        return Tone::Idle;
    case ConnectionStatus::State::Connecting:
        return Tone::Working;
    case ConnectionStatus::State::Connected:
        return status.isSilent ? Tone::Warning : Tone::Ok;
    case ConnectionStatus::State::Failed:
        break;
    }
    const bool isMild = status.error
        && (status.error->kind == core::ErrorKind::Authentication || status.error->kind == core::ErrorKind::Permission);
    return isMild ? Tone::Warning : Tone::Failed;
}

QString StatusModel::wordsOf(const ConnectionStatus &status)
{
    switch (status.state) {
    case ConnectionStatus::State::Idle:
        return tr("idle");
    case ConnectionStatus::State::Connecting:
        return status.isSilent ? tr("no answer") : tr("connecting");
    case ConnectionStatus::State::Connected:
        if (status.isSilent)
            return tr("no answer");
        return status.server ? core::formatDuration(status.server->roundTrip) : tr("connected");
    case ConnectionStatus::State::Failed:
        break;
    }
    if (status.error && status.error->kind == core::ErrorKind::Authentication)
        return tr("signed out");
    if (status.error && status.error->kind == core::ErrorKind::Permission)
        return tr("denied");
    return status.error && status.error->isTransient() ? tr("no answer") : tr("failed");
}

} // namespace isthmus::models
