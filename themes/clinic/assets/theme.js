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

  // The contents are folded on a phone, and open beside the text.
  const contents = document.querySelector(".contents");
  const wide = matchMedia("(min-width: 60rem)");
  const fit = () => { if (contents) contents.open = wide.matches; };
  contents?.addEventListener("click", (event) => event.target.closest("a") && fit());
  wide.addEventListener("change", fit);
  fit();

  // Buttons that only a script can serve appear with it.
  const share = document.querySelector(".share");
  const serve = (name, serves, act) => {
    const button = share?.querySelector(`[data-${name}]`);
    if (!button || !serves) return;
    button.closest("li").hidden = share.hidden = false;
    button.addEventListener("click", () => act(button.dataset));
  };
  serve("share", navigator.share, (data) => navigator.share({ title: data.title, url: data.share }).catch(() => {}));
  serve("copy", navigator.clipboard, (data) => {
    navigator.clipboard.writeText(data.copy).then(() => {
      share.querySelector("[role=status]").textContent = data.done;
    }, () => {});
  });
  serve("print", window.print, () => window.print());

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
