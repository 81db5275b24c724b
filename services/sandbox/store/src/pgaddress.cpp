// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/sandbox/store/pgaddress.h>

namespace isthmus::sandbox {

namespace {

using namespace Qt::StringLiterals;

/// keyword='value' with backslashes and single quotes escaped by a backslash.
QString parameter(QLatin1StringView keyword, QString value)
{
    value.replace(u'\\', QStringLiteral("\\\\")).replace(u'\'', QStringLiteral("\\'"));
    return keyword + "='"_L1 + value + "' "_L1;
}

} // namespace

std::string PgAddress::connectionString() const
{
    const QString text = parameter("host"_L1, host) + parameter("port"_L1, QString::number(port))
        + parameter("dbname"_L1, database) + parameter("user"_L1, user)
        + parameter("password"_L1, password)
        // A burst of clients signs in at once, and on a busy machine that takes seconds.
        + u"connect_timeout=20 client_encoding=UTF8 application_name=isthmus-sandbox "_s
        // what libpq would else take from its variables
        + u"hostaddr='' options='' passfile='' sslmode=disable gssencmode=disable target_session_attrs=any"_s;
    return text.toStdString();
}

PgAddress PgAddress::withDatabase(const QString &name) const
{
    PgAddress copy = *this;
    copy.database = name;
    return copy;
}

} // namespace isthmus::sandbox
