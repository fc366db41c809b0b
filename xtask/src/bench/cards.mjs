// The design of Bedside's share cards, approximated for satori and @resvg/resvg-js; prints milliseconds a card.
// Arguments: a folder with both packages in node_modules, the folder of the fonts, a file of titles, how many to draw.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const [folder, fonts, titles, most] = process.argv.slice(2);
const require = createRequire(join(folder, "package.json"));
const satoriPackage = require("satori");
const satori = satoriPackage.default ?? satoriPackage;
const { Resvg } = require("@resvg/resvg-js");
const font = (weight) => ({ name: "Inter", weight, style: "normal", data: readFileSync(join(fonts, `inter-${weight}.ttf`)) });
const options = { width: 1200, height: 630, fonts: [font(500), font(700)] };
const box = (style, children) => ({ type: "div", props: { style: { display: "flex", ...style }, children } });
const text = (style, words) => ({ type: "div", props: { style, children: words } });

const card = (title) =>
  box({ width: 1200, height: 630, backgroundColor: "#f4f7f7", flexDirection: "column", fontFamily: "Inter" }, [
    box({ position: "absolute", left: 850, top: -250, width: 620, height: 620, borderRadius: 310, backgroundColor: "#e4eceb" }, []),
    box({ height: 439, padding: "55px 60px 26px", flexDirection: "column" }, [
      box({}, [text({ backgroundColor: "#b4532a", color: "#fff", borderRadius: 19, padding: "8px 26px", fontSize: 40, fontWeight: 700 }, "Article")]),
      box({ flexGrow: 1, alignItems: "center" }, [
        text({ fontSize: title.length > 60 ? 64 : 84, fontWeight: 700, color: "#0c2523", lineHeight: 1.13, width: 1080 }, title),
      ]),
    ]),
    box({ height: 191, backgroundColor: "#1f5f5b", borderTop: "8px solid #b4532a", padding: "20px 60px", color: "#fff" }, [
      box({ width: 108, height: 108, borderRadius: 19, backgroundColor: "#fff", marginRight: 24 }, []),
      box({ flexDirection: "column" }, [
        text({ fontSize: 48, fontWeight: 700 }, "Riverside Family Medicine"),
        text({ fontSize: 40, fontWeight: 500 }, "Maya Okafor, MD · November 23, 2026"),
      ]),
    ]),
  ]);

const draw = async (title) => new Resvg(await satori(card(title), options), { font: { loadSystemFonts: false } }).render().asPng();
const all = readFileSync(titles, "utf8").trimEnd().split("\n").slice(0, Number(most));
for (const title of all.slice(0, 5)) await draw(title);
const start = performance.now();
for (const title of all) await draw(title);
console.log((performance.now() - start) / all.length);
