// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/mapping/lineage/lineagesvg.h>
#include <isthmus/mapping/lineage/lineagewords.h>

#include <QCoreApplication>
#include <QDir>
#include <QRect>
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

// Attributes rather than a style sheet: not every program that shows SVG reads one.
struct Ink {
    QString fill = QStringLiteral("none");
    QString stroke = QStringLiteral("none");
    QString width = QStringLiteral("1");
    QString dashes = {}; // empty: through
};

const QString textInk = QStringLiteral("#1B2026");
const QString mutedInk = QStringLiteral("#586270");
const QString frameInk = QStringLiteral("#97A0AC");
const QString groundInk = QStringLiteral("#FFFFFF");
const QString warningInk = QStringLiteral("#8A5300");
const QString errorInk = QStringLiteral("#B3261E");
const QString dashed = QStringLiteral("4 3");

void writeInk(QXmlStreamWriter &xml, const Ink &ink)
{
    xml.writeAttribute(QStringLiteral("fill"), ink.fill);
    xml.writeAttribute(QStringLiteral("stroke"), ink.stroke);
    xml.writeAttribute(QStringLiteral("stroke-width"), ink.width);
    if (!ink.dashes.isEmpty())
        xml.writeAttribute(QStringLiteral("stroke-dasharray"), ink.dashes);
}

struct Lettering {
    int size = 13;
    bool isBold = false;
    bool isStruck = false;
    QString ink = textInk;
};

void writeText(QXmlStreamWriter &xml, int x, int y, const Lettering &lettering, const QString &text)
{
    xml.writeStartElement(QStringLiteral("text"));
    xml.writeAttribute(QStringLiteral("x"), number(x));
    xml.writeAttribute(QStringLiteral("y"), number(y));
    xml.writeAttribute(QStringLiteral("font-family"), QStringLiteral("sans-serif"));
    xml.writeAttribute(QStringLiteral("font-size"), number(lettering.size));
    xml.writeAttribute(QStringLiteral("fill"), lettering.ink);
    if (lettering.isBold)
        xml.writeAttribute(QStringLiteral("font-weight"), QStringLiteral("600"));
    if (lettering.isStruck)
        xml.writeAttribute(QStringLiteral("text-decoration"), QStringLiteral("line-through"));
    xml.writeCharacters(xmlText(text));
    xml.writeEndElement();
}

void writeRect(QXmlStreamWriter &xml, const QRect &rect, const Ink &ink)
{
    xml.writeEmptyElement(QStringLiteral("rect"));
    xml.writeAttribute(QStringLiteral("x"), number(rect.x()));
    xml.writeAttribute(QStringLiteral("y"), number(rect.y()));
    xml.writeAttribute(QStringLiteral("width"), number(rect.width()));
    xml.writeAttribute(QStringLiteral("height"), number(rect.height()));
    writeInk(xml, ink);
}

Ink inkOf(LineageEdge::Standing standing)
{
    switch (standing) {
    case LineageEdge::Standing::Defined:
        return {QStringLiteral("none"), mutedInk, QStringLiteral("1.6"), {}};
    case LineageEdge::Standing::Recorded:
        return {QStringLiteral("none"), mutedInk, QStringLiteral("1.2"), dashed};
    case LineageEdge::Standing::Over:
        return {QStringLiteral("none"), frameInk, QStringLiteral("1.2"), QStringLiteral("1 3")};
    }
    Q_UNREACHABLE();
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
    xml.writeAttribute(QStringLiteral("class"), lineageStandingName(line.standing));
    xml.writeAttribute(QStringLiteral("d"), curveOf(picture, line));
    writeInk(xml, inkOf(line.standing));
    xml.writeTextElement(QStringLiteral("title"), xmlText(line.text));
    xml.writeEndElement();
}

void writeBox(QXmlStreamWriter &xml, const LineagePicture::Box &box)
{
    const bool isGone = box.isThere == LineageNode::State::Gone;
    const bool isUnknown = box.isThere == LineageNode::State::Unknown;
    const auto &[x, y] = box.place;
    xml.writeStartElement(QStringLiteral("g"));
    xml.writeAttribute(QStringLiteral("class"), box.rest ? QStringLiteral("rest") : lineageStateName(box.isThere));
    QStringList title{box.title, box.line, box.state};
    title.removeAll(QString());
    xml.writeTextElement(QStringLiteral("title"), xmlText(title.join(u'\n')));
    const bool isDashed = box.rest || isGone || isUnknown || box.path.connection.isEmpty();
    writeRect(xml, {x, y, LineageLayout::nodeWidth, LineageLayout::nodeHeight},
              {groundInk, frameInk, QStringLiteral("1"), isDashed ? dashed : QString()});
    writeText(xml, x + 12, y + 20, {13, true, isGone, isGone || box.rest ? mutedInk : textInk},
              elided(box.title, titleLength));
    writeText(xml, x + 12, y + 38, {11, false, false, isUnknown ? warningInk : mutedInk},
              elided(box.state.isEmpty() ? box.line : box.state, lineLength));
    if (box.drift == DriftState::Broken || box.drift == DriftState::Differs) {
        const int left = x + LineageLayout::nodeWidth - 22;
        xml.writeEmptyElement(QStringLiteral("path")); // a triangle: the shape says it too
        xml.writeAttribute(QStringLiteral("class"), driftStateName(*box.drift));
        xml.writeAttribute(
            QStringLiteral("d"),
            QStringLiteral("M %1 %2 L %3 %4 L %5 %4 Z").arg(left + 7).arg(y + 8).arg(left + 14).arg(y + 21).arg(left));
        writeInk(xml, {box.drift == DriftState::Broken ? errorInk : warningInk});
    }
    xml.writeEndElement();
}

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
    writeRect(xml, {-margin, -margin, width, height}, {groundInk});
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
