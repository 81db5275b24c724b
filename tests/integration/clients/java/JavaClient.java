// SPDX-License-Identifier: GPL-3.0-or-later

import java.util.TimeZone;

/**
 * MaxCompute's own Java client, unmodified, against a sandbox: what it reads and writes is compared by value.
 * Arguments: the sandbox's sandbox.json, the gallery of MaxCompute values, and the mapped tables as mapped.py tells
 * them. Ends with 0 only if every check held.
 */
public class JavaClient {
    public static void main(String[] args) throws Exception
    {
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
        Area.begin(args[0]);
        Access.run();
        Catalog.run();
        Jobs.run();
        Values.run(args[1], args[2]);
        Transfers.run();
        System.out.println(Area.failures() == 0 ? "all checks held" : Area.failures() + " checks failed");
        System.exit(Area.failures() == 0 ? 0 : 1);
    }
}
