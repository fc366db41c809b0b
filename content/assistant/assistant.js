// The browser knows the time zone of this computer, and the folder follows the name until somebody writes another.
"use strict";
const zone = document.getElementById("zone");
if (zone.hasAttribute("data-guess")) {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const known = [...document.querySelectorAll("#zones option")].some((option) => option.value === here);
  if (known) zone.value = here;
}
const practice = document.getElementById("name");
const folder = document.getElementById("folder");
const plain = (text) =>
  text.normalize("NFKD").toLowerCase().replace(/[\u0300-\u036f]/g, "").replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "");
let follows = folder.value === "my-practice";
folder.addEventListener("input", () => { follows = false; });
practice.addEventListener("input", () => { if (follows) folder.value = plain(practice.value) || "my-practice"; });
