// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/format.h>
#include <isthmus/models/catalog/catalogtreemodel.h>
#include <isthmus/models/table/tablefacts.h>
#include <isthmus/models/table/tablepage.h>

#include <array>

namespace isthmus::models {

namespace {

const QString partKey = QStringLiteral("part");
const QString zoneKey = QStringLiteral("zone");

const QString &pageName(TablePageModel::Page page)
{
    static const std::array<QString, TablePageModel::PageCount> names{
        QStringLiteral("overview"), QStringLiteral("columns"), QStringLiteral("preview"), QStringLiteral("ddl")};
    return names.at(page);
}

} // namespace

TablePageModel::TablePageModel(connections::ConnectionManager &manager, QObject *parent)
    : Document(parent), m_manager(manager)
{
}

void TablePageModel::follow(const CatalogTreeModel &tree)
{
    m_tree = &tree;
    connect(&tree, &CatalogTreeModel::counterpartsChanged, this, [this](const catalog::ObjectPath &path) {
        if (path == m_path)
            Q_EMIT changed();
    });
    Q_EMIT changed();
}

std::optional<connections::Profile> TablePageModel::profile() const
{
    return m_manager.profile(m_path.connection);
}

catalog::ObjectKind TablePageModel::kind() const
{
    if (m_info)
        return m_info->kind;
    const QModelIndex row = m_tree ? m_tree->indexOf(m_path) : QModelIndex();
    return row.isValid() ? CatalogTreeModel::kindOf(row) : catalog::ObjectKind::Table;
}

QStringList TablePageModel::counterparts() const
{
    QStringList texts;
    if (m_tree) {
        for (const catalog::ObjectPath &other : m_tree->counterpartsOf(m_path))
            texts.append(other.toString());
    }
    return texts;
}

Selection TablePageModel::selection() const
{
    Selection selection = selectionOf(m_path, kind(), m_manager);
    if (m_page == Columns)
        selection.columns = m_chosenColumns;
    return selection;
}

void TablePageModel::chooseColumns(const QStringList &names)
{
    if (names == m_chosenColumns)
        return;
    m_chosenColumns = names;
    Q_EMIT changed();
}

void TablePageModel::setPage(Page page)
{
    Q_ASSERT(page < PageCount);
    if (page == m_page)
        return;
    m_page = page;
    Q_EMIT pageChanged();
    Q_EMIT changed();
    readShown();
}

bool TablePageModel::showPart(const QString &part)
{
    for (const Page page : {Overview, Columns, Preview, Ddl}) {
        if (pageName(page) == part) {
            setPage(page);
            return true;
        }
    }
    return false;
}

QJsonObject TablePageModel::state() const
{
    QJsonObject state{{partKey, pageName(m_page)}};
    if (!m_zoneChoice.isEmpty())
        state.insert(zoneKey, m_zoneChoice);
    return state;
}

void TablePageModel::restore(const QJsonObject &state)
{
    static_cast<void>(showPart(state.value(partKey).toString())); // a page of another version is not shown
    setZoneChoice(state.value(zoneKey).toString());
}

void TablePageModel::open(const catalog::ObjectPath &path)
{
    setPath(path);
    load();
}

bool TablePageModel::open(const DocumentAddress &address)
{
    const auto path = tableAt(address);
    if (path)
        setPath(*path);
    return path.has_value();
}

void TablePageModel::load()
{
    if (state(Part::Info) == State::Idle)
        read(Part::Info);
    readShown();
}

// What only its own page shows; not before the rest is read, which every page shows.
void TablePageModel::readShown()
{
    if (state(Part::Info) == State::Idle)
        return;
    if (m_page == Preview)
        ensurePreview();
    if (m_page == Ddl)
        ensureDdl();
}

void TablePageModel::setPath(const catalog::ObjectPath &path)
{
    m_path = path;
    m_chosenColumns.clear();
    clearValues();
    for (Slot &each : m_slots) {
        each.question.forget();
        each.state = State::Idle;
        each.error.reset();
    }
    Q_EMIT pathChanged();
    Q_EMIT changed();
    for (const Part part : {Part::Info, Part::Preview, Part::Ddl})
        Q_EMIT partChanged(part);
}

void TablePageModel::reload()
{
    for (const Part part : {Part::Info, Part::Preview, Part::Ddl}) {
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
                m_columns.setColumns(info.columns, !shown || shown->can(connections::Capability::MappedFrom));
                m_facts.setFacts(tableFacts(info));
                m_info = std::move(info);
                Q_EMIT infoRead(*m_info);
                Q_EMIT changed(); // its kind is known
            });
        break;
    case Part::Preview: {
        records::PreviewRequest request;
        request.table = m_path;
        ask<records::Preview>(
            part, [request](const Backend &backend) { return connections::preview(backend, request); },
            [this](const records::Preview &preview) {
                m_preview = PreviewFigures{preview.rows ? preview.rows->rowCount() : 0, preview.isComplete,
                                           core::formatDuration(preview.elapsed), preview.statement.simplified(),
                                           preview.unreadable};
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
    m_columns.setColumns({}, true);
    m_rows.setBatch(nullptr);
}

bool TablePageModel::setZoneChoice(const QString &choice)
{
    const auto zone = records::Zone::chosen(choice);
    if (!zone && !choice.isEmpty())
        return false;
    if (choice == m_zoneChoice)
        return true;
    m_zoneChoice = choice;
    m_rows.setZone(zone);
    Q_EMIT zoneChanged();
    return true;
}

bool TablePageModel::hasInstants() const
{
    return m_rows.batch() && m_rows.batch()->holdsInstants();
}

QString TablePageModel::sessionZone() const
{
    return m_rows.batch() ? m_rows.batch()->zone().name() : QString();
}

QString TablePageModel::rowCountText() const
{
    if (!m_preview)
        return {};
    if (m_preview->unreadable.isEmpty())
        return readRowsText();
    return tr("%1 · not readable with your rights: %2")
        .arg(readRowsText(), m_preview->unreadable.join(QStringLiteral(", ")));
}

QString TablePageModel::readRowsText() const
{
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

} // namespace isthmus::models
