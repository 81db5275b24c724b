// SPDX-License-Identifier: GPL-3.0-or-later

import com.aliyun.odps.*;
import com.aliyun.odps.account.*;
import com.aliyun.odps.data.*;
import com.aliyun.odps.data.Record;
import com.aliyun.odps.task.SQLTask;
import com.aliyun.odps.tunnel.io.CompressOption;
import com.aliyun.odps.tunnel.io.CompressOption.CompressAlgorithm;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;

/** What all areas of the test work with: one client, checks that are counted, SQL in one line. */
abstract class Area {
    protected static final Map<String, String> WITH_SCHEMAS = new HashMap<>(Map.of("odps.namespace.schema", "true"));
    protected static JsonObject info;
    protected static String project;
    protected static Odps odps;
    private static int failures = 0;

    protected interface Check {
        void run() throws Exception;
    }

    /** The file is the sandbox's sandbox.json. */
    static void begin(String file) throws Exception
    {
        info = JsonParser.parseString(Files.readString(Path.of(file))).getAsJsonObject();
        project = text("project");
        odps = connect(new AliyunAccount(text("access_id"), text("access_key")));
    }

    static int failures() { return failures; }

    protected static String text(String key) { return info.get(key).getAsString(); }

    protected static JsonObject secret(String key) { return info.getAsJsonObject("private").getAsJsonObject(key); }

    protected static Odps connect(Account account)
    {
        Odps client = new Odps(account);
        client.setEndpoint(text("endpoint"));
        client.setDefaultProject(project);
        client.getRestClient().setRetryTimes(0);
        return client;
    }

    protected static void check(String what, Check body)
    {
        long started = System.nanoTime();
        try {
            body.run();
            System.out.printf("ok   %s (%d ms)%n", what, (System.nanoTime() - started) / 1_000_000);
        } catch (Throwable problem) {
            ++failures;
            System.out.println("FAIL " + what + ": " + problem);
            Arrays.stream(problem.getStackTrace()).limit(12).forEach(line -> System.out.println("        at " + line));
        }
    }

    protected static void same(Object expected, Object actual)
    {
        if (!Objects.deepEquals(expected, actual))
            throw new AssertionError("expected <" + expected + ">, got <" + actual + ">");
    }

    protected static void holds(boolean condition, String what)
    {
        if (!condition)
            throw new AssertionError(what);
    }

    /** The error code that the call is refused with. */
    protected static String codeOf(Check call)
    {
        try {
            call.run();
        } catch (Exception refused) {
            for (Throwable cause = refused; cause != null; cause = cause.getCause())
                if (cause instanceof OdpsException said && said.getErrorCode() != null)
                    return said.getErrorCode();
            return refused.getMessage().split(":")[0];
        }
        throw new AssertionError("was not refused");
    }

    protected static Instance run(String sql) throws OdpsException
    {
        Instance instance = SQLTask.run(odps, project, sql, "AnonymousSQLTask", WITH_SCHEMAS, null);
        instance.waitForSuccess(50);
        return instance;
    }

    protected static void sql(String... statements) throws OdpsException
    {
        for (String statement : statements)
            run(statement + ";");
    }

    /** Rows as text of their values, by the instance tunnel. */
    protected static List<List<Object>> rows(String sql) throws Exception
    {
        List<List<Object>> result = new ArrayList<>();
        for (Record record : SQLTask.getResultSet(run(sql + ";")))
            result.add(values(record));
        return result;
    }

    protected static List<Object> values(Record record)
    {
        List<Object> list = new ArrayList<>();
        for (int i = 0; i < record.getColumnCount(); ++i)
            list.add(record.get(i) instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : record.get(i));
        return list;
    }

    protected static <T, R> List<R> all(Iterable<T> items, java.util.function.Function<T, R> property)
    {
        List<R> list = new ArrayList<>();
        items.forEach(item -> list.add(property.apply(item)));
        return list;
    }

    protected static CompressOption compression(CompressAlgorithm algorithm)
    {
        return new CompressOption(algorithm, 1, 0);
    }

    protected static final List<CompressAlgorithm> ALGORITHMS =
        List.of(CompressAlgorithm.ODPS_RAW, CompressAlgorithm.ODPS_ZLIB, CompressAlgorithm.ODPS_SNAPPY,
                CompressAlgorithm.ODPS_LZ4_FRAME);
}
