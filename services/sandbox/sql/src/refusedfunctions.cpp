// SPDX-License-Identifier: GPL-3.0-or-later
#include "functiontable.h"

namespace isthmus::sandboxsql {

// Functions that MaxCompute has and the sandbox refuses by name.
QList<FunctionRow> refusedFunctions()
{
    constexpr const char *complex = "complex";
    constexpr const char *string = "string";
    constexpr const char *other = "other";
    return {
        refused("array_sort", complex, "array_sort(array, comparator)"),
        refused("map_zip_with", complex, "map_zip_with(map, map, function)"),
        refused("multimap_agg", complex, "multimap_agg(key, value)"),
        refused("multimap_from_entries", complex, "multimap_from_entries(array of structs)"),
        refused("shuffle", complex, "shuffle(array)"),
        refused("from_charset", string, "from_charset(binary, charset)"),
        refused("parse_url_tuple", string, "parse_url_tuple(url, part, …)"),
        refused("to_charset", string, "to_charset(string, charset)"),
        refused("cluster_sample", "window", "cluster_sample(n) OVER (…)"),
        refused("compress", other, "compress(value)"),
        refused("decompress", other, "decompress(binary)"),
        refused("failif", other, "failif(condition, message)"),
        refused("histogram", "aggregate", "histogram(value)"),
        refused("numeric_histogram", "aggregate", "numeric_histogram(buckets, number)"),
        refused("get_idcard_age", other, "get_idcard_age(string)"),
        refused("get_idcard_birthday", other, "get_idcard_birthday(string)"),
        refused("get_idcard_sex", other, "get_idcard_sex(string)"),
        refused("get_user_id", other, "get_user_id()"),
        refused("hash", other, "hash(value, …)"),
        refused("sample", other, "sample(x, y)"),
        refused("sym_decrypt", other, "sym_decrypt(value, key)"),
        refused("sym_encrypt", other, "sym_encrypt(value, key)"),
        refused("trans_array", other, "trans_array(…)"),
        refused("trans_cols", other, "trans_cols(…)"),
        refused("typeof", other, "typeof(value)"),
        refused("unique_id", other, "unique_id()"),
    };
}

} // namespace isthmus::sandboxsql
