// SPDX-License-Identifier: GPL-3.0-or-later

import com.aliyun.odps.*;
import com.aliyun.odps.Table.TableType;
import com.aliyun.odps.account.*;
import com.aliyun.odps.data.*;
import com.aliyun.odps.data.Record;
import com.aliyun.odps.type.TypeInfoFactory;
import java.io.ByteArrayInputStream;
import java.util.*;

/** What a project holds: schemas, tables, partitions, files and functions. */
class Catalog extends Area {
    static void run() throws Exception
    {
        projects();
        schemas();
        tables();
        partitions();
        functionsAndResources();
    }

    private static void projects()
    {
        check("projects", () -> {
            same(List.of("dbs_mc", "dbs_mc_2layer"), all(odps.projects().iterable(null), Project::getName));
            same(true, odps.projects().exists(project));
            same(false, odps.projects().exists("nowhere"));
            Project own = odps.projects().get();
            own.reload();
            same(text("access_id"), own.getOwner());
            same(Project.Status.AVAILABLE, own.getStatus());
            same("true", own.getProperty("odps.schema.model.enabled"));
            same("false", odps.projects().get("dbs_mc_2layer").getProperties().get("odps.schema.model.enabled"));
            same("sandbox", own.getDefaultQuotaNickname());
            holds(own.getCreatedTime().before(new Date()), "created in the future");
            holds(own.getTunnelEndpoint().startsWith("http://127.0.0.1:"), own.getTunnelEndpoint());
        });
        check("all properties of a project", () -> {
            Project own = odps.projects().get();
            holds(own.getAllProperties().containsKey("odps.sql.timezone"), "no time zone");
            holds(own.getExtendedProperties() != null, "no extended properties");
            own.reloadExtendInfo();
        });
        check("projects of an owner", () -> {
            ProjectFilter filter = new ProjectFilter();
            filter.setOwner(text("access_id"));
            Iterator<Project> mine = odps.projects().iteratorByFilter(filter);
            same("dbs_mc", mine.next().getName());
            filter.setOwner("nobody");
            same(false, odps.projects().iteratorByFilter(filter).hasNext());
        });
        check("the tenant", () -> {
            odps.tenant().reload();
            same("true", odps.tenant().getProperty("odps.namespace.schema"));
            same(odps.projects().get().getTenantId(), "1");
        });
        check("quotas", () -> {
            holds(all(odps.quotas(), Quota::getNickname).contains("sandbox"), "no quota");
            Quota quota = odps.quotas().get("sandbox");
            quota.reload();
            same(Quota.Status.ON, quota.getStatus());
            same(true, odps.quotas().exists("sandbox"));
            same(false, odps.quotas().exists("nowhere"));
        });
    }

    private static void schemas()
    {
        check("schemas", () -> {
            odps.schemas().create(project, "java_s", "made by a client", true);
            odps.schemas().create(project, "java_s", "made by a client", true);
            same("ObjectAlreadyExists", codeOf(() -> odps.schemas().create("java_s")));
            Schema schema = odps.schemas().get("java_s");
            schema.reload();
            same(text("access_id"), schema.getOwner());
            same("made by a client", schema.getComment());
            holds(all(odps.schemas().iterable(), Schema::getName).containsAll(List.of("default", "java_s")), "missing");
            SchemaFilter filter = new SchemaFilter();
            filter.setName("java_");
            filter.setOwner(text("access_id"));
            same("java_s", odps.schemas().iterator(project, filter).next().getName());
            filter.setOwner("nobody");
            same(false, odps.schemas().iterator(project, filter).hasNext());
        });
        check("tables in a schema", () -> {
            TableSchema columns = TableSchema.builder().withBigintColumn("id").build();
            odps.tables()
                .newTableCreator(project, "t_in_schema", columns)
                .withSchemaName("java_s")
                .withHints(WITH_SCHEMAS)
                .create();
            same(List.of("t_in_schema"), all(odps.tables().iterable(project, "java_s", null, false), Table::getName));
            same("java_s", odps.tables().get(project, "java_s", "t_in_schema").getSchemaName());
            Odps inside = odps.clone();
            inside.setCurrentSchema("java_s");
            same(true, inside.tables().exists("t_in_schema"));
            odps.tables().delete(project, "java_s", "t_in_schema", false);
            same(false, odps.tables().exists(project, "java_s", "t_in_schema"));
            odps.schemas().delete("java_s");
            same(false, odps.schemas().exists("java_s"));
        });
    }

    private static void tables()
    {
        check("a table's definition", () -> {
            Table table = odps.tables().get("ods_user_info_d");
            TableSchema schema = table.getSchema();
            same(List.of("uid", "gender", "age_range", "zodiac"),
                 schema.getColumns().stream().map(Column::getName).toList());
            same(List.of("dt"), schema.getPartitionColumns().stream().map(Column::getName).toList());
            same("User ID", schema.getColumn("uid").getComment());
            same("STRING", schema.getColumn("uid").getTypeInfo().getTypeName());
            same(7L, table.getLife());
            same(TableType.MANAGED_TABLE, table.getType());
            same(true, table.isPartitioned());
            same(text("access_id"), table.getOwner());
            holds(table.getSize() > 0, "empty");
            holds(!table.getCreatedTime().after(table.getLastDataModifiedTime()), "modified before it was made");
            table.reloadExtendInfo();
            same(false, table.isArchived());
            holds(table.getPhysicalSize() > 0 && table.getFileNum() > 0, "no files");
            same(false, table.isTransactional());
            same("NoSuchObject", codeOf(() -> odps.tables().get("no_such_table").reload()));
        });
        check("lists of tables", () -> {
            TableFilter filter = new TableFilter();
            filter.setName("ods_");
            Map<String, Table> found = new TreeMap<>();
            odps.tables().iterator(project, null, filter, true).forEachRemaining(t -> found.put(t.getName(), t));
            same(List.of("ods_raw_log_d", "ods_user_info_d"), List.copyOf(found.keySet()));
            same(7L, found.get("ods_user_info_d").getLife());
            filter.setType(TableType.VIRTUAL_VIEW);
            same(List.of(), all(odps.tables().iterable(filter), Table::getName));
            filter.setType(TableType.MANAGED_TABLE);
            filter.setOwner("nobody");
            same(List.of(), all(odps.tables().iterable(filter), Table::getName));
        });
        check("several tables at once", () -> {
            List<Table> loaded = odps.tables().loadTables(List.of("ods_user_info_d", "no_such_table", "ods_raw_log_d"));
            same(Set.of("ods_user_info_d", "ods_raw_log_d"), Set.copyOf(loaded.stream().map(Table::getName).toList()));
            same(1, loaded.get(0).getSchema().getPartitionColumns().size());
            same("NoSuchObject", codeOf(() -> odps.tables().loadTables(List.of("no_such_table"))));
            List<Table> again = odps.tables().reloadTables(odps.tables().iterator(project, new TableFilter()));
            holds(again.stream().allMatch(table -> table.getSchema() != null), "one without columns");
        });
        check("a table of all kinds of columns", () -> {
            odps.tables().delete("t_java", true);
            TableSchema columns = new TableSchema();
            columns.addColumn(new Column("id", TypeInfoFactory.BIGINT, "key"));
            columns.addColumn(new Column("amount", TypeInfoFactory.getDecimalTypeInfo(10, 2)));
            columns.addColumn(new Column("tags", TypeInfoFactory.getArrayTypeInfo(TypeInfoFactory.STRING)));
            odps.tables()
                .newTableCreator(project, "t_java", columns)
                .withComment("from 'Java'")
                .withLifeCycle(3L)
                .create();
            Table table = odps.tables().get("t_java");
            same("from 'Java'", table.getComment());
            same("ARRAY<STRING>", table.getSchema().getColumn("tags").getTypeInfo().getTypeName());
            same("DECIMAL(10,2)", table.getSchema().getColumn("amount").getTypeInfo().getTypeName());
        });
        check("changes of a table", () -> {
            Table table = odps.tables().get("t_java");
            table.setLifeCycle(9);
            table.changeComment("changed");
            table.addColumns(List.of(new Column("more", TypeInfoFactory.STRING)), false);
            table.changeColumnName("more", "most");
            table.touch();
            table.rename("t_java2");
            Table renamed = odps.tables().get("t_java2");
            same(9L, renamed.getLife());
            same("changed", renamed.getComment());
            same(true, renamed.getSchema().containsColumn("most"));
            renamed.dropColumns(List.of("most"));
            renamed.truncate();
            renamed.reload();
            same(false, renamed.getSchema().containsColumn("most"));
            odps.tables().delete("t_java2");
            same(false, odps.tables().exists("t_java2"));
        });
        check("a view", () -> {
            sql("CREATE OR REPLACE VIEW v_java AS SELECT uid FROM ods_user_info_d");
            Table view = odps.tables().get("v_java");
            same(true, view.isVirtualView());
            holds(view.getViewText().contains("ods_user_info_d"), view.getViewText());
            sql("DROP VIEW v_java");
        });
        check("a keyed table", () -> {
            odps.tables().delete("t_keyed", true);
            TableSchema columns = TableSchema.builder().withBigintColumn("id").withStringColumn("v").build();
            columns.getColumn("id").setNullable(false);
            odps.tables()
                .newTableCreator(project, "t_keyed", columns)
                .transactionTable()
                .withPrimaryKeys(List.of("id"))
                .create();
            Table table = odps.tables().get("t_keyed");
            table.reloadExtendInfo();
            same(true, table.isTransactional());
            same(List.of("id"), table.getPrimaryKey());
            odps.tables().delete("t_keyed");
        });
        check("the first rows of a table", () -> {
            RecordReader reader = odps.tables()
                                      .get("ods_user_info_d")
                                      .read(new PartitionSpec("dt=20240115"), List.of("uid", "age_range"), 4);
            List<List<Object>> head = new ArrayList<>();
            for (Record record = reader.read(); record != null; record = reader.read())
                head.add(values(record));
            same(4, head.size());
            same("0000001", head.get(0).get(0));
            same(null, head.get(3).get(1));
        });
    }

    private static void partitions()
    {
        check("partitions", () -> {
            Table table = odps.tables().get("ods_user_info_d");
            same(List.of("dt='20240115'", "dt='20240116'", "dt='20240117'"),
                 table.getPartitions().stream().map(p -> p.getPartitionSpec().toString()).toList());
            same(true, table.hasPartition(new PartitionSpec("dt='20240116'")));
            same(false, table.hasPartition(new PartitionSpec("dt='19990101'")));
            same(3, table.getPartitionSpecs().size());
            Partition partition = table.getPartition(new PartitionSpec("dt='20240116'"));
            holds(partition.getSize() > 0, "empty");
            same(120L, partition.getRecordNum());
            same(-1L, table.getRecordNum());
            partition.reloadExtendInfo();
            same(false, partition.isArchived());
        });
        check("partitions come and go", () -> {
            sql("DROP TABLE IF EXISTS t_jparts",
                "CREATE TABLE t_jparts (v STRING) PARTITIONED BY (dt STRING, hh STRING)");
            Table table = odps.tables().get("t_jparts");
            table.createPartition(new PartitionSpec("dt='a',hh='1'"));
            table.createPartition(new PartitionSpec("dt='a',hh='2'"), true);
            table.createPartition(new PartitionSpec("dt='b',hh='1'"), true);
            List<String> names = new ArrayList<>();
            table.getPartitionIterator(new PartitionSpec("dt='a'"), false, 1L, null)
                .forEachRemaining(p -> names.add(p.getPartitionSpec().toString()));
            same(List.of("dt='a',hh='1'", "dt='a',hh='2'"), names);
            table.deletePartition(new PartitionSpec("dt='a',hh='1'"));
            same(false, table.hasPartition(new PartitionSpec("dt='a',hh='1'")));
            odps.tables().delete("t_jparts");
        });
    }

    private static void functionsAndResources()
    {
        check("resources", () -> {
            PyResource file = new PyResource();
            file.setName("java_lib.py");
            file.setComment("a library");
            if (odps.resources().exists("java_lib.py"))
                odps.resources().delete("java_lib.py");
            odps.resources().create(file, new ByteArrayInputStream("def f(x): return x".getBytes()));
            same(true, odps.resources().exists("java_lib.py"));
            Resource stored = odps.resources().get("java_lib.py");
            stored.reload();
            same(Resource.Type.PY, stored.getType());
            same("a library", stored.getComment());
            same("def f(x): return x", new String(odps.resources().getResourceAsStream("java_lib.py").readAllBytes()));
            odps.resources().update(file, new ByteArrayInputStream("def f(x): return -x".getBytes()));
            same("def f(x): return -x", new String(odps.resources().getResourceAsStream("java_lib.py").readAllBytes()));
            holds(all(odps.resources(), Resource::getName).contains("java_lib.py"), "not listed");
        });
        check("functions", () -> {
            com.aliyun.odps.Function function = new com.aliyun.odps.Function();
            function.setName("java_f");
            function.setClassPath("java_lib.f");
            function.setResources(List.of("java_lib.py"));
            if (odps.functions().exists("java_f"))
                odps.functions().delete("java_f");
            odps.functions().create(function);
            same("java_lib.f", odps.functions().get("java_f").getClassPath());
            same(List.of("java_lib.py"), odps.functions().get("java_f").getResourceNames());
            function.setClassPath("java_lib.g");
            odps.functions().update(function);
            same("java_lib.g", odps.functions().get("java_f").getClassPath());
            holds(all(odps.functions(), com.aliyun.odps.Function::getName).contains("java_f"), "not listed");
            odps.functions().delete("java_f");
            same(false, odps.functions().exists("java_f"));
            odps.resources().delete("java_lib.py");
            same(false, odps.resources().exists("java_lib.py"));
        });
    }
}
