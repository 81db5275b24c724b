// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/catalog/datatype.h>
#include <isthmus/dialect/quoting.h>

#include <QHash>

namespace isthmus::catalog {

namespace {

using Base = DataType::Base;

constexpr qsizetype maxTypeText = 4096; // a STRUCT of hundreds of fields still fits
constexpr int maxNesting = 32;

// Capitals inside double quotes are part of a name: "Color" and "color" are two types.
DataType unknown(QStringView text)
{
    DataType type;
    bool isQuoted = false;
    for (const QChar c : text.left(256)) {
        isQuoted = isQuoted != (c == u'"');
        type.text += isQuoted ? QString(c) : QString(c).toUpper();
    }
    return type;
}

struct Spelled {
    Base base;
    const char *canonical;
};

const QHash<QString, Spelled> &postgresNames()
{
    static const QHash<QString, Spelled> names{
        {QStringLiteral("boolean"), {Base::Boolean, "BOOLEAN"}},
        {QStringLiteral("bool"), {Base::Boolean, "BOOLEAN"}},
        {QStringLiteral("smallint"), {Base::SmallInt, "SMALLINT"}},
        {QStringLiteral("int2"), {Base::SmallInt, "SMALLINT"}},
        {QStringLiteral("integer"), {Base::Int, "INTEGER"}},
        {QStringLiteral("int"), {Base::Int, "INTEGER"}},
        {QStringLiteral("int4"), {Base::Int, "INTEGER"}},
        {QStringLiteral("bigint"), {Base::BigInt, "BIGINT"}},
        {QStringLiteral("int8"), {Base::BigInt, "BIGINT"}},
        {QStringLiteral("real"), {Base::Float, "REAL"}},
        {QStringLiteral("float4"), {Base::Float, "REAL"}},
        {QStringLiteral("double precision"), {Base::Double, "DOUBLE PRECISION"}},
        {QStringLiteral("float8"), {Base::Double, "DOUBLE PRECISION"}},
        {QStringLiteral("numeric"), {Base::Decimal, "NUMERIC"}},
        {QStringLiteral("decimal"), {Base::Decimal, "NUMERIC"}},
        {QStringLiteral("text"), {Base::String, "TEXT"}},
        {QStringLiteral("character varying"), {Base::VarChar, "VARCHAR"}},
        {QStringLiteral("varchar"), {Base::VarChar, "VARCHAR"}},
        {QStringLiteral("character"), {Base::Char, "CHAR"}},
        {QStringLiteral("char"), {Base::Char, "CHAR"}},
        {QStringLiteral("bpchar"), {Base::String, "BPCHAR"}}, // without a length: text of any length
        {QStringLiteral("bytea"), {Base::Binary, "BYTEA"}},
        {QStringLiteral("date"), {Base::Date, "DATE"}},
        {QStringLiteral("time without time zone"), {Base::Time, "TIME"}},
        {QStringLiteral("time"), {Base::Time, "TIME"}},
        {QStringLiteral("time with time zone"), {Base::Time, "TIMETZ"}},
        {QStringLiteral("timetz"), {Base::Time, "TIMETZ"}},
        {QStringLiteral("timestamp without time zone"), {Base::TimestampNtz, "TIMESTAMP"}},
        {QStringLiteral("timestamp"), {Base::TimestampNtz, "TIMESTAMP"}},
        {QStringLiteral("timestamp with time zone"), {Base::TimestampTz, "TIMESTAMPTZ"}},
        {QStringLiteral("timestamptz"), {Base::TimestampTz, "TIMESTAMPTZ"}},
        {QStringLiteral("interval"), {Base::Interval, "INTERVAL"}},
        {QStringLiteral("json"), {Base::Json, "JSON"}},
        {QStringLiteral("jsonb"), {Base::Jsonb, "JSONB"}},
    };
    return names;
}

const QHash<QString, Spelled> &maxComputeNames()
{
    static const QHash<QString, Spelled> names{
        {QStringLiteral("BOOLEAN"), {Base::Boolean, "BOOLEAN"}},
        {QStringLiteral("TINYINT"), {Base::TinyInt, "TINYINT"}},
        {QStringLiteral("SMALLINT"), {Base::SmallInt, "SMALLINT"}},
        {QStringLiteral("INT"), {Base::Int, "INT"}},
        {QStringLiteral("INTEGER"), {Base::Int, "INT"}},
        {QStringLiteral("BIGINT"), {Base::BigInt, "BIGINT"}},
        {QStringLiteral("FLOAT"), {Base::Float, "FLOAT"}},
        {QStringLiteral("DOUBLE"), {Base::Double, "DOUBLE"}},
        {QStringLiteral("DECIMAL"), {Base::Decimal, "DECIMAL"}},
        {QStringLiteral("STRING"), {Base::String, "STRING"}},
        {QStringLiteral("VARCHAR"), {Base::VarChar, "VARCHAR"}},
        {QStringLiteral("CHAR"), {Base::Char, "CHAR"}},
        {QStringLiteral("BINARY"), {Base::Binary, "BINARY"}},
        {QStringLiteral("DATE"), {Base::Date, "DATE"}},
        {QStringLiteral("DATETIME"), {Base::DateTime, "DATETIME"}},
        {QStringLiteral("TIMESTAMP"), {Base::TimestampTz, "TIMESTAMP"}},
        {QStringLiteral("TIMESTAMP_NTZ"), {Base::TimestampNtz, "TIMESTAMP_NTZ"}},
        {QStringLiteral("INTERVAL_DAY_TIME"), {Base::IntervalDayTime, "INTERVAL_DAY_TIME"}},
        {QStringLiteral("INTERVAL_YEAR_MONTH"), {Base::IntervalYearMonth, "INTERVAL_YEAR_MONTH"}},
        {QStringLiteral("JSON"), {Base::Json, "JSON"}},
    };
    return names;
}

// Sets precision, scale or length from the numbers between the brackets; false if they make no sense for the type.
bool applyModifiers(DataType &type, QStringView modifiers)
{
    QList<int> numbers;
    for (const auto part : modifiers.split(u',')) {
        bool ok = false;
        numbers.append(part.trimmed().toInt(&ok));
        if (!ok)
            return false;
    }
    if (type.base == Base::Decimal && numbers.size() <= 2) {
        type.precision = numbers.at(0);
        type.scale = numbers.value(1, 0);
        type.text += QStringLiteral("(%1,%2)").arg(*type.precision).arg(*type.scale);
        return true;
    }
    if ((type.base == Base::VarChar || type.base == Base::Char) && numbers.size() == 1) {
        type.length = numbers.at(0);
        type.text += QStringLiteral("(%1)").arg(*type.length);
        return true;
    }
    return false;
}

// Recursive descent over one MaxCompute type; every function answers false on broken syntax.
class MaxComputeTypeParser {
public:
    explicit MaxComputeTypeParser(QStringView text) : m_text(text) { }

    bool parseAll(DataType &type) { return parse(type, 0) && (skipBlanks(), m_pos == m_text.size()); }

private:
    bool parse(DataType &type, int depth)
    {
        if (depth > maxNesting)
            return false;
        const QString name = word().toString().toUpper();
        if (name == u"ARRAY")
            return parseArray(type, depth);
        if (name == u"MAP")
            return parseMap(type, depth);
        if (name == u"STRUCT")
            return parseStruct(type, depth);
        const auto it = maxComputeNames().constFind(name);
        if (it == maxComputeNames().cend())
            return false;
        type.base = it->base;
        type.text = QLatin1String(it->canonical);
        if (!take(u'('))
            return true;
        const qsizetype end = m_text.indexOf(u')', m_pos);
        if (end < 0)
            return false;
        const QStringView modifiers = m_text.mid(m_pos, end - m_pos);
        m_pos = end + 1;
        return applyModifiers(type, modifiers);
    }

    bool parseArray(DataType &type, int depth)
    {
        type.base = Base::Array;
        type.args.resize(1);
        if (!take(u'<') || !parse(type.args[0], depth + 1) || !take(u'>'))
            return false;
        type.text = QStringLiteral("ARRAY<%1>").arg(type.args[0].text);
        return true;
    }

    bool parseMap(DataType &type, int depth)
    {
        type.base = Base::Map;
        type.args.resize(2);
        if (!take(u'<') || !parse(type.args[0], depth + 1) || !take(u',') || !parse(type.args[1], depth + 1)
            || !take(u'>'))
            return false;
        type.text = QStringLiteral("MAP<%1,%2>").arg(type.args[0].text, type.args[1].text);
        return true;
    }

    bool parseStruct(DataType &type, int depth)
    {
        type.base = Base::Struct;
        if (!take(u'<'))
            return false;
        QStringList fields;
        do {
            QString name;
            if (!fieldName(name) || !take(u':'))
                return false;
            DataType field;
            if (!parse(field, depth + 1))
                return false;
            name = name.toLower(); // as the Python and the Java client fold it
            fields.append(dialect::maxComputeName(name) + u':' + field.text);
            type.fieldNames.append(name);
            type.args.append(field);
        } while (take(u','));
        if (!take(u'>'))
            return false;
        type.text = QStringLiteral("STRUCT<%1>").arg(fields.join(u','));
        return true;
    }

    bool fieldName(QString &name)
    {
        if (!take(u'`')) {
            name = word().toString();
            return !name.isEmpty();
        }
        while (m_pos < m_text.size()) {
            const QChar c = m_text[m_pos++];
            if (c != u'`') {
                name += c;
            } else if (m_pos < m_text.size() && m_text[m_pos] == u'`') {
                name += u'`';
                ++m_pos;
            } else {
                return !name.isEmpty();
            }
        }
        return false;
    }

    void skipBlanks()
    {
        while (m_pos < m_text.size() && m_text[m_pos].isSpace())
            ++m_pos;
    }

    bool take(QChar c)
    {
        skipBlanks();
        if (m_pos >= m_text.size() || m_text[m_pos] != c)
            return false;
        ++m_pos;
        return true;
    }

    QStringView word()
    {
        skipBlanks();
        const qsizetype begin = m_pos;
        while (m_pos < m_text.size() && (m_text[m_pos].isLetterOrNumber() || m_text[m_pos] == u'_'))
            ++m_pos;
        return m_text.mid(begin, m_pos - begin);
    }

    QStringView m_text;
    qsizetype m_pos = 0;
};

} // namespace

bool DataType::isNumeric() const
{
    switch (base) {
    case Base::TinyInt:
    case Base::SmallInt:
    case Base::Int:
    case Base::BigInt:
    case Base::Float:
    case Base::Double:
    case Base::Decimal:
        return true;
    default:
        return false;
    }
}

DataType parsePostgresType(QStringView text)
{
    const QStringView whole = text.left(maxTypeText).trimmed();
    if (whole.endsWith(u"[]")) {
        DataType type;
        type.base = Base::Array;
        DataType element = parsePostgresType(whole.chopped(2));
        while (element.base == Base::Array && element.text.endsWith(u"[]"))
            element = DataType(element.args.first()); // PostgreSQL does not enforce the number of dimensions
        type.text = element.text + QStringLiteral("[]");
        type.args = {element};
        return type;
    }
    // "timestamp(3) without time zone": the modifier may stand inside the name.
    QString name = whole.toString().toLower();
    QString modifiers;
    const qsizetype open = name.indexOf(u'(');
    if (open >= 0) {
        const qsizetype close = name.indexOf(u')', open);
        if (close < 0)
            return unknown(whole);
        modifiers = name.mid(open + 1, close - open - 1);
        name = (name.left(open) + name.mid(close + 1)).simplified();
    }
    if (name == u"bpchar" && !modifiers.isEmpty())
        name = QStringLiteral("character");
    const auto it = postgresNames().constFind(name);
    if (it == postgresNames().cend())
        return unknown(whole);
    DataType type;
    type.base = it->base;
    type.text = QLatin1String(it->canonical);
    if (!modifiers.isEmpty() && !applyModifiers(type, modifiers))
        type.text += u'(' + modifiers + u')'; // TIMESTAMP(3): kept in the spelling
    return type;
}

char postgresArrayDelimiter(const DataType &element)
{
    const QString name = element.text.section(u'(', 0, 0).section(u'.', -1).remove(u'"').toUpper();
    if (name == u"BOX")
        return ';';
    return name == u"GEOMETRY" || name == u"GEOGRAPHY" ? ':' : ',';
}

DataType parseMaxComputeType(QStringView text)
{
    DataType type;
    if (text.size() <= maxTypeText && MaxComputeTypeParser(text).parseAll(type))
        return type;
    return unknown(text.trimmed());
}

} // namespace isthmus::catalog
