// SPDX-License-Identifier: GPL-3.0-or-later
// MaxCompute SQL: every script is parsed or refused with a place inside it; what is parsed is translated or refused.
#include "fuzztarget.h"

#include <isthmus/sandboxsql/parser.h>
#include <isthmus/sandboxsql/translate.h>

using namespace isthmus;
using namespace isthmus::sandboxsql;

namespace {

// Every name is a table with columns of many types.
class AnyTable : public NameResolver {
public:
    SqlResult<ResolvedTable> resolve(const TableName &) override
    {
        return ResolvedTable{QStringLiteral("d.t"), columns()};
    }

    static const QList<catalog::Column> &columns()
    {
        static const QList<catalog::Column> all = [] {
            QList<catalog::Column> result;
            for (const auto &[name, type] :
                 std::initializer_list<std::pair<const char *, const char *>>{{"id", "BIGINT"},
                                                                              {"s", "STRING"},
                                                                              {"d", "DECIMAL(10,2)"},
                                                                              {"f", "DOUBLE"},
                                                                              {"at", "DATETIME"},
                                                                              {"day", "DATE"},
                                                                              {"tags", "ARRAY<STRING>"},
                                                                              {"m", "MAP<STRING,BIGINT>"},
                                                                              {"r", "STRUCT<a:INT,b:STRING>"},
                                                                              {"ok", "BOOLEAN"},
                                                                              {"dt", "STRING"}}) {
                catalog::Column column;
                column.name = QString::fromLatin1(name);
                column.type = catalog::parseMaxComputeType(QString::fromLatin1(type));
                column.isPartitionKey = column.name == u"dt";
                result.append(column);
            }
            return result;
        }();
        return all;
    }
};

struct Translate {
    AnyTable tables;

    void operator()(const QueryStatement &statement) { expectText(translateQuery(*statement.query, tables)); }
    void operator()(const Explain &statement) { expectText(translateQuery(*statement.query, tables)); }
    void operator()(const Update &statement) { expectText(translateUpdate(statement, tables)); }
    void operator()(const Delete &statement) { expectText(translateDelete(statement, tables)); }
    void operator()(const Merge &statement) { expectText(translateMerge(statement, tables)); }
    void operator()(const Insert &statement)
    {
        expectText(translateInsert(*statement.query, tables, AnyTable::columns()));
    }
    void operator()(const MultiInsert &statement)
    {
        for (const Insert &insert : statement.inserts)
            (*this)(insert);
    }
    template <typename Other>
    void operator()(const Other &)
    {
    }

    static void expectText(const SqlResult<TranslatedQuery> &result)
    {
        if (result)
            demand(!result->postgresSql.isEmpty() && !result->postgresSql.contains(QChar(0)), "no text for PostgreSQL");
        else
            demand(!result.error().text().isEmpty(), "refused without a word");
    }
};

} // namespace

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QString script = QString::fromUtf8(reinterpret_cast<const char *>(data), qsizetype(size));
    const auto statements = parse(script);
    if (!statements) {
        demand(statements.error().code.startsWith(u"ODPS-"), "refused without a code");
        return 0;
    }
    Translate translate;
    for (const ScriptStatement &statement : *statements) {
        demand(statement.begin >= 0 && statement.begin <= script.size(), "a statement outside its script");
        std::visit(translate, statement.statement);
    }
    return 0;
}
