// SPDX-License-Identifier: GPL-3.0-or-later

import com.google.gson.*;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;

/** Values that every client must read as they are declared: see tests/integration/values. */
class Gallery {
    /** A column of a table in its first row; in the second one it is NULL. */
    record Specimen(String column, String type, String sql, String text) { }

    /** A table of specimens, behind a column id that is 1 and 2. \a refused: the column that no query comes past. */
    record Family(String table, List<Specimen> specimens, String refused) { }

    /** The gallery of MaxCompute values itself. Its tables are to be made. */
    static List<Family> ofMaxCompute(String file) throws Exception
    {
        List<Family> families = new ArrayList<>();
        for (JsonElement entry : JsonParser.parseString(Files.readString(Path.of(file))).getAsJsonArray()) {
            List<Specimen> specimens = new ArrayList<>();
            for (JsonElement value : entry.getAsJsonObject().getAsJsonArray("values"))
                specimens.add(specimen(value.getAsJsonObject(), specimens.size() + 1));
            boolean single = entry.getAsJsonObject().has("single");
            for (List<Specimen> columns : single ? specimens.stream().map(List::of).toList() : List.of(specimens))
                families.add(new Family("t_gallery_" + families.size(), columns, ""));
        }
        return families;
    }

    private static Specimen specimen(JsonObject value, int number)
    {
        String text = value.get("text").getAsString();
        if (value.has("repeat")) {
            JsonArray repeat = value.getAsJsonArray("repeat");
            text = repeat.get(0).getAsString().repeat(repeat.get(1).getAsInt());
        }
        String column = value.has("name") ? value.get("name").getAsString() : "c" + number;
        return new Specimen(column, value.get("type").getAsString(), value.get("sql").getAsString(), text);
    }

    /** What mapped.py has made of the gallery of Hologres values. */
    static List<Family> mapped(String file) throws Exception
    {
        List<Family> families = new ArrayList<>();
        for (JsonElement entry : JsonParser.parseString(Files.readString(Path.of(file))).getAsJsonArray()) {
            JsonObject table = entry.getAsJsonObject();
            List<Specimen> specimens = new ArrayList<>();
            for (JsonElement value : table.getAsJsonArray("specimens"))
                specimens.add(specimen(value.getAsJsonObject(), specimens.size() + 1));
            families.add(new Family(table.get("schema").getAsString() + "." + table.get("table").getAsString(),
                                    specimens, table.get("refused").getAsString()));
        }
        return families;
    }
}
