// SPDX-License-Identifier: GPL-3.0-or-later
#include "session.h"

#include <QRegularExpression>

namespace isthmus::hologres {

namespace {

// Meta views and functions beside PostgreSQL's own that browsing makes use of, if they are there and may be used.
// Read from pg_class and pg_proc: to_regclass() fails for a schema without USAGE. Functions are called by their bare
// names, and without search_path only those of pg_catalog are found.
const QString objectsSql = QStringLiteral(R"(
SELECT n.nspname || '.' || c.relname
FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname IN ('hologres', 'hologres_statistic')
  AND c.relname IN ('hg_table_properties', 'hg_table_group_properties', 'hg_table_info', 'hg_warehouses',
                    'hg_warehouse_table_groups', 'hg_dynamic_table_properties', 'hg_table_statistic')
  AND has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT')
UNION
SELECT p.proname
FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
WHERE p.proname IN ('hg_version', 'hg_dump_script', 'user_display_name', 'current_warehouse',
                    'instance_max_connections')
  AND pg_function_is_visible(p.oid)
  AND has_schema_privilege(n.oid, 'USAGE') AND has_function_privilege(p.oid, 'EXECUTE'))");

// The rule for versions: the text of hg_version(), else the release branch named in version(), else PostgreSQL's own.
void setProduct(Capabilities &capabilities, const QString &hgVersion, const QString &version)
{
    static const QRegularExpression hologres(QStringLiteral(R"(Hologres\s+(\d+\.\d+(?:\.\d+)?))"));
    static const QRegularExpression release(QStringLiteral(R"(release-(\d+\.\d+))"));
    static const QRegularExpression postgres(QStringLiteral(R"(PostgreSQL\s+(\d+(?:\.\d+)?))"));
    for (const auto &[pattern, source] : {std::pair(hologres, hgVersion), std::pair(release, version)}) {
        if (const auto match = pattern.match(source); match.hasMatch()) {
            capabilities.product = QStringLiteral("Hologres ") + match.captured(1);
            capabilities.isHologres = true;
            return;
        }
    }
    const auto match = postgres.match(version);
    capabilities.product = QStringLiteral("PostgreSQL ") + match.captured(1);
}

} // namespace

core::Result<Capabilities> Session::capabilities(const core::Cancellation &cancellation)
{
    if (auto open = ensureOpen(cancellation); !open) // a new connection may lead to another server
        return core::fail(open.error());
    if (m_capabilities)
        return *m_capabilities;
    Capabilities found;
    const auto objects = query(objectsSql, {}, QString(), cancellation);
    if (!objects)
        return core::fail(objects.error());
    for (int row = 0; row < PQntuples(objects->get()); ++row)
        found.objects.insert(textAt(objects->get(), row, 0));

    const QString hgVersion =
        found.has(QStringLiteral("hg_version")) ? QStringLiteral("hg_version()") : QStringLiteral("''");
    const auto versions = query(QStringLiteral("SELECT version(), ") + hgVersion, {}, QString(), cancellation);
    if (!versions)
        return core::fail(versions.error());
    setProduct(found, textAt(versions->get(), 0, 1), textAt(versions->get(), 0, 0));
    m_capabilities = found;
    return found;
}

} // namespace isthmus::hologres
