// SPDX-License-Identifier: GPL-3.0-or-later
#include "nestedcsv.h"
#include "numbertext.h"

#include <isthmus/dialect/quoting.h>
#include <isthmus/sandbox/rows/resultcsv.h>

namespace isthmus::sandbox {

namespace {

constexpr qsizetype batchRows = 1000;
constexpr qsizetype batchBytes = 1024 * 1024;

using Base = catalog::DataType::Base;

// \a source as the form's CSV has it: instants are wall times.
RowSource formed(RowSource source, const ResultForm &form)
{
    source.keepsDecimalZeros = !form.trimsDecimals;
    for (catalog::Column &column : source.columns) {
        source.expressions.append(column.type.base == Base::Decimal && source.keepsDecimalZeros
                                      ? dialect::quotePostgresName(column.name) + QStringLiteral("::numeric")
                                      : readExpression(column));
        if (column.type.base != Base::DateTime && column.type.base != Base::TimestampTz)
            continue;
        if (column.type.base == Base::DateTime)
            source.expressions.last() += QStringLiteral("::timestamp");
        column.type = catalog::parseMaxComputeType(u"TIMESTAMP_NTZ");
        source.expressions.last() += QStringLiteral("::mc_type.wall");
    }
    return source;
}

QByteArray fieldText(const records::ColumnVector &vector, qsizetype row)
{
    switch (vector.type().base) {
    case Base::Float:
        return numberText(vector.floatAt(row));
    case Base::Double:
        return numberText(vector.doubleAt(row));
    case Base::IntervalDayTime:
        return intervalText(vector.timestampAt(row));
    case Base::IntervalYearMonth:
        return intervalText(vector.int64At(row));
    case Base::String:
    case Base::VarChar:
    case Base::Char:
        return vector.bytesAt(row).toByteArray(); // which need not be UTF-8
    default:
        break;
    }
    return vector.displayText(row).toUtf8();
}

// What stands in a field; inside, nothing for NULL. Empty for a nested value that is none of its type.
std::optional<std::optional<QByteArray>> fieldOf(const records::ColumnVector &vector, qsizetype row,
                                                 const QTimeZone &zone)
{
    if (vector.isNull(row))
        return std::optional<QByteArray>();
    if (!vector.type().isNested())
        return std::optional(fieldText(vector, row));
    auto text = nestedCsv(vector.type(), vector.bytesAt(row), zone);
    if (!text)
        return std::nullopt;
    return text;
}

PgError notNested(const catalog::Column &column, const records::ColumnVector &vector, qsizetype row)
{
    return {QStringLiteral("22P02"),
            QStringLiteral("column '%1': %2 does not fit type %3")
                .arg(column.name, vector.displayText(row).left(100), column.type.text)};
}

// \a error, with the columns whose values may be a wall time outside of the range in the form's zone.
PgError outsideZone(PgError error, const QList<catalog::Column> &columns, const ResultForm &form,
                    const QStringList &titles)
{
    if (error.sqlState != u"22008")
        return error;
    QStringList names;
    for (qsizetype i = 0; i < columns.size(); ++i) {
        const Base base = columns[i].type.base;
        if (base == Base::DateTime || base == Base::TimestampTz)
            names.append(u'\'' + (titles.isEmpty() ? columns[i].name : titles.value(i)) + u'\'');
    }
    error.message += QStringLiteral(" in the zone %1, column %2").arg(form.zone, names.join(QStringLiteral(" or ")));
    return error;
}

} // namespace

void appendCsvField(QByteArray &out, const std::optional<QByteArray> &value)
{
    if (!value) {
        out += "\\N";
        return;
    }
    out += '"';
    for (const char c : *value) {
        if (c == '"')
            out += '"';
        out += c;
    }
    out += '"';
}

PgOutcome<QByteArray> csvOf(PgSession &session, const RowSource &source, RowRange range, qsizetype maxBytes,
                            const ResultForm &form, const QStringList &titles)
{
    if (const auto set = session.exec(QStringLiteral("SELECT set_config('TimeZone', $1, true)"), {form.zone}); !set)
        return tl::unexpected(set.error());
    const QTimeZone known(form.zone.toUtf8());
    const QTimeZone timeZone = known.isValid() ? known : QTimeZone::utc();
    QByteArray csv;
    for (qsizetype i = 0; i < source.columns.size(); ++i) {
        if (i > 0)
            csv += ',';
        appendCsvField(csv, (titles.isEmpty() ? source.columns[i].name : titles.value(i)).toUtf8());
    }
    csv += '\n';
    RowStream rows(session);
    if (const auto started = rows.start(formed(source, form), range); !started)
        return tl::unexpected(started.error());
    for (;;) {
        const auto batch = rows.next(batchRows, batchBytes);
        if (!batch)
            return tl::unexpected(outsideZone(batch.error(), source.columns, form, titles));
        if (batch->rowCount() == 0)
            return csv;
        for (qsizetype row = 0; row < batch->rowCount() && csv.size() < maxBytes; ++row) {
            for (qsizetype i = 0; i < batch->columnCount(); ++i) {
                if (i > 0)
                    csv += ',';
                const auto field = fieldOf(batch->vector(i), row, timeZone);
                if (!field)
                    return tl::unexpected(notNested(batch->column(i), batch->vector(i), row));
                appendCsvField(csv, *field);
            }
            csv += '\n';
        }
    }
}

} // namespace isthmus::sandbox
