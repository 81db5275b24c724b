// SPDX-License-Identifier: GPL-3.0-or-later

import com.aliyun.odps.type.TypeInfo;
import com.google.gson.*;
import java.math.BigDecimal;
import java.util.*;

/** A result in CSV: to the client all of it is text, NULL too. */
class CsvText {
    /** What the text of a field means, as the galleries write it; null for NULL. Nested values stay as they are. */
    static String of(String field, TypeInfo type)
    {
        if (field.equals("\\N"))
            return null;
        switch (type.getOdpsType()) {
        case FLOAT:
            return ValueText.ofFloat(Float.parseFloat(field));
        case DOUBLE:
            return ValueText.ofDouble(Double.parseDouble(field));
        case DECIMAL:
            return ValueText.ofDecimal(new BigDecimal(field));
        case DATETIME:
        case TIMESTAMP: // in the statement's zone, which is UTC
            return field + "+00:00";
        default:
            return field;
        }
    }

    /**
     * The field of a nested value that a gallery writes as \a text: like JSON, but only quotes are escaped, and values of
     * type JSON are texts.
     */
    static String ofNested(String text, String type)
    {
        boolean isNested = type.matches("(ARRAY|MAP|STRUCT)<.*|.*\\[\\]");
        boolean holdsJson = type.matches("\\w+<([^<>]*[,:])?JSON>");
        return isNested ? nested(JsonParser.parseString(text), holdsJson) : text;
    }

    private static String member(JsonElement value, boolean isJson)
    {
        return isJson && !value.isJsonNull() ? quoted(value.toString()) : nested(value, false);
    }

    private static String nested(JsonElement value, boolean holdsJson)
    {
        if (value.isJsonNull())
            return "\\N";
        if (value.isJsonPrimitive())
            return primitive(value.getAsJsonPrimitive());
        List<String> items = new ArrayList<>();
        if (value.isJsonArray()) {
            value.getAsJsonArray().forEach(item -> items.add(member(item, holdsJson)));
            return "[" + String.join(", ", items) + "]";
        }
        for (Map.Entry<String, JsonElement> member : value.getAsJsonObject().entrySet()) {
            boolean isNumber = member.getKey().matches("-?\\d+");
            items.add((isNumber ? member.getKey() : quoted(member.getKey())) + ": "
                      + member(member.getValue(), holdsJson));
        }
        return "{" + String.join(", ", items) + "}";
    }

    private static String primitive(JsonPrimitive value)
    {
        String text = value.getAsString();
        if (value.isString())
            return quoted(text);
        return text.contains("e") && !value.isBoolean() ? Double.toString(value.getAsDouble()) : text;
    }

    /** Only quotes are escaped; the backslashes directly before one, or before the end, are an even number. */
    private static String quoted(String text)
    {
        String inUtc = text.replaceFirst("(\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?)\\+00:00$", "$1");
        StringBuilder out = new StringBuilder("\"");
        int backslashes = 0;
        for (char c : inUtc.toCharArray()) {
            if (c == '"')
                out.append(backslashes % 2 == 1 ? "\\\\" : "\\");
            out.append(c);
            backslashes = c == '\\' ? backslashes + 1 : 0;
        }
        return out.append(backslashes % 2 == 1 ? "\\\"" : "\"").toString();
    }
}
