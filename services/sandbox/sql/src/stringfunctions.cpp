// SPDX-License-Identifier: GPL-3.0-or-later
#include "functiontable.h"
#include "typerules.h"

// Source: MaxCompute SQL, "String functions".
namespace isthmus::sandboxsql {

using Base = catalog::DataType::Base;

namespace {

// NULL if any part is NULL. Arrays are joined end to end.
SqlValue emitConcat(const CallTranslation &call)
{
    const bool arrays = call.argument(0).type.base == Base::Array;
    const catalog::DataType type = arrays ? call.commonTypeFrom(0) : typeOf(Base::String);
    QStringList parts;
    for (size_t i = 0; i < call.count(); ++i)
        parts.append(call.converted(i, type));
    return {u'(' + parts.join(QStringLiteral(" || ")) + u')', type};
}

// NULL if any part is NULL, unlike PostgreSQL's function of that name.
SqlValue emitConcatWs(const CallTranslation &call)
{
    if (call.count() == 2 && call.argument(1).type.base == Base::Array)
        return {QStringLiteral("array_to_string(%1, %2)").arg(call.argument(1).sql, call.text(0)),
                typeOf(Base::String)};
    QStringList parts;
    for (size_t i = 1; i < call.count(); ++i)
        parts.append(call.text(i));
    return {u'(' + parts.join(QStringLiteral(" || %1 || ").arg(call.text(0))) + u')', typeOf(Base::String)};
}

// Integers by their digits, everything else by the bytes of its text.
SqlValue emitHex(const CallTranslation &call)
{
    const catalog::DataType &type = call.argument(0).type;
    if (isInteger(type))
        return {QStringLiteral("upper(to_hex(%1::bigint))").arg(call.argument(0).sql), typeOf(Base::String)};
    const QString bytes =
        type.base == Base::Binary ? call.argument(0).sql : QStringLiteral("convert_to(%1, 'UTF8')").arg(call.text(0));
    return {QStringLiteral("upper(encode(%1, 'hex'))").arg(bytes), typeOf(Base::String)};
}

} // namespace

QList<FunctionRow> stringFunctions()
{
    constexpr const char *group = "string";
    return {
        special("concat", group, "concat(string, …)", 1, -1, emitConcat),
        special("concat_ws", group, "concat_ws(separator, string, …)", 2, -1, emitConcatWs),
        row("ascii", group, "ascii(string)", "s", "ascii($1)::bigint", 'i'),
        row("base64", group, "base64(binary)", "y", "replace(encode($1, 'base64'), chr(10), '')", 's'),
        row("unbase64", group, "unbase64(string)", "s", "decode($1, 'base64')", 'y'),
        row("char_matchcount", group, "char_matchcount(characters, string)", "ss", "rt.char_matchcount($1, $2)", 'i'),
        row("chr", group, "chr(code)", "i", "chr($1::integer)", 's'),
        row("crc32", group, "crc32(string)", "s", "rt.crc32($1)", 'i'),
        row("find_in_set", group, "find_in_set(string, list[, separator])", "ss", "rt.find_in_set($1, $2, ',')", 'i'),
        row("find_in_set", group, "find_in_set(string, list[, separator])", "sss", "rt.find_in_set($1, $2, $3)", 'i'),
        row("format_number", group, "format_number(number, decimals)", "di", "rt.format_number($1, $2)", 's'),
        special("hex", group, "hex(number or string)", 1, 1, emitHex),
        row("is_encoding", group, "is_encoding(string, from, to)", "sss", "rt.is_encoding($1, $2, $3)", 'b'),
        row("initcap", group, "initcap(string)", "s", "initcap($1)", 's'),
        row("instr", group, "instr(string, part[, start[, nth]])", "ss", "rt.instr($1, $2, 1, 1)", 'i'),
        row("instr", group, "instr(string, part[, start[, nth]])", "ssi", "rt.instr($1, $2, $3, 1)", 'i'),
        row("instr", group, "instr(string, part[, start[, nth]])", "ssii", "rt.instr($1, $2, $3, $4)", 'i'),
        row("keyvalue", group, "keyvalue(string, pairSeparator, valueSeparator, key)", "ssss",
            "rt.keyvalue($1, $2, $3, $4)", 's'),
        row("keyvalue", group, "keyvalue(string, key)", "ss", "rt.keyvalue($1, ';', ':', $2)", 's'),
        row("length", group, "length(string)", "s", "length($1)::bigint", 'i'),
        row("char_length", group, "char_length(string)", "s", "length($1)::bigint", 'i'),
        row("lengthb", group, "lengthb(string)", "s", "octet_length($1)::bigint", 'i'),
        row("locate", group, "locate(part, string[, start])", "ss", "rt.instr($2, $1, 1, 1)", 'i'),
        row("locate", group, "locate(part, string[, start])", "ssi", "rt.instr($2, $1, $3, 1)", 'i'),
        row("lower", group, "lower(string)", "s", "lower($1)", 's'),
        row("tolower", group, "tolower(string)", "s", "lower($1)", 's'),
        row("upper", group, "upper(string)", "s", "upper($1)", 's'),
        row("toupper", group, "toupper(string)", "s", "upper($1)", 's'),
        row("lpad", group, "lpad(string, length, fill)", "sis", "lpad($1, NULLIF($2, 0)::integer, $3)", 's'),
        row("rpad", group, "rpad(string, length, fill)", "sis", "rpad($1, NULLIF($2, 0)::integer, $3)", 's'),
        row("trim", group, "trim(string[, characters])", "s", "btrim($1)", 's'),
        row("trim", group, "trim(string[, characters])", "ss", "btrim($1, $2)", 's'),
        row("ltrim", group, "ltrim(string[, characters])", "s", "ltrim($1)", 's'),
        row("ltrim", group, "ltrim(string[, characters])", "ss", "ltrim($1, $2)", 's'),
        row("rtrim", group, "rtrim(string[, characters])", "s", "rtrim($1)", 's'),
        row("rtrim", group, "rtrim(string[, characters])", "ss", "rtrim($1, $2)", 's'),
        row("mask_hash", group, "mask_hash(string)", "s", "rt.sha2($1, 256)", 's'),
        row("md5", group, "md5(string)", "s", "md5($1)", 's'),
        row("parse_url", group, "parse_url(url, part[, key])", "ss", "rt.parse_url($1, $2, NULL)", 's'),
        row("parse_url", group, "parse_url(url, part[, key])", "sss", "rt.parse_url($1, $2, $3)", 's'),
        row("sha", group, "sha(string)", "s", "rt.sha1($1)", 's'),
        row("sha1", group, "sha1(string)", "s", "rt.sha1($1)", 's'),
        row("sha2", group, "sha2(string, bits)", "si", "rt.sha2($1, $2)", 's'),
        row("regexp_count", group, "regexp_count(string, pattern[, start])", "ss", "regexp_count($1, $2)::bigint", 'i'),
        row("regexp_count", group, "regexp_count(string, pattern[, start])", "ssi",
            "regexp_count($1, $2, $3::integer)::bigint", 'i'),
        row("regexp_extract", group, "regexp_extract(string, pattern[, group])", "ss", "rt.regexp_extract($1, $2, 1)",
            's'),
        row("regexp_extract", group, "regexp_extract(string, pattern[, group])", "ssi", "rt.regexp_extract($1, $2, $3)",
            's'),
        row("regexp_extract_all", group, "regexp_extract_all(string, pattern[, group])", "ss",
            "rt.regexp_extract_all($1, $2, 1)", 'A'),
        row("regexp_extract_all", group, "regexp_extract_all(string, pattern[, group])", "ssi",
            "rt.regexp_extract_all($1, $2, $3)", 'A'),
        row("regexp_instr", group, "regexp_instr(string, pattern[, start[, nth[, end]]])", "ss",
            "regexp_instr($1, $2)::bigint", 'i'),
        row("regexp_instr", group, "regexp_instr(string, pattern[, start[, nth[, end]]])", "ssi",
            "regexp_instr($1, $2, $3::integer)::bigint", 'i'),
        row("regexp_instr", group, "regexp_instr(string, pattern[, start[, nth[, end]]])", "ssii",
            "regexp_instr($1, $2, $3::integer, $4::integer)::bigint", 'i'),
        row("regexp_instr", group, "regexp_instr(string, pattern[, start[, nth[, end]]])", "ssiii",
            "regexp_instr($1, $2, $3::integer, $4::integer, $5::integer)::bigint", 'i'),
        row("regexp_replace", group, "regexp_replace(string, pattern, replacement[, nth])", "sss",
            "regexp_replace($1, $2, $3, 'g')", 's'),
        row("regexp_replace", group, "regexp_replace(string, pattern, replacement[, nth])", "sssi",
            "regexp_replace($1, $2, $3, 1, $4::integer)", 's'),
        row("regexp_substr", group, "regexp_substr(string, pattern[, start[, nth]])", "ss", "regexp_substr($1, $2)",
            's'),
        row("regexp_substr", group, "regexp_substr(string, pattern[, start[, nth]])", "ssi",
            "regexp_substr($1, $2, $3::integer)", 's'),
        row("regexp_substr", group, "regexp_substr(string, pattern[, start[, nth]])", "ssii",
            "regexp_substr($1, $2, $3::integer, $4::integer)", 's'),
        row("repeat", group, "repeat(string, count)", "si", "repeat($1, $2::integer)", 's'),
        row("replace", group, "replace(string, part, replacement)", "sss", "replace($1, $2, $3)", 's'),
        row("soundex", group, "soundex(string)", "s", "rt.soundex($1)", 's'),
        row("space", group, "space(count)", "i", "repeat(' ', $1::integer)", 's'),
        row("split", group, "split(string, pattern)", "ss", "rt.split($1, $2)", 'A'),
        row("split_part", group, "split_part(string, separator, first[, last])", "ssi", "rt.split_part($1, $2, $3, $3)",
            's'),
        row("split_part", group, "split_part(string, separator, first[, last])", "ssii",
            "rt.split_part($1, $2, $3, $4)", 's'),
        row("substr", group, "substr(string, start[, length])", "si", "rt.substr($1, $2)", 's'),
        row("substr", group, "substr(string, start[, length])", "sii", "rt.substr($1, $2, $3)", 's'),
        row("substring", group, "substring(string, start[, length])", "si", "rt.substr($1, $2)", 's'),
        row("substring", group, "substring(string, start[, length])", "sii", "rt.substr($1, $2, $3)", 's'),
        row("substring_index", group, "substring_index(string, separator, count)", "ssi",
            "rt.substring_index($1, $2, $3)", 's'),
        row("translate", group, "translate(string, from, to)", "sss", "translate($1, $2, $3)", 's'),
        row("unhex", group, "unhex(string)", "s", "rt.unhex($1)", 'y'),
        row("url_encode", group, "url_encode(string[, charset])", "s", "rt.url_encode($1, 'UTF8')", 's'),
        row("url_encode", group, "url_encode(string[, charset])", "ss", "rt.url_encode($1, $2)", 's'),
        row("url_decode", group, "url_decode(string[, charset])", "s", "rt.url_decode($1, 'UTF8')", 's'),
        row("url_decode", group, "url_decode(string[, charset])", "ss", "rt.url_decode($1, $2)", 's'),
    };
}

} // namespace isthmus::sandboxsql
