// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/mapping/lineage/lineagesvg.h>
#include <isthmus/mapping/lineage/lineagewords.h>

#include <QCoreApplication>
#include <QDir>
#include <QSaveFile>
#include <QXmlStreamWriter>

namespace isthmus::mapping {

using catalog::ObjectPath;

namespace {

constexpr int margin = 16;
constexpr int titleLength = 30; // characters that a box has room for
constexpr int lineLength = 38;

QString number(int value)
{
    return QString::number(value);
}

QString elided(const QString &text, int length)
{
    return text.size() <= length ? text : text.left(length - 1) + QChar(0x2026);
}

void writeText(QXmlStreamWriter &xml, int x, int y, const QString &className, const QString &text)
{
    xml.writeStartElement(QStringLiteral("text"));
    xml.writeAttribute(QStringLiteral("x"), number(x));
    xml.writeAttribute(QStringLiteral("y"), number(y));
    xml.writeAttribute(QStringLiteral("class"), className);
    xml.writeCharacters(xmlText(text));
    xml.writeEndElement();
}

QString classOf(LineageEdge::Standing standing)
{
    return QStringLiteral("edge ") + lineageStandingName(standing);
}

QString curveOf(const LineagePicture &picture, const LineagePicture::Line &line)
{
    const auto &from = picture.boxes.at(line.from).place;
    const auto &to = picture.boxes.at(line.to).place;
    constexpr int half = LineageLayout::nodeHeight / 2;
    const int x1 = from.x + LineageLayout::nodeWidth;
    const int y1 = from.y + half;
    const int y2 = to.y + half;
    if (line.from == line.to) { // it reads itself: around the box
        const int above = from.y - 14;
        return QStringLiteral("M %1 %2 C %3 %2 %4 %5 %6 %5 L %7 %5 C %8 %5 %9 %2 %10 %2")
            .arg(x1)
            .arg(y1)
            .arg(x1 + 40)
            .arg(x1 + 20)
            .arg(above)
            .arg(x1 - 40)
            .arg(to.x + 40)
            .arg(to.x - 20)
            .arg(to.x - 40)
            .arg(to.x);
    }
    const int bend = qMax(32, qAbs(to.x - x1) / 2);
    return QStringLiteral("M %1 %2 C %3 %2 %4 %5 %6 %5")
        .arg(x1)
        .arg(y1)
        .arg(x1 + bend)
        .arg(to.x - bend)
        .arg(y2)
        .arg(to.x);
}

void writeLine(QXmlStreamWriter &xml, const LineagePicture &picture, const LineagePicture::Line &line)
{
    xml.writeStartElement(QStringLiteral("path"));
    xml.writeAttribute(QStringLiteral("class"), classOf(line.standing));
    xml.writeAttribute(QStringLiteral("d"), curveOf(picture, line));
    xml.writeTextElement(QStringLiteral("title"), xmlText(line.text));
    xml.writeEndElement();
}

void writeBox(QXmlStreamWriter &xml, const LineagePicture::Box &box)
{
    const bool isDrifted = box.drift == DriftState::Broken || box.drift == DriftState::Differs;
    QString className = QStringLiteral("node ");
    className += box.rest ? QStringLiteral("rest") : lineageStateName(box.isThere);
    xml.writeStartElement(QStringLiteral("g"));
    xml.writeAttribute(QStringLiteral("class"), className);
    QStringList title{box.title, box.line};
    if (!box.state.isEmpty())
        title.append(box.state);
    xml.writeTextElement(QStringLiteral("title"), xmlText(title.join(u'\n')));
    xml.writeEmptyElement(QStringLiteral("rect"));
    xml.writeAttribute(QStringLiteral("x"), number(box.place.x));
    xml.writeAttribute(QStringLiteral("y"), number(box.place.y));
    xml.writeAttribute(QStringLiteral("width"), number(LineageLayout::nodeWidth));
    xml.writeAttribute(QStringLiteral("height"), number(LineageLayout::nodeHeight));
    writeText(xml, box.place.x + 12, box.place.y + 20, QStringLiteral("name"), elided(box.title, titleLength));
    const QString below = box.state.isEmpty() ? box.line : box.state;
    writeText(xml, box.place.x + 12, box.place.y + 38, QStringLiteral("line"), elided(below, lineLength));
    if (isDrifted) {
        const int x = box.place.x + LineageLayout::nodeWidth - 22;
        const int y = box.place.y + 8;
        xml.writeEmptyElement(QStringLiteral("path")); // a triangle: the shape says it too
        xml.writeAttribute(QStringLiteral("class"), QStringLiteral("drift ") + driftStateName(*box.drift));
        xml.writeAttribute(
            QStringLiteral("d"),
            QStringLiteral("M %1 %2 L %3 %4 L %5 %4 Z").arg(x + 7).arg(y).arg(x + 14).arg(y + 13).arg(x));
    }
    xml.writeEndElement();
}

const QString style =
    QStringLiteral("text{font-family:sans-serif;fill:#1B2026}"
                   ".name{font-size:13px;font-weight:600}.line{font-size:11px;fill:#586270}"
                   "rect{fill:#FFFFFF;stroke:#97A0AC}.gone rect,.unknown rect,.rest rect{stroke-dasharray:4 3}"
                   ".gone .name{fill:#586270;text-decoration:line-through}.unknown .line{fill:#8A5300}"
                   ".edge{fill:none;stroke:#586270;stroke-width:1.6}.recorded{stroke-dasharray:4 3}"
                   ".over{stroke:#97A0AC;stroke-width:1.2;stroke-dasharray:1 3}"
                   ".drift{fill:#8A5300}.broken{fill:#B3261E}");

} // namespace

QString xmlText(const QString &text)
{
    QString clean = text;
    for (qsizetype i = 0; i < clean.size(); ++i) {
        const char16_t c = clean.at(i).unicode();
        const bool isPair = clean.at(i).isHighSurrogate() && i + 1 < clean.size() && clean.at(i + 1).isLowSurrogate();
        if (isPair)
            ++i;
        else if ((c < 0x20 && c != u'\n' && c != u'\t') || clean.at(i).isSurrogate() || c >= 0xFFFE)
            clean[i] = QChar::ReplacementCharacter;
    }
    return clean;
}

LineagePicture lineagePicture(const LineageGraph &graph, LineageLayout &layout)
{
    LineagePicture picture;
    for (const LineageNode &node : graph.nodes()) {
        LineagePicture::Box box;
        box.path = node.path;
        box.title = node.path.name();
        const QString place = lineagePlace(node);
        box.line = place.isEmpty() ? lineageKind(node) : QStringLiteral("%1 · %2").arg(lineageKind(node), place);
        box.state = lineageState(node);
        box.isThere = node.state;
        box.kind = node.kind;
        box.connection = node.path.connection;
        box.drift = lineageDriftOf(graph, node.path);
        picture.boxes.append(box);
    }
    for (const LineageEdge &edge : graph.edges()) {
        QStringList texts{lineageOrigin(edge)};
        if (const QString drift = lineageDrift(edge); !drift.isEmpty())
            texts.append(drift);
        picture.lines.append(
            {graph.indexOf(edge.source), graph.indexOf(edge.reader), edge.standing(), false, texts.join(u'\n')});
    }
    const qsizetype objects = picture.boxes.size();
    for (qsizetype i = 0; i < objects; ++i) {
        for (const auto way : {LineageWay::Sources, LineageWay::Readers}) {
            const qsizetype more = graph.more(picture.boxes.at(i).path, way);
            if (more == 0)
                continue;
            LineagePicture::Box box;
            box.path = picture.boxes.at(i).path;
            box.rest = way;
            box.title = lineageMore(more);
            const qsizetype at = picture.boxes.size();
            picture.boxes.append(box);
            const bool isSource = way == LineageWay::Sources;
            picture.lines.append(
                {isSource ? at : i, isSource ? i : at, LineageEdge::Standing::Recorded, true, box.title});
        }
    }
    QList<QString> keys;
    for (const auto &box : std::as_const(picture.boxes))
        keys.append(box.rest ? box.path.toString() + u':' + lineageWayName(*box.rest) : box.path.toString());
    QList<QPair<qsizetype, qsizetype>> pairs;
    for (const auto &line : std::as_const(picture.lines))
        pairs.append({line.from, line.to});
    layout.arrange(keys, pairs);
    for (qsizetype i = 0; i < picture.boxes.size(); ++i)
        picture.boxes[i].place = layout.places().at(i);
    picture.width = layout.width();
    picture.height = layout.height();
    return picture;
}

QByteArray lineageSvg(const LineagePicture &picture)
{
    QByteArray bytes;
    QXmlStreamWriter xml(&bytes);
    xml.setAutoFormatting(true);
    xml.writeStartDocument();
    const int width = picture.width + 2 * margin;
    const int height = picture.height + 2 * margin;
    xml.writeStartElement(QStringLiteral("svg"));
    xml.writeDefaultNamespace(QStringLiteral("http://www.w3.org/2000/svg"));
    xml.writeAttribute(QStringLiteral("width"), number(width));
    xml.writeAttribute(QStringLiteral("height"), number(height));
    xml.writeAttribute(QStringLiteral("viewBox"), QStringLiteral("%1 %1 %2 %3").arg(-margin).arg(width).arg(height));
    xml.writeTextElement(QStringLiteral("style"), style);
    xml.writeEmptyElement(QStringLiteral("rect"));
    xml.writeAttribute(QStringLiteral("x"), number(-margin));
    xml.writeAttribute(QStringLiteral("y"), number(-margin));
    xml.writeAttribute(QStringLiteral("width"), number(width));
    xml.writeAttribute(QStringLiteral("height"), number(height));
    xml.writeAttribute(QStringLiteral("style"), QStringLiteral("fill:#FFFFFF;stroke:none"));
    for (const auto &line : picture.lines)
        writeLine(xml, picture, line);
    for (const auto &box : picture.boxes)
        writeBox(xml, box);
    xml.writeEndElement();
    xml.writeEndDocument();
    return bytes;
}

core::Result<core::Done> writeLineage(const QByteArray &bytes, const QString &file)
{
    QSaveFile saved(file);
    if (!saved.open(QIODevice::WriteOnly) || saved.write(bytes) != bytes.size() || !saved.commit())
        return core::fail(core::ErrorKind::Internal,
                          QCoreApplication::translate("Lineage", "%1 could not be written: %2.")
                              .arg(QDir::toNativeSeparators(file), saved.errorString()),
                          QCoreApplication::translate("Lineage", "Choose another folder, or make room."));
    return core::Done{};
}

} // namespace isthmus::mapping
