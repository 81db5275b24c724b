// SPDX-License-Identifier: GPL-3.0-or-later

import com.aliyun.odps.OdpsType;
import com.aliyun.odps.data.*;
import com.aliyun.odps.type.*;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.time.*;
import java.time.format.DateTimeFormatter;
import java.util.*;

/** Values of the client, from records or from Arrow's vectors, as the galleries write them. */
class ValueText {
    private static final Gson JSON = new GsonBuilder().disableHtmlEscaping().create();
    private static final Set<OdpsType> UNQUOTED =
        EnumSet.of(OdpsType.TINYINT, OdpsType.SMALLINT, OdpsType.INT, OdpsType.BIGINT, OdpsType.BOOLEAN, OdpsType.FLOAT,
                   OdpsType.DOUBLE, OdpsType.DECIMAL, OdpsType.ARRAY, OdpsType.MAP, OdpsType.STRUCT, OdpsType.JSON);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    /** Null for NULL. Instants are in UTC. */
    static String of(Object value, TypeInfo type)
    {
        if (value == null)
            return null;
        switch (type.getOdpsType()) {
        case ARRAY:
            return array((List<?>)value, ((ArrayTypeInfo)type).getElementTypeInfo());
        case MAP:
            return map(value, (MapTypeInfo)type);
        case STRUCT:
            return struct(value, (StructTypeInfo)type);
        case FLOAT:
            return ofFloat((Float)value);
        case DOUBLE:
            return ofDouble((Double)value);
        case DECIMAL:
            return ofDecimal((BigDecimal)value);
        case DATE: // days since 1970 in Arrow
            return value instanceof Integer days ? LocalDate.ofEpochDay(days).toString() : value.toString();
        case DATETIME:
        case TIMESTAMP:
            return time(wallTime(value)) + "+00:00";
        case TIMESTAMP_NTZ:
            return time(wallTime(value));
        case BINARY:
            return "\\x" + HexFormat.of().formatHex(value instanceof Binary binary ? binary.data() : (byte[])value);
        case INTERVAL_YEAR_MONTH:
            return value instanceof Period months ? months.toTotalMonths() / 12 + "-" + months.toTotalMonths() % 12
                                                  : value.toString();
        default:
            return value instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : value.toString();
        }
    }

    /** Without the zeros at its end, which Arrow has and the other forms have not. */
    static String ofDecimal(BigDecimal value)
    {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    static String ofFloat(float value)
    {
        int digits = 1; // as few as read back as the same value
        while (isOrdinary(value) && rounded(value, digits).floatValue() != value)
            ++digits;
        return isOrdinary(value) ? shortest(rounded(value, digits)) : special(value);
    }

    static String ofDouble(double value)
    {
        int digits = 1;
        while (isOrdinary(value) && rounded(value, digits).doubleValue() != value)
            ++digits;
        return isOrdinary(value) ? shortest(rounded(value, digits)) : special(value);
    }

    private static boolean isOrdinary(double value)
    {
        return !Double.isNaN(value) && !Double.isInfinite(value) && value != 0;
    }

    private static BigDecimal rounded(double value, int digits)
    {
        return new BigDecimal(value).round(new MathContext(digits));
    }

    private static String special(double value)
    {
        return value == 0 ? (1 / value < 0 ? "-0" : "0") : Double.toString(value);
    }

    /** As PostgreSQL writes it: with an exponent of two digits where the plain number would be long. */
    private static String shortest(BigDecimal value)
    {
        int exponent = value.precision() - value.scale() - 1;
        if (exponent >= -4 && exponent < 16)
            return value.toPlainString();
        String mantissa = value.scaleByPowerOfTen(-exponent).toPlainString();
        return String.format("%se%s%02d", mantissa, exponent < 0 ? "-" : "+", Math.abs(exponent));
    }

    private static LocalDateTime wallTime(Object value)
    {
        if (value instanceof LocalDateTime time)
            return time;
        if (value instanceof ZonedDateTime time)
            return time.withZoneSameInstant(ZoneOffset.UTC).toLocalDateTime();
        return LocalDateTime.ofInstant((Instant)value, ZoneOffset.UTC);
    }

    private static String time(LocalDateTime time)
    {
        String fraction = time.getNano() == 0 ? "" : String.format(".%09d", time.getNano()).replaceAll("0+$", "");
        return TIME.format(time) + fraction;
    }

    private static String array(List<?> values, TypeInfo element)
    {
        StringJoiner text = new StringJoiner(",", "[", "]");
        for (Object value : values)
            text.add(inside(value, element));
        return text.toString();
    }

    private static String map(Object value, MapTypeInfo type)
    {
        StringJoiner text = new StringJoiner(",", "{", "}");
        List<Object[]> pairs = new ArrayList<>();
        if (value instanceof Map<?, ?> entries)
            entries.forEach((key, item) -> pairs.add(new Object[] {key, item}));
        else // of Arrow
            for (Object entry : (List<?>)value)
                pairs.add(new Object[] {((Map<?, ?>)entry).get("key"), ((Map<?, ?>)entry).get("value")});
        for (Object[] pair : pairs)
            text.add(quoted(of(pair[0], type.getKeyTypeInfo())) + ":" + inside(pair[1], type.getValueTypeInfo()));
        return text.toString();
    }

    private static String struct(Object value, StructTypeInfo type)
    {
        StringJoiner text = new StringJoiner(",", "{", "}");
        for (int i = 0; i < type.getFieldCount(); ++i) {
            String name = type.getFieldNames().get(i);
            Object field = value instanceof Struct struct ? struct.getFieldValue(i) : ((Map<?, ?>)value).get(name);
            text.add(quoted(name) + ":" + inside(field, type.getFieldTypeInfos().get(i)));
        }
        return text.toString();
    }

    /** What stands for a value inside of another one: JSON. */
    private static String inside(Object value, TypeInfo type)
    {
        String text = of(value, type);
        if (text == null)
            return "null";
        return UNQUOTED.contains(type.getOdpsType()) ? text : quoted(text);
    }

    private static String quoted(String text) { return JSON.toJson(new JsonPrimitive(text)); }
}
