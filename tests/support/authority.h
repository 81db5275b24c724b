// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace isthmus::test {

/// The certificate of an authority that nobody has the key of, as it stands in a CA file; until the year 2126.
inline const QByteArray authorityPem = R"(-----BEGIN CERTIFICATE-----
MIIBhzCCAS2gAwIBAgIUCctPF/Lu/vR+jyKTq9JVltgAQQcwCgYIKoZIzj0EAwIw
GDEWMBQGA1UEAwwNSXN0aG11cyB0ZXN0czAgFw0yNjExMzAwNDM0MDFaGA8yMTI2
MTEwNjA0MzQwMVowGDEWMBQGA1UEAwwNSXN0aG11cyB0ZXN0czBZMBMGByqGSM49
AgEGCCqGSM49AwEHA0IABDUVpoOgGPKyfNF93sM9UAbNZwu+PKd5I8fNpYHOIOSY
fvDgwktIPcyJ2tyCzV4Z3FirbEcWdX/E/R2VWz9V6U2jUzBRMB0GA1UdDgQWBBQI
jJBbAuY7asFTH2h7op5ByfISmjAfBgNVHSMEGDAWgBQIjJBbAuY7asFTH2h7op5B
yfISmjAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0gAMEUCIQDtaiWHRqzg
qESLFkoyHZOqRZIV4qwmkbaM71bHK/2RsgIga/0nGOVRxt35LqoD3LpVRpxj6uXc
V6nzTemJ+sP2//c=
-----END CERTIFICATE-----
)";

} // namespace isthmus::test
