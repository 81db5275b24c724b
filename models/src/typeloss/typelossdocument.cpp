// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/format.h>
#include <isthmus/core/lane.h>
#include <isthmus/mapping/typeloss/reading.h>
#include <isthmus/models/actions/selection.h>
#include <isthmus/models/typeloss/typelossdocument.h>

#include <utility>

namespace isthmus::models {

using core::Result;
using mapping::MappingPath;

namespace {

const QString wayKey = QStringLiteral("way");
const QString settingsKey = QStringLiteral("settings");
const QString hideExactKey = QStringLiteral("hide_exact");

} // namespace

TypeLossDocument::TypeLossDocument(connections::ConnectionManager &manager, QObject *parent)
    : Document(parent), m_manager(manager)
{
    connect(&m_waiting, &Waiting::told, this, &TypeLossDocument::stateChanged);
}

bool TypeLossDocument::open(const DocumentAddress &address)
{
    const auto path = typesAt(address);
    if (!path)
        return false;
    if (*path == m_path)
        return true;
    m_path = *path;
    m_question.forget();
    stopCounting();
    m_waiting.end();
    m_state = State::Idle;
    m_error.reset();
    m_model.setReport({});
    Q_EMIT stateChanged();
    Q_EMIT changed();
    return true;
}

void TypeLossDocument::load()
{
    if (m_state == State::Idle)
        read();
}

void TypeLossDocument::reload()
{
    if (m_state != State::Idle)
        read();
}

void TypeLossDocument::renameConnection(const QString &before, const QString &after, bool leadsElsewhere)
{
    if (m_path.connection != before)
        return;
    m_path.connection = after;
    Q_EMIT changed();
    if (leadsElsewhere)
        reload();
}

void TypeLossDocument::comeBack(const QString &connection)
{
    if (connection != m_path.connection)
        return;
    if (m_state == State::Failed)
        read();
    else if (std::exchange(m_error, std::nullopt)) // of counting, which can be asked for again
        Q_EMIT stateChanged();
}

QString TypeLossDocument::title() const
{
    return tr("Types of %1").arg(m_path.name());
}

Selection TypeLossDocument::selection() const
{
    if (m_state != State::Ready || (!report().isSchema && report().tables.isEmpty()))
        return {}; // nobody knows yet what it is
    const auto kind = report().isSchema ? catalog::ObjectKind::Schema : report().tables.first().kind;
    return selectionOf(m_path, kind, m_manager);
}

QJsonObject TypeLossDocument::state() const
{
    QJsonObject state{{settingsKey, m_settings.toJson()}};
    if (m_way)
        state.insert(wayKey, mapping::mappingPathName(*m_way));
    if (m_hidesExact)
        state.insert(hideExactKey, *m_hidesExact);
    return state;
}

void TypeLossDocument::restore(const QJsonObject &state)
{
    m_way = mapping::mappingPathFromName(state.value(wayKey).toString());
    const QJsonObject settings = state.value(settingsKey).toObject();
    for (auto it = settings.begin(); it != settings.end(); ++it)
        static_cast<void>(m_settings.set(it.key(), it.value().toString())); // of a later version: as it was
    if (const QJsonValue hides = state.value(hideExactKey); hides.isBool()) {
        m_hidesExact = hides.toBool();
        m_filter.setHidesExact(*m_hidesExact);
    }
    Q_EMIT optionsChanged();
}

bool TypeLossDocument::isOfMaxCompute() const
{
    const auto profile = m_manager.profile(m_path.connection);
    return profile && profile->side() == catalog::Side::Warehouse;
}

MappingPath TypeLossDocument::way() const
{
    if (isOfMaxCompute())
        return MappingPath::ToHologres;
    return m_way && *m_way != MappingPath::ToHologres ? *m_way : MappingPath::ExternalTable;
}

void TypeLossDocument::setWay(MappingPath way)
{
    if (way == this->way())
        return;
    m_way = way;
    Q_EMIT optionsChanged();
    Q_EMIT changed();
    reload();
}

void TypeLossDocument::setSetting(const QString &name, const QString &value)
{
    mapping::TypeSettings settings = m_settings;
    if (!settings.set(name, value) || settings == m_settings)
        return;
    m_settings = settings;
    Q_EMIT optionsChanged();
    Q_EMIT changed();
    reload();
}

void TypeLossDocument::setHidesExact(bool hides)
{
    if (m_hidesExact == hides)
        return;
    m_hidesExact = hides;
    m_filter.setHidesExact(hides);
    Q_EMIT optionsChanged();
    Q_EMIT changed();
}

void TypeLossDocument::read()
{
    stopCounting();
    m_state = State::Reading;
    m_error.reset();
    m_waiting.begin();
    const auto future = m_manager.ask<mapping::TypeLossReport>(
        m_path.connection, [path = m_path, way = way(), settings = m_settings](const connections::Backend &backend) {
            return core::runOnPool<mapping::TypeLossReport>(
                [catalog = backend.catalog, path, way, settings](const core::Cancellation &cancellation) {
                    return mapping::awaitTypeLoss(*catalog, path, way, settings, cancellation);
                });
        });
    m_question.ask(future, [this](const Result<mapping::TypeLossReport> &report) { take(report); });
    Q_EMIT stateChanged();
}

void TypeLossDocument::take(const Result<mapping::TypeLossReport> &report)
{
    m_waiting.end();
    if (report) {
        m_state = State::Ready;
        m_model.setReport(*report);
        m_filter.setHidesExact(m_hidesExact.value_or(report->isSchema));
        Q_EMIT optionsChanged();
    } else {
        m_state = State::Failed;
        m_error = report.error();
    }
    Q_EMIT stateChanged();
    Q_EMIT changed(); // what actions are about
}

bool TypeLossDocument::canCount() const
{
    return m_state == State::Ready && !isCounting() && mapping::TypeLossReport::isCountable(report().way)
        && !report().isCounted();
}

void TypeLossDocument::count(std::optional<qsizetype> table)
{
    if (!canCount())
        return;
    m_error.reset();
    for (qsizetype i = 0; i < report().tables.size(); ++i) {
        const auto &each = report().tables.at(i);
        if (table.value_or(i) == i && !each.rows && each.hasRisks())
            m_toCount.append(i);
    }
    m_waiting.begin();
    countNext();
}

void TypeLossDocument::countNext()
{
    if (m_toCount.isEmpty()) {
        stopCounting();
        Q_EMIT stateChanged();
        return;
    }
    const qsizetype at = m_toCount.takeFirst();
    m_countedTable = at;
    m_model.setCounting(at);
    const auto future = m_manager.ask<records::ConditionCounts>(
        m_path.connection,
        [request = mapping::countingOf(report().tables.at(at))](const connections::Backend &backend) {
            const auto reader = connections::readerOf(backend);
            return reader ? (*reader)->countConditions(request)
                          : core::ready<records::ConditionCounts>(core::fail(reader.error()));
        });
    m_counting.ask(future, [this, at](const Result<records::ConditionCounts> &counts) {
        mapping::TableLoss table = report().tables.at(at);
        if (!counts && (counts.error().isTransient() || counts.error().kind == core::ErrorKind::Authentication)) {
            m_error = counts.error(); // of the connection: the other tables are not asked for
            m_toCount.clear();
        } else if (!counts) {
            table.countError = counts.error();
        } else if (!mapping::takeCounts(table, *counts)) {
            table.countError = core::Error{core::ErrorKind::Protocol,
                                           tr("The counts of %1 cannot be understood.").arg(table.path.name()),
                                           {},
                                           {},
                                           {}};
        }
        m_model.setTable(at, table);
        countNext();
    });
    Q_EMIT stateChanged();
}

void TypeLossDocument::stopCounting()
{
    if (!isCounting())
        return;
    m_counting.forget();
    m_toCount.clear();
    m_countedTable.reset();
    m_model.setCounting({});
    m_waiting.end();
}

void TypeLossDocument::cancelCounting()
{
    stopCounting();
    Q_EMIT stateChanged();
}

QString TypeLossDocument::countingText() const
{
    if (!isCounting())
        return {};
    const auto &tables = report().tables;
    const QString name = tables.at(*m_countedTable).path.name();
    const QString where = tables.size() == 1
        ? name
        : tr("%1, table %2 of %3").arg(name, core::formatCount(*m_countedTable + 1), core::formatCount(tables.size()));
    return m_waiting.seconds() > 0
        ? tr("%1, %2").arg(where, core::formatDuration(std::chrono::seconds(m_waiting.seconds())))
        : where;
}

QFuture<Result<core::Done>> TypeLossDocument::exportReport(const QString &file, mapping::ReportFormat format)
{
    return core::runOnPool<core::Done>([report = report(), file, format](const core::Cancellation &) {
        return mapping::writeReport(report, format, file);
    });
}

} // namespace isthmus::models
