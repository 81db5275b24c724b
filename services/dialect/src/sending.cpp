// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/dialect/quoting.h>
#include <isthmus/dialect/sending.h>

#include <QCoreApplication>

namespace isthmus::dialect {

using core::Error;

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Dialect)
};

bool isSendable(Dialect dialect, char16_t unit)
{
    if (dialect == Dialect::Hologres)
        return unit != 0;
    return (unit >= u' ' || unit == u'\t' || unit == u'\n' || unit == u'\r') && unit != 0xFFFE && unit != 0xFFFF;
}

Error refusal(Dialect dialect, char16_t unit, int line, int column)
{
    const QString name = QStringLiteral("U+") + QString::number(unit, 16).toUpper().rightJustified(4, u'0');
    Error error;
    error.kind = core::ErrorKind::Invalid;
    error.message = Text::tr("The character %1 at line %2, column %3 of the statement cannot be sent to the server.")
                        .arg(name)
                        .arg(line)
                        .arg(column);
    if (QChar::isSurrogate(unit))
        error.hint = Text::tr("It is one half of a character: remove it.");
    else if (dialect == Dialect::MaxCompute)
        error.hint = Text::tr("Remove it, or write it inside quotes as %1.")
                         .arg(quoteMaxComputeText(QStringView(&unit, 1)).mid(1).chopped(1));
    else
        error.hint = Text::tr("Remove it: no text of the database can hold it.");
    return error;
}

} // namespace

core::Result<core::Done> checkSendable(Dialect dialect, QStringView sql)
{
    int line = 1;
    int column = 1;
    for (qsizetype at = 0; at < sql.size(); ++at) {
        const QChar c = sql[at];
        const QChar next = at + 1 < sql.size() ? sql[at + 1] : QChar();
        const bool isPair = c.isHighSurrogate() && next.isLowSurrogate();
        if (!isPair && (c.isSurrogate() || !isSendable(dialect, c.unicode())))
            return core::fail(refusal(dialect, c.unicode(), line, column));
        if (c == u'\n' || (c == u'\r' && next != u'\n')) {
            ++line;
            column = 1;
        } else if (c != u'\r') {
            ++column;
        }
        if (isPair)
            ++at;
    }
    return core::Done{};
}

} // namespace isthmus::dialect
