// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/sandbox/requests/requestobjects.h>

namespace isthmus::sandbox {

// Who there is: users, roles, quotas, and the security queries. Source of all documents:
// docs/protocol.md#users-roles-and-security, #tenants-and-quotas and #log-view. The sandbox has two roles, "admin" and
// "reader", and one quota; they cannot be changed.

[[nodiscard]] HttpResponse serveUsers(const ServiceContext &context);
/// One user by id or display name, or its roles. Errors: 404 if there is no such user.
[[nodiscard]] Reply<HttpResponse> serveUser(const ServiceContext &context, const HttpRequest &request);
[[nodiscard]] HttpResponse serveRoles();
/// One role, or its users. Errors: 404 if there is no such role.
[[nodiscard]] Reply<HttpResponse> serveRole(const ServiceContext &context, const HttpRequest &request);
/// Whether the account may do what the request asks about: "Allow" or "Deny".
[[nodiscard]] Reply<HttpResponse> servePermission(const HttpRequest &request);
[[nodiscard]] HttpResponse serveQuotas();
/// Errors: 404 if there is no such quota.
[[nodiscard]] Reply<HttpResponse> serveQuota(const HttpRequest &request);
/// Query "whoami", "list users" and "list roles"; bearer tokens.
[[nodiscard]] Reply<HttpResponse> serveAuthorization(const ServiceContext &context, const HttpRequest &request);

[[nodiscard]] QString quotaNickname();

} // namespace isthmus::sandbox
