// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/hologres/environment.h>

#include <QtGlobal>

#include <libpq-fe.h>

namespace isthmus::hologres {

void forgetEnvironment()
{
    // Those that are no parameters of a connection.
    for (const char *name : {"PGSERVICEFILE", "PGSYSCONFDIR", "PGLOCALEDIR", "PGTZ", "PGDATESTYLE", "PGGEQO",
                             "PGREQUIRESSL", "PGREALM", "PGDATA"})
        qunsetenv(name);
    PQconninfoOption *options = PQconninfoParse("", nullptr);
    for (const PQconninfoOption *option = options; option && option->keyword; ++option) {
        if (option->envvar)
            qunsetenv(option->envvar);
    }
    PQconninfoFree(options);
}

} // namespace isthmus::hologres
