# SPDX-License-Identifier: GPL-3.0-or-later
"""MaxCompute's own ODBC driver, unmodified, against the sandbox. ISTHMUS_ODBC_DRIVER names its libmaxcompute_odbc.so;
skipped without, and where there is no pyodbc."""

import datetime
import os
import sys
import unittest

from sandboxed import Sandbox

DRIVER = os.environ.get("ISTHMUS_ODBC_DRIVER")
try:
    import pyodbc
except ImportError:
    pyodbc = None
if not DRIVER or not pyodbc:
    print("ISTHMUS_ODBC_DRIVER names no driver, or there is no module pyodbc: skipped")
    sys.exit(77)

SANDBOX = Sandbox()


def setUpModule():
    SANDBOX.start()


def tearDownModule():
    SANDBOX.stop()


class Odbc(unittest.TestCase):
    def setUp(self):
        self.connection = self.connect()
        self.addCleanup(self.connection.close)

    def connect(self, **more):
        info = SANDBOX.info
        words = {
            "DRIVER": DRIVER,
            "Endpoint": info["endpoint"],
            "Project": info["project"],
            "AccessKeyId": info["access_id"],
            "AccessKeySecret": info["access_key"],
            **more,
        }
        return pyodbc.connect(";".join(f"{key}={value}" for key, value in words.items()), autocommit=True)

    def rows(self, text):
        return [tuple(row) for row in self.connection.cursor().execute(text).fetchall()]

    def failure_of(self, text, connection=None):
        with self.assertRaises(pyodbc.Error) as caught:
            (connection or self.connection).cursor().execute(text).fetchall()
        return str(caught.exception)

    def test_values_come_typed(self):
        self.assertEqual(
            self.rows(
                "SELECT CAST(1 AS TINYINT) a, CAST(2 AS SMALLINT) b, 3 c, 4L d, CAST(1.5 AS FLOAT) e, 2.5 f, "
                "CAST(12.30 AS DECIMAL(10,2)) g, 'täxt' h, CAST('v' AS VARCHAR(3)) i, true j, "
                "CAST('2024-01-15' AS DATE) k, CAST('2024-01-15 08:30:00' AS DATETIME) l, "
                "CAST('2024-01-15 08:30:00.123456' AS TIMESTAMP) m, CAST(NULL AS STRING) n"
            ),
            [
                (1, 2, 3, 4, 1.5, 2.5, "12.30", "täxt", "v", True, datetime.date(2024, 1, 15))
                + (datetime.datetime(2024, 1, 15, 8, 30), datetime.datetime(2024, 1, 15, 8, 30, 0, 123456), None)
            ],
        )

    def test_all_rows_are_fetched(self):
        rows = self.rows("SELECT uid, age_range FROM ods_user_info_d ORDER BY dt, uid")
        self.assertEqual(len(rows), 360)
        self.assertEqual(rows[0][0], "0000001")
        self.assertIsNone(rows[3][1])

    def test_statements_without_rows(self):
        self.connection.cursor().execute("CREATE TABLE IF NOT EXISTS t_odbc (id BIGINT)")
        self.connection.cursor().execute("INSERT OVERWRITE TABLE t_odbc VALUES (1L), (2L)")
        self.assertEqual(self.rows("SELECT id FROM t_odbc ORDER BY id"), [(1,), (2,)])
        self.connection.cursor().execute("DROP TABLE t_odbc")
        self.assertIn("zodiac", self.rows("DESC ods_user_info_d")[0][0])

    def test_tables_and_columns(self):
        tables = [row.table_name for row in self.connection.cursor().tables(table="ods%")]
        self.assertEqual(tables, ["ods_raw_log_d", "ods_user_info_d"])
        columns = [(row.column_name, row.type_name) for row in self.connection.cursor().columns(table="ods_user_info_d")]
        self.assertEqual([name for name, _ in columns], ["uid", "gender", "age_range", "zodiac", "dt"])
        self.assertEqual({type_name for _, type_name in columns}, {"STRING"})

    def test_errors(self):
        self.assertIn("ODPS-0130161", self.failure_of("SELEC 1"))
        self.assertIn("ODPS-0130131", self.failure_of("SELECT * FROM nowhere"))
        # The driver connects without asking; the first statement is refused.
        self.assertIn("SignatureNotMatch", self.failure_of("SELECT 1", self.connect(AccessKeySecret="wrong")))


if __name__ == "__main__":
    unittest.main()
