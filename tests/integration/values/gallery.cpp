// SPDX-License-Identifier: GPL-3.0-or-later
#include "gallery.h"

#include "tokens.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace isthmus::test {

namespace {

void readRoads(Specimen &specimen, const QJsonObject &roads)
{
    for (auto i = roads.begin(); i != roads.end(); ++i) {
        if (i->isNull())
            specimen.missing.append(i.key());
        else if (i->toString() == u"!")
            specimen.refused.append(i.key());
        else
            specimen.others.insert(i.key(), i->toString());
    }
}

Specimen readSpecimen(const QJsonObject &value, qsizetype number)
{
    Specimen specimen;
    specimen.column = value[u"name"].toString(QStringLiteral("c%1").arg(number));
    specimen.type = value[u"type"].toString();
    specimen.sql = value[u"sql"].toString();
    specimen.text = value[u"text"].toString();
    const QJsonArray repeat = value[u"repeat"].toArray();
    if (!repeat.isEmpty())
        specimen.text = repeat.at(0).toString().repeated(repeat.at(1).toInt());
    const QString json = value[u"json"].toString();
    if (json == u"#" || json == u"=")
        specimen.json = withoutBlanks(specimen.text);
    else
        specimen.json = json.isEmpty() ? asJsonString(specimen.text) : json;
    readRoads(specimen, value[u"roads"].toObject());
    return specimen;
}

} // namespace

QString Specimen::expected(const QString &road, bool isJson) const
{
    const auto other = others.constFind(road);
    if (other != others.cend())
        return *other;
    return isJson ? json : text;
}

QList<Family> readGallery(const QString &file)
{
    QFile in(QStringLiteral(ISTHMUS_GALLERY_DIR) + u'/' + file);
    const bool isOpen = in.open(QIODevice::ReadOnly);
    QJsonParseError problem;
    const QJsonArray families = QJsonDocument::fromJson(in.readAll(), &problem).array();
    if (!isOpen || problem.error != QJsonParseError::NoError)
        qFatal("%s: %s", qPrintable(in.fileName()), qPrintable(problem.errorString()));
    QList<Family> gallery;
    for (const auto &entry : families) {
        const QJsonObject described = entry.toObject();
        const QString name = described[u"family"].toString().replace(u' ', u'_');
        Family family{name, {}};
        for (const auto &value : described[u"values"].toArray()) {
            family.specimens.append(readSpecimen(value.toObject(), family.specimens.size() + 1));
            if (described[u"single"].toBool()) {
                gallery.append({name + QString::number(gallery.size()), {family.specimens.takeLast()}});
            }
        }
        if (!family.specimens.isEmpty())
            gallery.append(family);
    }
    return gallery;
}

QString asJsonString(const QString &text)
{
    QString out = QStringLiteral("\"");
    for (const QChar c : text) {
        const ushort code = c.unicode();
        if (code == '"' || code == '\\')
            out += QStringLiteral("\\") + c;
        else if (code == '\n')
            out += QStringLiteral("\\n");
        else if (code == '\r')
            out += QStringLiteral("\\r");
        else if (code == '\t')
            out += QStringLiteral("\\t");
        else if (code < 0x20)
            out += QStringLiteral("\\u%1").arg(code, 4, 16, QLatin1Char('0'));
        else
            out += c;
    }
    return out + u'"';
}

} // namespace isthmus::test
