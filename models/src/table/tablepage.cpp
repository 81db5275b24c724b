// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/format.h>
#include <isthmus/models/table/tablefacts.h>
#include <isthmus/models/table/tablepage.h>

namespace isthmus::models {

TablePageModel::TablePageModel(connections::ConnectionManager &manager, QObject *parent)
    : QObject(parent), m_manager(manager)
{
}

std::optional<connections::Profile> TablePageModel::profile() const
{
    return m_manager.profile(m_path.connection);
}

void TablePageModel::open(const catalog::ObjectPath &path)
{
    m_path = path;
    clearValues();
    for (Slot &each : m_slots) {
        each.question.forget();
        each.state = State::Idle;
        each.error.reset();
    }
    Q_EMIT pathChanged();
    for (const Part part : {Part::Preview, Part::Ddl})
        Q_EMIT partChanged(part);
    read(Part::Info);
}

void TablePageModel::reload()
{
    read(Part::Info);
    for (const Part part : {Part::Preview, Part::Ddl}) {
        if (state(part) != State::Idle)
            read(part);
    }
}

void TablePageModel::retry(Part part)
{
    if (state(part) == State::Failed)
        read(part);
}

void TablePageModel::ensurePreview()
{
    if (state(Part::Preview) == State::Idle)
        read(Part::Preview);
}

void TablePageModel::ensureDdl()
{
    if (state(Part::Ddl) == State::Idle)
        read(Part::Ddl);
}

void TablePageModel::read(Part part)
{
    slot(part).state = State::Loading;
    slot(part).error.reset();
    Q_EMIT partChanged(part);
    using connections::Backend;
    switch (part) {
    case Part::Info:
        ask<catalog::TableInfo>(
            part, [path = m_path](const Backend &backend) { return backend.catalog->table(path); },
            [this](catalog::TableInfo info) {
                const auto shown = profile();
                m_columns.setColumns(info.columns, shown ? shown->system : connections::Profile::System::Hologres);
                m_facts.setFacts(tableFacts(info));
                m_info = std::move(info);
            });
        break;
    case Part::Preview: {
        records::PreviewRequest request;
        request.table = m_path;
        ask<records::Preview>(
            part, [request](const Backend &backend) { return backend.reader->preview(request); },
            [this](const records::Preview &preview) {
                m_preview = PreviewFigures{preview.rows ? preview.rows->rowCount() : 0, preview.isComplete,
                                           core::formatDuration(preview.elapsed), preview.statement.simplified()};
                m_rows.setBatch(preview.rows);
            });
        break;
    }
    case Part::Ddl:
        ask<QString>(
            part, [path = m_path](const Backend &backend) { return backend.catalog->ddl(path); },
            [this](const QString &ddl) { m_ddl = ddl; });
        break;
    }
}

template <typename T, typename Call, typename Accept>
void TablePageModel::ask(Part part, Call call, Accept accept)
{
    slot(part).question.ask(m_manager.ask<T>(m_path.connection, call), [this, part, accept](core::Result<T> reply) {
        slot(part).state = reply ? State::Ready : State::Failed;
        if (reply)
            accept(*std::move(reply));
        else
            slot(part).error = reply.error();
        Q_EMIT partChanged(part);
    });
}

void TablePageModel::clearValues()
{
    m_info.reset();
    m_preview.reset();
    m_ddl.clear();
    m_facts.clear();
    m_columns.setColumns({}, connections::Profile::System::Hologres);
    m_rows.setBatch(nullptr);
}

QString TablePageModel::rowCountText() const
{
    if (!m_preview)
        return {};
    const QString shown = core::formatCount(m_preview->rows);
    if (m_preview->isComplete)
        return m_preview->rows == 1 ? tr("1 row") : tr("%1 rows").arg(shown);
    if (m_info && m_info->rowEstimate && *m_info->rowEstimate > m_preview->rows)
        return tr("%1 of about %2 rows").arg(shown, core::formatCount(*m_info->rowEstimate));
    return tr("first %1 rows").arg(shown); // there are more, and nobody knows how many
}

QString TablePageModel::previewElapsedText() const
{
    return m_preview ? m_preview->elapsed : QString();
}

QString TablePageModel::previewStatement() const
{
    return m_preview ? m_preview->statement : QString();
}

QString TablePageModel::previewSummary() const
{
    QStringList parts{rowCountText(), previewElapsedText(), previewStatement()};
    parts.removeAll(QString());
    return parts.join(QStringLiteral(" · "));
}

} // namespace isthmus::models
