// SPDX-License-Identifier: GPL-3.0-or-later
// A module of PostgreSQL: the foreign data wrapper by which the sandbox's Hologres reads tables of its MaxCompute side.
// What a table is, who may read it and how a value of it becomes one of Hologres is said by the functions of schema
// mc_read in the database of that side (resources/sandbox/maxcompute); here are only the scan and IMPORT FOREIGN
// SCHEMA. Source of options and statements: Hologres manual, "CREATE FOREIGN TABLE" and "IMPORT FOREIGN SCHEMA".
// clang-format off: postgres.h comes before all others
#include "postgres.h"
// clang-format on

#include "access/reloptions.h"
#include "catalog/namespace.h"
#include "catalog/pg_foreign_server.h"
#include "catalog/pg_foreign_table.h"
#include "catalog/pg_user_mapping.h"
#include "commands/defrem.h"
#include "commands/explain.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "foreign/fdwapi.h"
#include "foreign/foreign.h"
#include "libpq-fe.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "optimizer/optimizer.h"
#include "optimizer/pathnode.h"
#include "optimizer/planmain.h"
#include "optimizer/restrictinfo.h"
#include "parser/parsetree.h"
#include "pgstat.h"
#include "postmaster/postmaster.h"
#include "storage/latch.h"
#include "utils/builtins.h"
#include "utils/json.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/rel.h"

PG_MODULE_MAGIC;

PG_FUNCTION_INFO_V1(odps_fdw_handler);
PG_FUNCTION_INFO_V1(odps_fdw_validator);

/* A connection to the database of the MaxCompute side; closed with the memory context it was opened in. */
typedef struct Remote {
    PGconn *connection;
    MemoryContextCallback closing;
} Remote;

typedef struct OdpsScan {
    Remote *remote;
    const char *tableName; /* in MaxCompute */
    char *query;
    bool isSent;
    bool isOver;
    int columns; /* of the answer */
    int *places; /* of each in the table, from 0 */
    FmgrInfo *inputs;
    Oid *parameters;
    int32 *modifiers;
} OdpsScan;

static const char *option_of(List *options, const char *name)
{
    ListCell *cell;

    foreach (cell, options) {
        DefElem *option = lfirst_node(DefElem, cell);

        if (strcmp(option->defname, name) == 0)
            return defGetString(option);
    }
    return NULL;
}

static void close_remote(void *argument)
{
    Remote *remote = argument;

    PQfinish(remote->connection); /* null is allowed */
    remote->connection = NULL;
}

/* As the MaxCompute side itself, whose password is in the mapping that stands for everybody. Reads only. */
static Remote *open_remote(Oid server)
{
    UserMapping *mapping = GetUserMapping(InvalidOid, server);
    const char *database = option_of(GetForeignServer(server)->options, "dbname");
    const char *user = option_of(mapping->options, "user");
    const char *password = option_of(mapping->options, "password");
    char port[16];
    const char *keywords[] = {
        "host",    "port", "dbname", "user", "password", "client_encoding", "connect_timeout", "application_name",
        "options", NULL};
    const char *values[] = {
        "127.0.0.1", port,       database ? database : "maxcompute",
        user,        password,   GetDatabaseEncodingName(),
        "10",        "Hologres", "-c default_transaction_read_only=on -c timezone=UTC -c intervalstyle=postgres",
        NULL};
    Remote *remote = palloc0(sizeof(Remote));

    snprintf(port, sizeof port, "%d", PostPortNumber);
    remote->closing.func = close_remote;
    remote->closing.arg = remote;
    MemoryContextRegisterResetCallback(CurrentMemoryContext, &remote->closing);
    remote->connection = PQconnectdbParams(keywords, values, false);
    if (PQstatus(remote->connection) != CONNECTION_OK)
        ereport(ERROR,
                (errcode(ERRCODE_SQLCLIENT_UNABLE_TO_ESTABLISH_SQLCONNECTION), errmsg("MaxCompute does not answer"),
                 errdetail_internal("%s", PQerrorMessage(remote->connection))));
    return remote;
}

/* The next result, null after the last one. A cancelled statement does not wait for it. */
static PGresult *next_result(PGconn *connection)
{
    while (PQisBusy(connection)) {
        int events = WaitLatchOrSocket(MyLatch, WL_LATCH_SET | WL_SOCKET_READABLE | WL_EXIT_ON_PM_DEATH,
                                       PQsocket(connection), -1L, PG_WAIT_EXTENSION);

        if (events & WL_LATCH_SET) {
            ResetLatch(MyLatch);
            CHECK_FOR_INTERRUPTS();
        }
        if ((events & WL_SOCKET_READABLE) && !PQconsumeInput(connection))
            ereport(ERROR,
                    (errcode(ERRCODE_CONNECTION_FAILURE), errmsg("MaxCompute does not answer any more"),
                     errdetail_internal("%s", PQerrorMessage(connection))));
    }
    return PQgetResult(connection);
}

/* Raises what the MaxCompute side said, after before, and frees result. */
static void raise_remote(PGconn *connection, PGresult *result, const char *before)
{
    const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    const char *message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    const char *hint = PQresultErrorField(result, PG_DIAG_MESSAGE_HINT);
    int code = ERRCODE_FDW_ERROR;
    char *told = pstrdup(message ? message : PQerrorMessage(connection));
    char *toldHint = hint ? pstrdup(hint) : NULL;

    if (state && strlen(state) == 5)
        code = MAKE_SQLSTATE(state[0], state[1], state[2], state[3], state[4]);
    PQclear(result);
    ereport(ERROR, (errcode(code), errmsg("%s%s", before, told), toldHint ? errhint("%s", toldHint) : 0));
}

/* What was dropped after the scan had begun has a name of its own in the store, which nobody knows. */
static void raise_scan(const OdpsScan *scan, PGresult *result)
{
    const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    const bool isGone = state && strcmp(state, "42P01") == 0;
    const bool isChanged = state && strcmp(state, "42703") == 0;

    if (!isGone && !isChanged)
        raise_remote(scan->remote->connection, result, "");
    PQclear(result);
    if (isGone)
        ereport(ERROR, (errcode(ERRCODE_FDW_TABLE_NOT_FOUND), errmsg("Table not found - %s", scan->tableName)));
    ereport(ERROR,
            (errcode(ERRCODE_FDW_COLUMN_NAME_NOT_FOUND),
             errmsg("columns of %s were dropped while it was read", scan->tableName)));
}

static PGresult *ask(Remote *remote, const char *query, int count, const char *const *values, const char *before)
{
    PGresult *result = NULL;
    PGresult *next;

    if (!PQsendQueryParams(remote->connection, query, count, NULL, values, NULL, NULL, 0))
        ereport(ERROR,
                (errcode(ERRCODE_CONNECTION_FAILURE), errmsg("MaxCompute does not answer"),
                 errdetail_internal("%s", PQerrorMessage(remote->connection))));
    while ((next = next_result(remote->connection)) != NULL) {
        PQclear(result);
        result = next;
    }
    if (PQresultStatus(result) != PGRES_TUPLES_OK)
        raise_remote(remote->connection, result, before);
    return result;
}

static void odps_rel_size(PlannerInfo *root, RelOptInfo *relation, Oid table)
{
    relation->rows =
        clamp_row_est(1000.0 * clauselist_selectivity(root, relation->baserestrictinfo, 0, JOIN_INNER, NULL));
}

static void odps_paths(PlannerInfo *root, RelOptInfo *relation, Oid table)
{
    add_path(relation,
             (Path *)create_foreignscan_path(root, relation, NULL, relation->rows, 100.0, 100.0 + relation->rows, NIL,
                                             relation->lateral_relids, NULL, NIL));
}

/* Conditions are checked here; only columns that are needed are asked for. */
static ForeignScan *odps_plan(PlannerInfo *root, RelOptInfo *relation, Oid table, ForeignPath *path, List *targets,
                              List *clauses, Plan *outer)
{
    Bitmapset *used = NULL;
    List *columns = NIL;
    Relation opened = RelationIdGetRelation(table);
    TupleDesc shape = RelationGetDescr(opened);
    ListCell *cell;
    bool isWhole;

    pull_varattnos((Node *)relation->reltarget->exprs, relation->relid, &used);
    foreach (cell, relation->baserestrictinfo)
        pull_varattnos((Node *)lfirst_node(RestrictInfo, cell)->clause, relation->relid, &used);
    isWhole = bms_is_member(0 - FirstLowInvalidHeapAttributeNumber, used);
    for (int i = 1; i <= shape->natts; i++) {
        if (!TupleDescAttr(shape, i - 1)->attisdropped
            && (isWhole || bms_is_member(i - FirstLowInvalidHeapAttributeNumber, used)))
            columns = lappend_int(columns, i);
    }
    RelationClose(opened);
    return make_foreignscan(targets, extract_actual_clauses(clauses, false), relation->relid, NIL, columns, NIL, NIL,
                            outer);
}

/* [["name", "type"], …] of the columns that the scan asks for. */
static char *columns_json(TupleDesc shape, const OdpsScan *scan)
{
    StringInfoData json;

    initStringInfo(&json);
    appendStringInfoChar(&json, '[');
    for (int i = 0; i < scan->columns; i++) {
        Form_pg_attribute column = TupleDescAttr(shape, scan->places[i]);

        appendStringInfoString(&json, i > 0 ? ", [" : "[");
        escape_json(&json, NameStr(column->attname));
        appendStringInfoString(&json, ", ");
        escape_json(&json, format_type_with_typemod(column->atttypid, column->atttypmod));
        appendStringInfoChar(&json, ']');
    }
    appendStringInfoChar(&json, ']');
    return json.data;
}

static void odps_begin(ForeignScanState *node, int flags)
{
    ForeignScan *plan = (ForeignScan *)node->ss.ps.plan;
    Relation relation = node->ss.ss_currentRelation;
    RangeTblEntry *entry = exec_rt_fetch(plan->scan.scanrelid, node->ss.ps.state);
    ForeignTable *table = GetForeignTable(RelationGetRelid(relation));
    TupleDesc shape = RelationGetDescr(relation);
    OdpsScan *scan = palloc0(sizeof(OdpsScan));
    ListCell *cell;
    const char *values[4];
    PGresult *answer;

    node->fdw_state = scan;
    if (flags & EXEC_FLAG_EXPLAIN_ONLY)
        return;
    scan->places = palloc(sizeof(int) * Max(list_length(plan->fdw_private), 1));
    scan->inputs = palloc0(sizeof(FmgrInfo) * Max(list_length(plan->fdw_private), 1));
    scan->parameters = palloc(sizeof(Oid) * Max(list_length(plan->fdw_private), 1));
    scan->modifiers = palloc(sizeof(int32) * Max(list_length(plan->fdw_private), 1));
    foreach (cell, plan->fdw_private) {
        Form_pg_attribute column = TupleDescAttr(shape, lfirst_int(cell) - 1);
        Oid input;

        getTypeInputInfo(column->atttypid, &input, &scan->parameters[scan->columns]);
        fmgr_info(input, &scan->inputs[scan->columns]);
        scan->modifiers[scan->columns] = column->atttypmod;
        scan->places[scan->columns++] = column->attnum - 1;
    }
    scan->remote = open_remote(table->serverid);
    scan->tableName = option_of(table->options, "table_name");
    values[0] = GetUserNameFromId(entry->checkAsUser ? entry->checkAsUser : GetUserId(), false);
    values[1] = option_of(table->options, "project_name");
    values[2] = option_of(table->options, "table_name");
    values[3] = columns_json(shape, scan);
    answer = ask(scan->remote, "SELECT mc_read.scan($1, $2, $3, $4)", 4, values, "");
    scan->query = pstrdup(PQgetvalue(answer, 0, 0));
    PQclear(answer);
}

static void end_query(OdpsScan *scan)
{
    PGcancel *cancel;
    PGresult *result;
    char error[256];

    if (!scan->isSent || scan->isOver)
        return;
    cancel = PQgetCancel(scan->remote->connection);
    if (cancel)
        (void)PQcancel(cancel, error, sizeof error);
    PQfreeCancel(cancel);
    while ((result = next_result(scan->remote->connection)) != NULL)
        PQclear(result);
    scan->isOver = true;
}

static TupleTableSlot *odps_iterate(ForeignScanState *node)
{
    OdpsScan *scan = node->fdw_state;
    TupleTableSlot *slot = node->ss.ss_ScanTupleSlot;
    PGconn *connection = scan->remote->connection;
    PGresult *result;

    ExecClearTuple(slot);
    if (scan->isOver)
        return slot;
    if (!scan->isSent) {
        if (!PQsendQuery(connection, scan->query) || !PQsetSingleRowMode(connection))
            ereport(ERROR,
                    (errcode(ERRCODE_CONNECTION_FAILURE), errmsg("MaxCompute does not answer"),
                     errdetail_internal("%s", PQerrorMessage(connection))));
        scan->isSent = true;
    }
    result = next_result(connection);
    if (PQresultStatus(result) == PGRES_TUPLES_OK) /* without rows: the end */
    {
        PQclear(result);
        PQclear(next_result(connection));
        scan->isOver = true;
        return slot;
    }
    if (PQresultStatus(result) != PGRES_SINGLE_TUPLE) {
        scan->isOver = true;
        raise_scan(scan, result);
    }
    memset(slot->tts_isnull, true, sizeof(bool) * slot->tts_tupleDescriptor->natts);
    PG_TRY();
    {
        for (int i = 0; i < scan->columns; i++) {
            const bool isNull = PQgetisnull(result, 0, i);
            char *text = isNull ? NULL : PQgetvalue(result, 0, i);

            slot->tts_values[scan->places[i]] =
                InputFunctionCall(&scan->inputs[i], text, scan->parameters[i], scan->modifiers[i]);
            slot->tts_isnull[scan->places[i]] = isNull;
        }
    }
    PG_FINALLY();
    {
        PQclear(result);
    }
    PG_END_TRY();
    return ExecStoreVirtualTuple(slot);
}

static void odps_rescan(ForeignScanState *node)
{
    OdpsScan *scan = node->fdw_state;

    end_query(scan);
    scan->isSent = false;
    scan->isOver = false;
}

static void odps_end(ForeignScanState *node)
{
    OdpsScan *scan = node->fdw_state;

    if (scan && scan->remote) {
        end_query(scan);
        close_remote(scan->remote);
    }
}

typedef enum IfTableExists { EXISTS_ERROR, EXISTS_IGNORE, EXISTS_UPDATE } IfTableExists;

typedef struct ImportOptions {
    IfTableExists ifExists;
    bool isUnsupportedAnError;
    const char *prefix;
    const char *suffix;
} ImportOptions;

static void refuse_value(const DefElem *option, const char *value, const char *allowed)
{
    ereport(ERROR,
            (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
             errmsg("invalid value \"%s\" for option \"%s\"", value, option->defname),
             errhint("Valid values: %s.", allowed)));
}

static ImportOptions import_options(List *options)
{
    ImportOptions read = {EXISTS_ERROR, false, "", ""};
    ListCell *cell;

    foreach (cell, options) {
        DefElem *option = lfirst_node(DefElem, cell);
        const char *value = defGetString(option);

        if (strcmp(option->defname, "if_table_exist") == 0) {
            if (strcmp(value, "error") == 0)
                read.ifExists = EXISTS_ERROR;
            else if (strcmp(value, "ignore") == 0)
                read.ifExists = EXISTS_IGNORE;
            else if (strcmp(value, "update") == 0)
                read.ifExists = EXISTS_UPDATE;
            else
                refuse_value(option, value, "error, ignore, update");
        } else if (strcmp(option->defname, "if_unsupported_type") == 0) {
            if (strcmp(value, "error") != 0 && strcmp(value, "skip") != 0)
                refuse_value(option, value, "error, skip");
            read.isUnsupportedAnError = strcmp(value, "error") == 0;
        } else if (strcmp(option->defname, "prefix") == 0)
            read.prefix = value;
        else if (strcmp(option->defname, "suffix") == 0)
            read.suffix = value;
        else
            ereport(ERROR,
                    (errcode(ERRCODE_FDW_INVALID_OPTION_NAME), errmsg("invalid option \"%s\"", option->defname),
                     errhint("Valid options: if_table_exist, if_unsupported_type, prefix, suffix.")));
    }
    return read;
}

static char *names_json(List *tables)
{
    StringInfoData json;
    ListCell *cell;

    initStringInfo(&json);
    appendStringInfoChar(&json, '[');
    foreach (cell, tables) {
        if (json.len > 1)
            appendStringInfoString(&json, ", ");
        escape_json(&json, lfirst_node(RangeVar, cell)->relname);
    }
    appendStringInfoChar(&json, ']');
    return json.data;
}

/* True if name is free in schema now, so that the table is made. */
static bool make_room(const char *schema, const char *name, IfTableExists ifExists)
{
    const Oid relation = get_relname_relid(name, get_namespace_oid(schema, false));

    if (!OidIsValid(relation))
        return true;
    if (ifExists == EXISTS_IGNORE)
        return false;
    if (ifExists == EXISTS_ERROR || get_rel_relkind(relation) != RELKIND_FOREIGN_TABLE)
        ereport(ERROR,
                (errcode(ERRCODE_DUPLICATE_TABLE),
                 errmsg("failed to import foreign schema: relation \"%s\" already exists", name)));
    if (SPI_connect() != SPI_OK_CONNECT
        || SPI_execute(psprintf("DROP FOREIGN TABLE %s", quote_qualified_identifier(schema, name)), false, 0) < 0)
        elog(ERROR, "the foreign table \"%s\" could not be dropped", name);
    SPI_finish();
    return true;
}

/* CREATE FOREIGN TABLE of the table whose columns are the rows first to last - 1. */
static char *create_statement(const PGresult *answer, int first, int last, const char *name, const char *server,
                              const char *remote)
{
    StringInfoData sql;

    initStringInfo(&sql);
    appendStringInfo(&sql, "CREATE FOREIGN TABLE %s (", quote_identifier(name));
    for (int i = first; i < last; i++)
        appendStringInfo(&sql, "%s%s %s", i > first ? ", " : "", quote_identifier(PQgetvalue(answer, i, 1)),
                         PQgetvalue(answer, i, 2));
    appendStringInfo(&sql, ") SERVER %s OPTIONS (project_name %s, table_name %s)", quote_identifier(server),
                     quote_literal_cstr(remote), quote_literal_cstr(PQgetvalue(answer, first, 0)));
    return sql.data;
}

/* The row of the first column without a type in Hologres, -1 if all have one. */
static int untyped_column(const PGresult *answer, int first, int last)
{
    for (int i = first; i < last; i++) {
        if (PQgetisnull(answer, i, 2))
            return i;
    }
    return -1;
}

static List *odps_import(ImportForeignSchemaStmt *statement, Oid server)
{
    const ImportOptions options = import_options(statement->options);
    Remote *remote = open_remote(server);
    const char *values[4] = {GetUserNameFromId(GetUserId(), false), statement->remote_schema,
                             names_json(statement->table_list),
                             statement->list_type == FDW_IMPORT_SCHEMA_LIMIT_TO     ? "limit_to"
                                 : statement->list_type == FDW_IMPORT_SCHEMA_EXCEPT ? "except"
                                                                                    : "all"};
    PGresult *answer =
        ask(remote, "SELECT * FROM mc_read.described($1, $2, $3, $4)", 4, values, "failed to import foreign schema: ");
    List *commands = NIL;

    /* Or PostgreSQL would look for the new names in the list of those that were asked for. */
    statement->list_type = FDW_IMPORT_SCHEMA_ALL;
    PG_TRY();
    {
        int first = 0;

        while (first < PQntuples(answer)) {
            const char *table = PQgetvalue(answer, first, 0);
            char *name = psprintf("%s%s%s", options.prefix, table, options.suffix);
            int last = first;
            int untyped;

            while (last < PQntuples(answer) && strcmp(PQgetvalue(answer, last, 0), table) == 0)
                last++;
            untyped = untyped_column(answer, first, last);
            if (strlen(name) >= NAMEDATALEN)
                ereport(ERROR, (errcode(ERRCODE_NAME_TOO_LONG), errmsg("identifier \"%s\" is too long", name)));
            if (untyped >= 0)
                ereport(options.isUnsupportedAnError ? ERROR : WARNING,
                        (errcode(ERRCODE_FDW_INVALID_DATA_TYPE),
                         errmsg("%stable \"%s\": column \"%s\" has type %s, which Hologres does not support",
                                options.isUnsupportedAnError ? "failed to import foreign schema: " : "skipped ", table,
                                PQgetvalue(answer, untyped, 1), PQgetvalue(answer, untyped, 3))));
            else if (make_room(statement->local_schema, name, options.ifExists))
                commands = lappend(
                    commands,
                    create_statement(answer, first, last, name, statement->server_name, statement->remote_schema));
            first = last;
        }
    }
    PG_FINALLY();
    {
        PQclear(answer);
    }
    PG_END_TRY();
    close_remote(remote);
    return commands;
}

Datum odps_fdw_handler(PG_FUNCTION_ARGS)
{
    FdwRoutine *routine = makeNode(FdwRoutine);

    routine->GetForeignRelSize = odps_rel_size;
    routine->GetForeignPaths = odps_paths;
    routine->GetForeignPlan = odps_plan;
    routine->BeginForeignScan = odps_begin;
    routine->IterateForeignScan = odps_iterate;
    routine->ReScanForeignScan = odps_rescan;
    routine->EndForeignScan = odps_end;
    routine->ImportForeignSchema = odps_import;
    PG_RETURN_POINTER(routine);
}

Datum odps_fdw_validator(PG_FUNCTION_ARGS)
{
    List *options = untransformRelOptions(PG_GETARG_DATUM(0));
    const Oid catalog = PG_GETARG_OID(1);
    ListCell *cell;

    if (catalog != ForeignTableRelationId)
        PG_RETURN_VOID();
    foreach (cell, options) {
        DefElem *option = lfirst_node(DefElem, cell);

        if (strcmp(option->defname, "project_name") != 0 && strcmp(option->defname, "table_name") != 0)
            ereport(ERROR,
                    (errcode(ERRCODE_FDW_INVALID_OPTION_NAME), errmsg("invalid option \"%s\"", option->defname),
                     errhint("Valid options: project_name, table_name.")));
    }
    if (!option_of(options, "project_name") || !option_of(options, "table_name"))
        ereport(ERROR,
                (errcode(ERRCODE_FDW_OPTION_NAME_NOT_FOUND),
                 errmsg("options \"project_name\" and \"table_name\" are required")));
    PG_RETURN_VOID();
}
