// SPDX-License-Identifier: GPL-3.0-or-later
#include "roles.h"

#include "listpages.h"

#include <QCoreApplication>

namespace isthmus::hologres {

namespace {

// %1: what a role is called by people, %2: condition on the name. A group of a simple permission model
// cannot sign in and is called after its database: "crm_developer" of SPM, "crm.public.developer" or "crm.admin" of
// SLPM.
const QString rolesSql = QStringLiteral(R"(
SELECT r.rolname, r.rolsuper, r.rolcanlogin,
  (SELECT string_agg(g.rolname::text, ', ' ORDER BY g.rolname)
   FROM pg_catalog.pg_auth_members m JOIN pg_catalog.pg_roles g ON g.oid = m.roleid WHERE m.member = r.oid),
  (SELECT max(CASE WHEN substr(r.rolname::text, length(d.datname::text) + 1, 1) = '_' THEN 'SPM' ELSE 'SLPM' END)
   FROM pg_catalog.pg_database d
   WHERE NOT r.rolcanlogin AND left(r.rolname::text, length(d.datname::text)) = d.datname::text
     AND substr(r.rolname::text, length(d.datname::text) + 1)
       ~ '^(_(admin|developer|writer|viewer)|\.admin|\..+\.(developer|writer|viewer))$'),
  shobj_description(r.oid, 'pg_authid'), %1
FROM pg_catalog.pg_roles r
WHERE r.rolname > $1::name AND r.rolname !~ '^pg_'
  AND %2
ORDER BY r.rolname LIMIT $2::int)");

QString text(const char *source)
{
    return QCoreApplication::translate("Hologres", source);
}

// "superuser · member of crm_viewer"
QString noteOf(const PGresult *rows, int row)
{
    QStringList parts;
    if (const QString model = textAt(rows, row, 4); !model.isEmpty())
        parts.append(text(QT_TRANSLATE_NOOP("Hologres", "%1 group")).arg(model));
    else if (!boolAt(rows, row, 2))
        parts.append(text(QT_TRANSLATE_NOOP("Hologres", "no login")));
    if (boolAt(rows, row, 1))
        parts.append(text(QT_TRANSLATE_NOOP("Hologres", "superuser")));
    if (const QString groups = textAt(rows, row, 3); !groups.isEmpty())
        parts.append(text(QT_TRANSLATE_NOOP("Hologres", "member of %1")).arg(groups));
    return parts.join(QStringLiteral(" · "));
}

} // namespace

core::Result<catalog::Page> listRoles(Session &session, const ListTask &task, const core::Cancellation &cancellation)
{
    const auto capabilities = session.capabilities(cancellation);
    if (!capabilities)
        return core::fail(capabilities.error());
    const QString called = capabilities->has(QStringLiteral("user_display_name"))
        ? QStringLiteral("user_display_name(r.rolname::text)")
        : QStringLiteral("r.rolname");
    const auto rows = session.query(
        rolesSql.arg(called, beginsWith(QStringLiteral("r.rolname"), QStringLiteral("$3"), task.request.namePrefix)),
        {task.request.marker, limitFor(task), task.request.namePrefix}, task.location.title(), cancellation);
    if (!rows)
        return core::fail(rows.error());
    const PGresult *result = rows->get();
    return pageOf(result, task, 0, [&](QList<catalog::Entry> &entries, int row) {
        catalog::Entry entry;
        entry.path = task.request.parent.child(textAt(result, row, 0));
        entry.kind = catalog::ObjectKind::Role;
        entry.note = noteOf(result, row);
        entry.comment = textAt(result, row, 5);
        const QString name = textAt(result, row, 6);
        if (entry.comment.isEmpty() && name != entry.name())
            entry.comment = name;
        entries.append(entry);
    });
}

} // namespace isthmus::hologres
