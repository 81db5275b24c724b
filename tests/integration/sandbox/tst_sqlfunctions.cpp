// SPDX-License-Identifier: GPL-3.0-or-later
#include "endpointclient.h"

#include <isthmus/sandboxsql/functions.h>

#include <QRegularExpression>
#include <QSet>
#include <QTest>

#include <cmath>

using namespace isthmus;
using namespace Qt::StringLiterals;

namespace {

test::SandboxFixture &sandbox()
{
    return test::SandboxFixture::shared();
}

/// One call and its value. Of string functions and a part of the date functions it is what the examples of MaxCompute's
/// manual print ("String functions", "Date functions"); of the others what follows from the function's definition.
struct Example {
    const char *function; ///< which the expression shows
    const char *expression; ///< a SELECT list, or a whole statement where it begins with SELECT
    const char *expected; ///< rows joined by ';', values by '|'
};

const char *const rowsOfTen = "(SELECT n FROM (VALUES (1), (2), (3), (4), (5), (6), (7), (8), (9), (10)) AS v(n)) t";

const Example examples[] = {
    // Strings.
    {"ascii", "ascii('abcde')", "97"},
    {"base64", "base64(cast('alibaba' as binary))", "YWxpYmFiYQ=="},
    {"unbase64", "cast(unbase64('YWxpYmFiYQ==') as string)", "alibaba"},
    {"char_length", "char_length('hi! 中国')", "6"},
    {"char_matchcount", "char_matchcount('abd','aabc')", "2"},
    {"chr", "chr(100)", "d"},
    {"concat", "concat('ab','c'), concat('a', null, 'b'), concat(array(10, 20), array(20, -20))",
     "abc|NULL|[10,20,20,-20]"},
    {"concat_ws", "concat_ws(':','name','hanmeimei'), concat_ws(':','avg',null,'34')", "name:hanmeimei|NULL"},
    {"concat_ws", "concat_ws(':',array('name', 'hanmeimei'))", "name:hanmeimei"},
    {"crc32", "crc32('ABC'), crc32('')", "2743272264|0"},
    {"find_in_set", "find_in_set('ab', 'abc,hello,ab,c'), find_in_set('hi', 'abc,hello,ab,c')", "3|0"},
    {"find_in_set", "find_in_set('hi', 'abc-hello-hi-c', '-')", "3"},
    {"format_number", "format_number(5.230134523424545456,3), format_number(12332.123456,4)", "5.230|12,332.1235"},
    {"get_json_object",
     "get_json_object('{\"array\":[[\"aaaa\",1111],[\"bbbb\",2222],[\"cccc\",3333]]}','$.array[1][1]')", "2222"},
    {"get_json_object",
     "get_json_object('{\"aaa\":\"bbb\",\"ccc\":{\"hhh\":[\"h0\",\"h1\",\"h2\"]}}','$.ccc.hhh[1]'), "
     "get_json_object('{\"aaa\":\"bbb\"}','$.non_exist_key'), get_json_object('broken','$.a')",
     "h1|NULL|NULL"},
    {"hex", "hex(0), hex('abc'), hex(17), hex('17')", "0|616263|11|3137"},
    {"initcap", "initcap('oDps sql')", "Odps Sql"},
    {"instr", "instr('Tech on the net', 'e'), instr('Tech on the net', 'e', 1, 2), instr('Tech on the net', 'e', 1, 3)",
     "2|11|14"},
    {"instr", "instr('Tech on the net', 'on'), instr('abc', ''), instr('hello', null)", "6|1|NULL"},
    {"is_encoding", "is_encoding('测试','utf-8','gbk'), is_encoding('測試','utf-8','gb2312')", "true|false"},
    {"keyvalue", "keyvalue('0:1\\;1:2', 1)", "2"},
    {"keyvalue", "keyvalue(\"\\;decreaseStore:1\\;xcard:1\\;isB2C:1\\;tf:21910\\;cart:1\\;\",\"\\;\",\":\",\"tf\")",
     "21910"},
    {"length", "length('hi! 中国'), length(123)", "6|3"},
    {"lengthb", "lengthb('hi! 中国')", "10"},
    {"locate", "locate('ab', 'abchelloabc'), locate('hi', 'hanmeimei'), locate('ab', 'abhiabc', 2)", "1|0|5"},
    {"lower", "lower('aBcd')", "abcd"},
    {"tolower", "tolower('aBcd中国Fighting')", "abcd中国fighting"},
    {"upper", "upper('aBcd')", "ABCD"},
    {"toupper", "toupper('aBcd中国Fighting')", "ABCD中国FIGHTING"},
    {"lpad", "lpad('abcdefgh',10,'12'), lpad('abcdefgh',5,'12'), lpad('abcdefgh',0,'12')", "12abcdefgh|abcde|NULL"},
    {"rpad", "rpad('abcdefgh',10,'12'), rpad('abcdefgh',5,'12'), rpad('abcdefgh',0,'12')", "abcdefgh12|abcde|NULL"},
    {"trim", "concat('[', trim('  hi! '), ']'), trim('yxTxyomxx', 'xy')", "[hi!]|Txyom"},
    {"ltrim", "concat('[', ltrim(' abc '), ']'), ltrim('yxlucyxx', 'xy')", "[abc ]|lucyxx"},
    {"rtrim", "concat('[', rtrim('a abc '), ']'), rtrim('lucyxxx', 'xy')", "[a abc]|luc"},
    {"mask_hash", "mask_hash('abc')", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
    {"md5", "md5('Tech on the net')", "ddc4c4796880633333d77a60fcda9af6"},
    {"parse_url",
     "parse_url('file://username:password@example.com:8042/over/there/index.dtb?type=animal&name=narwhal#nose', "
     "'HOST')",
     "example.com"},
    {"parse_url",
     "parse_url(u, 'PATH'), parse_url(u, 'QUERY'), parse_url(u, 'QUERY', 'type'), parse_url(u, 'REF'), parse_url(u, "
     "'PROTOCOL'), parse_url(u, 'AUTHORITY'), parse_url(u, 'FILE'), parse_url(u, 'USERINFO') FROM (SELECT "
     "'file://username:password@example.com:8042/over/there/index.dtb?type=animal&name=narwhal#nose' u) t",
     "/over/there/index.dtb|type=animal&name=narwhal|animal|nose|file|username:password@example.com:8042|/over/there/"
     "index.dtb?type=animal&name=narwhal|username:password"},
    {"regexp_count", "regexp_count('abababc', 'a.c'), regexp_count('abcde', '[[:alpha:]]{2}', 3)", "1|1"},
    {"regexp_extract",
     "regexp_extract('foothebar', 'foo(.*?)(bar)', 1), regexp_extract('foothebar', 'foo(.*?)(bar)', 2), "
     "regexp_extract('foothebar', 'foo(.*?)(bar)', 0), regexp_extract('8d99d8', '8d(\\\\d+)d8')",
     "the|bar|foothebar|99"},
    {"regexp_extract_all",
     "regexp_extract_all('100-200, 300-400', '(\\\\d+)-(\\\\d+)'), "
     "regexp_extract_all('100-200, 300-400', '(\\\\d+)-(\\\\d+)', 2), "
     "regexp_extract_all('100-200, 300-400', '(\\\\d+)-(\\\\d+)', 0)",
     "[\"100\",\"300\"]|[\"200\",\"400\"]|[\"100-200\",\"300-400\"]"},
    {"regexp_instr",
     "regexp_instr('i love www.taobao.com', 'o[[:alpha:]]{1}', 3, 2), "
     "regexp_instr('i love www.taobao.com', 'o[[:alpha:]]{1}', 3, 2, 0)",
     "14|14"},
    {"regexp_replace",
     "regexp_replace('123.456.7890', '([[:digit:]]{3})\\\\.([[:digit:]]{3})\\\\.([[:digit:]]{4})', "
     "'(\\\\1)\\\\2-\\\\3', 0)",
     "(123)456-7890"},
    {"regexp_replace",
     "regexp_replace('abcd', '(.)', '\\\\1 ', 0), regexp_replace('abcd', '(.)', '\\\\1 ', 1), "
     "regexp_replace('foobar', 'oo|ar', '')",
     "a b c d |a bcd|fb"},
    {"regexp_substr",
     "regexp_substr('I love aliyun very much', 'a[[:alpha:]]{5}'), regexp_substr('I have 2 apples and "
     "100 bucks!', '[[:blank:]][[:alnum:]]*', 1, 1), regexp_substr('I have 2 apples and 100 bucks!', "
     "'[[:blank:]][[:alnum:]]*', 1, 2)",
     "aliyun| have| 2"},
    {"repeat", "repeat('abc',5)", "abcabcabcabcabc"},
    {"replace", "replace('ababab','abab','12'), replace('ababab','cdf','123'), replace('123abab456ab',null,'abab')",
     "12ab|ababab|NULL"},
    {"reverse", "reverse('abcedfg'), reverse(array(1, 2, 3))", "gfdecba|[3,2,1]"},
    {"sha", "sha('ABC')", "3c01bdbb26f358bab27f267924aa2c9a03fcfdb8"},
    {"sha1", "sha1('ABC'), sha1(repeat('a', 200))",
     "3c01bdbb26f358bab27f267924aa2c9a03fcfdb8|e61cfffe0d9195a525fc6cf06ca2d77119c24a40"},
    {"sha2", "sha2('ABC', 256)", "b5d4045c3f466fa91fe2cc6abe79232a1a57cdf104f7a26e716e0a1e2789df78"},
    {"soundex", "soundex('hello'), soundex('Tymczak'), soundex('Pfister')", "H400|T522|P236"},
    {"space", "concat('a', space(3), 'b')", "a   b"},
    {"split", "split('a, b, c', ', '), split('a1b2c', '[0-9]')", "[\"a\",\"b\",\"c\"]|[\"a\",\"b\",\"c\"]"},
    {"split_part",
     "split_part('a,b,c,d', ',', 1), split_part('a,b,c,d', ',', 1, 2), split_part('a,b,c,d', ',', 10), "
     "split_part('a,b,c,d', '', 1)",
     "a|a,b||a,b,c,d"},
    {"substr", "substr('abc',2), substr('abc',2,1), substr('abc',-2,2), substr('abc',-3), substr('abc',0)",
     "bc|b|bc|abc|"},
    {"substring", "substring('abc',-3,2), substring(bin(2345),2,3)", "ab|001"},
    {"substring_index",
     "substring_index('https://www.alibabacloud.com', '.', 2), "
     "substring_index('https://www.alibabacloud.com', '.', -2), "
     "substring_index('https://www.alibabacloud.com', null, 2)",
     "https://www.alibabacloud|alibabacloud.com|NULL"},
    {"translate", "translate('MaxComputer','puter','pute'), translate('MaxComputer','puter','')", "MaxCompute|MaxCom"},
    {"unhex", "cast(unhex('616263') as string), cast(unhex(616263) as string)", "abc|abc"},
    {"url_encode", "url_encode('Example for URL_ENCODE:// dsf(fasfs)', 'GBK'), url_encode('中')",
     "Example+for+URL_ENCODE%3A%2F%2F+dsf%28fasfs%29|%E4%B8%AD"},
    {"url_decode", "url_decode('Example+for+URL_DECODE%3A%2F%2F+dsf%28fasfs%29', 'GBK'), url_decode('%E4%B8%AD')",
     "Example for URL_DECODE:// dsf(fasfs)|中"},
    // Dates.
    {"add_months", "add_months('2017-02-14',3), add_months('2017-02-14 21:30:00',3), add_months('20170214',3)",
     "2017-05-14|2017-05-14|NULL"},
    {"current_date", "current_date() = to_date(substr(cast(getdate() as string), 1, 10))", "true"},
    {"current_timestamp", "current_timestamp() > cast('2024-01-01 00:00:00' as timestamp)", "true"},
    {"current_timezone", "current_timezone()", "UTC"},
    {"date_add", "date_add('2005-02-28', 1), date_add(cast('2005-03-01' as date), -1)", "2005-03-01|2005-02-28"},
    {"date_sub", "date_sub(cast('2005-03-01 00:00:00' as datetime), 1), date_sub('2005-02-28', -1)",
     "2005-02-28|2005-03-01"},
    {"date_format",
     "date_format('2022-04-24 10:20:30', 'yyyy-MM-dd HH:mm:ss'), date_format('2022-04-24', 'yyyy年MM月dd日')",
     "2022-04-24 10:20:30|2022年04月24日"},
    {"dateadd",
     "dateadd(datetime'2005-02-28 00:00:00', 1, 'dd'), dateadd(datetime'2005-02-28 00:00:00', 20, 'mm'), "
     "dateadd(datetime'2005-01-29 00:00:00', 1, 'mm'), dateadd(datetime'2005-03-30 00:00:00', -1, 'mm')",
     "2005-03-01 00:00:00|2006-10-28 00:00:00|2005-02-28 00:00:00|2005-02-28 00:00:00"},
    {"datediff",
     "datediff('2006-01-01 00:00:00','2005-12-31 23:59:59','dd'), datediff('2006-01-01 00:00:00','2005-12-31 "
     "23:59:59','yyyy'), datediff('2013-05-31 13:00:00','2013-05-31 12:30:00','ss'), datediff('2013-05-31 "
     "13:00:00','2013-05-31 12:30:00','mi')",
     "1|1|1800|30"},
    {"datediff",
     "datediff(to_date('2018-06-04 19:33:23.250','yyyy-mm-dd hh:mi:ss.ff3'),to_date('2018-06-04 "
     "19:33:23.234','yyyy-mm-dd hh:mi:ss.ff3'),'ff3')",
     "16"},
    {"datepart", "datepart('2013-06-08 01:10:00', 'yyyy'), datepart('2013-06-08 01:10:00', 'mm')", "2013|6"},
    {"datetrunc",
     "datetrunc('2011-12-07 16:28:46', 'yyyy'), datetrunc('2011-12-07 16:28:46', 'month'), "
     "datetrunc('2011-12-07 16:28:46', 'DD')",
     "2011-01-01 00:00:00|2011-12-01 00:00:00|2011-12-07 00:00:00"},
    {"day", "day('2014-09-01'), day('20140901')", "1|NULL"},
    {"dayofmonth", "dayofmonth('2014-09-01'), dayofmonth('20140901')", "1|NULL"},
    {"dayofweek", "dayofweek('2009-07-30')", "5"},
    {"dayofyear", "dayofyear('2016-04-09')", "100"},
    {"extract",
     "extract(year from '2019-05-01 11:21:00'), extract(month from '2019-05-01 11:21:00'), extract(day from "
     "'2019-05-01 11:21:00'), extract(hour from '2019-05-01 11:21:00'), extract(minute from '2019-05-01 "
     "11:21:00')",
     "2019|5|1|11|21"},
    {"from_unixtime", "from_unixtime(123456789), from_unixtime(0, 'yyyyMMdd HH:mm:ss')",
     "1973-11-29 21:33:09|19700101 00:00:00"},
    {"from_utc_timestamp",
     "from_utc_timestamp(1501557840,'PST'), from_utc_timestamp('1970-01-30 16:00:00','PST'), "
     "from_utc_timestamp('1970-01-30','PST')",
     "1970-01-18 01:05:57.84|1970-01-30 08:00:00|1970-01-29 16:00:00"},
    {"to_utc_timestamp", "to_utc_timestamp('1970-01-30 08:00:00','PST')", "1970-01-30 16:00:00"},
    {"getdate", "getdate() > cast('2024-01-01 00:00:00' as datetime)", "true"},
    {"now", "now() > cast('2024-01-01 00:00:00' as datetime)", "true"},
    {"hour", "hour('2014-09-01 12:00:00'), hour('20140901120000')", "12|NULL"},
    {"isdate", "isdate('2021-10-11', 'yyyy-mm-dd'), isdate('abc', 'yyyy-mm-dd')", "true|false"},
    {"last_day", "last_day('2017-03-04'), last_day('2017-07-04 11:40:00'), last_day('20170304')",
     "2017-03-31|2017-07-31|NULL"},
    {"lastday", "lastday(datetime'2013-06-08 01:10:00')", "2013-06-30 00:00:00"},
    {"minute", "minute('2014-09-01 12:30:00'), minute('20140901120000')", "30|NULL"},
    {"month", "month('2014-09-01'), month('20140901')", "9|NULL"},
    {"months_between",
     "months_between('1997-02-28 10:30:00', '1996-10-30'), months_between('1996-10-30','1997-02-28 "
     "10:30:00'), months_between('1996-09-30','1996-12-31')",
     "3.9495967741935485|-3.9495967741935485|-3"},
    {"next_day", "next_day('2017-08-01','TU'), next_day('2017-08-01 23:34:00','TUE'), next_day('20170801','TU')",
     "2017-08-08|2017-08-08|NULL"},
    {"quarter", "quarter('1970-11-12 10:00:00'), quarter('1970-11-12')", "4|4"},
    {"second", "second('2014-09-01 12:30:45'), second('20140901123045')", "45|NULL"},
    {"to_char",
     "to_char(datetime'2010-12-03 00:00:00', '阿里金融yyyy-mm*dd'), to_char(datetime'2008-07-18 00:00:00', "
     "'yyyymmdd'), to_char(123), to_char(true), to_char(1.23)",
     "阿里金融2010-12*03|20080718|123|TRUE|1.23"},
    {"to_date",
     "to_date('阿里巴巴2010-12*03', '阿里巴巴yyyy-mm*dd'), to_date('20080718', 'yyyymmdd'), "
     "to_date('200807182030','yyyymmddhhmi'), to_date('2021-09-24')",
     "2010-12-03 00:00:00|2008-07-18 00:00:00|2008-07-18 20:30:00|2021-09-24"},
    {"to_millis", "to_millis(timestamp'2021-03-31 15:14:44')", "1617203684000"},
    {"unix_timestamp", "unix_timestamp(datetime'2009-03-20 11:11:00'), unix_timestamp('20090320','yyyymmdd')",
     "1237547460|1237507200"},
    {"weekday", "weekday('2009-03-20 11:11:00')", "4"},
    {"weekofyear", "weekofyear(to_date('20141229', 'yyyymmdd')), weekofyear(to_date('20151229', 'yyyymmdd'))", "1|53"},
    {"year", "year('1970-01-01 12:30:00'), year('1970/03/09')", "1970|NULL"},
    // Numbers.
    {"abs", "abs(-1), abs(-1.2), abs('-2')", "1|1.2|2"},
    {"acos", "acos(0.87)", "0.5155940062460905"},
    {"asin", "asin(1)", "1.5707963267948966"},
    {"atan", "atan(1)", "0.7853981633974483"},
    {"atan2", "atan2(0, -1)", "3.141592653589793"},
    {"bin", "bin(0), bin(12), bin(null)", "0|1100|NULL"},
    {"bit_count", "bit_count(8), bit_count(7), bit_count(-1)", "1|3|64"},
    {"cbrt", "cbrt(8)", "2"},
    {"ceil", "ceil(1.1), ceil(-1.1)", "2|-1"},
    {"ceiling", "ceiling(1.1)", "2"},
    {"conv", "conv('1100', 2, 10), conv('1100', 2, 16), conv('ab', 16, 10), conv('ab', 16, 16)", "12|c|171|ab"},
    {"cos", "cos(3.1415926/2)", "2.6794896585028633e-8"},
    {"cosh", "cosh(0)", "1"},
    {"cot", "cot(1)", "0.6420926159343306"},
    {"degrees", "degrees(1.5707963267948966), degrees(0)", "90|0"},
    {"e", "e()", "2.718281828459045"},
    {"exp", "exp(1)", "2.718281828459045"},
    {"factorial", "factorial(5), factorial(21)", "120|NULL"},
    {"floor", "floor(1.2), floor(-1.2)", "1|-2"},
    {"isnan", "isnan(100.1), isnan(cast('NaN' as double))", "false|true"},
    {"ln", "ln(e())", "1"},
    {"log", "log(2, 8)", "3"},
    {"log10", "log10(10), log10(null)", "1|NULL"},
    {"log2", "log2(8), log2(null)", "3|NULL"},
    {"mod", "mod(9, 4), mod(-9, 4)", "1|-1"},
    {"negative", "negative(1), negative(-2.5)", "-1|2.5"},
    {"pi", "pi()", "3.141592653589793"},
    {"pmod", "pmod(9, 4), pmod(-5, 6)", "1|1"},
    {"positive", "positive(-1)", "-1"},
    {"pow", "pow(2, 4)", "16"},
    {"power", "power(2, 0.5)", "1.4142135623730951"},
    {"radians", "radians(90), radians(0)", "1.5707963267948966|0"},
    {"rand", "rand() >= 0 and rand() < 1", "true"},
    {"round",
     "round(125.315), round(125.315, 1), round(125.315, 2), round(125.315, 3), round(-125.315, 2), "
     "round(123.345, -2)",
     "125|125.3|125.32|125.315|-125.32|100"},
    {"shiftleft", "shiftleft(1, 2), shiftleft(4, 3)", "4|32"},
    {"shiftright", "shiftright(4, 2), shiftright(32, 3)", "1|4"},
    {"shiftrightunsigned", "shiftrightunsigned(8, 2), shiftrightunsigned(-14, 2)", "2|1073741820"},
    {"sign", "sign(-2.5), sign(2.5), sign(0)", "-1|1|0"},
    {"sin", "sin(60)", "-0.3048106211022167"},
    {"sinh", "sinh(0)", "0"},
    {"sqrt", "sqrt(4)", "2"},
    {"tan", "tan(60)", "0.320040389379563"},
    {"tanh", "tanh(0)", "0"},
    {"trunc",
     "trunc(125.815), trunc(125.815, 1), trunc(125.815, 2), trunc(-125.815, 2), trunc(125.815, -1), "
     "trunc(123.345, -4)",
     "125|125.8|125.81|-125.81|120|0"},
    {"width_bucket", "width_bucket(5, 0, 10, 5), width_bucket(-1, 0, 10, 5), width_bucket(10, 0, 10, 5)", "3|0|6"},
    // Conditions.
    {"coalesce", "coalesce(null,null,1,null,3,5,7)", "1"},
    {"decode",
     "SELECT decode(c, 'c1', 'Taobao', 'c2', 'Alipay', null, 'N/A', 'Others') FROM (VALUES ('c1'), ('c2'), "
     "('c9'), (null)) AS t(c)",
     "Taobao;Alipay;Others;N/A"},
    {"greatest", "greatest(3, 5, 8.8, 9.6), greatest('b', null, 'a')", "9.6|b"},
    {"if", "if(1=2, 100, 200)", "200"},
    {"ifnull", "ifnull(null, 2)", "2"},
    {"isnull", "isnull(null), isnull(1)", "true|false"},
    {"isnotnull", "isnotnull(null), isnotnull(1)", "false|true"},
    {"least", "least(5, 2, 7), least(5, null)", "2|NULL"},
    {"nullif", "nullif(2, 3), nullif(2, 2)", "2|NULL"},
    {"nvl", "nvl(null, '00000'), nvl('a', '-')", "00000|a"},
    {"nvl2", "nvl2(null, 1, 2), nvl2(0, 1, 2)", "2|1"},
    {"uuid", "length(uuid())", "36"},
    {"ordinal", "ordinal(3, 1, 3, 2, 5, 2, 4, 6)", "2"},
    {"max_pt", "SELECT max_pt('ods_user_info_d'), max_pt('dbs_mc.ods_user_info_d')", "20240117|20240117"},
    {"table_exists", "table_exists('ods_user_info_d'), table_exists('nowhere')", "true|false"},
    {"partition_exists",
     "partition_exists('ods_user_info_d', '20240115'), partition_exists('ods_user_info_d', '19990101')", "true|false"},
    // Aggregates over 1 to 10.
    {"count", "count(*), count(n), count(distinct n % 3) FROM %t", "10|10|3"},
    {"sum", "sum(n), sum(distinct n % 3), sum(n + 0.5) FROM %t", "55|3|60"},
    {"avg", "avg(n) FROM %t", "5.5"},
    {"max", "max(n), max(n > 5) FROM %t", "10|true"},
    {"min", "min(n), min(n > 5) FROM %t", "1|false"},
    {"any_value", "any_value(n) FROM %t WHERE n = 4", "4"},
    {"collect_list", "sort_array(collect_list(n % 3)) FROM %t WHERE n < 5", "[0,1,1,2]"},
    {"collect_set", "sort_array(collect_set(n % 3)) FROM %t", "[0,1,2]"},
    {"wm_concat", "wm_concat(',', cast(n as string)) WITHIN GROUP (ORDER BY n DESC) FROM %t WHERE n < 4", "3,2,1"},
    {"approx_distinct", "approx_distinct(n % 4) FROM %t", "4"},
    {"stddev", "stddev(n) FROM %t", "2.8722813232690143"},
    {"stddev_pop", "stddev_pop(n) FROM %t", "2.8722813232690143"},
    {"stddev_samp", "stddev_samp(n) FROM %t", "3.0276503540974917"},
    {"variance", "variance(n) FROM %t", "8.25"},
    {"var_pop", "var_pop(n) FROM %t", "8.25"},
    {"var_samp", "var_samp(n) FROM %t", "9.166666666666666"},
    {"corr", "corr(n, 2 * n) FROM %t", "1"},
    {"covar_pop", "covar_pop(n, n) FROM %t", "8.25"},
    {"covar_samp", "covar_samp(n, n) FROM %t", "9.166666666666666"},
    {"median", "median(n) FROM %t", "5.5"},
    {"percentile", "percentile(n, 0.3) FROM %t", "3.7"},
    {"percentile_approx", "percentile_approx(n, 0.5) FROM %t", "5.5"},
    {"count_if", "count_if(n > 7) FROM %t", "3"},
    {"max_by", "max_by(n % 3, n) FROM %t", "1"},
    {"min_by", "min_by(n % 3, n) FROM %t", "1"},
    {"arg_max", "arg_max(10 - n, n) FROM %t", "0"},
    {"arg_min", "arg_min(10 - n, n) FROM %t", "9"},
    {"map_agg", "map_agg(n, n * n) FROM %t WHERE n < 3", "{\"1\":1,\"2\":4}"},
    {"bitwise_and_agg", "bitwise_and_agg(n) FROM %t WHERE n IN (6, 7)", "6"},
    {"bitwise_or_agg", "bitwise_or_agg(n) FROM %t WHERE n IN (1, 8)", "9"},
    {"grouping", "SELECT k, grouping(k), sum(n) FROM (SELECT n % 2 k, n FROM %t) s GROUP BY ROLLUP (k) ORDER BY k",
     "NULL|1|55;0|0|30;1|0|25"},
    {"grouping_id",
     "SELECT grouping_id(a, b), count(*) FROM (SELECT n % 2 a, n % 3 b FROM %t) s GROUP BY a, b GROUPING "
     "SETS ((a), (b), ()) ORDER BY 1, 2",
     "1|5;1|5;2|3;2|3;2|4;3|10"},
    // Windows.
    {"row_number", "SELECT n, row_number() OVER (ORDER BY n DESC) FROM %t ORDER BY n LIMIT 2", "1|10;2|9"},
    {"rank", "SELECT n, rank() OVER (ORDER BY n / 2 - n / 2 + n % 2) FROM %t ORDER BY n LIMIT 2", "1|6;2|1"},
    {"dense_rank", "SELECT n, dense_rank() OVER (ORDER BY n % 2) FROM %t ORDER BY n LIMIT 2", "1|2;2|1"},
    {"percent_rank", "SELECT percent_rank() OVER (ORDER BY n) FROM %t ORDER BY 1 LIMIT 2", "0;0.1111111111111111"},
    {"cume_dist", "SELECT cume_dist() OVER (ORDER BY n) FROM %t ORDER BY 1 LIMIT 2", "0.1;0.2"},
    {"ntile", "SELECT n, ntile(3) OVER (ORDER BY n) FROM %t ORDER BY n DESC LIMIT 1", "10|3"},
    {"lag", "SELECT n, lag(n, 1) OVER (ORDER BY n), lag(n, 2, 0) OVER (ORDER BY n) FROM %t ORDER BY n LIMIT 2",
     "1|NULL|0;2|1|0"},
    {"lead", "SELECT n, lead(n) OVER (ORDER BY n) FROM %t ORDER BY n DESC LIMIT 2", "10|NULL;9|10"},
    {"first_value", "SELECT first_value(n) OVER (PARTITION BY n % 2 ORDER BY n) FROM %t ORDER BY n LIMIT 2", "1;2"},
    {"last_value",
     "SELECT last_value(n) OVER (PARTITION BY n % 2 ORDER BY n ROWS BETWEEN UNBOUNDED PRECEDING AND "
     "UNBOUNDED FOLLOWING) FROM %t ORDER BY n LIMIT 2",
     "9;10"},
    {"first_value",
     "SELECT first_value(if(n < 3, null, n), true) OVER (ORDER BY n), last_value(if(n > 2, null, n)) IGNORE NULLS OVER "
     "(ORDER BY n) FROM %t ORDER BY n LIMIT 4",
     "NULL|1;NULL|2;3|2;3|2"},
    {"trim",
     "trim(both 'x' from 'xxhixx'), ltrim('xhi', 'x'), trim(leading 'x' from 'xhix'), trim(trailing from 'hi ')",
     "hi|hi|hix|hi"},
    {"nth_value", "SELECT nth_value(n, 2) OVER (ORDER BY n) FROM %t ORDER BY n LIMIT 2", "NULL;2"},
    // Arrays, maps, structs.
    {"array", "array(1, 2, 3), array('a', 'b')[1]", "[1,2,3]|b"},
    {"map", "map('a', 1, 'b', 2)['b'], map('a', 1)['z']", "2|NULL"},
    {"named_struct", "named_struct('user_id', 10001, 'user_name', 'LiLei').user_name", "LiLei"},
    {"struct", "struct('a', 123).col2", "123"},
    {"size", "size(map('a', 123, 'b', 456)), size(array('a', 'b', 'c'))", "2|3"},
    {"array_contains", "array_contains(array('a', 'b'), 'a'), array_contains(array(1, 2), 3)", "true|false"},
    {"array_distinct", "array_distinct(array(10, 20, 30, 30, 20, 10))", "[10,20,30]"},
    {"array_except", "array_except(array(1, 1, 3, 3, 5, 5), array(1, 1, 2, 2, 3, 3))", "[5]"},
    {"array_intersect", "array_intersect(array(1, 2, 3), array(1, 3, 5))", "[1,3]"},
    {"array_join",
     "array_join(array(10, 20, 20, null, null, 30), ','), array_join(array(10, 20, 20, null, null, 30), "
     "'##', 'null')",
     "10,20,20,30|10##20##20##null##null##30"},
    {"array_max", "array_max(array(10, 20, 30))", "30"},
    {"array_min", "array_min(array(10, 20, 30))", "10"},
    {"array_position", "array_position(array(3, 2, 1), 1), array_position(array(3, 1, null), 2)", "3|0"},
    {"array_remove", "array_remove(array(3, 2, 1), 1)", "[3,2]"},
    {"array_repeat", "array_repeat('123', 2)", "[\"123\",\"123\"]"},
    {"array_union", "array_union(array(1, 2, 3), array(1, 3, 5))", "[1,2,3,5]"},
    {"arrays_overlap", "arrays_overlap(array(1, 2, 3), array(3, 4, 5)), arrays_overlap(array(1), array(2))",
     "true|false"},
    {"flatten", "flatten(array(array(1, 2), array(3, 4)))", "[1,2,3,4]"},
    {"sequence", "sequence(1, 5), sequence(5, 1, -2)", "[1,2,3,4,5]|[5,3,1]"},
    {"slice",
     "slice(array(10, 20, 20, null, null, 30), 1, 3), slice(array(10, 20, 30), -2, 2), slice(array(10), 3, 10)",
     "[10,20,20]|[20,30]|[]"},
    {"sort_array", "sort_array(array('d', 'c', 'b', 'a')), sort_array(array(10, 20, 40, 30), false)",
     "[\"a\",\"b\",\"c\",\"d\"]|[40,30,20,10]"},
    {"map_concat", "map_concat(map(1, 'a', 2, 'b'), map(3, 'c'))[3]", "c"},
    {"map_entries", "map_entries(map('a', 1))[0].value", "1"},
    {"map_from_arrays", "map_from_arrays(array(1, 3), array('2', '4'))[3]", "4"},
    {"map_from_entries", "map_from_entries(array(struct(1, 'a'), struct(2, 'b')))[2]", "b"},
    {"map_keys", "sort_array(map_keys(map('a', 123, 'b', 456)))", "[\"a\",\"b\"]"},
    {"map_values", "sort_array(map_values(map('a', 123, 'b', 456)))", "[123,456]"},
    {"str_to_map", "str_to_map('test1&1-test2&2','-','&')['test2'], str_to_map('a=1,b=2')['a']", "2|1"},
    {"all_match",
     "all_match(array(4, 5, 6), x -> x > 3), all_match(array(), x -> x > 3), all_match(array(10, 100, 30), "
     "x -> x > 10)",
     "true|true|false"},
    {"any_match", "any_match(array(1, 2, -10, 100, -30), x -> x > 3), any_match(array(1, 2), x -> x > 3)",
     "true|false"},
    {"array_reduce",
     "array_reduce(array(5, 20, 50, 10), 0, (s, x) -> s + x, s -> s), array_reduce(array(5, 20), "
     "'', (s, x) -> concat(s, cast(x as string), ';'), s -> length(s))",
     "85|5"},
    {"filter", "filter(array(1, 2, 3), x -> x > 1), filter(array('ab', 'c'), x -> length(x) = 1)", "[2,3]|[\"c\"]"},
    {"transform", "transform(array(1, 2, 3), x -> x + 1), transform(array(1, 2), x -> x * n) FROM %t WHERE n = 5",
     "[2,3,4]|[5,10]"},
    {"transform_keys", "transform_keys(map(10, -20, 20, 50), (k, v) -> k + v)[70]", "50"},
    {"transform_values", "transform_values(map(10, -20, 20, 50), (k, v) -> k + v)[10]", "-10"},
    {"map_filter", "size(map_filter(map(10, -20, 20, 50, 100, -50), (k, v) -> k + v > 10))", "2"},
    {"zip_with", "zip_with(array(1, 2, 3), array(4, 5, 6, 7), (x, y) -> x + y)", "[5,7,9,null]"},
    // JSON.
    {"from_json",
     "from_json('{\"a\":1, \"b\":0.8}', 'a int, b double').b, from_json('[1, 2]', 'array<bigint>'), "
     "from_json('{\"d\":\"x\"}', 'map<string,string>')['d'], from_json('broken', 'a int').a",
     "0.8|[1,2]|x|NULL"},
    {"to_json", "to_json(named_struct('a', 1, 'b', 2)), to_json(array(1, 2)), to_json(map('k', 'v'))",
     "{\"a\":1,\"b\":2}|[1,2]|{\"k\":\"v\"}"},
    {"json_array", "json_format(json_array('a', 1, null))", "[\"a\",1,null]"},
    {"json_object", "json_format(json_object('a', 1))", "{\"a\":1}"},
    {"json_exists", "json_exists(json_parse('{\"a\":1}'), '$.a'), json_exists(json_parse('{\"a\":1}'), '$.b')",
     "true|false"},
    {"json_extract", "json_format(json_extract(json_parse('{\"a\":[1,{\"b\":2}]}'), '$.a[1]'))", "{\"b\":2}"},
    {"json_format", "json_format(json_parse('{\"a\": \"b c\", \"d\": [1, 2]}'))", "{\"a\":\"b c\",\"d\":[1,2]}"},
    {"json_parse", "get_json_object(json_parse('{\"a\":7}'), '$.a')", "7"},
    {"json_type", "json_type(json_parse('[]')), json_type(json_parse('1'))", "array|number"},
    {"json_valid", "json_valid('{\"a\":1}'), json_valid('{a')", "true|false"},
    // Functions that make rows.
    {"explode", "SELECT t.x, e.c FROM (SELECT 1 x) t LATERAL VIEW explode(array('a', 'b')) e AS c", "1|a;1|b"},
    {"explode", "SELECT explode(map('k', 7)) AS (key, value)", "k|7"},
    {"posexplode", "SELECT posexplode(array('a', 'c')) AS (pos, val)", "0|a;1|c"},
    {"inline", "SELECT inline(array(struct(1, 'a'), struct(2, 'b'))) AS (id, name)", "1|a;2|b"},
    {"stack", "SELECT stack(3, 1, 2, 3, 4, 5, 6) AS (a, b)", "1|2;3|4;5|6"},
    {"json_tuple", "SELECT json_tuple('{\"a\":\"b\",\"c\":{\"d\":1}}', 'a', 'c', 'z') AS (a, c, z)",
     "b|{\"d\":1}|NULL"},
};

/// Equal as text, as numbers up to the last digits of a DOUBLE, or as nested values whatever the blanks between them.
bool isSame(QString actual, const QString &expected)
{
    if (actual.startsWith(u'[') || actual.startsWith(u'{'))
        actual.replace(u", "_s, u","_s).replace(u"\": "_s, u"\":"_s);
    if (actual == expected)
        return true;
    bool isNumber = false;
    bool isExpectedNumber = false;
    const double a = actual.toDouble(&isNumber);
    const double b = expected.toDouble(&isExpectedNumber);
    return isNumber && isExpectedNumber && std::abs(a - b) <= 1e-13 * std::abs(b) + 1e-15;
}

} // namespace

/// Every function of the sandbox's SQL with values that MaxCompute gives.
class tst_SqlFunctions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everySupportedFunctionHasAnExample();
    void valuesAreThoseOfMaxCompute_data();
    void valuesAreThoseOfMaxCompute();
};

void tst_SqlFunctions::initTestCase()
{
    QVERIFY2(sandbox().start(), qPrintable(sandbox().problem()));
}

void tst_SqlFunctions::everySupportedFunctionHasAnExample()
{
    QSet<QString> shown;
    for (const Example &example : examples) {
        const QString name = QString::fromUtf8(example.function);
        const QRegularExpression call(u"\\b%1\\s*\\("_s.arg(name), QRegularExpression::CaseInsensitiveOption);
        QVERIFY2(QString::fromUtf8(example.expression).contains(call), example.expression);
        shown.insert(name);
    }
    QStringList missing;
    for (const sandboxsql::FunctionInfo &function : sandboxsql::supportedFunctions()) {
        if (function.supported && !shown.contains(function.name))
            missing.append(function.name);
    }
    QCOMPARE(missing, QStringList());
}

void tst_SqlFunctions::valuesAreThoseOfMaxCompute_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("expected");
    int number = 0;
    for (const Example &example : examples) {
        QString sql = QString::fromUtf8(example.expression);
        if (!sql.startsWith(u"SELECT "))
            sql.prepend(u"SELECT ");
        sql.replace(u"%t"_s, QString::fromUtf8(rowsOfTen));
        QTest::addRow("%s %d", example.function, ++number) << sql << QString::fromUtf8(example.expected);
    }
}

void tst_SqlFunctions::valuesAreThoseOfMaxCompute()
{
    QFETCH(QString, sql);
    QFETCH(QString, expected);
    static test::EndpointClient client(sandbox(), sandbox().admin());
    const QStringList rows = client.rows(sql);
    const QStringList wanted = expected.split(u';');
    bool good = rows.size() == wanted.size();
    for (qsizetype row = 0; good && row < rows.size(); ++row) {
        const QStringList values = rows[row].split(u'|');
        const QStringList wantedValues = wanted[row].split(u'|');
        good = values.size() == wantedValues.size();
        for (qsizetype i = 0; good && i < values.size(); ++i)
            good = isSame(values[i], wantedValues[i]);
    }
    QVERIFY2(good, qPrintable(u"%1\n   Actual:   %2\n   Expected: %3"_s.arg(sql, rows.join(u';'), expected)));
}

QTEST_GUILESS_MAIN(tst_SqlFunctions)
#include "tst_sqlfunctions.moc"
