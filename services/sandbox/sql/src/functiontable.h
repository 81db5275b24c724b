// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "conversion.h"

#include <isthmus/sandboxsql/expression.h>

#include <QHash>
#include <QList>
#include <QStringList>

#include <vector>

namespace isthmus::sandboxsql {

/// A call whose arguments are translated; what an emitter works with.
class CallTranslation {
public:
    CallTranslation(const Call &call, SourcePosition at, std::vector<SqlValue> arguments)
        : m_call(call), m_at(at), m_arguments(std::move(arguments))
    {
    }

    [[nodiscard]] const Call &call() const { return m_call; }
    [[nodiscard]] SourcePosition at() const { return m_at; }
    [[nodiscard]] size_t count() const { return m_arguments.size(); }
    [[nodiscard]] const SqlValue &argument(size_t i) const { return m_arguments.at(i); }
    [[nodiscard]] QString converted(size_t i, const catalog::DataType &type) const;
    [[nodiscard]] QString text(size_t i) const;
    [[nodiscard]] QString number(size_t i) const; ///< numbers as they are, text as DOUBLE
    [[nodiscard]] catalog::DataType numberType(size_t i) const; ///< type of number(i)
    /// Value of an argument that must be a text constant ('yyyy', a separator).
    [[nodiscard]] QString constantText(size_t i) const;
    /// Type of all arguments from \a first on together.
    [[nodiscard]] catalog::DataType commonTypeFrom(size_t first) const;

    /// name([DISTINCT] arguments [ORDER BY …]) [FILTER …] [OVER …]: as aggregate or window function. \a extraFilter
    /// joins the call's own FILTER.
    [[nodiscard]] QString aggregate(const QString &name, const QString &arguments,
                                    const QString &extraFilter = {}) const;

    // Set by the translator before an emitter runs.
    QString withinGroup; ///< "ORDER BY …" of WITHIN GROUP; empty if absent
    QString filter; ///< condition of FILTER; empty if absent
    QString over; ///< "OVER (…)"; empty if absent

private:
    const Call &m_call;
    SourcePosition m_at;
    std::vector<SqlValue> m_arguments;
};

struct FunctionRow {
    enum class Kind : quint8 { Scalar, Aggregate, Window, Refused };

    const char *name;
    const char *group;
    const char *signature;
    Kind kind;
    /// One letter per argument: s STRING, i BIGINT, d DOUBLE, n any number, w wall time, b BOOLEAN, y BINARY, j JSON or
    /// its text, x as it is. Null for rows with an emitter.
    const char *arguments;
    /// PostgreSQL text with $1 … $9; "rt." stands for the runtime schema.
    const char *pattern;
    /// s STRING, i BIGINT, n INT, d DOUBLE, b BOOLEAN, D DATE, t DATETIME, T TIMESTAMP, y BINARY, A ARRAY<STRING>, M
    /// MAP<STRING,STRING>, j JSON, = the type of the first argument.
    char result;
    int minCount; ///< of rows with an emitter
    int maxCount; ///< of rows with an emitter; -1 = any number
    SqlValue (*emitter)(const CallTranslation &);
};

// Makers of rows, to keep the tables readable.
[[nodiscard]] constexpr FunctionRow row(const char *name, const char *group, const char *signature,
                                        const char *arguments, const char *pattern, char result)
{
    return {name, group, signature, FunctionRow::Kind::Scalar, arguments, pattern, result, 0, 0, nullptr};
}
[[nodiscard]] constexpr FunctionRow special(const char *name, const char *group, const char *signature, int minCount,
                                            int maxCount, SqlValue (*emitter)(const CallTranslation &),
                                            FunctionRow::Kind kind = FunctionRow::Kind::Scalar)
{
    return {name, group, signature, kind, nullptr, nullptr, 0, minCount, maxCount, emitter};
}
[[nodiscard]] constexpr FunctionRow refused(const char *name, const char *group, const char *signature)
{
    return {name, group, signature, FunctionRow::Kind::Refused, nullptr, nullptr, 0, 0, 0, nullptr};
}

// The tables, one file each.
[[nodiscard]] QList<FunctionRow> stringFunctions();
[[nodiscard]] QList<FunctionRow> timeFunctions();
[[nodiscard]] QList<FunctionRow> mathFunctions();
[[nodiscard]] QList<FunctionRow> conditionalFunctions();
[[nodiscard]] QList<FunctionRow> aggregateFunctions();
[[nodiscard]] QList<FunctionRow> nestedFunctions();
[[nodiscard]] QList<FunctionRow> arrayFunctions();
[[nodiscard]] QList<FunctionRow> jsonFunctions();
[[nodiscard]] QList<FunctionRow> lambdaFunctions();
[[nodiscard]] QList<FunctionRow> catalogFunctions();
[[nodiscard]] QList<FunctionRow> refusedFunctions();

/// Type of argument \a i, which must be of \a base; \a what names it in the complaint.
const catalog::DataType &wantBase(const CallTranslation &call, size_t i, catalog::DataType::Base base,
                                  const char *what);
/// Type of argument \a i, which must be an array of scalars.
const catalog::DataType &wantPlainArray(const CallTranslation &call, size_t i);

/// All rows by name; a name has several rows if its argument counts differ.
[[nodiscard]] const QMultiHash<QString, FunctionRow> &functionTable();

/// PostgreSQL text and type of a call. Throws SqlError for an unknown or refused name, a wrong number of arguments,
/// arguments that do not fit, OVER where it makes no sense.
[[nodiscard]] SqlValue emitCall(const CallTranslation &call);

} // namespace isthmus::sandboxsql
