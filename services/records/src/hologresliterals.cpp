// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlliterals.h"
#include "valuetext.h"

#include <isthmus/dialect/quoting.h>
#include <isthmus/records/arraybounds.h>
#include <isthmus/records/jsonscanner.h>
#include <isthmus/records/jsontext.h>

namespace isthmus::records {

namespace {

using Base = catalog::DataType::Base;

// Quoted always: an element that is quoted is never NULL, a number or a bracket. Source: PostgreSQL 15 manual, 8.15.6.
void appendQuotedElement(QByteArray &out, QByteArrayView text)
{
    out += '"';
    for (const char c : text) {
        if (c == '"' || c == '\\')
            out += '\\';
        out += c;
    }
    out += '"';
}

// "{1,NULL}" from the JSON text in which arrays lie; false if it is none.
bool appendArray(QByteArray &out, QByteArrayView json, const catalog::DataType &element)
{
    JsonScanner scanner(json);
    std::vector<QByteArrayView> items;
    if (!scanner.elements(items) || !scanner.atEnd())
        return false;
    const bool isJson = element.base == Base::Json || element.base == Base::Jsonb;
    out += '{';
    for (const QByteArrayView item : items) {
        if (!out.endsWith('{'))
            out += catalog::postgresArrayDelimiter(element);
        QByteArray text;
        // Among JSON elements a blank tells null from NULL and an array from a dimension: see jsonFromArrayText().
        const bool isElement = isJson && (item.data()[-1] == ' ' || (item != "null" && !item.startsWith('[')));
        if (isElement) {
            appendQuotedElement(out, item);
        } else if (item == "null") {
            out += "NULL";
        } else if (item.startsWith('[')) {
            if (!appendArray(out, item, element))
                return false;
        } else if (!item.startsWith('"')) { // a number or a truth value
            out += item;
        } else if (JsonScanner(item).string(text)) {
            appendQuotedElement(out, text);
        } else {
            return false;
        }
    }
    out += '}';
    return true;
}

void appendQuoted(std::string &out, QByteArrayView text)
{
    out += dialect::quotePostgresText(QString::fromUtf8(text)).toStdString();
}

} // namespace

void appendHologresLiteral(std::string &out, const ColumnVector &cells, qsizetype row)
{
    if (cells.isNull(row)) {
        out += "NULL";
        return;
    }
    std::string text;
    appendValueText(text, cells, row, Zone()); // any offset says which instant it is
    const QByteArrayView view(text.data(), qsizetype(text.size()));
    const catalog::DataType &type = cells.type();
    if (type.base == Base::Array) {
        QByteArray array = view.first(arrayBoundsLength(view)).toByteArray();
        if (appendArray(array, withoutArrayBounds(view), type.args.value(0)))
            return appendQuoted(out, array);
    }
    // A bare -0 is the integer 0, without its sign.
    const bool isBare = type.base == Base::Boolean || (type.isNumeric() && isJsonNumber(view) && view != "-0");
    if (isBare)
        out += text;
    else
        appendQuoted(out, view);
}

} // namespace isthmus::records
