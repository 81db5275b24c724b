// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/catalog/listing.h>
#include <isthmus/models/catalog/catalogtreemodel.h>
#include <isthmus/models/table/tablefacts.h>
#include <isthmus/models/table/tablepage.h>

#include <array>
#include <utility>

namespace isthmus::models {

namespace {

const QString partKey = QStringLiteral("part");
const QString zoneKey = QStringLiteral("zone");
const QString partitionKey = QStringLiteral("partition");
const QString whereKey = QStringLiteral("where");
const QString orderKey = QStringLiteral("order");
const QString rowFilterKey = QStringLiteral("rows");

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
    connect(&m_rows, &RecordBatchModel::moreWanted, this, &TablePageModel::readMore);
    connect(&m_rows, &RecordBatchModel::filtered, this, [this] {
        if (std::exchange(m_rowFilter, m_rows.rowFilter()) != m_rows.rowFilter())
            Q_EMIT changed(); // its state
    });
    setPatience(m_patience);
    connect(&m_clock, &QTimer::timeout, this, &TablePageModel::tellWaiting);
    connect(&m_listingWait, &Waiting::told, this, [this] {
        tellSilence();
        Q_EMIT partitionsAwaited(m_listingWait.seconds());
    });
    connect(&m_checkingWait, &Waiting::told, this, [this] {
        tellSilence();
        Q_EMIT checkAwaited(m_checkingWait.seconds());
    });
    connect(&m_manager, &connections::ConnectionManager::profilesChanged, this, [this] {
        const bool wasThere = std::exchange(m_isConnectionThere, profile().has_value());
        if (!wasThere && m_isConnectionThere)
            retryUnknown();
    });
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
    const auto &asked = m_reading.request();
    for (const auto &[key, value] : {std::pair(partitionKey, asked.partition),
                                     {whereKey, asked.filter},
                                     {orderKey, asked.order},
                                     {rowFilterKey, m_rows.rowFilter()}}) {
        if (!value.isEmpty())
            state.insert(key, value);
    }
    return state;
}

void TablePageModel::restore(const QJsonObject &state)
{
    static_cast<void>(showPart(state.value(partKey).toString())); // a page of another version is not shown
    setZoneChoice(state.value(zoneKey).toString());
    m_reading.setPartition(state.value(partitionKey).toString());
    m_reading.setFilter(state.value(whereKey).toString(), state.value(orderKey).toString());
    m_rows.setRowFilter(state.value(rowFilterKey).toString());
    Q_EMIT partChanged(Part::Preview);
}

QString TablePageModel::title() const
{
    const bool isPartition =
        m_path.names.size() > 2 && m_path.names.at(m_path.names.size() - 2) == catalog::partitionsFolder;
    return isPartition ? m_path.parent().parent().name() + QStringLiteral(" · ") + m_path.name() : m_path.name();
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
    for (Slot &each : m_slots) {
        each.question.forget();
        each.state = State::Idle;
        each.error.reset();
    }
    m_more.forget();
    cancelPartitions();
    cancelCheck();
    tellSilence(); // of the connection that it had
    m_path = path;
    m_isConnectionThere = profile().has_value();
    m_chosenColumns.clear();
    clearValues();
    m_rows.setRowFilter({}); // it was for the rows of another table
    m_reading.start(path);
    Q_EMIT pathChanged();
    Q_EMIT changed();
    for (const Part part : {Part::Info, Part::Preview, Part::Ddl})
        Q_EMIT partChanged(part);
}

// The values are those of before; only what is on its way is asked for anew, by the new name.
void TablePageModel::renameConnection(const QString &before, const QString &after, bool leadsElsewhere)
{
    if (m_path.connection != before)
        return;
    const catalog::ObjectPath renamed{after, m_path.names};
    if (leadsElsewhere) {
        const bool wasRead = state(Part::Info) != State::Idle;
        const QJsonObject shown = state();
        setPath(renamed);
        restore(shown);
        if (wasRead)
            load();
        return;
    }
    if (m_hasToldSilence)
        m_manager.noteSilence(before, false);
    m_hasToldSilence = false;
    m_path = renamed;
    m_isConnectionThere = true;
    if (m_info)
        m_info->path.connection = after;
    m_reading.setTable(renamed);
    m_summary.renameConnection(before, after);
    const bool wasReadingMore = isReadingMore();
    m_more.forget();
    cancelPartitions();
    cancelCheck();
    Q_EMIT connectionRenamed();
    Q_EMIT changed();
    for (const Part part : {Part::Info, Part::Preview, Part::Ddl}) {
        if (state(part) == State::Loading)
            read(part);
        else
            Q_EMIT partChanged(part);
    }
    retryUnknown();
    if (wasReadingMore)
        readMore();
}

void TablePageModel::reload()
{
    m_summary.clear(); // it was of the rows before
    for (const Part part : {Part::Info, Part::Preview, Part::Ddl}) {
        if (state(part) != State::Idle)
            read(part);
    }
}

void TablePageModel::retry(Part part)
{
    if (state(part) == State::Failed)
        read(part);
    else if (part == Part::Preview && error(part))
        readMore();
    retryLost();
}

void TablePageModel::comeBack(const QString &connection)
{
    if (connection != m_path.connection)
        return;
    const auto failure = error(Part::Preview);
    if (state(Part::Preview) != State::Failed && failure && failure->isTransient())
        readMore();
    retryLost();
}

// What one cause has kept from being read is read again together.
void TablePageModel::retryLost()
{
    for (const Part part : {Part::Info, Part::Preview, Part::Ddl}) {
        if (state(part) == State::Failed && error(part)->isTransient())
            read(part);
    }
}

// What failed since there was no connection of that name.
void TablePageModel::retryUnknown()
{
    for (const Part part : {Part::Info, Part::Preview, Part::Ddl}) {
        if (state(part) == State::Failed && error(part)->kind == core::ErrorKind::NotFound)
            read(part);
    }
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
    startWaiting(part);
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
    case Part::Preview:
        readPreview();
        break;
    case Part::Ddl:
        ask<QString>(
            part, [path = m_path](const Backend &backend) { return backend.catalog->ddl(path); },
            [this](const QString &ddl) { m_ddl = ddl; });
        break;
    }
}

void TablePageModel::readPreview()
{
    m_more.forget();
    m_reading.setMayRunJob(m_mayRunQuery || (m_queriesAllowed && m_queriesAllowed(m_path.connection)));
    m_mayRunQuery = false;
    ask<records::Preview>(
        Part::Preview,
        [request = m_reading.request()](const connections::Backend &backend) {
            return connections::preview(backend, request);
        },
        [this, asked = m_reading.request()](const records::Preview &preview) { takePreview(preview, asked); });
}

void TablePageModel::takePreview(const records::Preview &preview, const records::PreviewRequest &asked)
{
    m_reading.accept(preview, asked);
    m_rows.setBatch(preview.rows, preview.cuts);
    m_rows.setMayGrow(m_reading.canGrow() && !m_reading.isByJob());
}

void TablePageModel::readMore()
{
    if (state(Part::Preview) != State::Ready || isReadingMore() || !m_reading.canGrow())
        return;
    records::PreviewRequest request = m_reading.grown();
    request.mayRunJob = m_reading.isByJob(); // it was asked for, and is by the one who asks for more
    slot(Part::Preview).error.reset();
    m_moreAsked = std::chrono::steady_clock::now();
    m_clock.start();
    m_more.ask(m_manager.ask<records::Preview>(
                   m_path.connection,
                   [request](const connections::Backend &backend) { return connections::preview(backend, request); }),
               [this, request](const core::Result<records::Preview> &reply) {
                   if (reply)
                       takeMore(*reply, request);
                   else
                       slot(Part::Preview).error = reply.error();
                   tellSilence();
                   Q_EMIT partChanged(Part::Preview);
               });
    Q_EMIT partChanged(Part::Preview);
}

void TablePageModel::takeMore(const records::Preview &preview, const records::PreviewRequest &asked)
{
    m_reading.accept(preview, asked);
    if (!m_rows.growTo(preview.rows, preview.cuts)) // another order, or other rows: all of them are new
        m_rows.setBatch(preview.rows, preview.cuts);
    m_rows.setMayGrow(m_reading.canGrow() && !m_reading.isByJob());
}

void TablePageModel::setQueriesAllowed(std::function<bool(const QString &)> allowed)
{
    m_queriesAllowed = std::move(allowed);
}

void TablePageModel::runQuery()
{
    m_mayRunQuery = true;
    read(Part::Preview);
}

// With other rows than before; not before somebody looks at them.
void TablePageModel::startPreview()
{
    m_reading.clear();
    m_summary.clear();
    m_rows.setBatch(nullptr);
    slot(Part::Preview).question.forget();
    slot(Part::Preview).state = State::Idle;
    read(Part::Preview);
    Q_EMIT changed(); // its state
}

void TablePageModel::choosePartition(const QString &partition)
{
    m_reading.setPartition(partition);
    startPreview();
}

void TablePageModel::chooseAllPartitions()
{
    m_reading.setAllPartitions(true);
    startPreview();
}

void TablePageModel::applyFilter(const QString &filter, const QString &order)
{
    m_reading.setFilter(filter, order);
    startPreview();
}

plan::Task TablePageModel::exportTask(const QString &file, exporting::FileFormat format, bool hasByteOrderMark) const
{
    exporting::ExportRows rows;
    rows.table = m_path;
    rows.partition = m_reading.partition();
    rows.filter = m_reading.request().filter;
    rows.order = m_reading.request().order;
    rows.file = file;
    rows.format = format;
    rows.hasByteOrderMark = hasByteOrderMark;
    return rows.toTask();
}

bool TablePageModel::isPartitioned() const
{
    const auto shown = profile();
    return kind() == catalog::ObjectKind::PartitionedTable && shown && shown->side() == catalog::Side::Warehouse;
}

bool TablePageModel::canCheckFilter() const
{
    const auto shown = profile();
    return shown && shown->side() == catalog::Side::Sources;
}

void TablePageModel::listPartitions()
{
    m_listingWait.begin();
    m_listing.ask(m_manager.ask<QList<catalog::Entry>>(
                      m_path.connection,
                      [this, path = m_path](const connections::Backend &backend) {
                          return catalog::listAll(backend.catalog, path.child(catalog::partitionsFolder), this);
                      }),
                  [this](const core::Result<QList<catalog::Entry>> &entries) {
                      m_listingWait.end();
                      tellSilence();
                      if (!entries) {
                          Q_EMIT partitionsNotListed(entries.error());
                          return;
                      }
                      QStringList names;
                      for (const catalog::Entry &entry : *entries)
                          names.prepend(entry.path.name()); // they come by name
                      Q_EMIT partitionsListed(names);
                  });
}

void TablePageModel::checkFilter(const QString &filter, const QString &order)
{
    records::PreviewRequest request = m_reading.request();
    request.filter = filter;
    request.order = order;
    m_checkingWait.begin();
    m_checking.ask(m_manager.ask<core::Done>(m_path.connection,
                                             [request](const connections::Backend &backend) {
                                                 const auto reader = connections::readerOf(backend);
                                                 return reader ? (*reader)->check(request)
                                                               : core::ready<core::Done>(core::fail(reader.error()));
                                             }),
                   [this](const core::Result<core::Done> &reply) {
                       m_checkingWait.end();
                       tellSilence();
                       Q_EMIT filterChecked(reply ? std::nullopt : std::optional(reply.error()));
                   });
}

void TablePageModel::summarize(const QString &column)
{
    m_summary.ask({m_path, m_reading.partition(), m_reading.request().filter, column});
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
        tellSilence();
        Q_EMIT partChanged(part);
    });
}

void TablePageModel::clearValues()
{
    m_info.reset();
    m_reading.clear();
    m_summary.clear();
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
    return m_reading.rowsText(m_info ? m_info->rowEstimate : std::nullopt);
}

} // namespace isthmus::models
