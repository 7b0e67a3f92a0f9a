"use strict";
// Filters, and the source beside the tasks. Without this script the page still says everything.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const form = document.querySelector("form.filters");
  const articles = [...document.querySelectorAll("[data-item]")];
  // Full-width letters and digits are found by their plain forms, and the other way round.
  const plain = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/g, "");
  const texts = new Map();
  const textOf = (article) => {
    if (!texts.has(article)) texts.set(article, plain(article.textContent));
    return texts.get(article);
  };

  // ---- Filters

  const selects = form ? [...form.querySelectorAll("select")] : [];
  const chosen = () => {
    const found = {};
    for (const select of selects) if (select.value !== "") found[select.name] = Number(select.value);
    return found;
  };

  const fits = (item, wanted) => {
    for (const [name, value] of Object.entries(wanted)) {
      if (name === "role" && "unit" in wanted) continue;
      if (!(item[name] || []).includes(value)) return false;
    }
    if ("unit" in wanted && "role" in wanted) {
      // The unit in just this role, not some other unit.
      return item.unit.some((unit, at) => unit === wanted.unit && item.role[at] === wanted.role);
    }
    return true;
  };

  const rolesOf = (items, unit) => {
    const counts = new Map();
    for (const item of items) {
      const roles = new Set(item.unit.flatMap((held, at) => (held === unit ? [item.role[at]] : [])));
      for (const role of roles) counts.set(role, (counts.get(role) || 0) + 1);
    }
    const labels = data.facets.role || [];
    return [...counts].sort((a, b) => data.roles.indexOf(labels[a[0]]) - data.roles.indexOf(labels[b[0]]))
      .map(([role, count]) => `${labels[role]} ${count}`);
  };

  const apply = (remember) => {
    const wanted = chosen();
    const words = form.elements.q.value.split(/\s+/).map(plain).filter(Boolean);
    const shown = [];
    for (const article of articles) {
      const item = data.items[Number(article.dataset.item)];
      article.hidden = !(fits(item, wanted) && words.every((word) => textOf(article).includes(word)));
      if (!article.hidden) shown.push(item);
    }
    const active = words.length > 0 || Object.keys(wanted).length > 0;
    for (const group of document.querySelectorAll(".group")) group.hidden = !group.querySelector("[data-item]:not([hidden])");
    for (const heading of document.querySelectorAll("h3.schedule")) {
      let next = heading.nextElementSibling;
      while (next && next.hidden && next.matches(".group")) next = next.nextElementSibling;
      heading.hidden = !(next && next.matches(".group"));
    }
    for (const notice of document.querySelectorAll(".notice")) {
      notice.hidden = active && !notice.querySelector("[data-item]:not([hidden])");
    }
    document.querySelector(".nothing").hidden = shown.length > 0;
    const roles = "unit" in wanted ? rolesOf(shown, wanted.unit) : [];
    const count = data.shown.replace("{shown}", shown.length).replace("{all}", articles.length);
    form.querySelector(".status").textContent = [count, ...roles].join(" · ");
    tellChosen(wanted);
    for (const chip of document.querySelectorAll(".chip[data-facet]")) {
      const { facet, value } = chip.dataset;
      const on = facet in wanted && data.facets[facet][wanted[facet]] === value;
      chip.classList.toggle("on", on);
      if (on) chip.closest("details.more")?.setAttribute("open", "");
    }
    form.querySelector("button[type=reset]").disabled = !active;
    if (remember) history.replaceState(null, "", address(wanted));
  };

  // On paper the form is gone, but what was chosen must be said.
  const tellChosen = (wanted) => {
    const said = Object.entries(wanted).map(([name, value]) => data.facets[name][value]);
    if (form.elements.q.value.trim()) said.unshift(`“${form.elements.q.value.trim()}”`);
    const line = form.querySelector(".chosen");
    line.textContent = said.length ? data.filtered + said.join(" + ") : "";
    line.hidden = !said.length;
  };

  const address = (wanted) => {
    const held = new URLSearchParams();
    if (form.elements.q.value.trim()) held.set("q", form.elements.q.value.trim());
    for (const [name, value] of Object.entries(wanted)) held.set(name, data.facets[name][value]);
    const text = held.toString();
    return text ? `#?${text}` : location.pathname + location.search;
  };

  const readAddress = () => {
    if (!location.hash.startsWith("#?")) return;
    const held = new URLSearchParams(location.hash.slice(2));
    form.elements.q.value = held.get("q") || "";
    for (const select of selects) {
      const at = (data.facets[select.name] || []).indexOf(held.get(select.name));
      select.value = at < 0 ? "" : String(at);
    }
  };

  const choose = (facet, value) => {
    const select = selects.find((held) => held.name === facet);
    const at = (data.facets[facet] || []).indexOf(value);
    if (!select || at < 0) return;
    // Pressing the same again takes the filter off.
    select.value = select.value === String(at) ? "" : String(at);
    apply(true);
    form.scrollIntoView({ block: "start" });
  };

  if (form) {
    form.hidden = false;
    readAddress();
    apply(false);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", () => apply(true));
    form.addEventListener("reset", () => setTimeout(() => apply(true)));
    form.querySelector(".print").addEventListener("click", () => window.print());
    document.querySelector(".again").addEventListener("click", () => {
      form.reset();
      form.elements.q.focus();
    });
    window.addEventListener("hashchange", () => {
      if (location.hash.startsWith("#?")) {
        readAddress();
        apply(false);
      }
    });
  }

  // ---- The source

  const pane = document.querySelector("aside.source");
  const close = pane?.querySelector(".close");
  let opener = null;

  const rangeOf = (source, from, to) => {
    const starts = data.starts[source];
    let line = starts.findIndex((start) => start > from);
    line = line < 0 ? starts.length - 1 : line - 1;
    const node = document.getElementById(`s${source}-L${line + 1}`)?.firstChild;
    if (!node) return null;
    // Offsets count code points, a range counts UTF-16 units.
    const points = Array.from(node.data);
    const unit = (offset) => points.slice(0, Math.max(0, offset - starts[line])).join("").length;
    const range = new Range();
    range.setStart(node, Math.min(unit(from), node.length));
    range.setEnd(node, Math.min(unit(to), node.length));
    return range;
  };

  // A segment may go over line ends; each line gets a range of its own.
  const rangesOf = (source, at) => {
    const starts = data.starts[source];
    return at.split(",").filter(Boolean).flatMap((text) => {
      const [from, to] = text.split("-").map(Number);
      const inner = starts.filter((start) => start > from && start < to);
      const cuts = [from, ...inner, to];
      return cuts.slice(1).map((end, index) => rangeOf(source, cuts[index], end));
    }).filter(Boolean);
  };

  const show = (link) => {
    const [, source, line] = link.getAttribute("href").match(/^#s(\d+)-L(\d+)$/) || [];
    const target = document.getElementById(`s${source}-L${line}`);
    if (!target) return;
    for (const held of pane.querySelectorAll("details")) held.open = held.id === `s${source}`;
    document.body.classList.add("with-source");
    close.hidden = false;
    opener = link;
    for (const held of pane.querySelectorAll(".at")) held.classList.remove("at");
    const ranges = rangesOf(Number(source), link.dataset.at || "");
    // A whole document may be one line; then only the words are marked.
    if (!ranges.length || !globalThis.Highlight || target.textContent.length < 400) target.classList.add("at");
    // The page has become narrower; what was pressed must stay in sight.
    link.scrollIntoView({ block: "center" });
    if (globalThis.Highlight) CSS.highlights.set("cited", new Highlight(...ranges));
    const box = (ranges[0] || target).getBoundingClientRect();
    const room = pane.getBoundingClientRect();
    pane.scrollTop += box.top - room.top - room.height / 3;
    target.tabIndex = -1;
    target.focus({ preventScroll: true });
  };

  const hide = () => {
    document.body.classList.remove("with-source");
    close.hidden = true;
    for (const held of pane.querySelectorAll("details")) held.open = false;
    opener?.focus();
    opener = null;
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a.where");
    if (link && pane) {
      event.preventDefault();
      show(link);
      return;
    }
    const chip = event.target.closest?.("[data-facet]");
    if (chip) choose(chip.dataset.facet, chip.dataset.value);
  });
  close?.addEventListener("click", hide);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && document.body.classList.contains("with-source")) hide();
  });

  // ---- Paper: nothing may stay folded away but the source.
  let opened = [];
  window.addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details:not([open])")].filter((held) => !held.closest("aside, .chart, .evidence, .infos"));
    for (const held of opened) held.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const held of opened) held.open = false;
  });
})();
