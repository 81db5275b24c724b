// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench.h"

#include <isthmus/wire/recorddecoder.h>
#include <isthmus/wire/recordencoder.h>
#include <isthmus/wire/signature.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <openssl/evp.h>
#include <openssl/hmac.h>

namespace isthmus::bench {

namespace {

Figure measureSigning()
{
    constexpr int count = 20'000;
    const wire::Signer signer({"testAccessKeyId", "testAccessKeySecret", {}}, {});
    wire::Request request{"GET",
                          "/projects/test_project/tables",
                          "expectmarker=true&maxitems=10&curr_project=test_project&curr_schema=default",
                          {{"Date", "Mon, 15 Jan 2024 08:30:00 GMT"}}};
    const QByteArray text = wire::canonicalString(request);
    const QByteArray key = QByteArrayLiteral("testAccessKeySecret");
    const auto sign = [&] {
        for (int i = 0; i < count; ++i)
            signer.sign(request);
    };
    const auto mac = [&] {
        unsigned char digest[EVP_MAX_MD_SIZE];
        unsigned int size = 0;
        for (int i = 0; i < count; ++i)
            HMAC(EVP_sha1(), key.constData(), int(key.size()),
                 reinterpret_cast<const unsigned char *>(text.constData()), size_t(text.size()), digest, &size);
    };
    const Pair seconds = medianSecondsInTurn(5, sign, mac);
    return {count / seconds.ours, QStringLiteral("1/s"), QStringLiteral("one HMAC-SHA1 by OpenSSL of the same text"),
            count / seconds.baseline, 0.1};
}

// Twelve columns as in dwd_orders.
records::RecordBatch someOrders(int rows)
{
    const auto column = [](const char *name, const char16_t *type) {
        return catalog::Column{.name = QString::fromLatin1(name), .type = catalog::parseMaxComputeType(type)};
    };
    records::RecordBatch batch(
        {column("order_id", u"BIGINT"), column("order_user_id", u"STRING"), column("order_shop_id", u"BIGINT"),
         column("order_product_id", u"BIGINT"), column("order_product_catalog_name", u"STRING"),
         column("order_fee", u"DECIMAL(20,2)"), column("order_create_time", u"TIMESTAMP_NTZ"),
         column("order_update_time", u"TIMESTAMP_NTZ"), column("order_state", u"INT"), column("pay_id", u"BIGINT"),
         column("pay_platform", u"INT"), column("pay_create_time", u"TIMESTAMP_NTZ")});
    for (int row = 0; row < rows; ++row) {
        const records::Timestamp time{1'676'479'256 + row, 0};
        const QByteArray user = "user_" + QByteArray::number(row % 1000);
        batch.vector(0).appendInt64(100'001 + row);
        batch.vector(1).appendBytes(user);
        batch.vector(2).appendInt64(12'345 + row % 7);
        batch.vector(3).appendInt64(row % 5);
        batch.vector(4).appendBytes("phone_aaa");
        batch.vector(5).appendBytes("5000.05");
        batch.vector(6).appendTimestamp(time);
        batch.vector(7).appendTimestamp(time);
        batch.vector(8).appendInt64(row % 2);
        if (row % 4 == 0) {
            for (const int c : {9, 10, 11})
                batch.vector(c).appendNull();
        } else {
            batch.vector(9).appendInt64(2001 + row);
            batch.vector(10).appendInt64(row % 2);
            batch.vector(11).appendTimestamp(time);
        }
    }
    return batch;
}

QByteArray asJson(const records::RecordBatch &batch)
{
    QJsonArray rows;
    for (qsizetype row = 0; row < batch.rowCount(); ++row) {
        QJsonArray values;
        for (qsizetype c = 0; c < batch.columnCount(); ++c) {
            const auto &vector = batch.vector(c);
            if (vector.isNull(row))
                values.append(QJsonValue());
            else if (vector.storage() == records::Storage::Int64)
                values.append(qint64(vector.int64At(row)));
            else
                values.append(vector.displayText(row));
        }
        rows.append(values);
    }
    return QJsonDocument(rows).toJson(QJsonDocument::Compact);
}

Figure measureDecoding()
{
    constexpr int count = 50'000;
    const records::RecordBatch batch = someOrders(count);
    QByteArray stream;
    wire::RecordEncoder encoder;
    if (!encoder.append(batch, 0, count, stream))
        giveUp(QStringLiteral("the rows cannot be encoded"));
    encoder.finish(stream);
    const QByteArray json = asJson(batch);
    const auto decode = [&] {
        wire::RecordDecoder decoder(batch.columns());
        const auto done = decoder.feed(stream).and_then([&](auto) { return decoder.finish(); });
        if (!done || decoder.takeRows().rowCount() != count)
            giveUp(QStringLiteral("the rows cannot be decoded"));
    };
    const auto parse = [&] {
        if (QJsonDocument::fromJson(json).array().size() != count)
            giveUp(QStringLiteral("the JSON cannot be parsed"));
    };
    const Pair seconds = medianSecondsInTurn(5, decode, parse);
    return {count / seconds.ours, QStringLiteral("1/s"), QStringLiteral("QJsonDocument::fromJson of the same rows"),
            count / seconds.baseline, 2};
}

Figure measureEncoding()
{
    constexpr int count = 50'000;
    const records::RecordBatch batch = someOrders(count);
    QByteArray stream;
    const auto encode = [&] {
        stream.clear();
        wire::RecordEncoder encoder;
        if (!encoder.append(batch, 0, count, stream))
            giveUp(QStringLiteral("the rows cannot be encoded"));
        encoder.finish(stream);
    };
    const auto write = [&] {
        if (asJson(batch).isEmpty())
            giveUp(QStringLiteral("the JSON cannot be written"));
    };
    const Pair seconds = medianSecondsInTurn(5, encode, write);
    return {count / seconds.ours, QStringLiteral("1/s"), QStringLiteral("QJsonDocument::toJson of the same rows"),
            count / seconds.baseline, 5};
}

} // namespace

std::vector<Case> wireCases()
{
    return {{QStringLiteral("wire.sign"), measureSigning},
            {QStringLiteral("wire.decode"), measureDecoding},
            {QStringLiteral("wire.encode"), measureEncoding}};
}

} // namespace isthmus::bench
