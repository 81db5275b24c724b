// SPDX-License-Identifier: GPL-3.0-or-later
import com.alibaba.hologres.client.Get;
import com.alibaba.hologres.client.HoloClient;
import com.alibaba.hologres.client.HoloConfig;
import com.alibaba.hologres.client.Put;
import com.alibaba.hologres.client.Scan;
import com.alibaba.hologres.client.exception.HoloClientException;
import com.alibaba.hologres.client.model.Record;
import com.alibaba.hologres.client.model.RecordScanner;
import com.alibaba.hologres.client.model.TableSchema;

/** Hologres' own Java writer against the sandbox: reads a definition, puts, gets, scans and deletes rows. */
public final class HoloWriter {
    private static final int ROWS = 2000;

    /** Arguments: JDBC address, user, password; the table holo_writer (id bigint primary key, name text) is there. */
    public static void main(String[] args) throws Exception {
        HoloConfig config = new HoloConfig();
        config.setJdbcUrl(args[0]);
        config.setUsername(args[1]);
        config.setPassword(args[2]);
        try (HoloClient client = new HoloClient(config)) {
            TableSchema schema = client.getTableSchema("holo_writer");
            expect("columns", 2, schema.getColumnSchema().length);
            expect("key", "id", schema.getPrimaryKeys()[0]);
            for (long id = 0; id < ROWS; ++id) {
                client.put(new Put(schema).setObject("id", id).setObject("name", "name " + id));
            }
            client.flush();
            Record one = client.get(Get.newBuilder(schema).setPrimaryKey("id", 7L).build()).get();
            expect("value", "name 7", one.getObject("name"));
            client.put(new Put(schema).setObject("id", 7L).setObject("name", "changed"));
            Put gone = new Put(schema).setObject("id", 8L);
            gone.getRecord().setType(Put.MutationType.DELETE);
            client.put(gone);
            client.flush();
            int rows = 0;
            try (RecordScanner scanner = client.scan(Scan.newBuilder(schema).build())) {
                while (scanner.next()) {
                    Record record = scanner.getRecord();
                    ++rows;
                    if ((Long) record.getObject("id") == 7L) {
                        expect("changed value", "changed", record.getObject("name"));
                    }
                }
            }
            expect("rows", ROWS - 1, rows);
            try {
                client.getTableSchema("holo_writer_none");
                throw new AssertionError("a table that is not there has a definition");
            } catch (HoloClientException e) {
                System.out.println("missing table: " + e.getMessage());
            }
        }
        System.out.println("all right");
    }

    private static void expect(String what, Object expected, Object actual) {
        if (!expected.equals(actual)) {
            throw new AssertionError(what + ": expected " + expected + ", got " + actual);
        }
    }
}
