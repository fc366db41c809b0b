// Writes what twitter-text makes of each text of `counts.json`: its weighted length.
//
//     npm install twitter-text@3.1.0
//     node tests/it/outside/counts.js
//
// New texts are added to the file with any number.
const fs = require("fs");
const { parseTweet } = require("twitter-text").default || require("twitter-text");

const file = `${__dirname}/counts.json`;
const counts = JSON.parse(fs.readFileSync(file, "utf8"));
for (const text of Object.keys(counts)) counts[text] = parseTweet(text).weightedLength;
const ascii = JSON.stringify(counts, null, 1).replace(/[\u007f-\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
fs.writeFileSync(file, `${ascii}\n`);
