// The front matter as a form. Each field is a path; Bedside changes the value at its end, and nothing else in the file.
import { $, ask, button, make, say } from "./ask.js";
import { dialog, line } from "./dialogs.js";
import { KINDS } from "./kinds.js";

// `room` gives `kind`, `words`, `values()`, `state()`, `set(path, value)` and what the buttons of the form open.
export const formOf = (room) => {
  const sections = KINDS[room.kind] ?? [];
  const fillers = [];
  const at = (path) => path.reduce((value, key) => value?.[key], room.values() ?? {});
  // What a list has now, and the words that keep each of it.
  const items = (path) => [at(path) ?? []].flat();
  const kept = (path) => items(path).map((_, keep) => ({ keep }));
  const isIn = (box) => box.contains(document.activeElement);
  const idOf = (path) => `field-${path.join("-")}`;
  const steps = (key) => key.split(".");
  const text = (value) => (value === undefined || value === null ? "" : String(value));

  // The element of a label, what is asked, and the help below it.
  const field = (label, control, { help, wide, of = control }, ...more) => {
    const hint = help ? make("p", { className: "help", id: `${of.id}-help` }, help) : null;
    if (hint) of.setAttribute("aria-describedby", hint.id);
    return make("div", { className: wide ? "wide" : "" }, make("label", { htmlFor: of.id }, label), control, ...more, hint);
  };

  const typed = (path, label, more, control) => {
    control.id = idOf(path);
    control.spellcheck = true;
    control.addEventListener("change", () => room.set(path, control.value === "" ? null : control.value));
    fillers.push(() => { if (document.activeElement !== control) control.value = text(at(path)); count(); });
    const counted = make("p", { className: "help" });
    const count = () => {
      const length = [...control.value].length;
      counted.textContent = more.most ? say("form.characters", { n: length, most: more.most }) : "";
      counted.classList.toggle("bad", more.most !== undefined && length > more.most);
    };
    control.addEventListener("input", count);
    if (more.offers) {
      const list = make("datalist", { id: `${control.id}-words` }, more.offers.map((value) => make("option", { value })));
      control.setAttribute("list", list.id);
      return field(label, control, more, list);
    }
    return field(label, control, more, more.most ? counted : null);
  };

  const check = (path, label, { wide }) => {
    const input = make("input", { type: "checkbox", id: idOf(path) });
    input.addEventListener("change", () => room.set(path, input.checked ? true : null));
    fillers.push(() => { input.checked = at(path) === true; });
    return make("div", { className: wide ? "wide" : "" }, make("label", { htmlFor: input.id, className: "check" }, input, ` ${label}`));
  };

  const choice = (path, label, more) => {
    const select = make("select", { id: idOf(path) });
    const help = make("p", { className: "help", id: `${select.id}-help` });
    select.setAttribute("aria-describedby", help.id);
    const explain = () => { help.textContent = more.options.find((one) => one.value === select.value)?.help ?? ""; };
    select.addEventListener("change", () => { explain(); room.set(path, select.value === "" ? null : select.value); });
    fillers.push(() => {
      if (document.activeElement === select) return;
      const value = text(at(path));
      const known = more.options.some((one) => one.value === value);
      const others = known ? [] : [{ value, name: value || say("form.choose") }];
      select.replaceChildren(...[...others, ...more.options].map((one) => make("option", { value: one.value }, one.name)));
      select.value = value;
      explain();
    });
    return make("div", {}, make("label", { htmlFor: select.id }, label), select, help);
  };

  // Who can be recognized in a picture: a word, or a group with the record of the consent.
  const people = (path, label) => {
    const select = make("select", { id: idOf(path) },
      [["", "form.not_said"], ["none", "form.people_none"], ["staff", "form.people_staff"], ["consented", "form.people_consented"]]
        .map(([value, key]) => make("option", { value }, say(key))));
    select.addEventListener("change", () => {
      room.set(path, select.value === "consented" ? { consented: "" } : select.value || null);
    });
    fillers.push(() => {
      const value = at(path);
      select.value = value && typeof value === "object" ? "consented" : text(value);
    });
    return make("div", {}, make("label", { htmlFor: select.id }, label), select);
  };

  // What stands in the file and is changed elsewhere.
  const shown = (path, label, more) => {
    const value = make("output", { id: idOf(path) });
    fillers.push(() => { value.textContent = text(at(path)) || say("form.not_said"); });
    return field(label, value, more);
  };

  const several = (path, label, more) => {
    const boxes = more.options.map((one) => {
      const input = make("input", { type: "checkbox", id: `${idOf(path)}-${one.value}` });
      input.addEventListener("change", () => {
        const { checked } = input;
        room.set(path, () => [...kept(path).filter((_, place) => items(path)[place] !== one.value), ...(checked ? [one.value] : [])]);
      });
      fillers.push(() => { input.checked = items(path).includes(one.value); });
      return make("label", { htmlFor: input.id, className: "check" }, input, ` ${one.name}`);
    });
    return make("fieldset", {}, make("legend", {}, label), boxes);
  };

  // A day, or a day and a time, as the front matter writes them. What is written in another way stays a text.
  const moment = (path, label, more, timed) => {
    const day = make("input", { type: "date", id: idOf(path) });
    const time = make("input", { type: "time", id: `${idOf(path)}-time`, ariaLabel: say("form.time", { label }) });
    const other = make("input", { id: `${idOf(path)}-text`, hidden: true, ariaLabel: label });
    const change = () => room.set(path, day.value ? `${day.value}${timed && time.value ? ` ${time.value}` : ""}` : null);
    day.addEventListener("change", change);
    time.addEventListener("change", change);
    other.addEventListener("change", () => room.set(path, other.value || null));
    fillers.push(() => {
      if ([day, time, other].includes(document.activeElement)) return;
      const value = text(at(path));
      const found = /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d)(?::\d\d)?)?$/.exec(value);
      const odd = value !== "" && (!found || found[2] && !timed);
      for (const input of [day, time]) input.hidden = Boolean(odd);
      other.hidden = !odd;
      day.value = found?.[1] ?? "";
      time.value = found?.[2] ?? "";
      other.value = value;
    });
    const now = more.now ? button(say("form.now"), async () => {
      const answer = await ask("clock");
      if (answer.status === 200) room.set(path, answer.now);
    }) : null;
    return field(label, make("span", { className: "moment" }, day, timed ? time : null, other, now), { ...more, of: day });
  };

  // A list of words: what is there as buttons that take it out, and a box that takes any name of a thing.
  const list = (path, label, more, ...buttons) => {
    const input = make("input", { id: idOf(path) });
    const chips = make("ul", { className: "chips", id: `${input.id}-chips` });
    const known = () => room.words[more.words] ?? [];
    const offers = make("datalist", { id: `${input.id}-words` });
    if (more.words) input.setAttribute("list", offers.id);
    const offer = () => {
      const days = (one) => (one.days ? `${one.id}, ${one.days[0]}` : one.id);
      offers.replaceChildren(...known().flatMap((one) => [...new Set([one.name, ...(one.also ?? [])])]
        .map((value) => make("option", { value }, days(one)))));
    };
    const add = () => {
      const word = input.value.trim();
      if (!word) return;
      input.value = "";
      const same = (name) => name.toLowerCase() === word.toLowerCase();
      const found = known().find((one) => same(one.id) || same(one.name) || (one.also ?? []).some(same));
      const id = found?.id ?? word;
      room.set(path, () => (items(path).includes(id) ? kept(path) : [...kept(path), id]));
    };
    // A date that is typed is a date before it is the one that is meant: it waits for the button or Enter.
    if (more.day) input.type = "date"; else input.addEventListener("change", add);
    input.addEventListener("keydown", (event) => { if (event.key === "Enter") { event.preventDefault(); add(); } });
    let shown = "";
    fillers.push(() => {
      if (offers.childElementCount === 0 && known().length) offer();
      const old = items(path);
      const name = (one) => known().find((word) => word.id === one)?.name ?? (one?.title ?? one?.id ?? one?.name ?? String(one));
      const next = JSON.stringify(old.map(name));
      if (next === shown) return;
      shown = next;
      const focused = isIn(chips);
      chips.replaceChildren(...old.map((one, place) => {
        const same = JSON.stringify(one);
        const out = button(`${name(one)} ×`, () => room.set(path, () => {
          const now = items(path).map((other) => JSON.stringify(other));
          const gone = now[place] === same ? place : now.indexOf(same);
          return kept(path).filter((_, keep) => keep !== gone);
        }));
        out.setAttribute("aria-label", say("form.remove", { name: name(one) }));
        return make("li", {}, out);
      }));
      if (focused) input.focus();
    });
    room.onWords?.(offer);
    return make("div", { className: more.wide ? "wide" : "" }, make("label", { htmlFor: input.id }, label), chips, input, offers, more.day ? button(say("form.add_day"), add) : null,
      buttons.length ? make("p", { className: "actions" }, buttons) : null,
      more.help ? make("p", { className: "help" }, more.help) : null);
  };

  // A list of groups, such as claims: each with its fields, moved and taken out by buttons.
  const many = (path, label, more) => {
    const box = make("div", { className: "wide many", id: idOf(path) });
    let count = -1;
    const add = async () => {
      const day = more.dated ? { [more.dated]: ((await ask("clock")).now ?? "").slice(0, 10) } : {};
      return room.set(path, () => {
        const fresh = { ...more.empty };
        if (more.identified) {
          const ids = items(path).map((one) => one?.id);
          let number = ids.length + 1;
          while (ids.includes(`${more.identified}-${number}`)) number++;
          Object.assign(fresh, { id: `${more.identified}-${number}` });
        }
        const order = more.fields.map(([key]) => key);
        const made = { ...day, ...Object.fromEntries(["id", ...order].filter((key) => key in fresh).map((key) => [key, fresh[key]])) };
        return more.first ? [made, ...kept(path)] : [...kept(path), made];
      });
    };
    const move = (from, to) => room.set(path, () => {
      const order = kept(path);
      order.splice(to, 0, ...order.splice(from, 1));
      return order;
    });
    const build = (all) => {
      fillers.splice(0, fillers.length, ...fillers.filter((one) => one.of !== box));
      const before = fillers.length;
      const last = all.length - 1;
      box.replaceChildren(...all.map((_, place) => {
        const name = `${more.one} ${place + 1}`;
        const group = make("fieldset", {}, make("legend", {}, name),
          make("div", { className: "grid" }, more.fields.map((one) => fieldOf(one, [...path, place]))),
          make("p", { className: "actions" },
            place > 0 ? button(say("form.up", { name }), () => move(place, place - 1)) : null,
            place < last ? button(say("form.down", { name }), () => move(place, place + 1)) : null,
            button(say("form.out", { name }), () => room.set([...path, place], null))));
        return group;
      }), make("p", { className: "actions" }, button(say("form.add", { name: more.one }), add)));
      for (const one of fillers.slice(before)) one.of ??= box;
    };
    const filler = () => {
      const all = items(path);
      if (all.length === count) return;
      const [grew, focused] = [all.length > count && count >= 0, isIn(box)];
      count = all.length;
      build(all);
      fillers.filter((one) => one.of === box).forEach((one) => one());
      if (grew) box.querySelectorAll(":scope > fieldset")[more.first ? 0 : all.length - 1]?.querySelector("input, textarea, select")?.focus();
      else if (focused) box.querySelector(":scope > .actions button").focus();
    };
    fillers.push(filler);
    return box;
  };

  // A day of the practice's own: it stands in the list with its name and its days.
  const addOwn = async (path) => {
    const own = await dialog(say("form.own_observance"), [
      line("name", say("form.own_name"), { required: true }),
      line("from", say("form.own_from"), { type: "date", required: true }), line("to", say("form.own_to"), { type: "date", required: true }),
    ]);
    if (own) room.set(path, () => [...kept(path), own]);
  };

  const fieldOf = (one, below = []) => {
    const made = plainFieldOf(one, below);
    const { when } = one[3];
    if (when) fillers.push(() => { made.hidden = !when(room.values()); });
    return made;
  };

  const plainFieldOf = ([key, label, type, more], below) => {
    const path = [...below, ...steps(key)];
    switch (type) {
      case "check": return check(path, label, more);
      case "choice": return choice(path, label, more);
      case "several": return several(path, label, more);
      case "day": return moment(path, label, more, false);
      case "moment": return moment(path, label, more, true);
      case "people": return people(path, label);
      case "shown": return shown(path, label, more);
      case "list": return list(path, label, more);
      case "days": return list(path, label, { ...more, day: true });
      case "awareness": return list(path, label, more, button(say("form.own_observance"), () => addOwn(path)));
      case "sources": return list(path, label, more, button(say("form.paste_source"), () => room.openSources("form")));
      case "many": return many(path, label, more);
      case "area": return typed(path, label, more, make("textarea", { rows: 2 }));
      case "picture": {
        const box = typed(path, label, more, make("input"));
        box.append(make("p", { className: "actions" }, button(say("form.choose_picture"), () => room.choosePicture("form"))));
        return box;
      }
      case "page": {
        const box = typed(path, label, more, make("input"));
        box.querySelector("input").setAttribute("list", "pages");
        return box;
      }
      default: return typed(path, label, more, make("input"));
    }
  };

  // The posts: what is written for a network, how long it is as the network counts, and the post as it will be sent.
  const postsOf = (box) => {
    const wait = make("p", { className: "wait", hidden: true });
    box.append(wait);
    const channels = room.words.channels ?? [];
    if (!channels.length) box.append(make("p", { className: "help" }, say("form.no_networks")));
    for (const channel of channels) {
      const path = ["social", channel.id, "text"];
      const area = make("textarea", { id: idOf(path), rows: 3 });
      const counted = make("p", { className: "help counted", id: `${area.id}-count` });
      const sent = make("p", { className: "sent" });
      area.setAttribute("aria-describedby", counted.id);
      const show = (length, limit, over) => {
        counted.textContent = over ? say("posts.too_long", { n: length, limit }) : say("posts.count", { n: length, limit });
        counted.classList.toggle("bad", over);
      };
      const count = async () => {
        if (channel.local) { show(area.value.length, channel.limit, area.value.length > channel.limit); return; }
        const asked = area.value;
        const answer = await fetch(`/_bedside/count?${new URLSearchParams({ channel: channel.id, text: asked })}`).catch(() => null);
        if (!answer?.ok || area.value !== asked) return;
        const length = await answer.json();
        show(length.count, length.limit, length.over);
      };
      area.addEventListener("input", () => { clearTimeout(area.timer); area.timer = setTimeout(count, 100); });
      area.addEventListener("change", () => room.set(path, area.value === "" ? null : area.value));
      fillers.push(() => {
        if (document.activeElement === area) return;
        area.value = text(at(path));
        const post = room.state().shared?.posts?.list?.find((one) => one.channel === channel.id);
        sent.textContent = post?.text ?? "";
        if (post) show(post.count, post.limit, post.over); else counted.textContent = "";
      });
      box.append(make("fieldset", { className: "wide" }, make("legend", {}, channel.name),
        make("label", { htmlFor: area.id }, say("form.text_for", { name: channel.name })), area, counted,
        make("details", {}, make("summary", {}, say("form.as_sent")), sent),
        make("div", { className: "grid" },
          list(["social", channel.id, "hashtags"], say("form.hashtags"), {}),
          moment(["social", channel.id, "publish_at"], say("form.goes_out"), {}, true),
          choice(["social", channel.id, "card"], say("form.post_card"), { options: ["", "number", "points", "quote"]
            .map((value) => ({ value, name: say(value ? `cards.form_${value}` : "form.post_card_usual") })) }),
          typed(["discussion", channel.id], say("form.discussion", { name: channel.name }), {}, make("input")))));
    }
    fillers.push(() => {
      const posts = room.state().shared?.posts;
      const reason = posts?.none ?? posts?.wait;
      wait.hidden = !reason;
      wait.textContent = posts?.none ? say("form.no_post", { reason }) : reason ? say("form.wait", { reason }) : "";
    });
  };

  const cardOf = (box, details) => {
    const picture = make("img", { alt: say("form.card_look"), width: 1200, height: 630, className: "card", hidden: true });
    box.append(make("div", { className: "wide" }, picture));
    let drawn = "";
    const draw = () => {
      const shared = room.state().shared;
      const next = JSON.stringify([shared?.card, at(["title"]), at(["card"]), at(["image"])]);
      if (!details.open || next === drawn) return;
      drawn = next;
      picture.hidden = !shared?.card;
      if (shared?.card) picture.src = `${shared.card}?at=${encodeURIComponent(next.length)}-${Date.now()}`;
    };
    details.addEventListener("toggle", draw);
    fillers.push(draw);
  };

  const build = () => {
    for (const one of sections) {
      const grid = make("div", { className: "grid" });
      const details = make("details", { className: "form", id: `form-${one.id}`, open: Boolean(one.open) }, make("summary", {}, one.title), grid);
      if (one.channels) postsOf(grid);
      grid.append(...one.fields.map((field) => fieldOf(field)));
      if (one.card) cardOf(grid, details);
      $("fields").append(details);
    }
  };
  const fill = () => { for (const one of [...fillers]) one(); };
  // What is typed and not yet left: saving takes it over, and nothing else, since a field may be older than the text.
  const mark = (typed) => ({ target }) => { target.isTyped = typed && target.matches("textarea, input:not([type])"); };
  $("fields").addEventListener("input", mark(true));
  $("fields").addEventListener("change", mark(false), { capture: true });
  build();
  return { fill };
};
