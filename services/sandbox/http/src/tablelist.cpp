// SPDX-License-Identifier: GPL-3.0-or-later
#include "tablelist.h"

#include "tablejson.h"

namespace isthmus::sandbox {

namespace {

constexpr qint64 commonPageSize = 1000; // what a client gets that does not ask for less or more
constexpr qint64 maxPageSize = 100'000; // a page is sent as it is read, and takes no memory

// XML has no control characters; they become blanks.
void appendEscaped(QByteArray &out, QByteArrayView text)
{
    const auto needsCare = [](char c) { return uchar(c) < ' ' || c == '&' || c == '<' || c == '>'; };
    const char *at = text.data();
    const char *const end = at + text.size();
    while (at != end) {
        const char *const plain = at;
        while (at != end && !needsCare(*at))
            ++at;
        out.append(plain, at - plain);
        if (at == end)
            return;
        const char c = *at++;
        out += c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" : " ";
    }
}

void appendElement(QByteArray &out, const char *name, QByteArrayView text)
{
    out.append('<').append(name).append('>');
    appendEscaped(out, text);
    out.append("</").append(name).append('>');
}

// Rows of Metadata::tableHeads() as the XML of a list.
class TableListFormat final : public RowFormat {
public:
    TableListFormat(const SchemaRow &schema, int limit) : m_limit(limit)
    {
        appendElement(m_place, "Project", schema.project.toUtf8());
        appendElement(m_place, "SchemaName", schema.name.toUtf8());
    }

    core::Result<core::Done> append(const records::RecordBatch &batch, QByteArray &out) override
    {
        constexpr qsizetype usualLength = 160;
        out.reserve(out.size() + batch.rowCount() * usualLength);
        begin(out);
        for (qsizetype row = 0; row < batch.rowCount(); ++row) {
            if (m_rows == m_limit) {
                m_hasMore = true;
                break;
            }
            const QByteArrayView name = batch.vector(0).bytesAt(row);
            out += "<Table><Name>";
            appendEscaped(out, name);
            out += tail(batch.vector(1).bytesAt(row), batch.vector(2).bytesAt(row));
            if (++m_rows == m_limit)
                m_last = name.toByteArray();
        }
        return core::Done();
    }

    void finish(QByteArray &out) override
    {
        begin(out);
        appendElement(out, "Marker", m_hasMore ? m_last : QByteArray());
        out += "</Tables>";
    }

    [[nodiscard]] qint64 rowCount() const override { return m_rows; }

private:
    void begin(QByteArray &out)
    {
        if (std::exchange(m_hasBegun, true))
            return;
        out += "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Tables>";
        appendElement(out, "MaxItems", QByteArray::number(m_limit));
    }

    // What follows a name. Most tables of a schema have one owner: the text of the row before mostly serves again.
    const QByteArray &tail(QByteArrayView owner, QByteArrayView kind)
    {
        if (owner == m_owner && kind == m_kind)
            return m_tail;
        m_owner = owner.toByteArray();
        m_kind = kind.toByteArray();
        m_tail = "</Name>";
        appendElement(m_tail, "Owner", owner);
        appendElement(m_tail, "Type", tableTypeName(kindOf(QString::fromLatin1(kind))).toLatin1());
        m_tail += m_place;
        m_tail += "</Table>";
        return m_tail;
    }

    int m_limit;
    QByteArray m_place;
    QByteArray m_owner;
    QByteArray m_kind;
    QByteArray m_tail;
    qint64 m_rows = 0;
    QByteArray m_last; // name of the page's last table
    bool m_hasMore = false;
    bool m_hasBegun = false;
};

catalog::Column textColumn(const QString &name)
{
    catalog::Column column;
    column.name = name;
    column.type = catalog::parseMaxComputeType(u"STRING");
    return column;
}

} // namespace

std::optional<TableKind> kindNamed(const QString &type)
{
    for (const TableKind kind : {TableKind::Managed, TableKind::External, TableKind::View}) {
        if (type.compare(tableTypeName(kind), Qt::CaseInsensitive) == 0)
            return kind;
    }
    return std::nullopt;
}

Reply<HttpResponse> sendTableList(RowSending &sending, const SchemaRow &schema, const RequestTarget &target)
{
    const int limit = int(target.number(u"maxitems", commonPageSize, 1, maxPageSize));
    const QString type = target.value(u"type");
    const auto kind = kindNamed(type);
    const QString heads = Metadata::tableHeads(schema.id,
                                               {.namePrefix = target.value(u"name").toLower(),
                                                .kind = kind,
                                                .owner = target.value(u"owner"),
                                                .after = target.value(u"marker"),
                                                .limit = limit});
    RowSource source{
        heads,
        {textColumn(QStringLiteral("name")), textColumn(QStringLiteral("owner")), textColumn(QStringLiteral("kind"))},
        {}};
    if (!type.isEmpty() && !kind)
        source.condition = QStringLiteral("false"); // a type of table that there is none of
    auto reply = sending.start(source, {}, 0, {.format = std::make_unique<TableListFormat>(schema, limit)});
    if (reply)
        reply->contentType = "application/xml";
    return reply;
}

} // namespace isthmus::sandbox
