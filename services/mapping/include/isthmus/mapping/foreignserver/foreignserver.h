// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/plan/text.h>

#include <QString>

namespace isthmus::mapping {

/// MaxCompute's external data source, as far as it can be read. Source: docs/mapping.md#foreign-servers.
struct ForeignServer {
    QString host;
    QString port;
    QString database;
    QString roleArn; ///< empty: of the kind "task executor"

    friend bool operator==(const ForeignServer &, const ForeignServer &) = default;
};

/// In which network of Alibaba Cloud a host is, by its form. Source: docs/hologres.md#hosts.
enum class HostNetwork : quint8 {
    Classic, ///< "<id>-<region>-internal.hologres.aliyuncs.com": the only one that MaxCompute reaches for certain
    Public, ///< "<id>-<region>.hologres.aliyuncs.com"
    Vpc,
    Other, ///< no name of that cloud: the sandbox, a test
};
[[nodiscard]] HostNetwork networkOf(const QString &host);
/// The same instance by the name that MaxCompute reaches: "…-internal.hologres.aliyuncs.com"; \a host itself where its
/// form does not tell.
[[nodiscard]] QString classicHost(const QString &host);
/// Whether two names are of one server: an instance has a name in each network.
[[nodiscard]] bool isSameHost(const QString &one, const QString &other);

// What is wrong with a field, in the user's words; empty if nothing is. Pure; any thread.

[[nodiscard]] plan::Text serverNameProblem(const QString &name);
[[nodiscard]] plan::Text serverHostProblem(const QString &host); ///< its form, and docs/requirements.md#h-48
[[nodiscard]] plan::Text roleArnProblem(const QString &arn); ///< empty is missing

} // namespace isthmus::mapping
