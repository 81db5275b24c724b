// SPDX-License-Identifier: GPL-3.0-or-later

import com.aliyun.odps.*;
import com.aliyun.odps.Table.TableType;
import com.aliyun.odps.account.*;
import com.aliyun.odps.data.*;
import com.aliyun.odps.data.Record;
import com.aliyun.odps.task.SQLTask;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.*;

/** SQL jobs, and the tables of Hologres that they read. */
class Jobs extends Area {
    static void run() throws Exception
    {
        jobs();
        federation();
    }

    private static void jobs()
    {
        check("values of a result", () -> {
            ResultSet result = SQLTask.getResultSet(run(
                "SELECT 1 AS i, 2L AS l, 'x' AS s, 1.5 AS d, true AS b, CAST('2024-01-15 08:30:00' AS DATETIME) AS t, "
                + "CAST('2024-01-15' AS DATE) AS day, CAST(12.30 AS DECIMAL(10,2)) AS m, CAST(NULL AS STRING) AS n, "
                + "CAST('2024-01-15 08:30:00.123456' AS TIMESTAMP) AS ts;"));
            same(1L, result.getRecordCount());
            same("DATETIME", result.getTableSchema().getColumn("t").getTypeInfo().getTypeName());
            Record record = result.next();
            same(1, record.get("i"));
            same(2L, record.getBigint("l"));
            same("x", record.getString("s"));
            same(1.5, record.getDouble("d"));
            same(true, record.getBoolean("b"));
            same(Instant.parse("2024-01-15T08:30:00Z"), record.getDatetime("t").toInstant());
            same(LocalDate.of(2024, 1, 15), ((ArrayRecord)record).getDateAsLocalDate("day"));
            same(0, new BigDecimal("12.30").compareTo(record.getDecimal("m")));
            same(true, record.isNull("n"));
            same(Instant.parse("2024-01-15T08:30:00.123456Z"), ((ArrayRecord)record).getTimestampAsInstant("ts"));
        });
        check("a result without the tunnel", () -> {
            Instance instance =
                run("SELECT uid, age_range FROM ods_user_info_d WHERE dt='20240115' ORDER BY uid LIMIT 4;");
            List<Record> records = SQLTask.getResult(instance);
            same(List.of("0000001", "0000002"), List.of(records.get(0).get(0), records.get(1).get(0)));
            holds(instance.getTaskResults().get("AnonymousSQLTask").startsWith("\"uid\",\"age_range\""),
                  instance.getTaskResults().toString());
            same("csv", instance.getTaskResultsWithFormat().get("AnonymousSQLTask").getFormat());
            same(2, SQLTask.getResultSchema(instance).getColumns().size());
        });
        check("texts of statements", () -> {
            holds(SQLTask.getRawResult(run("DESC ods_user_info_d;")).contains("zodiac"), "no column");
            holds(SQLTask.getRawResult(run("SHOW TABLES;")).contains("ods_raw_log_d"), "no table");
        });
        check("an instance", () -> {
            Instance instance = run("SELECT 1 AS one;");
            same(true, instance.isSuccessful());
            same(Instance.Status.TERMINATED, instance.getStatus());
            same(Set.of("AnonymousSQLTask"), instance.getTaskNames());
            same(Instance.TaskStatus.Status.SUCCESS, instance.getTaskStatus().get("AnonymousSQLTask").getStatus());
            holds(instance.getTasks().get(0).getCommandText().contains("SELECT 1 AS one"), "no text");
            same(100, instance.getTaskProgress("AnonymousSQLTask").get(0).getFinishedPercentage());
            same(text("access_id"), instance.getOwner());
            holds(!instance.getEndTime().before(instance.getStartTime()), "ended before it started");
            same(9, instance.getPriority());
            SQLTask.getResult(instance);
            same(true, instance.isSelect("AnonymousSQLTask"));
            same(true, odps.instances().exists(instance.getId()));
            same(false, odps.instances().exists("20240101000000000gnowhere"));
        });
        check("the name of a job", () -> {
            SQLTask task = new SQLTask();
            task.setQuery("SELECT 1;");
            task.setName("named");
            Instance named = odps.instances().create(project, task, null, null, "a job of Java's");
            named.waitForSuccess(50);
            same("a job of Java's", named.getJobName());
            same(null, run("SELECT 1 AS one;").getJobName());
        });
        check("figures of an instance", () -> {
            Instance instance = run("SELECT COUNT(*) FROM ods_user_info_d;");
            holds(instance.getTaskSummary("AnonymousSQLTask").getSummaryText() != null, "no summary");
            holds(JsonParser.parseString(instance.getTaskSummary("AnonymousSQLTask").getJsonSummary()).isJsonObject(),
                  "no JSON");
            same(0, instance.getTaskCost("AnonymousSQLTask").getCPUCost());
            holds(JsonParser.parseString(instance.getTaskDetailJson("AnonymousSQLTask")).isJsonObject(), "no detail");
            holds(JsonParser.parseString(instance.getTaskDetailJson2("AnonymousSQLTask")).isJsonObject(), "no detail");
            same(List.of(), Objects.requireNonNullElse(SQLTask.getSqlWarning(instance), List.of()));
        });
        check("the history", () -> {
            Set<String> made = new HashSet<>();
            for (int i = 0; i < 3; ++i)
                made.add(run("SELECT " + i + ";").getId());
            InstanceFilter filter = new InstanceFilter();
            filter.setOnlyOwner(true);
            filter.setStatus(Instance.Status.TERMINATED);
            filter.setFromTime(new Date(System.currentTimeMillis() - 600_000));
            filter.setEndTime(new Date(System.currentTimeMillis() + 600_000));
            holds(all(odps.instances().iterable(filter), Instance::getId).containsAll(made), "one is missing");
            same(false, odps.instances().iteratorQueueing().hasNext());
        });
        check("errors of statements", () -> {
            same("ODPS-0130131", codeOf(() -> run("SELECT * FROM nowhere_at_all;")));
            same("ODPS-0130161", codeOf(() -> run("SELEC 1;")));
            same("ODPS-0130071", codeOf(() -> run("SELECT unknown_column FROM ods_user_info_d;")));
        });
        check("stopping", () -> {
            Instance instance = SQLTask.run(
                odps, "SELECT COUNT(*) FROM ods_raw_log_d a CROSS JOIN ods_raw_log_d b CROSS JOIN ods_raw_log_d c;");
            instance.stop();
            instance.waitForTerminated(200, false);
            same(Instance.TaskStatus.Status.CANCELLED, instance.getTaskStatus().get("AnonymousSQLTask").getStatus());
            same("InvalidStateSetting", codeOf(instance::stop));
        });
    }

    private static void federation()
    {
        check("an external schema reads Hologres", () -> {
            sql("CREATE EXTERNAL SCHEMA IF NOT EXISTS java_holo WITH dbs_holo_external ON 'order_dw.public'");
            Schema schema = odps.schemas().get("java_holo");
            same("EXTERNAL", schema.getType());
            holds(all(odps.tables().iterable(project, "java_holo", null, false), Table::getName).contains("dwd_orders"),
                  "missing");
            Table orders = odps.tables().get(project, "java_holo", "dwd_orders");
            same(12, orders.getSchema().getColumns().size());
            same(true, orders.isExternalTable());
            long count = (Long)rows("SELECT COUNT(*) FROM java_holo.dwd_orders").get(0).get(0);
            holds(count > 0, "no rows");
            sql("DROP SCHEMA java_holo");
        });
        check("an external table reads Hologres", () -> {
            TableSchema columns =
                TableSchema.builder().withBigintColumn("order_id").withStringColumn("user_id").build();
            sql("DROP TABLE IF EXISTS x_java");
            odps.tables()
                .newTableCreator(project, "x_java", columns)
                .externalTable()
                .withStorageHandler("com.aliyun.odps.jdbc.JdbcStorageHandler")
                .withLocation(location("order_dw", "orders"))
                .withTblProperties(Map.of("mcfed.mapreduce.jdbc.driver.class", "org.postgresql.Driver",
                                          "odps.federation.jdbc.target.db.type", "holo",
                                          "odps.federation.jdbc.colmapping", "order_id:order_id,user_id:user_id"))
                .withHints(new HashMap<>(Map.of("odps.sql.common.table.planner.ext.hive.bridge", "true")))
                .create();
            Table table = odps.tables().get("x_java");
            same(TableType.EXTERNAL_TABLE, table.getType());
            same("com.aliyun.odps.jdbc.JdbcStorageHandler", table.getStorageHandler());
            holds(table.getLocation().startsWith("jdbc:postgresql://"), table.getLocation());
            holds((Long)rows("SELECT COUNT(*) FROM x_java").get(0).get(0) > 0, "no rows");
            odps.tables().delete("x_java");
        });
        check("foreign servers", () -> {
            holds(SQLTask.getRawResult(run("SHOW FOREIGN SERVERS;")).contains("dbs_holo_external"), "not listed");
            holds(SQLTask.getRawResult(run("DESC FOREIGN SERVER dbs_holo_external;")).contains("order_dw"),
                  "no database");
        });
    }

    private static String location(String database, String table)
    {
        JsonObject hologres = info.getAsJsonObject("hologres");
        return "jdbc:postgresql://" + hologres.get("host").getAsString() + ":" + hologres.get("port").getAsInt() + "/"
            + database + "?currentSchema=public&useSSL=false&table=" + table + "/";
    }
}
