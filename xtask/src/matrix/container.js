// A container in Azurite for the matrix: container.js ENDPOINT ACCOUNT KEY.
const crypto = require("crypto");
const [endpoint, account, key] = process.argv.slice(2);
const date = new Date().toUTCString();
const headers = `x-ms-date:${date}\nx-ms-version:2021-08-06`;
const resource = `/${account}/${account}/web\nrestype:container`;
const text = `PUT\n\n\n\n\n\n\n\n\n\n\n\n${headers}\n${resource}`;
const signature = crypto.createHmac("sha256", Buffer.from(key, "base64")).update(text).digest("base64");
fetch(`${endpoint}/web?restype=container`, {
  method: "PUT",
  headers: { "x-ms-date": date, "x-ms-version": "2021-08-06", authorization: `SharedKey ${account}:${signature}` },
}).then((answer) => process.exit(answer.ok ? 0 : 1));
