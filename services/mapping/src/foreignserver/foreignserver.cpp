// SPDX-License-Identifier: GPL-3.0-or-later
#include "text.h"

#include <isthmus/mapping/foreignserver/foreignserver.h>

#include <QRegularExpression>

#include <algorithm>

namespace isthmus::mapping {

namespace {

// "<id>-<region>[-<network>].hologres.aliyuncs.com"
const QRegularExpression &cloudHost()
{
    static const QRegularExpression form(
        QStringLiteral("\\A([a-z0-9-]+?)(-internal|-vpc-st|-vpc)?\\.hologres\\.aliyuncs\\.com\\z"));
    return form;
}

} // namespace

HostNetwork networkOf(const QString &host)
{
    const QString lower = host.toLower();
    if (const auto match = cloudHost().match(lower); match.hasMatch()) {
        const QString network = match.captured(2);
        if (network.isEmpty())
            return HostNetwork::Public;
        return network == u"-internal" ? HostNetwork::Classic : HostNetwork::Vpc;
    }
    return lower.contains(u"-vpc") ? HostNetwork::Vpc : HostNetwork::Other;
}

QString classicHost(const QString &host)
{
    const auto match = cloudHost().match(host.toLower());
    return match.hasMatch() ? match.captured(1) + QStringLiteral("-internal.hologres.aliyuncs.com") : host;
}

bool isSameHost(const QString &one, const QString &other)
{
    return classicHost(one).compare(classicHost(other), Qt::CaseInsensitive) == 0;
}

plan::Text serverNameProblem(const QString &name)
{
    static const QRegularExpression form(QStringLiteral("\\A[a-z][a-z0-9_]{0,127}\\z"));
    if (form.match(name).hasMatch())
        return {};
    return coded("Mapping.server_name",
                 QT_TRANSLATE_NOOP("Mapping",
                                   "The name of a foreign server begins with a lower-case letter and has lower-case "
                                   "letters, digits and _, at most 128"));
}

plan::Text serverHostProblem(const QString &host)
{
    if (host.isEmpty())
        return coded("Mapping.server_host_missing", QT_TRANSLATE_NOOP("Mapping", "The host is missing"));
    if (host.startsWith(u'/'))
        return coded(
            "Mapping.host_socket",
            QT_TRANSLATE_NOOP("Mapping",
                              "MaxCompute cannot reach a Unix socket; connect to Hologres by host name and port"));
    const bool isSpaced = std::ranges::any_of(host, [](QChar c) { return c.isSpace() || c == u'/' || c == u'@'; });
    if (isSpaced || host.count(u':') == 1)
        return coded("Mapping.server_host_form",
                     QT_TRANSLATE_NOOP("Mapping", "Expected a host name alone; the port has a field of its own"));
    if (networkOf(host) == HostNetwork::Vpc)
        return coded(
            "Mapping.host_vpc",
            QT_TRANSLATE_NOOP("Mapping",
                              "%1 is a VPC address, which MaxCompute cannot reach; use the classic network address"),
            {host});
    return {};
}

plan::Text roleArnProblem(const QString &arn)
{
    if (arn.isEmpty())
        return coded("Mapping.arn_missing", QT_TRANSLATE_NOOP("Mapping", "The ARN of the RAM role is missing"));
    // Source: docs/mapping.md#foreign-servers; a role name has up to 64 letters, digits, '.', '-' and '_'.
    static const QRegularExpression form(QStringLiteral("\\Aacs:ram::[0-9]{1,20}:role/[A-Za-z0-9._-]{1,64}\\z"));
    if (form.match(arn).hasMatch())
        return {};
    return coded("Mapping.arn_form", QT_TRANSLATE_NOOP("Mapping", "Expected acs:ram::<account id>:role/<role name>"));
}

} // namespace isthmus::mapping
