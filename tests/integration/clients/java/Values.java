// SPDX-License-Identifier: GPL-3.0-or-later

import com.aliyun.odps.*;
import com.aliyun.odps.data.*;
import com.aliyun.odps.data.Record;
import com.aliyun.odps.task.SQLTask;
import com.aliyun.odps.tunnel.TableTunnel;
import com.aliyun.odps.tunnel.io.CompressOption;
import com.aliyun.odps.tunnel.io.CompressOption.CompressAlgorithm;
import java.util.*;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.arrow.vector.VectorSchemaRoot;

/** The galleries of values by every road that they take to this client. */
class Values extends Area {
    /** Rows of the columns \a names of a table, the first of which is id, as texts of the gallery. */
    private interface Reader {
        List<List<String>> read(String table, List<String> names) throws Exception;
    }

    /** \a form: what the road makes of a gallery's text of a type. */
    private record Road(String name, Reader reader, BinaryOperator<String> form) { }

    /** What odps-sdk-core 0.53.2 cannot read on a road, and what it then says or gives. */
    private record Gap(String road, String type, String text, String seen, String reason)
    {
        boolean has(Road way, Gallery.Specimen specimen)
        {
            return way.name().equals(road) && specimen.type().matches(type) && specimen.text().matches("(?s)" + text);
        }
    }

    private static final List<Gap> GAPS = List.of(
        new Gap(
            "Arrow", "INTERVAL_DAY_TIME", ".*", "not all nodes",
            "ArrowUtils has days and milliseconds, the Python client a struct of seconds and nanoseconds"),
        new Gap("Arrow", "TIMESTAMP.*", "(0001|9999).*", "does not fit the type TIMESTAMP",
                "64 bits of nanoseconds reach from 1677 to 2262"),
        new Gap("head", "INTERVAL_.*", ".*", "Datatype not supported", "ArrowToRecordConverter has no intervals"));
    private static final BinaryOperator<String> UNCHANGED = (text, type) -> text;
    private static final Road RESULT = new Road("result", Values::result, UNCHANGED);
    private static final Road CSV = new Road("CSV", Values::csv, CsvText::ofNested);
    private static final List<Road> ROADS =
        List.of(new Road("records", Values::records, UNCHANGED), new Road("Arrow", Values::arrow, UNCHANGED),
                new Road("head", Values::head, UNCHANGED), RESULT, CSV);
    private static final Map<String, String> HINTS = Map.of(
        "odps.namespace.schema", "true", "odps.sql.type.system.odps2", "true",
        "odps.sql.common.table.planner.ext.hive.bridge", "true"); // mapped tables are read with the reader's own rights
    private static int cells = 0;

    /** The files are the gallery of MaxCompute values, and what MaxCompute must have of the one of Hologres. */
    static void run(String gallery, String mapped) throws Exception
    {
        for (Gallery.Family family : Gallery.ofMaxCompute(gallery)) {
            check("making " + family.table(), () -> make(family));
            for (Road road : ROADS)
                check(family.table() + " by " + road.name(), () -> travel(road, family));
        }
        for (Gallery.Family family : Gallery.mapped(mapped))
            for (Road road : List.of(RESULT, CSV))
                check(family.table() + " by " + road.name(), () -> travel(road, family));
        System.out.println(cells + " values were read");
    }

    private static void make(Gallery.Family family) throws Exception
    {
        List<Gallery.Specimen> columns = family.specimens();
        sql("DROP TABLE IF EXISTS " + family.table());
        run("CREATE TABLE " + family.table() + " (id BIGINT"
                + joined(columns, column -> "`" + column.column() + "` " + column.type()) + ");",
            HINTS);
        String values = joined(columns, Gallery.Specimen::sql).replace("\r", "\\r"); // its job loses a raw CR
        run("INSERT INTO " + family.table() + " SELECT 1" + values + ";", HINTS);
        run("INSERT INTO " + family.table() + " SELECT 2" + joined(columns, column -> "NULL") + ";", HINTS);
    }

    private static Instance run(String text, Map<String, String> hints) throws Exception
    {
        Instance instance = SQLTask.run(odps, project, text, "AnonymousSQLTask", new HashMap<>(hints), null);
        instance.waitForSuccess(20);
        return instance;
    }

    private static <T> String joined(List<T> items, Function<T, String> text)
    {
        return items.stream().map(item -> ", " + text.apply(item)).collect(Collectors.joining());
    }

    private static void travel(Road road, Gallery.Family family) throws Exception
    {
        if (!family.refused().isEmpty()) {
            refused(road, family);
            return;
        }
        List<String> names = namesOf(family);
        List<Integer> readable = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < family.specimens().size(); ++i) {
            Gallery.Specimen specimen = family.specimens().get(i);
            Optional<Gap> gap = GAPS.stream().filter(known -> known.has(road, specimen)).findFirst();
            if (gap.isEmpty())
                readable.add(i);
            else if (!failure(road, family, names, i).contains(gap.get().seen()))
                wrong.add(specimen + " by " + road.name() + ", known to fail: " + failure(road, family, names, i));
        }
        if (!readable.isEmpty())
            wrong.addAll(differences(road, family, names, readable));
        holds(wrong.isEmpty(), String.join("\n     ", wrong));
        cells += readable.size();
    }

    private static void refused(Road road, Gallery.Family family)
    {
        String said = "";
        try {
            road.reader().read(family.table(), List.of("*"));
        } catch (Exception refused) {
            said = refused.getMessage();
        }
        holds(said.toLowerCase().contains(family.refused().toLowerCase()), "not refused by its column: " + said);
    }

    /** The columns behind id, as MaxCompute calls them. */
    private static List<String> namesOf(Gallery.Family family) throws Exception
    {
        List<String> names = all(tableOf(family.table()).getSchema().getColumns(), Column::getName);
        same(family.specimens().size(), names.size() - 1);
        return names.subList(1, names.size());
    }

    private static Table tableOf(String name)
    {
        String[] parts = name.split("[.]");
        return parts.length == 1 ? odps.tables().get(name) : odps.tables().get(project, parts[0], parts[1]);
    }

    /** What is wrong with one column; empty if nothing is. */
    private static String failure(Road road, Gallery.Family family, List<String> names, int column)
    {
        try {
            return String.join(", ", differences(road, family, names, List.of(column)));
        } catch (Exception unreadable) {
            return unreadable.toString();
        }
    }

    private static List<String> differences(Road road, Gallery.Family family, List<String> names, List<Integer> columns)
        throws Exception
    {
        List<String> read = new ArrayList<>(List.of("id"));
        columns.forEach(column -> read.add(names.get(column)));
        List<List<String>> rows = road.reader().read(family.table(), read);
        rows.sort(Comparator.comparing(row -> row.get(0)));
        same(List.of("1", "2"), all(rows, row -> row.get(0)));
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < columns.size(); ++i) {
            Gallery.Specimen specimen = family.specimens().get(columns.get(i));
            String expected = road.form().apply(specimen.text(), specimen.type());
            if (!expected.equals(rows.get(0).get(i + 1)))
                wrong.add(specimen.type() + " " + specimen.sql() + ": " + rows.get(0).get(i + 1) + ", not " + expected);
            if (rows.get(1).get(i + 1) != null)
                wrong.add(specimen.type() + ": NULL is " + rows.get(1).get(i + 1));
        }
        return wrong;
    }

    private static List<String> texts(Record record)
    {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < record.getColumnCount(); ++i)
            texts.add(ValueText.of(record.get(i), record.getColumns()[i].getTypeInfo()));
        return texts;
    }

    private static List<List<String>> allOf(RecordReader reader) throws Exception
    {
        List<List<String>> rows = new ArrayList<>();
        for (Record record = reader.read(); record != null; record = reader.read())
            rows.add(texts(record));
        reader.close();
        return rows;
    }

    private static List<Column> columnsOf(TableTunnel.DownloadSession session, List<String> names)
    {
        return all(names, session.getSchema()::getColumn);
    }

    private static List<List<String>> records(String table, List<String> names) throws Exception
    {
        TableTunnel.DownloadSession session = odps.tableTunnel().createDownloadSession(project, table);
        CompressOption none = compression(CompressAlgorithm.ODPS_RAW);
        return allOf(session.openRecordReader(0, session.getRecordCount(), none, columnsOf(session, names)));
    }

    private static List<List<String>> arrow(String table, List<String> names) throws Exception
    {
        TableTunnel.DownloadSession session = odps.tableTunnel().createDownloadSession(project, table);
        List<Column> columns = columnsOf(session, names);
        List<List<String>> rows = new ArrayList<>();
        ArrowRecordReader reader = session.openArrowRecordReader(0, session.getRecordCount(), columns);
        for (VectorSchemaRoot batch = reader.read(); batch != null; batch = reader.read()) {
            for (int row = 0; row < batch.getRowCount(); ++row) {
                List<String> texts = new ArrayList<>();
                for (int i = 0; i < columns.size(); ++i)
                    texts.add(ValueText.of(batch.getVector(i).getObject(row), columns.get(i).getTypeInfo()));
                rows.add(texts);
            }
        }
        reader.close();
        return rows;
    }

    private static List<List<String>> head(String table, List<String> names) throws Exception
    {
        return allOf(tableOf(table).read(null, names, 10));
    }

    private static Instance query(String table, List<String> names) throws Exception
    {
        String columns =
            names.stream().map(name -> name.equals("*") ? name : "`" + name + "`").collect(Collectors.joining(", "));
        return run("SELECT " + columns + " FROM " + table + " ORDER BY id LIMIT 10;", HINTS);
    }

    private static List<List<String>> result(String table, List<String> names) throws Exception
    {
        List<List<String>> rows = new ArrayList<>();
        for (Record record : SQLTask.getResultSet(query(table, names)))
            rows.add(texts(record));
        return rows;
    }

    private static List<List<String>> csv(String table, List<String> names) throws Exception
    {
        Instance instance = query(table, names);
        List<Column> columns = all(names, tableOf(table).getSchema()::getColumn);
        List<List<String>> rows = new ArrayList<>();
        for (Record record : SQLTask.getResult(instance)) {
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < columns.size(); ++i)
                texts.add(CsvText.of(record.getString(i), columns.get(i).getTypeInfo()));
            rows.add(texts);
        }
        return rows;
    }
}
