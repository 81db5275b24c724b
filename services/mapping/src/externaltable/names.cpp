// SPDX-License-Identifier: GPL-3.0-or-later
#include "externaltable/names.h"

#include "externaltable/targetschema.h"
#include "text.h"

#include <isthmus/catalog/jdbclocation.h>
#include <isthmus/dialect/quoting.h>

#include <QCryptographicHash>
#include <QHash>
#include <QSet>

#include <algorithm>

namespace isthmus::mapping {

namespace {

constexpr int maxProposedBytes = 63; // as Hologres' own names: a proposal can go back to Hologres

bool isAsciiLetter(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z');
}

bool isNameCharacter(QChar c)
{
    return isAsciiLetter(c) || (c >= u'0' && c <= u'9') || c == u'_';
}

plan::Text nameProblem(const QString &name, bool mayStartWithUnderscore)
{
    if (name.isEmpty())
        return coded("Mapping.name_empty", QT_TRANSLATE_NOOP("Mapping", "Name is empty"));
    if (!std::all_of(name.begin(), name.end(), isNameCharacter))
        return coded("Mapping.name_characters",
                     QT_TRANSLATE_NOOP("Mapping", "A name of MaxCompute has only letters (A to Z), digits and _"));
    if (name.size() > maxNameBytes)
        return coded("Mapping.name_too_long", QT_TRANSLATE_NOOP("Mapping", "A name of MaxCompute has at most %1 bytes"),
                     {QString::number(maxNameBytes)});
    if (!isAsciiLetter(name.front()) && !(mayStartWithUnderscore && name.front() == u'_'))
        return coded("Mapping.name_start", QT_TRANSLATE_NOOP("Mapping", "A name of MaxCompute starts with a letter"));
    return {};
}

struct Folded {
    QString text; // lower-case ASCII letters, digits and '_'
    bool isLossy = false; // a letter or digit of another script became '_'
};

// Letters with marks lose the marks and wide ones their width: they read the same.
Folded folded(const QString &name)
{
    Folded result;
    for (const char32_t c : name.normalized(QString::NormalizationForm_KD).toUcs4()) {
        if (c < 0x80 && isNameCharacter(QChar(char16_t(c)))) {
            result.text += QChar(char16_t(c)).toLower();
            continue;
        }
        if (QChar::category(c) == QChar::Mark_NonSpacing)
            continue;
        result.isLossy = result.isLossy || QChar::isLetterOrNumber(c);
        if (!result.text.endsWith(u'_')) // one stands for several
            result.text += u'_';
    }
    return result;
}

// Begins with a letter.
Folded foldedTableName(const QString &source)
{
    Folded name = folded(source);
    while (name.text.startsWith(u'_'))
        name.text.remove(0, 1);
    name.isLossy = name.isLossy || name.text.isEmpty();
    if (name.text.isEmpty() || name.text.front().isDigit())
        name.text.prepend(u"t_");
    return name;
}

bool isNameless(const QString &text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c == u'_'; });
}

// A name that MaxCompute shows as Hologres does.
bool isOwnName(const QString &name)
{
    return columnNameProblem(name).isEmpty() && !isNameless(name) && name == name.toLower();
}

} // namespace

plan::Text tableNameProblem(const QString &name)
{
    return nameProblem(name, false);
}

plan::Text columnNameProblem(const QString &name)
{
    return nameProblem(name, true);
}

QStringList proposedColumnNames(const QStringList &sources)
{
    QSet<QString> taken; // names that need no change stay, wherever they stand
    for (const QString &source : sources) {
        if (isOwnName(source))
            taken.insert(source);
    }
    QHash<QString, int> numbers; // the last one tried of each base: a thousand names of one base stay linear
    const auto firstFree = [&taken, &numbers](const QString &base) {
        for (int &number = numbers[base];;) {
            ++number;
            const QString suffix = number > 1 || base.isEmpty() ? u'_' + QString::number(number) : QString();
            const QString name =
                (base.isEmpty() ? QStringLiteral("c") : base.left(maxProposedBytes - suffix.size())) + suffix;
            if (!taken.contains(name)) {
                taken.insert(name);
                return name;
            }
        }
    };
    QStringList names;
    names.reserve(sources.size());
    for (const QString &source : sources) {
        if (isOwnName(source)) {
            names.append(source);
            continue;
        }
        QString base = folded(source).text;
        if (isNameless(base))
            base.clear();
        else if (base.front().isDigit())
            base.prepend(u"c_");
        names.append(firstFree(base));
    }
    return names;
}

QString proposedTableName(const QString &source)
{
    if (isOwnName(source) && !source.startsWith(u'_'))
        return source;
    const Folded name = foldedTableName(source);
    // Other tables, which are not known here, may have lost the same letters.
    return name.isLossy || name.text.size() > maxProposedBytes ? distinctTableName(source) : name.text;
}

QString distinctTableName(const QString &source)
{
    const QByteArray digest = QCryptographicHash::hash(source.toUtf8(), QCryptographicHash::Sha1).toHex().first(8);
    QString name = foldedTableName(source).text;
    while (name.endsWith(u'_'))
        name.chop(1);
    return name.left(maxProposedBytes - digest.size() - 1) + u'_' + QString::fromLatin1(digest);
}

QString commentWithName(const QString &comment, const QString &name)
{
    if (comment.isEmpty())
        return name;
    return comment.contains(name) ? comment : name + QStringLiteral(": ") + comment;
}

QString hologresColumnText(const QString &name)
{
    return dialect::postgresName(name);
}

QString externalTableText(const MapTable &definition, const MapTableFacts &facts)
{
    return maxComputeTableText(facts.targetServer, definition.targetSchema.name(), definition.tableName);
}

QString targetSchemaTitle(const MapTable &definition, const MapTableFacts &facts)
{
    return schemaTitle(facts.targetServer, definition.targetSchema.name());
}

QString otherSourceOfExisting(const MapTableFacts &facts)
{
    if (!facts.existing || !facts.existing->external)
        return {};
    const auto location = catalog::JdbcLocation::parse(facts.existing->external->location);
    if (!location || location->table().isEmpty())
        return {};
    const bool isSame = location->table() == facts.source.name && location->schema() == facts.source.schema
        && location->database.section(u'@', 0, 0) == facts.source.database.section(u'@', 0, 0); // @compute group
    return isSame ? QString() : location->schema() + u'.' + location->table();
}

plan::Text mapTableTitle(const MapTable &definition)
{
    return coded("Mapping.map_table", QT_TRANSLATE_NOOP("Mapping", "Map %1 → %2.%3"),
                 {definition.source.name(), definition.targetSchema.name(), definition.tableName});
}

} // namespace isthmus::mapping
