// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/catalog/objectpath.h>

#include <QCoreApplication>

namespace isthmus::catalog {

namespace {

QString encoded(QString name)
{
    name.replace(u'%', QStringLiteral("%25"));
    name.replace(u'/', QStringLiteral("%2F"));
    return name;
}

} // namespace

ObjectPath ObjectPath::parent() const
{
    ObjectPath path = *this;
    if (!path.names.isEmpty())
        path.names.removeLast();
    return path;
}

ObjectPath ObjectPath::child(const QString &name) const
{
    ObjectPath path = *this;
    path.names.append(name);
    return path;
}

QString ObjectPath::toString() const
{
    QString text = encoded(connection);
    for (const auto &name : names)
        text += u'/' + encoded(name);
    return text;
}

core::Error noTablePath(const ObjectPath &path, const QStringList &levels)
{
    return {core::ErrorKind::Invalid,
            QCoreApplication::translate("Catalog", "%1 is not the path of a table.").arg(path.toString()),
            QCoreApplication::translate("Catalog", "The path of a table is %1.")
                .arg(encoded(path.connection) + u'/' + levels.join(u'/')),
            {},
            {}};
}

core::Result<ObjectPath> ObjectPath::parse(const QString &text)
{
    const auto invalid = [&text] {
        return core::fail(core::ErrorKind::Invalid,
                          QCoreApplication::translate("Catalog", "\"%1\" is not the path of an object.").arg(text),
                          QCoreApplication::translate("Catalog",
                                                      "Write connection/schema/table, for example "
                                                      "order_dw/public/dwd_orders."));
    };
    QStringList parts = text.split(u'/');
    if (parts.size() > 1 && parts.last().isEmpty())
        parts.removeLast(); // a trailing slash, as people type it
    for (auto &part : parts) {
        for (qsizetype i = part.indexOf(u'%'); i >= 0; i = part.indexOf(u'%', i + 1)) {
            const QStringView code = QStringView(part).mid(i + 1, 2);
            if (code == u"25")
                part.replace(i, 3, QStringLiteral("%"));
            else if (code.compare(u"2F", Qt::CaseInsensitive) == 0)
                part.replace(i, 3, QStringLiteral("/"));
            else
                return invalid();
        }
        if (part.isEmpty())
            return invalid();
    }
    ObjectPath path;
    path.connection = parts.takeFirst();
    path.names = parts;
    return path;
}

core::Error otherDatabase(const QString &connection, const QString &own, const QString &asked)
{
    return {core::ErrorKind::Invalid,
            QCoreApplication::translate("Catalog", "%1 is a connection to %2, not to %3.").arg(connection, own, asked),
            {},
            {},
            {}};
}

} // namespace isthmus::catalog
