// SPDX-License-Identifier: GPL-3.0-or-later
// The XML of a submitted job.
#include "fuzztarget.h"

#include <isthmus/sandbox/jobs/jobrequest.h>
#include <isthmus/sandbox/requests/xmltext.h>

using namespace isthmus::sandbox;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray xml(reinterpret_cast<const char *>(data), qsizetype(size));
    (void)childText(xml, u"Status");
    const auto request = JobRequest::parse(xml);
    if (!request)
        return 0;
    demand(!request->query.isEmpty(), "a job without a query");
    // What "?source" answers is the <Job> of the document that a client submits.
    QByteArray job = request->toSourceXml();
    job.remove(0, job.indexOf("<Job"));
    const auto again = JobRequest::parse("<Instance>" + job + "</Instance>");
    demand(again.has_value(), "our own document is refused");
    demand(again->query == xmlSafe(request->query), "the query is not the one submitted");
    return 0;
}
