// SPDX-License-Identifier: GPL-3.0-or-later
#include "endpoint.h"

#include <isthmus/core/host.h>
#include <isthmus/core/redact.h>
#include <isthmus/core/sentences.h>

#include <QCoreApplication>
#include <QUrl>

namespace isthmus::maxcompute {

core::Result<Endpoint> parseEndpoint(const QString &text)
{
    const auto refuse = [&text](const QString &hint) {
        return core::fail(
            core::ErrorKind::Invalid,
            core::said("MaxCompute", QT_TRANSLATE_NOOP("MaxCompute", "\"%1\" cannot be used as an endpoint."))
                .arg(core::redacted(text)),
            hint);
    };
    const QUrl url(text.trimmed(), QUrl::StrictMode);
    const bool isHttp = url.scheme() == u"http";
    if (!url.isValid() || url.host().isEmpty() || (!isHttp && url.scheme() != u"https"))
        return refuse(core::said(
            "MaxCompute",
            QT_TRANSLATE_NOOP("MaxCompute", "It reads like https://service.cn-hangzhou.maxcompute.aliyun.com/api.")));
    if (!url.userInfo().isEmpty() || url.hasQuery() || url.hasFragment())
        return refuse(core::said(
            "MaxCompute",
            QT_TRANSLATE_NOOP("MaxCompute",
                              "Leave out user name, query and fragment: the AccessKey has fields of its own.")));
    Endpoint endpoint;
    const int usualPort = isHttp ? 80 : 443;
    endpoint.host = url.host();
    if (url.port(usualPort) != usualPort)
        endpoint.host = url.authority(QUrl::PrettyDecoded); // brackets of IPv6 included
    endpoint.isLoopback = core::isLoopbackHost(url.host());
    if (isHttp && !endpoint.isLoopback)
        return refuse(core::said(
            "MaxCompute",
            QT_TRANSLATE_NOOP("MaxCompute", "Use https: without it, whoever listens on the way could read the data.")));
    endpoint.origin = url.toEncoded(QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment);
    endpoint.pathPrefix = url.path(QUrl::FullyEncoded).toLatin1();
    while (endpoint.pathPrefix.endsWith('/'))
        endpoint.pathPrefix.chop(1);
    return endpoint;
}

} // namespace isthmus::maxcompute
