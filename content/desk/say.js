// The words of the desk, for its scripts: `say("room.line", { n: 3 })`. Of two forms, the first is for one.
(() => {
  "use strict";
  const { language, words } = window.BedsideWords;
  const say = (key, values = {}) => {
    const [section, name] = key.split(".");
    const forms = (words[section]?.[name] ?? key).split(" | ");
    const form = forms.length > 1 && Number(values.n) !== 1 ? forms[1] : forms[0];
    return Object.entries(values).reduce((text, [gap, value]) => text.replaceAll(`{${gap}}`, () => String(value)), form);
  };
  window.Bedside = { language, say };
})();
