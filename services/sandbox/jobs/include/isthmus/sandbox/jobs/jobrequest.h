// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/sandbox/store/serviceerror.h>

#include <QByteArray>
#include <QJsonObject>

namespace isthmus::sandbox {

/// What a client submits to …/instances. Source: docs/protocol.md#submitting-a-job.
struct JobRequest {
    QString taskType; ///< "SQL"
    QString taskName; ///< "AnonymousSQLTask"
    int priority = 9;
    QString guid; ///< a second submission with the same one is the same job; empty: none
    QString name; ///< of the job, not of its task; this and the next two are told back, empty: none
    QString comment;
    QString runningCluster;
    QString query;
    QJsonObject settings; ///< of the task's property "settings"; values are text

    /// Errors: 400 for text that is no such document, a DTD, nesting deeper than 16, no task or several, an empty query
    /// or one over 2 Mi characters; 405 for a task of another type than SQL.
    [[nodiscard]] static Reply<JobRequest> parse(const QByteArray &xml);

    /// The <Job> document that "?source" answers.
    [[nodiscard]] QByteArray toSourceXml() const;
};

} // namespace isthmus::sandbox
