// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/catalog/partitionspec.h>

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace isthmus::catalog {

using core::Error;
using core::ErrorKind;
using core::Result;

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Catalog)
};

const QString comma = QStringLiteral(", ");

bool isSeparator(QChar c)
{
    return c == u',' || c == u'/';
}

class SpecReader {
public:
    explicit SpecReader(const QString &text) : m_all(text), m_text(withoutWord(text)) { }

    Result<PartitionSpec> read()
    {
        PartitionSpec spec;
        for (;;) {
            skip([](QChar c) { return c.isSpace() || isSeparator(c); });
            if (isAtEnd())
                return spec;
            const auto column = readName();
            skipBlanks();
            if (!column || column->isEmpty() || isAtEnd() || m_text[m_at] != u'=')
                return core::fail(wrong());
            ++m_at;
            skipBlanks();
            const auto value = readValue();
            skipBlanks();
            if (!value || (!isAtEnd() && !isSeparator(m_text[m_at])))
                return core::fail(wrong());
            spec.append({*column, *value});
        }
    }

private:
    // What stands in PARTITION (…).
    static QString withoutWord(const QString &text)
    {
        static const QRegularExpression form(QStringLiteral(R"(\A\s*(?:PARTITION\s*)?\((.*)\)\s*\z)"),
                                             QRegularExpression::CaseInsensitiveOption
                                                 | QRegularExpression::DotMatchesEverythingOption);
        const auto match = form.match(text);
        return match.hasMatch() ? match.captured(1) : text;
    }

    [[nodiscard]] Error wrong() const
    {
        return {ErrorKind::Invalid,
                Text::tr("\"%1\" does not name a partition.").arg(m_all),
                Text::tr("Write column=value for each level: dt=20240101,hh=01."),
                {},
                {}};
    }

    [[nodiscard]] bool isAtEnd() const { return m_at >= m_text.size(); }

    template <typename Is>
    void skip(Is is)
    {
        while (!isAtEnd() && is(m_text[m_at]))
            ++m_at;
    }
    void skipBlanks()
    {
        skip([](QChar c) { return c.isSpace(); });
    }

    std::optional<QString> readName()
    {
        if (m_text[m_at] == u'`' || m_text[m_at] == u'"')
            return readQuoted();
        const qsizetype begin = m_at;
        skip([](QChar c) { return c != u'=' && !isSeparator(c); });
        return m_text.mid(begin, m_at - begin).trimmed();
    }

    std::optional<QString> readValue()
    {
        if (!isAtEnd() && (m_text[m_at] == u'\'' || m_text[m_at] == u'"'))
            return readQuoted();
        // A separator ends the value if another level follows it, or nothing.
        static const QRegularExpression next(
            QStringLiteral(R"([,/][\s,/]*(?:\z|(?:`(?:[^`]|``)*`|"(?:[^"]|"")*"|[^\s,/='"`]+)\s*=))"));
        const auto match = next.match(m_text, m_at);
        const qsizetype end = match.hasMatch() ? match.capturedStart() : m_text.size();
        const QString value = m_text.mid(m_at, end - m_at).trimmed();
        m_at = end;
        return value;
    }

    // Nothing if the quote has no end.
    std::optional<QString> readQuoted()
    {
        const QChar quote = m_text[m_at];
        QString value;
        for (++m_at; !isAtEnd(); ++m_at) {
            if (m_text[m_at] == quote) {
                ++m_at;
                if (isAtEnd() || m_text[m_at] != quote)
                    return value;
            }
            value += m_text[m_at];
        }
        return std::nullopt;
    }

    QString m_all;
    QString m_text;
    qsizetype m_at = 0;
};

QString quoted(const QString &text, QChar quote)
{
    return quote + QString(text).replace(quote, QString(2, quote)) + quote;
}

} // namespace

Result<PartitionSpec> parsePartitionSpec(const QString &text)
{
    return SpecReader(text).read();
}

QString partitionSpecText(const PartitionSpec &spec)
{
    static const QRegularExpression plainName(QStringLiteral(R"(\A\w+\z)"),
                                              QRegularExpression::UseUnicodePropertiesOption);
    static const QRegularExpression plainValue(QStringLiteral(R"(\A[^\s,/=()'"`]+(?: +[^\s,/=()'"`]+)*\z)"));
    QStringList parts;
    for (const PartitionPart &part : spec) {
        const QString name = plainName.match(part.column).hasMatch() ? part.column : quoted(part.column, u'"');
        parts.append(name + u'=' + (plainValue.match(part.value).hasMatch() ? part.value : quoted(part.value, u'\'')));
    }
    return parts.join(u',');
}

Result<PartitionSpec> resolvePartition(const PartitionSpec &spec, const QString &table, const QStringList &columns,
                                       Qt::CaseSensitivity caseSensitivity)
{
    if (spec.isEmpty())
        return spec;
    if (columns.isEmpty())
        return core::fail(ErrorKind::Invalid, Text::tr("%1 is not partitioned.").arg(table));
    const QString levels = Text::tr("%1 is partitioned by %2.").arg(table, columns.join(comma));
    PartitionSpec resolved;
    for (const QString &column : columns)
        resolved.append({column, QString()});
    QList<bool> isGiven(columns.size(), false);
    for (const PartitionPart &part : spec) {
        const auto isIt = [&](const QString &column) { return column.compare(part.column, caseSensitivity) == 0; };
        const qsizetype at = std::find_if(columns.begin(), columns.end(), isIt) - columns.begin();
        const auto folded = std::find_if(columns.begin(), columns.end(), [&part](const QString &column) {
            return column.compare(part.column, Qt::CaseInsensitive) == 0;
        });
        if (at == columns.size() && folded != columns.end())
            return core::fail(ErrorKind::Invalid,
                              Text::tr("The partition column of %1 is %2, not %3.").arg(table, *folded, part.column));
        if (at == columns.size())
            return core::fail(ErrorKind::Invalid, Text::tr("%1 has no partition column %2.").arg(table, part.column),
                              levels);
        if (isGiven.at(at))
            return core::fail(ErrorKind::Invalid, Text::tr("Partition column %1 is given twice.").arg(columns.at(at)));
        isGiven[at] = true;
        resolved[at].value = part.value;
    }
    QStringList missing;
    for (qsizetype i = 0; i < columns.size(); ++i) {
        if (!isGiven.at(i))
            missing.append(columns.at(i));
    }
    if (!missing.isEmpty())
        return core::fail(ErrorKind::Invalid,
                          Text::tr("\"%1\" is only a part of a partition: %2 is missing.")
                              .arg(partitionSpecText(spec), missing.join(comma)),
                          levels);
    return resolved;
}

Error partitionNotFound(const PartitionSpec &spec, const QString &table)
{
    return {ErrorKind::NotFound,
            Text::tr("%1 has no partition %2.").arg(table, partitionSpecText(spec)),
            Text::tr("Its partitions are listed below it."),
            {},
            {}};
}

} // namespace isthmus::catalog
