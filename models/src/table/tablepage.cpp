// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/async.h>
#include <isthmus/core/format.h>
#include <isthmus/models/table/tablefacts.h>
#include <isthmus/models/table/tablepage.h>

namespace isthmus::models {

TablePageModel::TablePageModel(connections::ConnectionManager &manager, QObject *parent)
    : QObject(parent), m_manager(manager)
{
}

TablePageModel::~TablePageModel()
{
    cancelAll();
}

std::optional<connections::Profile> TablePageModel::profile() const
{
    return m_manager.profile(m_path.connection);
}

void TablePageModel::open(const catalog::ObjectPath &path)
{
    cancelAll();
    m_path = path;
    clearValues();
    for (Slot &each : m_slots)
        each = {};
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
    Slot &reading = slot(part);
    reading.running.cancel();
    reading.running = {};
    reading.state = State::Loading;
    reading.error.reset();
    const quint64 asked = reading.asked = ++m_lastAsked;
    Q_EMIT partChanged(part);
    core::whenDone(m_manager.open(m_path.connection), this,
                   [this, part, asked](const core::Result<connections::Backend> &backend) {
                       if (slot(part).asked != asked)
                           return; // another path, or read anew
                       if (!backend)
                           fail(part, backend.error());
                       else
                           readFrom(part, *backend, asked);
                   });
}

template <typename T, typename Accept>
void TablePageModel::expect(Part part, quint64 asked, QFuture<core::Result<T>> future, Accept accept)
{
    slot(part).running = QFuture<void>(future);
    core::whenDone(future, this, [this, part, asked, accept](core::Result<T> reply) {
        if (slot(part).asked != asked)
            return;
        if (!reply) {
            fail(part, reply.error());
            return;
        }
        m_manager.noteReply(m_path.connection, std::nullopt);
        accept(std::move(*reply));
        slot(part).state = State::Ready;
        Q_EMIT partChanged(part);
    });
}

void TablePageModel::readFrom(Part part, const connections::Backend &backend, quint64 asked)
{
    switch (part) {
    case Part::Info:
        expect(part, asked, backend.catalog->table(m_path),
               [this, keep = backend, system = backend.profile.system](catalog::TableInfo info) {
                   m_columns.setColumns(info.columns, system);
                   m_facts.setFacts(tableFacts(info));
                   m_info = std::move(info);
               });
        break;
    case Part::Preview: {
        records::PreviewRequest request;
        request.table = m_path;
        expect(part, asked, backend.reader->preview(request), [this, keep = backend](const records::Preview &preview) {
            m_preview = PreviewFigures{preview.rows ? preview.rows->rowCount() : 0, preview.isComplete,
                                       core::formatDuration(preview.elapsed), preview.statement.simplified()};
            m_rows.setBatch(preview.rows);
        });
        break;
    }
    case Part::Ddl:
        expect(part, asked, backend.catalog->ddl(m_path), [this, keep = backend](const QString &ddl) { m_ddl = ddl; });
        break;
    }
}

void TablePageModel::fail(Part part, const core::Error &error)
{
    slot(part).state = State::Failed;
    slot(part).error = error;
    m_manager.noteReply(m_path.connection, error);
    Q_EMIT partChanged(part);
}

void TablePageModel::cancelAll()
{
    for (Slot &each : m_slots)
        each.running.cancel();
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
