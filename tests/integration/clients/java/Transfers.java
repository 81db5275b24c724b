// SPDX-License-Identifier: GPL-3.0-or-later

import com.aliyun.odps.*;
import com.aliyun.odps.account.*;
import com.aliyun.odps.data.*;
import com.aliyun.odps.data.Record;
import com.aliyun.odps.task.SQLTask;
import com.aliyun.odps.tunnel.InstanceTunnel;
import com.aliyun.odps.tunnel.TableTunnel;
import com.aliyun.odps.tunnel.TableTunnel.StreamRecordPack;
import com.aliyun.odps.tunnel.TableTunnel.UploadSession;
import com.aliyun.odps.tunnel.TableTunnel.UpsertSession;
import com.aliyun.odps.tunnel.io.CompressOption;
import com.aliyun.odps.tunnel.io.CompressOption.CompressAlgorithm;
import com.aliyun.odps.tunnel.streams.UpsertStream;
import com.google.gson.JsonParser;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.*;

/** Rows up and down the Tunnel. */
class Transfers extends Area {
    static void run() throws Exception
    {
        transfers();
        streams();
        upserts();
    }

    /** Writes rows of (id, name) into block \a block. */
    private static void write(UploadSession session, long block, CompressOption compression, Object[]... rows)
        throws Exception
    {
        RecordWriter writer = session.openRecordWriter(
            block, compression == null ? new CompressOption(CompressAlgorithm.ODPS_RAW, 0, 0) : compression);
        for (Object[] row : rows) {
            Record record = session.newRecord();
            record.set(row);
            writer.write(record);
        }
        writer.close();
    }

    private static List<List<Object>> read(TableTunnel.DownloadSession session, CompressOption compression,
                                           List<Column> columns) throws Exception
    {
        List<List<Object>> result = new ArrayList<>();
        RecordReader reader = session.openRecordReader(0, session.getRecordCount(), compression, columns);
        for (Record record = reader.read(); record != null; record = reader.read())
            result.add(values(record));
        reader.close();
        return result;
    }

    private static void transfers()
    {
        check("blocks and a commit", () -> {
            sql("DROP TABLE IF EXISTS t_jblocks", "CREATE TABLE t_jblocks (id BIGINT, name STRING)");
            UploadSession upload = odps.tableTunnel().createUploadSession(project, "t_jblocks");
            write(upload, 0, null, new Object[] {1L, "a"});
            write(upload, 5, null, new Object[] {9L, "z"});
            write(upload, 5, null, new Object[] {2L, "b"}, new Object[] {3L, null});
            same(List.of(0L, 5L), List.of(upload.getBlockList()));
            same(List.of(List.of(0L)), rows("SELECT COUNT(*) FROM t_jblocks"));
            holds(codeOf(() -> upload.commit(new Long[] {0L})) != null, "a wrong block list was taken");
            upload.commit(new Long[] {0L, 5L});
            same(TableTunnel.UploadStatus.CLOSED, upload.getStatus());
            same(Arrays.asList(Arrays.asList(1L, "a"), Arrays.asList(2L, "b"), Arrays.asList(3L, null)),
                 rows("SELECT * FROM t_jblocks ORDER BY id"));
            UploadSession found = odps.tableTunnel().getUploadSession(project, "t_jblocks", upload.getId());
            same(TableTunnel.UploadStatus.CLOSED, found.getStatus());
        });
        for (CompressAlgorithm algorithm : ALGORITHMS) {
            check("up and down with " + algorithm, () -> {
                UploadSession upload = odps.tableTunnel().createUploadSession(project, "t_jblocks", true);
                write(upload, 0, compression(algorithm), new Object[] {1L, "x".repeat(5000)}, new Object[] {2L, null});
                upload.commit();
                TableTunnel.DownloadSession download = odps.tableTunnel().createDownloadSession(project, "t_jblocks");
                same(2L, download.getRecordCount());
                same(List.of(Arrays.asList(1L, "x".repeat(5000)), Arrays.asList(2L, null)),
                     read(download, compression(algorithm), null));
                same(List.of(List.of("x".repeat(5000)), Collections.singletonList(null)),
                     read(download, compression(algorithm), List.of(download.getSchema().getColumn("name"))));
            });
        }
        check("a buffered writer", () -> {
            UploadSession upload = odps.tableTunnel().createUploadSession(project, "t_jblocks", true);
            var writer = (com.aliyun.odps.tunnel.io.TunnelBufferedWriter)upload.openBufferedWriter(
                compression(CompressAlgorithm.ODPS_ZLIB));
            writer.setBufferSize(2 << 20);
            for (long i = 0; i < 60_000; ++i) {
                Record record = upload.newRecord();
                record.set(new Object[] {i, "row number " + i + " " + Long.toHexString(i * 2654435761L).repeat(6)});
                writer.write(record);
            }
            writer.close();
            upload.commit();
            same(List.of(List.of(60_000L, 59_999L * 30_000L)), rows("SELECT COUNT(*), SUM(id) FROM t_jblocks"));
            TableTunnel.DownloadSession download = odps.tableTunnel().createDownloadSession(project, "t_jblocks");
            long sum = 0;
            for (List<Object> row : read(download, compression(CompressAlgorithm.ODPS_RAW), null))
                sum += (Long)row.get(0);
            same(59_999L * 30_000L, sum);
        });
        check("a pack of records as block", () -> {
            UploadSession upload = odps.tableTunnel().createUploadSession(project, "t_jblocks", true);
            RecordPack pack = upload.newRecordPack(compression(CompressAlgorithm.ODPS_ZLIB));
            Record record = upload.newRecord();
            record.set(new Object[] {42L, "packed"});
            pack.append(record);
            upload.writeBlock(3L, pack);
            upload.commit();
            same(List.of(List.of(42L, "packed")), rows("SELECT * FROM t_jblocks"));
        });
        check("every type, both ways", () -> {
            sql("DROP TABLE IF EXISTS t_jtypes",
                "CREATE TABLE t_jtypes (a TINYINT, b SMALLINT, c INT, d BIGINT, e FLOAT, f DOUBLE, g DECIMAL(20,4), "
                 + "h STRING, "
                    + "i VARCHAR(9), j CHAR(4), k BINARY, l DATE, m DATETIME, n TIMESTAMP, o BOOLEAN, p ARRAY<INT>, "
                    + "q MAP<STRING,BIGINT>, r STRUCT<x:BIGINT,y:STRING>, s TIMESTAMP_NTZ, t JSON)");
            UploadSession upload = odps.tableTunnel().createUploadSession(project, "t_jtypes");
            ArrayRecord full = (ArrayRecord)upload.newRecord();
            full.setTinyint(0, (byte)-1);
            full.setSmallint(1, (short)2);
            full.setInt(2, 3);
            full.setBigint(3, Long.MAX_VALUE);
            full.setFloat(4, 1.5f);
            full.setDouble(5, -2.25);
            full.setDecimal(6, new BigDecimal("-12345.6789"));
            full.setString(7, "täxt");
            full.setVarchar(8, new Varchar("var"));
            full.setChar(9, new Char("chr"));
            full.setBinary(10, new Binary(new byte[] {0, (byte)0xff}));
            full.setDateAsLocalDate(11, LocalDate.of(1969, 12, 31));
            full.setDatetime(12, Date.from(Instant.parse("2024-01-15T08:30:00.123Z")));
            full.setTimestampAsInstant(13, Instant.parse("1969-12-31T23:59:59.000001Z"));
            full.setBoolean(14, true);
            full.setArray(15, Arrays.asList(1, null, 3));
            full.setMap(16, Map.of("k", 7L));
            full.setStruct(
                17,
                new SimpleStruct((com.aliyun.odps.type.StructTypeInfo)upload.getSchema().getColumn(17).getTypeInfo(),
                                 Arrays.asList(5L, null)));
            full.setTimestampNtz(18, LocalDateTime.of(2024, 1, 15, 8, 30, 0, 5000));
            full.setJsonValue(19, new SimpleJsonValue("{\"a\":1}"));
            RecordWriter writer = upload.openRecordWriter(0);
            writer.write(full);
            writer.write(upload.newRecord());
            writer.close();
            upload.commit();
            TableTunnel.DownloadSession download = odps.tableTunnel().createDownloadSession(project, "t_jtypes");
            RecordReader reader = download.openRecordReader(0, 2);
            ArrayRecord back = (ArrayRecord)reader.read();
            for (int i : new int[] {0, 1, 2, 3, 4, 5, 8, 11, 13, 14, 15, 18})
                same(full.get(i), back.get(i));
            same(full.getDatetime(12), back.getDatetime(12));
            same(0, full.getDecimal(6).compareTo(back.getDecimal(6)));
            same("täxt", back.getString(7));
            same("chr", back.getChar(9).getValue().trim());
            same("00ff", HexFormat.of().formatHex(back.getBinary(10).data()));
            same("k", back.getMap(16).keySet().iterator().next().toString());
            same(7L, back.getMap(16).values().iterator().next());
            same(5L, back.getStruct(17).getFieldValue("x"));
            same(null, back.getStruct(17).getFieldValue("y"));
            same(JsonParser.parseString("{\"a\":1}"), JsonParser.parseString(back.getJsonValue(19).toString()));
            ArrayRecord empty = (ArrayRecord)reader.read();
            for (int i = 0; i < empty.getColumnCount(); ++i)
                same(true, empty.isNull(i));
            same(null, reader.read());
            sql("DROP TABLE t_jtypes");
        });
        check("a CHAR inside another value, and DECIMAL", () -> {
            sql("DROP TABLE IF EXISTS t_jforms",
                "CREATE TABLE t_jforms (m MAP<VARCHAR(9),CHAR(4)>, d DECIMAL, e DECIMAL(38,18))");
            UploadSession upload = odps.tableTunnel().createUploadSession(project, "t_jforms");
            ArrayRecord sent = (ArrayRecord)upload.newRecord();
            sent.setMap(0, Map.of(new Varchar("k"), new Char("ab")));
            sent.setDecimal(1, new BigDecimal("10.231"));
            sent.setDecimal(2, new BigDecimal("55.123456789012345"));
            RecordWriter writer = upload.openRecordWriter(0);
            writer.write(sent);
            writer.close();
            upload.commit();
            TableTunnel.DownloadSession download = odps.tableTunnel().createDownloadSession(project, "t_jforms");
            ArrayRecord back = (ArrayRecord)download.openRecordReader(0, 1).read();
            same("ab  ", back.getMap(0).values().iterator().next().toString());
            same(List.of(new BigDecimal("10.231"), new BigDecimal("55.123456789012345")),
                 List.of(back.getDecimal(1), back.getDecimal(2)));
            same(List.of(List.of(new BigDecimal("10.231"), new BigDecimal("55.123456789012345"))),
                 rows("SELECT d, e FROM t_jforms"));
            // A preview is Arrow.
            Record first = odps.tables().get("t_jforms").read(1).read();
            same(new BigDecimal("10.231"), first.getDecimal(1).stripTrailingZeros());
            same(new BigDecimal("55.123456789012345"), first.getDecimal(2).stripTrailingZeros());
            sql("DROP TABLE t_jforms");
        });
        check("a DATETIME of the year 1 elsewhere", () -> {
            sql("DROP TABLE IF EXISTS t_jfirst", "CREATE TABLE t_jfirst (at DATETIME)");
            Instant first = LocalDateTime.of(1, 1, 1, 0, 0).atZone(ZoneId.of("Asia/Shanghai")).toInstant();
            UploadSession upload = odps.tableTunnel().createUploadSession(project, "t_jfirst");
            ArrayRecord sent = (ArrayRecord)upload.newRecord();
            sent.setDatetimeAsZonedDateTime(0, first.atZone(ZoneOffset.UTC));
            RecordWriter writer = upload.openRecordWriter(0);
            writer.write(sent);
            writer.close();
            upload.commit();
            TableTunnel.DownloadSession download = odps.tableTunnel().createDownloadSession(project, "t_jfirst");
            ArrayRecord back = (ArrayRecord)download.openRecordReader(0, 1).read();
            same(first, back.getDatetimeAsZonedDateTime(0).toInstant());
            sql("DROP TABLE t_jfirst");
        });
        check("partitions, overwrite, schemas", () -> {
            sql("DROP TABLE IF EXISTS t_jpart",
                "CREATE TABLE t_jpart (id BIGINT, name STRING) PARTITIONED BY (dt STRING)",
                "ALTER TABLE t_jpart ADD PARTITION (dt='a')");
            PartitionSpec a = new PartitionSpec("dt='a'");
            for (boolean overwrite : new boolean[] {false, false, true}) {
                UploadSession upload = odps.tableTunnel().createUploadSession(project, "t_jpart", a, overwrite);
                write(upload, 0, null, new Object[] {1L, overwrite ? "over" : "first"});
                upload.commit();
            }
            same(List.of(List.of(1L, "over")),
                 read(odps.tableTunnel().createDownloadSession(project, "t_jpart", a), null, null));
            same(
                "NoSuchPartition",
                codeOf(() -> odps.tableTunnel().createUploadSession(project, "t_jpart", new PartitionSpec("dt='zz'"))));
            same("NoSuchTable", codeOf(() -> odps.tableTunnel().createDownloadSession(project, "nowhere")));
            same("default",
                 odps.tableTunnel().createDownloadSession(project, "default", "t_jpart", a, false).getSchemaName());
            sql("DROP TABLE t_jpart");
        });
        check("a changed table is told", () -> {
            TableTunnel.DownloadSession download = odps.tableTunnel().createDownloadSession(project, "t_jblocks");
            sql("INSERT INTO t_jblocks VALUES (77L, 'late')");
            same("TableModified", codeOf(() -> read(download, null, null)));
        });
        check("results by the instance tunnel", () -> {
            Instance instance = run("SELECT uid, dt FROM ods_user_info_d ORDER BY dt, uid;");
            InstanceTunnel.DownloadSession download =
                new InstanceTunnel(odps).createDownloadSession(project, instance.getId());
            same(360L, download.getRecordCount());
            for (CompressAlgorithm algorithm : ALGORITHMS) {
                RecordReader reader = download.openRecordReader(120, 2, compression(algorithm));
                same(List.of("0000001", "20240116"), values(reader.read()));
                reader.read();
                same(null, reader.read());
            }
            InstanceTunnel.DownloadSession limited =
                new InstanceTunnel(odps).createDownloadSession(project, instance.getId(), true);
            same(360L, limited.getRecordCount());
        });
        check("results while the job runs", () -> {
            Instance instance =
                SQLTask.run(odps, "SELECT uid FROM ods_user_info_d WHERE dt='20240115' ORDER BY uid LIMIT 3;");
            var download =
                new InstanceTunnel(odps).createDirectDownloadSession(project, instance.getId(), "AnonymousSQLTask", 0);
            RecordReader reader = download.openRecordReader(0, 2);
            same(List.of("0000001"), values(reader.read()));
        });
    }

    private static void streams()
    {
        check("stream uploads", () -> {
            sql("DROP TABLE IF EXISTS t_jstream",
                "CREATE TABLE t_jstream (id BIGINT, tags ARRAY<STRING>) PARTITIONED BY (dt STRING)");
            TableTunnel.StreamUploadSession session = odps.tableTunnel()
                                                          .buildStreamUploadSession(project, "t_jstream")
                                                          .setPartitionSpec(new PartitionSpec("dt='a'"))
                                                          .setCreatePartition(true)
                                                          .build();
            long id = 0;
            for (CompressAlgorithm algorithm : ALGORITHMS) {
                StreamRecordPack pack = session.newRecordPack(compression(algorithm));
                Record record = session.newRecord();
                record.set(new Object[] {id++, Arrays.asList("x", null)});
                pack.append(record);
                holds(!pack.flush().isEmpty(), "no trace id");
                same(List.of(List.of(id)), rows("SELECT COUNT(*) FROM t_jstream"));
            }
            StreamRecordPack pack = session.newRecordPack();
            Record record = session.newRecord();
            record.set(new Object[] {9L, null});
            pack.append(record);
            same(1L, pack.flush(new TableTunnel.FlushOption().timeout(10)).getRecordCount());
            same(Arrays.asList(9L, null, "a"), rows("SELECT * FROM t_jstream ORDER BY id DESC LIMIT 1").get(0));
            sql("DROP TABLE t_jstream");
        });
    }

    private static void upsert(UpsertSession session, UpsertStream stream, boolean isDelete, Object... row)
        throws Exception
    {
        Record record = session.newRecord();
        for (int i = 0; i < row.length; ++i)
            record.set(i, row[i]);
        if (isDelete)
            stream.delete(record);
        else
            stream.upsert(record);
    }

    private static void upserts()
    {
        check("upserts and deletes", () -> {
            sql("DROP TABLE IF EXISTS t_jup",
                "CREATE TABLE t_jup (id BIGINT NOT NULL, name STRING, amount DECIMAL(10,2), PRIMARY KEY (id)) "
                    + "TBLPROPERTIES ('transactional'='true')");
            for (CompressAlgorithm algorithm : List.of(CompressAlgorithm.ODPS_ZLIB, CompressAlgorithm.ODPS_LZ4_FRAME)) {
                UpsertSession session = odps.tableTunnel().buildUpsertSession(project, "t_jup").build();
                UpsertStream stream = session.buildUpsertStream().setCompressOption(compression(algorithm)).build();
                for (long i = 0; i < 100; ++i)
                    upsert(session, stream, false, i, "n" + i, new BigDecimal(i).divide(new BigDecimal(4)));
                upsert(session, stream, false, 7L, "seven", null);
                upsert(session, stream, true, 8L);
                stream.flush();
                stream.close();
                session.commit(false);
                session.close();
                same(List.of(List.of(99L)), rows("SELECT COUNT(*) FROM t_jup"));
            }
            List<List<Object>> some = rows("SELECT * FROM t_jup WHERE id IN (7, 8, 9) ORDER BY id");
            same(Arrays.asList(7L, "seven", null), some.get(0));
            same(0, new BigDecimal("2.25").compareTo((BigDecimal)some.get(1).get(2)));
        });
        check("upserts of some columns", () -> {
            sql("DROP TABLE IF EXISTS t_jpart",
                "CREATE TABLE t_jpart (id BIGINT NOT NULL, name STRING, amount BIGINT, PRIMARY KEY (id)) "
                    + "TBLPROPERTIES ('transactional'='true', 'acid.partial.fields.update.enable'='true')",
                "INSERT INTO t_jpart VALUES (1, 'one', 10), (2, 'two', 20)");
            UpsertSession session = odps.tableTunnel().buildUpsertSession(project, "t_jpart").build();
            UpsertStream stream = session.buildUpsertStream().build();
            Record record = session.newRecord();
            record.set(0, 1L);
            record.set(2, 11L);
            stream.upsert(record, List.of("amount"));
            stream.flush();
            session.commit(false);
            same(List.of(List.of(1L, "one", 11L), List.of(2L, "two", 20L)), rows("SELECT * FROM t_jpart ORDER BY id"));
            sql("DROP TABLE t_jpart");
        });
        check("an aborted upsert", () -> {
            UpsertSession session = odps.tableTunnel().buildUpsertSession(project, "t_jup").build();
            UpsertStream stream = session.buildUpsertStream().build();
            upsert(session, stream, true, 1L);
            stream.flush();
            session.abort();
            same(List.of(List.of(99L)), rows("SELECT COUNT(*) FROM t_jup"));
        });
        check("upserts into a partition", () -> {
            sql("DROP TABLE t_jup", "DROP TABLE IF EXISTS t_jup_p",
                "CREATE TABLE t_jup_p (id BIGINT NOT NULL, v STRING, PRIMARY KEY (id)) PARTITIONED BY (dt STRING) "
                    + "TBLPROPERTIES ('transactional'='true')",
                "ALTER TABLE t_jup_p ADD PARTITION (dt='a')");
            UpsertSession session =
                odps.tableTunnel().buildUpsertSession(project, "t_jup_p").setPartitionSpec("dt='a'").build();
            UpsertStream stream = session.buildUpsertStream().build();
            upsert(session, stream, false, 1L, "one");
            stream.flush();
            session.commit(false);
            same(List.of(List.of(1L, "one", "a")), rows("SELECT * FROM t_jup_p"));
            sql("DROP TABLE t_jup_p");
        });
    }
}
