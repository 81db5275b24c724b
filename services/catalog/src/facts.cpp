// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/catalog/facts.h>
#include <isthmus/core/format.h>

#include <QCoreApplication>

#include <algorithm>
#include <iterator>
#include <numeric>

namespace isthmus::catalog {

namespace {

constexpr int shownNames = 12;

struct FactRow {
    FactId id;
    const char *name;
    const char *label;
    bool isIdentifier;
};

// In the order of the enumeration.
constexpr FactRow rows[] = {
    {FactId::Project, "project", QT_TRANSLATE_NOOP("Catalog", "Project"), true},
    {FactId::Tenant, "tenant", QT_TRANSLATE_NOOP("Catalog", "Tenant"), true},
    {FactId::Schema, "schema", QT_TRANSLATE_NOOP("Catalog", "Schema"), true},
    {FactId::Instance, "instance", QT_TRANSLATE_NOOP("Catalog", "Instance"), false},
    {FactId::Endpoint, "endpoint", QT_TRANSLATE_NOOP("Catalog", "Endpoint"), true},
    {FactId::Host, "host", QT_TRANSLATE_NOOP("Catalog", "Host"), true},
    {FactId::Database, "database", QT_TRANSLATE_NOOP("Catalog", "Database"), true},
    {FactId::Warehouse, "warehouse", QT_TRANSLATE_NOOP("Catalog", "Compute group"), true},
    {FactId::Identity, "identity", QT_TRANSLATE_NOOP("Catalog", "Identity"), true},
    {FactId::Version, "version", QT_TRANSLATE_NOOP("Catalog", "Version"), false},
    {FactId::Region, "region", QT_TRANSLATE_NOOP("Catalog", "Region"), false},
    {FactId::TypeEdition, "type_edition", QT_TRANSLATE_NOOP("Catalog", "Data type edition"), false},
    {FactId::SchemasEnabled, "schemas_enabled", QT_TRANSLATE_NOOP("Catalog", "Schemas"), false},
    {FactId::IsExternal, "is_external", QT_TRANSLATE_NOOP("Catalog", "Type"), false},
    {FactId::ReadOnly, "read_only", QT_TRANSLATE_NOOP("Catalog", "Use"), false},
    {FactId::Owner, "owner", QT_TRANSLATE_NOOP("Catalog", "Owner"), true},
    {FactId::Comment, "comment", QT_TRANSLATE_NOOP("Catalog", "Comment"), false},
    {FactId::Databases, "databases", QT_TRANSLATE_NOOP("Catalog", "Databases"), false},
    {FactId::Projects, "projects", QT_TRANSLATE_NOOP("Catalog", "Projects"), false},
    {FactId::Schemas, "schemas", QT_TRANSLATE_NOOP("Catalog", "Contents"), false},
    {FactId::Tables, "tables", QT_TRANSLATE_NOOP("Catalog", "Contents"), false},
    {FactId::Views, "views", QT_TRANSLATE_NOOP("Catalog", "Contents"), false},
    {FactId::StoredBytes, "stored_bytes", QT_TRANSLATE_NOOP("Catalog", "Stored size"), false},
    {FactId::Created, "created", QT_TRANSLATE_NOOP("Catalog", "Created"), false},
    {FactId::RoundTrip, "round_trip", QT_TRANSLATE_NOOP("Catalog", "Round trip"), false},
    {FactId::ComputeGroups, "compute_groups", QT_TRANSLATE_NOOP("Catalog", "Compute groups"), false},
    {FactId::Rights, "rights", QT_TRANSLATE_NOOP("Catalog", "Your rights"), false},
    {FactId::RoleArn, "role_arn", QT_TRANSLATE_NOOP("Catalog", "RAM role"), true},
};

static_assert(
    [] {
        for (size_t i = 0; i < std::size(rows); ++i) {
            if (size_t(rows[i].id) != i)
                return false;
        }
        return std::size(rows) == size_t(FactId::RoleArn) + 1;
    }(),
    "a row for each fact, in the order of the enumeration");

// Text::tr() translates in this layer's context.
struct Text {
    Q_DECLARE_TR_FUNCTIONS(Catalog)
};

QString words(FactId, const QString &value)
{
    return value;
}

QString words(FactId id, bool value)
{
    switch (id) {
    case FactId::IsExternal:
        return value ? Text::tr("external") : Text::tr("managed");
    case FactId::ReadOnly:
        return value ? Text::tr("read-only: plans that write are refused") : QString();
    default:
        return value ? Text::tr("on") : Text::tr("off");
    }
}

QString words(FactId id, qint64 value)
{
    switch (id) {
    case FactId::Schemas:
        return value == 1 ? Text::tr("1 schema") : Text::tr("%1 schemas").arg(core::formatCount(value));
    case FactId::Tables:
        return value == 1 ? Text::tr("1 table") : Text::tr("%1 tables").arg(core::formatCount(value));
    case FactId::Views:
        return value == 1 ? Text::tr("1 view") : Text::tr("%1 views").arg(core::formatCount(value));
    case FactId::StoredBytes:
        return core::formatBytes(value);
    default:
        return core::formatCount(value);
    }
}

QString words(FactId, const QDateTime &value)
{
    return core::formatTime(value);
}

QString words(FactId, std::chrono::milliseconds value)
{
    return core::formatDuration(value);
}

QString words(FactId id, const QStringList &value)
{
    if (id == FactId::Rights) {
        QStringList rights;
        for (const QString &right : value)
            rights.append(right == u"use" ? Text::tr("use") : right == u"create" ? Text::tr("create") : right);
        return rights.isEmpty() ? Text::tr("none") : rights.join(QStringLiteral(", "));
    }
    const QString shown = value.mid(0, shownNames).join(QStringLiteral(", "));
    return value.size() <= shownNames ? shown : Text::tr("%1 and %2 more").arg(shown).arg(value.size() - shownNames);
}

QString words(FactId, const QList<SizedName> &value)
{
    QStringList parts;
    for (const SizedName &each : value)
        parts.append(QStringLiteral("%1 %2 CU").arg(each.name).arg(each.size));
    return parts.join(QStringLiteral(", "));
}

} // namespace

QString factIdName(FactId id)
{
    return QLatin1String(rows[size_t(id)].name);
}

QString factLabel(FactId id)
{
    return QCoreApplication::translate("Catalog", rows[size_t(id)].label);
}

QList<FactLine> factLines(const QList<Fact> &facts)
{
    QList<FactLine> lines;
    for (const Fact &fact : facts) {
        const QString value = std::visit([&](const auto &v) { return words(fact.id, v); }, fact.value);
        if (value.isEmpty())
            continue;
        const QString label = factLabel(fact.id);
        const auto same = std::ranges::find(lines, label, &FactLine::label);
        if (same != lines.end())
            same->value += QStringLiteral(", ") + value;
        else
            lines.append({label, value, rows[size_t(fact.id)].isIdentifier});
    }
    return lines;
}

} // namespace isthmus::catalog
