// SPDX-License-Identifier: GPL-3.0-or-later
#include "zoneoption.h"

namespace isthmus::app {

namespace {

const QString option = QStringLiteral("timezone");

} // namespace

ZoneOption::ZoneOption(CtlArguments &args) : m_args(args)
{
    args.addOption(option,
                   CtlText::tr("Show points in time in this zone: session (if not given), utc, local, or a name such "
                               "as Asia/Shanghai."),
                   QStringLiteral("ZONE"));
}

std::optional<int> ZoneOption::read()
{
    const QString value = m_args.value(option);
    if (!m_args.isSet(option) || value.compare(u"session", Qt::CaseInsensitive) == 0)
        return std::nullopt;
    m_zone = records::Zone::chosen(value);
    if (m_zone)
        return std::nullopt;
    if (value.compare(u"local", Qt::CaseInsensitive) == 0) {
        return m_args.usageError(
            CtlText::tr("--timezone local: TZ is \"%1\", which is no time zone; set it to a name such "
                        "as Asia/Shanghai, or name the zone here.")
                .arg(qEnvironmentVariable("TZ")));
    }
    return m_args.usageError(
        CtlText::tr("--timezone: \"%1\" is no time zone; write session, utc, local or a name such as Asia/Shanghai.")
            .arg(value));
}

QString ZoneOption::remark(const records::RecordBatch &rows) const
{
    return rows.holdsInstants() ? CtlText::tr("times in %1").arg(zoneFor(rows).name()) : QString();
}

} // namespace isthmus::app
