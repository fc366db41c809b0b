// Comfort only: every page works without this file.
(() => {
  const menu = document.querySelector("details.menu");
  if (menu) {
    const close = (focus) => {
      if (!menu.open) return;
      menu.open = false;
      if (focus) menu.querySelector("summary").focus();
    };
    document.addEventListener("keydown", (event) => event.key === "Escape" && close(true));
    // A focus that went on is not to be covered.
    menu.addEventListener("focusout", (event) => {
      if (event.relatedTarget && !menu.contains(event.relatedTarget)) close(false);
    });
    document.addEventListener("click", (event) => menu.contains(event.target) || close(false));
  }

  // The contents are folded on a phone and above the text, and open beside it, where they follow.
  const contents = document.querySelector(".contents");
  const wide = matchMedia("(min-width: 60rem)");
  const fit = () => { if (contents) contents.open = wide.matches && getComputedStyle(contents).position === "sticky"; };
  contents?.addEventListener("click", (event) => event.target.closest("a") && fit());
  wide.addEventListener("change", fit);
  fit();

  // Buttons that only a script can serve appear with it.
  const share = document.querySelector(".share");
  const serve = (name, serves, act) => {
    if (!serves) return;
    for (const button of document.querySelectorAll(`[data-${name}]`)) {
      const place = button.closest("li, .document-tools");
      if (place) place.hidden = false;
      if (share?.contains(button)) share.hidden = false;
      button.addEventListener("click", () => act(button.dataset));
    }
  };
  serve("share", navigator.share, (data) => navigator.share({ title: data.title, url: data.share }).catch(() => {}));
  serve("copy", navigator.clipboard, (data) => {
    navigator.clipboard.writeText(data.copy).then(() => {
      share.querySelector("[role=status]").textContent = data.done;
    }, () => {});
  });
  serve("print", window.print, (data) => {
    document.documentElement.dataset.print = data.print;
    window.print();
  });
  addEventListener("afterprint", () => delete document.documentElement.dataset.print);

  // What a link leads to is unfolded.
  const unfold = () => {
    let part = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!part) return;
    for (let fold = part.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    part.scrollIntoView();
  };
  addEventListener("hashchange", unfold);
  if (location.hash) unfold();

  // Today's hours, on the practice's clock.
  const spansOf = (text) => (text || "").split(";").filter(Boolean).map((span) => {
    const [from, fromText, to, toText] = span.split("/");
    return { from, fromText, to, toText };
  });
  for (const said of document.querySelectorAll(".hours-now")) {
    const place = said.parentElement;
    const days = [...place.querySelectorAll("tr[data-day]")];
    const parts = Object.fromEntries(new Intl.DateTimeFormat("en-CA", {
      timeZone: said.dataset.zone, year: "numeric", month: "2-digit", day: "2-digit", weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
    }).formatToParts(Date.now()).map((part) => [part.type, part.value]));
    const today = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].indexOf(parts.weekday);
    const date = `${parts.year}-${parts.month}-${parts.day}`, now = `${parts.hour}:${parts.minute}`;
    days[today]?.setAttribute("aria-current", "date");
    const holidays = [...place.querySelectorAll(".holidays > div")];
    const onDay = (after) => {
      const day = new Date(Date.UTC(+parts.year, +parts.month - 1, +parts.day + after)).toISOString().slice(0, 10);
      const holiday = holidays.find(({ dataset }) => dataset.from <= day && day <= dataset.to);
      if (holiday && "unsure" in holiday.dataset) return null;
      const row = days[(today + after) % 7];
      const spans = spansOf((holiday || row.querySelector("td")).dataset.spans);
      return spans.map((span) => ({ ...span, day: row.querySelector("th").textContent }));
    };
    const first = onDay(0);
    if (!first) continue;
    const open = first.find((span) => span.from <= now && now < span.to);
    let text = said.dataset.shut;
    if (open) text = said.dataset.open.replace("{time}", open.toText);
    for (let after = 0; !open && after < 8; after += 1) {
      const next = (onDay(after) || []).find((span) => after > 0 || span.from > now);
      if (!next) continue;
      text = said.dataset.closed.replace("{day}", next.day).replace("{time}", next.fromText);
      break;
    }
    said.textContent = text;
    said.classList.toggle("is-open", Boolean(open));
    said.hidden = false;
  }

  // The contents beside the text show which section is being read.
  const links = [...document.querySelectorAll(".contents a")];
  const headings = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
  if (!links.length || headings.includes(null)) return;
  let waiting = false;
  const mark = () => {
    waiting = false;
    const line = innerHeight / 4;
    const at = headings.findLastIndex((heading) => heading.getBoundingClientRect().top < line);
    links.forEach((link, index) => {
      if (index === at) link.setAttribute("aria-current", "location");
      else link.removeAttribute("aria-current");
    });
  };
  addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(mark);
  }, { passive: true });
  mark();
})();
