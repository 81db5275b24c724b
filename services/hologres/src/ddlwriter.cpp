// SPDX-License-Identifier: GPL-3.0-or-later
#include "ddlwriter.h"

#include <isthmus/core/redact.h>
#include <isthmus/dialect/visibletexts.h>

#include <QCoreApplication>

namespace isthmus::hologres {

namespace {

using core::Cancellation;
using core::Result;

// The server quotes names and texts itself (quote_ident, quote_literal): it alone knows its reserved words.

const QString relationSql = QStringLiteral(R"(
SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname), c.relkind,
  quote_literal(obj_description(c.oid, 'pg_class')),
  CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid, true) END,
  CASE WHEN c.relkind = 'p' THEN pg_get_partkeydef(c.oid) END,
  CASE WHEN c.relispartition THEN pg_get_expr(c.relpartbound, c.oid) END,
  (SELECT quote_ident(pn.nspname) || '.' || quote_ident(pc.relname)
   FROM pg_catalog.pg_inherits h JOIN pg_catalog.pg_class pc ON pc.oid = h.inhparent
   JOIN pg_catalog.pg_namespace pn ON pn.oid = pc.relnamespace WHERE h.inhrelid = c.oid LIMIT 1),
  (SELECT quote_ident(s.srvname) FROM pg_catalog.pg_foreign_table f
   JOIN pg_catalog.pg_foreign_server s ON s.oid = f.ftserver WHERE f.ftrelid = c.oid),
  (SELECT string_agg(quote_ident(o.option_name) || ' ' || quote_literal(o.option_value), ', ')
   FROM pg_catalog.pg_foreign_table f, pg_options_to_table(f.ftoptions) o WHERE f.ftrelid = c.oid),
  c.relpersistence = 'u', CASE WHEN c.reloftype <> 0 THEN format_type(c.reloftype, NULL) END,
  (SELECT string_agg(quote_ident(pn.nspname) || '.' || quote_ident(pc.relname), ', ' ORDER BY h.inhseqno)
   FROM pg_catalog.pg_inherits h JOIN pg_catalog.pg_class pc ON pc.oid = h.inhparent
   JOIN pg_catalog.pg_namespace pn ON pn.oid = pc.relnamespace
   WHERE h.inhrelid = c.oid AND NOT c.relispartition),
  (SELECT string_agg(quote_ident(o.option_name) || '=' || quote_literal(o.option_value), ', ')
   FROM pg_options_to_table(c.reloptions) o)
FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = $1::name AND c.relname = $2::name AND c.relkind IN ('r', 'p', 'v', 'f', 'm'))");

// %1: whether the column is generated; attgenerated exists since PostgreSQL 12.
const QString columnsSql = QStringLiteral(R"(
SELECT quote_ident(a.attname), format_type(a.atttypid, a.atttypmod), a.attnotnull, pg_get_expr(d.adbin, d.adrelid),
  a.attidentity, %1, quote_literal(col_description(c.oid, a.attnum)),
  (SELECT quote_ident(cn.nspname) || '.' || quote_ident(l.collname)
   FROM pg_catalog.pg_type t, pg_catalog.pg_collation l
   JOIN pg_catalog.pg_namespace cn ON cn.oid = l.collnamespace
   WHERE t.oid = a.atttypid AND l.oid = a.attcollation AND a.attcollation <> t.typcollation),
  a.attislocal
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
WHERE n.nspname = $1::name AND c.relname = $2::name ORDER BY a.attnum)");

const QString constraintsSql = QStringLiteral(R"(
SELECT quote_ident(k.conname), pg_get_constraintdef(k.oid, true)
FROM pg_catalog.pg_constraint k JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = $1::name AND c.relname = $2::name AND k.contype IN ('p', 'u', 'c', 'f', 'x')
  AND k.conislocal
ORDER BY k.contype = 'p' DESC, k.conname)");

// Without those of constraints, and of a partition those that come with its parent's. The second column is how the
// statement of a partitioned table's begins, which leaves the partitions out: PostgreSQL shows no other form.
const QString indexesSql = QStringLiteral(R"(
SELECT pg_get_indexdef(i.indexrelid),
  'CREATE ' || CASE WHEN i.indisunique THEN 'UNIQUE ' ELSE '' END || 'INDEX ' || quote_ident(x.relname) || ' ON ONLY '
FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
WHERE n.nspname = $1::name AND c.relname = $2::name
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint k WHERE k.conindid = i.indexrelid)
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_inherits h WHERE h.inhrelid = i.indexrelid)
ORDER BY 1)");

const QString schemaSql = QStringLiteral(R"(
SELECT quote_ident(n.nspname), quote_literal(obj_description(n.oid, 'pg_namespace'))
FROM pg_catalog.pg_namespace n WHERE n.nspname = $1::name)");

const QString dumpSql = QStringLiteral("SELECT hg_dump_script(quote_ident($1::text) || '.' || quote_ident($2::text))");

class DdlWriting {
public:
    DdlWriting(Session &session, const Location &location, const Cancellation &cancellation)
        : m_session(session), m_location(location),
          m_cancellation(cancellation), m_names{location.schema, location.relationName()}
    {
    }

    Result<QString> writeRelation()
    {
        const auto relation = rowsOf(relationSql);
        if (!relation)
            return core::fail(relation.error());
        const PGresult *row = relation->get();
        if (PQntuples(row) == 0)
            return core::fail(objectNotFound({m_session.settings(), m_session.database(), m_location.title()}));
        m_name = textAt(row, 0, 0);
        const QString relkind = textAt(row, 0, 1);
        const auto columns = rowsOf(columnsStatement());
        if (!columns)
            return core::fail(columns.error());
        if (relkind == u"v" || relkind == u"m") {
            m_ddl = QStringLiteral("CREATE %1 %2%3 AS\n%4\n")
                        .arg(kindWords(relkind), m_name, withOptions(row), textAt(row, 0, 3).trimmed());
        } else if (auto written = writeTable(row, columns->get()); !written) {
            return core::fail(written.error());
        }
        if (auto written = writeIndexes(); !written)
            return core::fail(written.error());
        writeComments(relkind, textAt(row, 0, 2), columns->get());
        return m_ddl;
    }

private:
    Result<PgResult> rowsOf(const QString &sql)
    {
        return m_session.query(sql, m_names, m_location.title(), m_cancellation);
    }

    [[nodiscard]] QString columnsStatement() const
    {
        const bool hasGenerated = m_session.serverVersion() >= 120000;
        return QString(columnsSql).arg(hasGenerated ? QStringLiteral("a.attgenerated <> ''") : QStringLiteral("false"));
    }

    static QString kindWords(const QString &relkind)
    {
        if (relkind == u"v")
            return QStringLiteral("VIEW");
        if (relkind == u"m")
            return QStringLiteral("MATERIALIZED VIEW");
        return relkind == u"f" ? QStringLiteral("FOREIGN TABLE") : QStringLiteral("TABLE");
    }

    // Storage parameters of a table, options of a view.
    static QString withOptions(const PGresult *relation)
    {
        const QString options = textAt(relation, 0, 12);
        return options.isEmpty() ? QString() : QStringLiteral(" WITH (%1)").arg(options);
    }

    Result<core::Done> writeTable(const PGresult *relation, const PGresult *columns)
    {
        const QString bound = textAt(relation, 0, 5);
        const QString type = textAt(relation, 0, 10);
        m_ddl = QStringLiteral("CREATE %1%2 %3")
                    .arg(boolAt(relation, 0, 9) ? QStringLiteral("UNLOGGED ") : QString(),
                         kindWords(textAt(relation, 0, 1)), m_name);
        if (!bound.isEmpty())
            m_ddl += QStringLiteral(" PARTITION OF ") + textAt(relation, 0, 6);
        else if (!type.isEmpty())
            m_ddl += QStringLiteral(" OF ") + type;
        if (auto written = writeColumns(columns, !bound.isEmpty() || !type.isEmpty(), !type.isEmpty()); !written)
            return written;
        if (!bound.isEmpty())
            m_ddl += u' ' + bound;
        if (const QString parents = textAt(relation, 0, 11); !parents.isEmpty())
            m_ddl += QStringLiteral(" INHERITS (%1)").arg(parents);
        if (const QString key = textAt(relation, 0, 4); !key.isEmpty())
            m_ddl += QStringLiteral(" PARTITION BY ") + key;
        if (const QString server = textAt(relation, 0, 7); !server.isEmpty())
            m_ddl += QStringLiteral(" SERVER ") + server;
        if (const QString options = textAt(relation, 0, 8); !options.isEmpty())
            m_ddl += QStringLiteral(" OPTIONS (%1)").arg(core::redacted(options));
        m_ddl += withOptions(relation) + QStringLiteral(";\n");
        return core::Done{};
    }

    // What \a isTyped says of a column is only what its table's type does not; nothing if that is all.
    static QString columnLine(const PGresult *rows, int row, bool isTyped)
    {
        QString line = QStringLiteral("    %1 %2")
                           .arg(textAt(rows, row, 0), isTyped ? QStringLiteral("WITH OPTIONS") : textAt(rows, row, 1));
        const QString plain = line;
        if (!isTyped && !isNullAt(rows, row, 7))
            line += QStringLiteral(" COLLATE ") + textAt(rows, row, 7);
        if (const QString identity = textAt(rows, row, 4); !identity.isEmpty()) {
            line += identity == u"a" ? QStringLiteral(" GENERATED ALWAYS AS IDENTITY")
                                     : QStringLiteral(" GENERATED BY DEFAULT AS IDENTITY");
        } else if (!isNullAt(rows, row, 3)) {
            line += boolAt(rows, row, 5) ? QStringLiteral(" GENERATED ALWAYS AS (%1) STORED").arg(textAt(rows, row, 3))
                                         : QStringLiteral(" DEFAULT ") + textAt(rows, row, 3);
        }
        if (boolAt(rows, row, 2))
            line += QStringLiteral(" NOT NULL");
        return isTyped && line == plain ? QString() : line;
    }

    // Columns that come from a parent are not named. \a mayBeNone: the list may be left out.
    Result<core::Done> writeColumns(const PGresult *columns, bool mayBeNone, bool isTyped)
    {
        QStringList lines;
        for (int row = 0; row < PQntuples(columns); ++row) {
            const QString line = boolAt(columns, row, 8) ? columnLine(columns, row, isTyped) : QString();
            if (!line.isEmpty())
                lines.append(line);
        }
        const auto constraints = rowsOf(constraintsSql);
        if (!constraints)
            return core::fail(constraints.error());
        for (int row = 0; row < PQntuples(constraints->get()); ++row) {
            lines.append(QStringLiteral("    CONSTRAINT %1 %2")
                             .arg(textAt(constraints->get(), row, 0), textAt(constraints->get(), row, 1)));
        }
        if (!lines.isEmpty())
            m_ddl += QStringLiteral(" (\n%1\n)").arg(lines.join(u",\n"_qs));
        else if (!mayBeNone)
            m_ddl += QStringLiteral(" ()");
        return core::Done{};
    }

    Result<core::Done> writeIndexes()
    {
        const auto indexes = rowsOf(indexesSql);
        if (!indexes)
            return core::fail(indexes.error());
        for (int row = 0; row < PQntuples(indexes->get()); ++row) {
            QString index = textAt(indexes->get(), row, 0);
            const QString onlyItself = textAt(indexes->get(), row, 1);
            if (index.startsWith(onlyItself))
                index.remove(onlyItself.size() - 5, 5); // "ONLY "
            m_ddl += index + QStringLiteral(";\n");
        }
        return core::Done{};
    }

    void writeComments(const QString &relkind, const QString &comment, const PGresult *columns)
    {
        if (!comment.isEmpty())
            m_ddl += QStringLiteral("COMMENT ON %1 %2 IS %3;\n").arg(kindWords(relkind), m_name, comment);
        for (int row = 0; row < PQntuples(columns); ++row) {
            if (!isNullAt(columns, row, 6)) {
                m_ddl += QStringLiteral("COMMENT ON COLUMN %1.%2 IS %3;\n")
                             .arg(m_name, textAt(columns, row, 0), textAt(columns, row, 6));
            }
        }
    }

    Session &m_session;
    const Location &m_location;
    const Cancellation &m_cancellation;
    QStringList m_names;
    QString m_name; // quoted, with schema
    QString m_ddl;
};

Result<QString> schemaDdl(Session &session, const Location &location, const Cancellation &cancellation)
{
    const auto rows = session.query(schemaSql, {location.schema}, location.title(), cancellation);
    if (!rows)
        return core::fail(rows.error());
    if (PQntuples(rows->get()) == 0)
        return core::fail(objectNotFound({session.settings(), session.database(), location.title()}));
    const QString name = textAt(rows->get(), 0, 0);
    QString ddl = QStringLiteral("CREATE SCHEMA %1;\n").arg(name);
    if (!isNullAt(rows->get(), 0, 1))
        ddl += QStringLiteral("COMMENT ON SCHEMA %1 IS %2;\n").arg(name, textAt(rows->get(), 0, 1));
    return ddl;
}

// The server quotes, and leaves control characters in comments and defaults as they are.
Result<QString> visible(const Result<QString> &ddl)
{
    return ddl ? Result<QString>(dialect::withVisibleTexts(*ddl)) : ddl;
}

} // namespace

Result<QString> readDdl(Session &session, const Location &location, const Cancellation &cancellation)
{
    using Level = Location::Level;
    if (location.level == Level::Schema)
        return visible(schemaDdl(session, location, cancellation));
    if (location.level != Level::Relation && location.level != Level::Partition) {
        return core::fail(core::ErrorKind::Unsupported,
                          QCoreApplication::translate("Hologres", "There is no statement that would create %1.")
                              .arg(location.title()));
    }
    const auto capabilities = session.capabilities(cancellation);
    if (!capabilities)
        return core::fail(capabilities.error());
    if (capabilities->has(QStringLiteral("hg_dump_script"))) {
        const auto dumped = session.queryOptional(dumpSql, {location.schema, location.relationName()}, cancellation);
        if (!dumped)
            return core::fail(dumped.error());
        if (*dumped && PQntuples(dumped->get()) > 0 && !isNullAt(dumped->get(), 0, 0))
            return dialect::withVisibleTexts(textAt(dumped->get(), 0, 0));
    }
    return visible(DdlWriting(session, location, cancellation).writeRelation());
}

} // namespace isthmus::hologres
