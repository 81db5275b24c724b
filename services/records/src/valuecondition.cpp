// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlliterals.h"

#include <isthmus/dialect/quoting.h>
#include <isthmus/records/nestedinstants.h>
#include <isthmus/records/valuecondition.h>

namespace isthmus::records {

namespace {

bool isComparable(const catalog::DataType &type, dialect::Dialect sqlDialect)
{
    using Base = catalog::DataType::Base;
    if (type.base == Base::Json || (type.isNested() && sqlDialect != dialect::Dialect::Hologres))
        return false;
    return sqlDialect == dialect::Dialect::Hologres || !isInstant(type);
}

} // namespace

std::optional<QString> valueCondition(const RecordBatch &batch, qsizetype row, qsizetype column,
                                      dialect::Dialect sqlDialect, bool isNegated)
{
    const bool isHologres = sqlDialect == dialect::Dialect::Hologres;
    const ColumnVector &cells = batch.vector(column);
    const QString name = isHologres ? dialect::quotePostgresName(batch.column(column).name)
                                    : dialect::quoteMaxComputeName(batch.column(column).name);
    if (cells.isNull(row))
        return name + (isNegated ? QStringLiteral(" IS NOT NULL") : QStringLiteral(" IS NULL"));
    if (!isComparable(batch.column(column).type, sqlDialect))
        return std::nullopt;
    std::string literal;
    if (isHologres)
        appendHologresLiteral(literal, cells, row);
    else
        appendMaxComputeLiteral(literal, cells, row, false);
    const QString value = QString::fromStdString(literal);
    if (!isNegated)
        return name + QStringLiteral(" = ") + value;
    return u'(' + name + QStringLiteral(" <> ") + value + QStringLiteral(" OR ") + name + QStringLiteral(" IS NULL)");
}

} // namespace isthmus::records
