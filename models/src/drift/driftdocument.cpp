// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/format.h>
#include <isthmus/models/drift/driftdocument.h>

namespace isthmus::models {

using mapping::Drift;

namespace {

const QString driftKind = QStringLiteral("drift");

} // namespace

DriftDocument::DriftDocument(DriftWatch &watch, QObject *parent) : Document(parent), m_watch(watch)
{
    connect(&watch, &DriftWatch::compared, this, [this](const Drift &drift) {
        if (isBelow(drift.table))
            m_list.take(drift);
    });
    connect(&watch, &DriftWatch::forgotten, &m_list, &DriftListModel::remove);
}

DriftDocument::~DriftDocument() = default;

DocumentAddress DriftDocument::address() const
{
    return driftAddress(m_scope);
}

bool DriftDocument::open(const DocumentAddress &address)
{
    if (address.kind != driftKind || address.names.isEmpty())
        return false;
    m_question.forget();
    m_scope = {address.names.first(), address.names.sliced(1)};
    m_state = State::Idle;
    m_error.reset();
    m_list.clear();
    Q_EMIT changed();
    Q_EMIT comparingChanged();
    return true;
}

void DriftDocument::load()
{
    if (m_state == State::Idle)
        compare();
}

void DriftDocument::compare()
{
    m_state = State::Comparing;
    m_list.setForeign(isOfHologres());
    m_error.reset();
    m_since.start();
    m_question.ask(m_watch.check(m_scope), [this](const core::Result<mapping::DriftReader::Found> &found) {
        m_state = found ? State::Ready : State::Failed;
        if (found) {
            m_liveSchemas = found->liveSchemas;
            m_comparedText = tr("compared %1, %2")
                                 .arg(core::formatTime(QDateTime::currentDateTime()),
                                      core::formatDuration(std::chrono::milliseconds(m_since.elapsed())));
            QSet<catalog::ObjectPath> there;
            for (const Drift &drift : found->mappings) {
                there.insert(drift.table);
                m_list.take(drift);
            }
            m_list.keepOnly(there);
        } else {
            m_error = found.error();
        }
        Q_EMIT comparingChanged();
    });
    Q_EMIT comparingChanged();
}

void DriftDocument::cancel()
{
    if (m_state != State::Comparing)
        return;
    m_question.forget();
    m_state = State::Failed;
    m_error = core::Error::cancelled();
    Q_EMIT comparingChanged();
}

void DriftDocument::renameConnection(const QString &before, const QString &after, bool leadsElsewhere)
{
    Q_UNUSED(leadsElsewhere)
    if (m_scope.connection != before)
        return;
    const bool wasRead = m_state != State::Idle;
    catalog::ObjectPath scope = m_scope;
    scope.connection = after;
    static_cast<void>(open(driftAddress(scope)));
    if (wasRead)
        compare();
}

void DriftDocument::comeBack(const QString &connection)
{
    if (m_state == State::Failed && m_scope.connection == connection && m_error && m_error->isTransient())
        compare();
}

bool DriftDocument::isOfHologres() const
{
    return m_watch.isOfHologres(m_scope.connection);
}

QString DriftDocument::title() const
{
    return tr("Drift of %1").arg(m_scope.name());
}

QString DriftDocument::comparedText() const
{
    return m_comparedText;
}

bool DriftDocument::isBelow(const catalog::ObjectPath &table) const
{
    return m_state != State::Idle && table.connection == m_scope.connection
        && table.names.first(qMin(table.names.size(), m_scope.names.size())) == m_scope.names;
}

DocumentAddress driftAddress(const catalog::ObjectPath &scope)
{
    return {driftKind, QStringList{scope.connection} + scope.names};
}

} // namespace isthmus::models
