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
    document.addEventListener("click", (event) => menu.contains(event.target) || close(false));
  }

  const folded = document.querySelector(".contents-folded");
  folded?.addEventListener("click", (event) => {
    if (event.target.closest("a")) folded.open = false;
  });

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
