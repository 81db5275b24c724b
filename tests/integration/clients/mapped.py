# SPDX-License-Identifier: GPL-3.0-or-later
"""The gallery of Hologres values (../values/hologres.json) where MaxCompute reads them: each family as a table that
isthmusctl mapped, and as a table of an external schema. What a client must see there is said here for all clients."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

FILE = Path(__file__).parent.parent / "values" / "hologres.json"
ROLE = "acs:ram::1234567890:role/dbs-holo-role"
ROLE_IN_HOLOGRES = "p4_280000000000000001"
ROADS = ("mapped table", "external schema")
# A mapped table is read with the reader's own rights.
HINTS = {"odps.namespace.schema": "true", "odps.sql.common.table.planner.ext.hive.bridge": "true"}


@dataclass
class Specimen:
    name: str
    type: str  # in Hologres
    sql: str
    text: str


@dataclass
class Mapped:
    """A table of MaxCompute: the column id, with 1 and 2, and the specimens, which are NULL in the second row."""

    road: str
    schema: str
    table: str
    specimens: list
    refused: str  # the column that no query may come past, "" where there is none


def families():
    """Pairs of a table's name and its values, which have names."""
    for family in json.loads(FILE.read_text()):
        name = family["family"].replace(" ", "_")
        single = family.get("single")
        for number, values in enumerate([[value] for value in family["values"]] if single else [family["values"]]):
            named = [{"name": f"c{i}", **value} for i, value in enumerate(values, 1)]
            yield f"{name}{number if single else ''}", named


def in_hologres(name, values):
    def quoted(column):
        return '"' + column.replace('"', '""') + '"'

    columns = "".join(f", {quoted(value['name'])} {value['type']}" for value in values)
    return (
        f"CREATE TABLE gallery.{name} (id int NOT NULL{columns});\n"
        f"INSERT INTO gallery.{name} SELECT 1" + "".join(f", {value['sql']}" for value in values) + ";\n"
        f"INSERT INTO gallery.{name} SELECT 2" + ", NULL" * len(values) + ";\n"
    )


def expected(road, name, values):
    """The table of a family on a road."""
    specimens = []
    refused = ""
    for value in values:
        roads = value.get("roads", {})
        if "!" in (roads.get("mapped"), roads.get(road)):
            refused = value["name"]
        text = value["repeat"][0] * value["repeat"][1] if "repeat" in value else value["text"]
        if "mapped" not in roads or roads["mapped"] is not None:
            specimens.append(Specimen(value["name"], value["type"], value["sql"], roads.get("mapped", text)))
    schema, table = ("gallery", f"mapped_{name}") if road == "mapped table" else ("gallery_ext", name)
    return Mapped(road, schema, table, specimens, refused)


def make(sandbox):
    """Makes them all, and gives the tables that MaxCompute has then."""
    tables = list(families())
    sandbox.ctl("sql", "order_dw", "CREATE SCHEMA gallery;\n" + "".join(in_hologres(*table) for table in tables))
    sandbox.ctl("sql", "dbs_mc", "CREATE SCHEMA gallery")
    for name, values in tables:
        try:
            sandbox.ctl("map-table", f"order_dw/gallery/{name}", f"dbs_mc/gallery/mapped_{name}")
        except RuntimeError:  # it reads the first row, and leaves the table that it made
            if not expected(ROADS[0], name, values).refused:
                raise
    hologres = sandbox.info["hologres"]
    sandbox.ctl(
        "sql", "order_dw",
        f"GRANT USAGE ON SCHEMA gallery TO {ROLE_IN_HOLOGRES}; "
        f"GRANT SELECT ON ALL TABLES IN SCHEMA gallery TO {ROLE_IN_HOLOGRES}",
    )
    sandbox.ctl(
        "sql", "dbs_mc",
        f"CREATE FOREIGN SERVER gallery_server TYPE HOLOGRES OPTIONS (host='{hologres['host']}', "
        f"port='{hologres['port']}', dbname='order_dw', rolearn='{ROLE}'); "
        "CREATE EXTERNAL SCHEMA gallery_ext WITH gallery_server ON 'gallery'",
    )
    return [expected(road, name, values) for road in ROADS for name, values in tables]


def as_json(tables):
    return json.dumps([asdict(table) for table in tables], ensure_ascii=False)
