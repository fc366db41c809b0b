// The search of the page /search/. The question stays in this browser: it is in the fragment of the address, which no server gets.
// The index comes from the same site; src/search/ writes it and stems alike.
(() => {
  const form = document.querySelector("form[data-index]");
  if (!form) return;
  const input = form.querySelector("input");
  const list = form.querySelector("[role=listbox]");
  const page = form.closest("main") || document;
  const find = (name) => page.querySelector(`.search-${name}`);
  const [urgent, crisis, status, note, results, browse] =
    ["urgent", "crisis", "status", "note", "results", "browse"].map(find);
  const says = form.dataset;

  // Words, as src/search/fold.rs and endings.rs see them.
  const fold = (text) => text.toLowerCase().normalize("NFD").replace(/\p{Mn}/gu, "");
  const WORD = /[぀-ヿ㐀-鿿豈-﫿]|[\p{Alphabetic}\p{N}\p{Mn}]+/gu;
  const plain = (text) => text.replace(/['’]s(?![\p{L}\p{N}])/giu, "").replace(/(?<=[\p{L}\p{N}])['’]/gu, "");
  const split = (text) => fold(plain(text)).match(WORD) || [];
  const cache = new Map();
  const stemBy = (word, endings) => {
    if (/\d/.test(word)) return word;
    for (const step of endings) {
      const ending = step.find(([from, to, left]) => {
        const rest = word.slice(0, word.length - from.length);
        return word.endsWith(from) && rest.length >= left && (from === to || /[aeiouy]/.test(rest));
      });
      if (ending) word = word.slice(0, word.length - ending[0].length) + ending[1];
    }
    return word;
  };
  const stems = (word) => {
    if (!cache.has(word)) cache.set(word, known.map((language) => stemBy(word, language.endings)));
    return cache.get(word);
  };

  // At most one slip of the finger: a letter too many, too few, another, or two that changed places.
  const slip = (a, b) => {
    if (a === b) return true;
    if (Math.abs(a.length - b.length) > 1) return false;
    let at = 0;
    while (at < a.length && a[at] === b[at]) at += 1;
    const [x, y] = [a.slice(at), b.slice(at)];
    return x.slice(1) === y || x === y.slice(1) || x.slice(1) === y.slice(1) ||
      (x[0] === y[1] && x[1] === y[0] && x.slice(2) === y.slice(2));
  };

  const FIELDS = { T: 10, N: 9, C: 6, S: 6, H: 4.5, M: 4.5, B: 3, F: 1 };
  let known = [];
  let entries = [];
  const words = [];
  const byStem = new Map();
  const byWord = new Map();
  const meaning = { stop: new Set(), other: new Set(), weak: new Set(), same: new Map(), say: [] };

  const learn = (languages) => {
    known = languages;
    languages.forEach((language, at) => {
      for (const word of language.stop.split(" ")) meaning[at ? "other" : "stop"].add(word);
      for (const word of language.weak.split(" ")) meaning.weak.add(word);
      for (const group of language.same) {
        const all = group.split(" ");
        for (const word of all) meaning.same.set(word, (meaning.same.get(word) || []).concat(all));
      }
      for (const [from, to] of Object.entries(language.say)) meaning.say.push([split(from), split(to)]);
    });
    meaning.say.sort((a, b) => b[0].length - a[0].length);
  };

  const add = (part) => {
    if (part.known) learn(part.known);
    const [kinds, languages, about] = [part.kinds, part.languages, part.about].map((column) => column.split(" "));
    part.titles.forEach((title, at) => {
      entries[part.first + at] = {
        title, path: part.paths[at], kind: kinds[at], language: languages[at], summary: part.summaries[at],
        past: part.past[at] === "1", about: about[at] ? about[at].split(",").map(Number) : [],
      };
    });
    const hits = part.hits.split(" ");
    part.words.split(" ").forEach((shown, at) => {
      if (!shown) return;
      const text = fold(shown);
      let word = byWord.get(text);
      if (!word) {
        word = { shown, text, stems: stems(text), hits: [], secret: true };
        byWord.set(text, word);
        words.push(word);
        for (const stem of new Set(word.stems)) byStem.set(stem, (byStem.get(stem) || []).concat(word));
      }
      let entry = part.first;
      for (const [, sign, step] of hits[at].matchAll(/([A-Z])([0-9a-z]+)/g)) {
        entry += parseInt(step, 36);
        word.hits.push([entry, FIELDS[sign]]);
        if (sign !== "S") word.secret = false;
      }
    });
  };

  // The words of the index that a word of the question may mean, each with how surely.
  const candidates = (typed, isLast) => {
    const found = new Map();
    const put = (word, share) => {
      if ((found.get(word) || 0) < share) found.set(word, share);
    };
    const exactly = (text, share) => {
      for (const stem of new Set(stems(text))) {
        for (const word of byStem.get(stem) || []) put(word, word.text === text ? share : share * 0.95);
      }
    };
    exactly(typed, 1);
    const isExact = found.size > 0;
    const groups = meaning.same.get(typed) || stems(typed).flatMap((stem) => meaning.byStem.get(stem) || []);
    for (const other of groups) if (other !== typed) exactly(other, 0.7);
    if (isLast || !isExact) {
      for (const word of words) {
        if (typed.length > 1 && word.text.length > typed.length && word.text.startsWith(typed)) {
          put(word, isExact ? 0.3 : 0.8);
        }
      }
    }
    if (found.size || typed.length < 4) return { found };
    // Nothing is written like this: what differs by a slip, the likeliest first.
    const stem = stems(typed)[0];
    let close = words.filter((word) => word.text.length > 2 && (slip(word.text, typed) ||
      (stem.length > 3 && slip(word.stems[0], stem))));
    if (!close.length && typed.length > 6) {
      close = words.filter((word) => word.text[0] === typed[0] && distance(word.text, typed) <= 2);
    }
    const top = (word) => Math.max(0, ...word.hits.map((hit) => hit[1])) + (word.text[0] === typed[0] ? 5 : 0) -
      (meaning.weak.has(word.text) ? 9 : 0) +
      (slip(word.text, typed) ? 2 : 0);
    close.sort((a, b) => top(b) - top(a) || b.hits.length - a.hits.length);
    for (const word of close.slice(0, 4)) put(word, 0.6 * top(word) / (top(close[0]) || 1));
    for (const word of close.slice(0, 2)) {
      for (const other of meaning.same.get(word.text) || []) exactly(other, 0.35);
    }
    return { found, meant: close.find((word) => !word.secret) };
  };

  // Letters that differ, changed places counted once; more than two are three.
  const distance = (a, b) => {
    if (Math.abs(a.length - b.length) > 2) return 3;
    let [before, last] = [[], Array.from({ length: b.length + 1 }, (_, at) => at)];
    for (let i = 1; i <= a.length; i += 1) {
      const row = [i];
      for (let j = 1; j <= b.length; j += 1) {
        const change = a[i - 1] === b[j - 1] ? 0 : 1;
        row[j] = Math.min(row[j - 1] + 1, last[j] + 1, last[j - 1] + change);
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
      }
      [before, last] = [last, row];
    }
    return last[b.length];
  };

  // What is typed, with short forms and slang replaced by what is meant.
  const spoken = (typed) => {
    const out = [];
    for (let at = 0; at < typed.length;) {
      const say = meaning.say.find(([from]) => from.every((word, place) => typed[at + place] === word));
      if (say) say[1].forEach((word) => out.push({ word, said: true }));
      else out.push({ word: typed[at] });
      at += say ? say[0].length : 1;
    }
    return out;
  };

  const search = (question) => {
    const typed = split(question);
    const isWhole = /[\s?.!]$/.test(question);
    const all = spoken(typed);
    let terms = all.filter(({ word }) => !meaning.stop.has(word) && (byWord.has(word) || !meaning.other.has(word)));
    if (!terms.length) terms = all;
    terms = terms.filter((term, at) => terms.findIndex(({ word }) => word === term.word) === at).slice(0, 12);
    const last = terms.at(-1);
    for (const term of terms) {
      Object.assign(term, candidates(term.word, term === last && !isWhole && !term.said));
      const isWeak = (word) => meaning.weak.has(word) || /^\d+$/.test(word);
      term.isWeak = isWeak(term.word) && terms.some(({ word }) => !isWeak(word));
    }
    terms = terms.filter((term) => term.found.size || !term.said);
    const scores = new Map();
    let possible = 0;
    terms.forEach((term, at) => {
      const own = new Map();
      let rarest = 0;
      for (const [word, share] of term.found) {
        const rarity = Math.log(1 + entries.length / word.hits.length) + 0.5;
        rarest = Math.max(rarest, rarity * share);
        for (const [entry, weight] of word.hits) {
          own.set(entry, Math.max(own.get(entry) || 0, share * rarity * weight));
        }
      }
      // A page on a condition lends what it is found by to the pages about it.
      entries.forEach((entry, place) => {
        for (const about of entry.about) {
          const lent = (own.get(about) || 0) * (entry.about.length > 3 ? 0.25 : 0.4);
          if (lent > (own.get(place) || 0)) own.set(place, lent);
        }
      });
      const need = term.isWeak ? 0.25 : 1;
      term.value = need * (rarest || Math.log(1 + entries.length) + 0.5);
      possible += term.value;
      // A word in passing is not what a page is about, where others have it in their titles.
      const least = 0.12 * Math.max(0, ...own.values());
      for (const [entry, score] of own) {
        if (!scores.has(entry)) scores.set(entry, { score: 0, has: 0, covers: 0, weak: 0 });
        const sum = scores.get(entry);
        sum.score += need * score;
        sum.covers += term.value;
        if (!term.isWeak && score >= least) sum.has |= 1 << at;
      }
    });
    const wanted = terms.reduce((bits, term, at) => bits | (term.isWeak ? 0 : 1 << at), 0);
    const title = new Map();
    const found = [...scores].map(([place, sum]) => {
      const entry = entries[place];
      const own = split(entry.title).filter((word) => !meaning.stop.has(word));
      const hit = own.filter((word) => terms.some(({ found: words }) => (byStem.get(stems(word)[0]) || [])
        .some((other) => (words.get(other) || 0) > 0.5))).length;
      title.set(place, hit);
      const share = own.length ? hit / own.length : 0;
      let score = sum.score * (0.4 + 0.6 * sum.covers / possible) * (1 + 0.6 * share);
      if (entry.past) score *= 0.5;
      if (entry.language) score *= 0.6;
      return { entry, score, isAll: (sum.has & wanted) === wanted && sum.covers >= possible * 0.5 };
    });
    found.sort((a, b) => b.isAll - a.isAll || b.score - a.score || (a.entry.path < b.entry.path ? -1 : 1));
    const best = Math.max(0, ...found.map(({ score }) => score));
    const kept = found.filter(({ score, isAll }) => score >= best * (isAll ? 0.04 : 0.15)).slice(0, 60);
    return { typed, terms, found: kept };
  };

  // Words of an emergency, with at most a slip in the longer ones.
  const asksFor = (typed, list) => known.some((language) => language[list].some((phrase) => {
    const wanted = split(phrase);
    return wanted.every((word) => typed.some((own) => own === word ||
      (word.length > (wanted.length > 1 ? 3 : 4) && own.length > 3 && (slip(own, word) || stems(own).some((stem) => stems(word).includes(stem))))));
  }));

  const element = (name, text, parent) => {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    parent?.append(made);
    return made;
  };
  const marked = (text, terms, parent) => {
    const wanted = new Set(terms.flatMap(({ found }) => [...found].filter(([, share]) => share > 0.5)
      .flatMap(([word]) => word.stems)));
    let end = 0;
    for (const match of text.matchAll(/[\p{Alphabetic}\p{N}\p{Mn}'’]+/gu)) {
      const own = split(match[0]);
      if (!own.some((word) => !meaning.stop.has(word) && stems(word).some((stem) => wanted.has(stem)))) continue;
      parent.append(text.slice(end, match.index));
      element("mark", match[0], parent);
      end = match.index + match[0].length;
    }
    parent.append(text.slice(end));
  };
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");

  let shown = "";
  const draw = (question) => {
    shown = question;
    const isAsked = split(question).length > 0;
    browse.hidden = isAsked;
    results.replaceChildren();
    note.replaceChildren();
    if (!isAsked || !entries.length) {
      status.textContent = "";
      urgent.hidden = crisis.hidden = true;
      return;
    }
    more();
    const { typed, terms, found } = search(question);
    const [isCrisis, isUrgent] = [asksFor(typed, "crisis"), asksFor(typed, "urgent")];
    crisis.hidden = !isCrisis;
    urgent.hidden = !(isUrgent || isCrisis);
    const count = found.length;
    status.textContent = count === 1 ? says.one : count ? fill(says.many, { n: count }) : fill(says.none, { q: question.trim() });
    const meant = terms.filter((term) => term.meant);
    if (meant.length) {
      const words = typed.map((word) => meant.find((term) => term.word === word)?.meant.shown || word).join(" ");
      const [before, after] = says.meant.split("{q}");
      const line = element("p", before, note);
      const link = element("a", words, line);
      link.href = `#q=${encodeURIComponent(words)}`;
      line.append(after || "");
    }
    if (count && !found[0].isAll) element("p", says.some, note);
    found.forEach(({ entry, isAll }, at) => {
      if (at && found[at - 1].isAll && !isAll) {
        const line = element("li", says.rest, results);
        line.className = "search-rest";
      }
      const item = element("li", "", results);
      if (entry.language) item.lang = entry.language;
      const link = element("a", "", element("p", "", item));
      link.href = entry.path;
      marked(entry.title, terms, link);
      const kind = element("p", says[`kind${entry.kind[0].toUpperCase()}${entry.kind.slice(1)}`] || "", item);
      kind.className = "search-kind";
      if (entry.language) {
        kind.lang = document.documentElement.lang;
        kind.append(` · ${new Intl.DisplayNames([kind.lang], { type: "language" }).of(entry.language)}`);
      }
      if (entry.summary) marked(entry.summary, terms, element("p", "", item));
    });
  };

  // The combobox: names of conditions, topics and pages that go on as the question does.
  let options = [];
  let active = -1;
  const close = () => {
    options = [];
    active = -1;
    list.hidden = true;
    list.replaceChildren();
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const suggest = () => {
    close();
    const typed = fold(input.value.trim());
    if (typed.length < 2 || !entries.length) return;
    const starts = (text) => fold(text).split(/[\s(]+/).some((_, at, all) => all.slice(at).join(" ").startsWith(typed));
    const order = ["condition", "topic", "person"];
    const place = (entry) => (order.indexOf(entry.kind) + order.length + 1) % (order.length + 1);
    const rank = (entry) => [place(entry) === 3 ? 9 : place(entry), fold(entry.title).startsWith(typed) ? 0 : 1];
    options = entries.filter((entry) => !entry.language && starts(entry.title) && fold(entry.title) !== typed)
      .sort((a, b) => rank(a)[1] - rank(b)[1] || rank(a)[0] - rank(b)[0] || (a.title < b.title ? -1 : 1)).slice(0, 6);
    options.forEach((entry, at) => {
      const option = element("li", entry.title, list);
      option.id = `search-option-${at}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.addEventListener("mousedown", (event) => event.preventDefault());
      option.addEventListener("click", () => choose(at));
    });
    list.hidden = !options.length;
    input.setAttribute("aria-expanded", String(options.length > 0));
  };
  const move = (to) => {
    active = to;
    [...list.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === active)));
    if (active < 0) input.removeAttribute("aria-activedescendant");
    else {
      input.setAttribute("aria-activedescendant", `search-option-${active}`);
      list.children[active].scrollIntoView({ block: "nearest" });
    }
  };
  const choose = (at) => {
    location.href = options[at].path;
  };

  const remember = () => {
    const question = input.value.trim();
    history.replaceState(null, "", question ? `#q=${encodeURIComponent(question)}` : location.pathname);
  };
  const asked = () => {
    try {
      return decodeURIComponent((location.hash.match(/^#q=(.*)$/)?.[1] || "").replace(/\+/g, " "));
    } catch {
      return "";
    }
  };
  input.addEventListener("input", () => {
    suggest();
    draw(input.value);
    remember();
  });
  input.addEventListener("keydown", (event) => {
    const count = options.length;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!count) suggest();
      if (!options.length) return;
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      const next = active + step;
      move(next < -1 ? options.length - 1 : next >= options.length ? -1 : next);
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      choose(active);
    } else if (event.key === "Escape" && count) {
      event.preventDefault();
      close();
    }
  });
  input.addEventListener("blur", close);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    close();
    draw(input.value);
    remember();
  });
  addEventListener("hashchange", () => {
    const question = asked();
    if (question === input.value.trim()) return;
    input.value = question;
    close();
    draw(`${question} `);
  });

  const load = async (url) => {
    const answer = await fetch(url, { credentials: "omit" });
    if (!answer.ok) throw new Error(String(answer.status));
    add(await answer.json());
  };
  // The other parts of a large site's index are loaded once something is asked.
  const [first, ...others] = says.index.split(" ");
  let loading = Promise.resolve();
  const more = () => {
    if (others.length) loading = all(others.splice(0));
  };
  const all = async (urls) => {
    for (const url of urls) {
      await load(url).catch(() => { status.textContent = says.failed; });
      draw(shown);
    }
  };
  const start = async () => {
    try {
      await load(first);
    } catch {
      status.textContent = says.failed;
      return;
    }
    meaning.byStem = new Map();
    for (const [word, group] of meaning.same) {
      for (const stem of stems(word)) meaning.byStem.set(stem, (meaning.byStem.get(stem) || []).concat(group));
    }
    draw(input.value);
    await loading;
    form.dataset.ready = "";
  };
  form.hidden = false;
  input.value = input.value || asked();
  start();
})();
