// SPDX-License-Identifier: GPL-3.0-or-later

import com.aliyun.odps.*;
import com.aliyun.odps.account.*;
import com.aliyun.odps.data.*;
import com.aliyun.odps.data.Record;
import com.aliyun.odps.security.SecurityConfiguration;
import com.aliyun.odps.security.SecurityManager;
import com.aliyun.odps.task.SQLTask;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.*;

/** Who may do what: signatures, tokens, users and roles. */
class Access extends Area {
    static void run() throws Exception
    {
        authentication();
        security();
    }

    private static void authentication()
    {
        check("a wrong key is refused", () -> {
            Odps other = connect(new AliyunAccount(text("access_id"), "wrong"));
            same("SignatureNotMatch", codeOf(() -> other.projects().get().reload()));
        });
        check("an unknown id is refused", () -> {
            Odps other = connect(new AliyunAccount("nobody", "wrong"));
            same("InvalidAccessKeyId", codeOf(() -> other.projects().get().reload()));
        });
        check("a V4 signature is accepted", () -> {
            Odps other = connect(new AliyunAccount(text("access_id"), text("access_key"), "cn-hangzhou"));
            other.projects().get().reload();
            same(project, other.projects().get().getName());
            same(true, other.tables().exists("ods_user_info_d"));
        });
        check("a V4 signature with a wrong key is refused", () -> {
            Odps other = connect(new AliyunAccount(text("access_id"), "wrong", "cn-hangzhou"));
            same("SignatureNotMatch", codeOf(() -> other.projects().get().reload()));
        });
        check("a temporary account brings its token", () -> {
            JsonObject sts = info.getAsJsonObject("private").getAsJsonArray("accounts").get(0).getAsJsonObject();
            String id = sts.get("access_id").getAsString();
            String key = sts.get("access_key").getAsString();
            String token = sts.get("sts_token").getAsString();
            same(true, connect(new StsAccount(id, key, token)).tables().exists("ods_user_info_d"));
            same(true, connect(new StsAccount(id, key, token, "cn-hangzhou")).tables().exists("ods_user_info_d"));
            same("Unauthorized", codeOf(() -> connect(new StsAccount(id, key, "made up")).projects().get().reload()));
            same("Unauthorized", codeOf(() -> connect(new AliyunAccount(id, key)).projects().get().reload()));
        });
        check("a bearer token opens its instance only", () -> {
            Instance instance = run("SELECT 1 AS one;");
            String token = new LogView(odps).generateInstanceToken(instance, 1);
            Odps bearer = connect(new BearerTokenAccount(token));
            holds(bearer.instances().get(instance.getId()).isSuccessful(), "the instance is not to be seen");
            same("NoPermission", codeOf(() -> bearer.tables().get("ods_user_info_d").reload()));
            holds(new LogView(odps).generateLogView(instance, 1).contains(instance.getId()), "no address");
        });
        check("headers without a value are signed", () -> {
            Map<String, String> headers = new HashMap<>();
            headers.put("x-odps-comment", null);
            same(200, odps.getRestClient().request("/projects/" + project, "GET", null, headers, null, 0).getStatus());
            headers.put("x-odps-comment", "50%25");
            same(200, odps.getRestClient().request("/projects/" + project, "GET", null, headers, null, 0).getStatus());
        });
        check("an application signs beside the user", () -> {
            Odps app = connect(new AliyunAccount(text("access_id"), text("access_key")));
            app.setAppAccount(new AppAccount(new AliyunAccount(text("access_id"), text("access_key"))));
            same(true, app.tables().exists("ods_user_info_d"));
        });
        check("a read-only account reads and cannot write", () -> {
            JsonObject user = secret("restricted");
            Odps other = connect(new AliyunAccount(user.get("name").getAsString(), user.get("password").getAsString()));
            Instance count = SQLTask.run(other, "SELECT COUNT(*) FROM ods_user_info_d;");
            count.waitForSuccess(50);
            same(360L, SQLTask.getResultSet(count).next().getBigint(0));
            same("ODPS-0130013",
                 codeOf(() -> SQLTask.run(other, "CREATE TABLE t_forbidden (id BIGINT);").waitForSuccess(50)));
            same("NoPermission",
                 codeOf(()
                            -> other.tableTunnel().createUploadSession(project, "ods_user_info_d",
                                                                       new PartitionSpec("dt=20240115"))));
        });
    }

    private static void security() throws OdpsException
    {
        SecurityManager manager = odps.projects().get().getSecurityManager();
        check("who am I", () -> {
            JsonObject who = JsonParser.parseString(manager.runQuery("whoami", true)).getAsJsonObject();
            same(text("access_id"), who.get("ID").getAsString());
            same(project, who.get("ProjectName").getAsString());
        });
        check("users and roles", () -> {
            holds(all(manager.listUsers(), com.aliyun.odps.security.User::getID).contains(text("access_id")),
                  "no user");
            same(List.of("admin", "reader"), all(manager.listRoles(), com.aliyun.odps.security.Role::getName));
        });
        check("roles of a user", () -> {
            same(List.of("admin"),
                 all(manager.listRolesForUserID(text("access_id")), com.aliyun.odps.security.Role::getName));
            holds(all(manager.listUsersForRole("admin"), com.aliyun.odps.security.User::getID)
                      .contains(text("access_id")),
                  "no user");
            same("ALIYUN$" + text("access_id"), manager.getUserById(text("access_id")).getDisplayname());
        });
        check("the security configuration", () -> {
            SecurityConfiguration configuration = manager.getSecurityConfiguration();
            same(true, configuration.checkPermissionUsingAcl());
            same(false, configuration.projectProtection());
            same(false, configuration.labelSecurity());
        });
    }
}
