"use strict";
(() => {
  const root = document.documentElement;
  const data = JSON.parse(document.getElementById("data").textContent);
  const { run, evaluation, images, layers } = data;
  const names = run.classNames;
  const classes = names.length;
  const confusion = evaluation.confusion;
  const sum = values => values.reduce((a, b) => a + b, 0);
  const rowTotals = confusion.map(sum);
  const columnTotals = names.map((_, k) => sum(confusion.map(row => row[k])));
  const isDigits = names.every((name, k) => name === String(k)) && classes === 10;

  // ---- Small helpers

  const SVG = "http://www.w3.org/2000/svg";

  function fill(node, attributes, children) {
    for (const [key, value] of Object.entries(attributes || {})) {
      if (value === null || value === undefined || value === false) continue;
      if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
      else if (key === "style") node.style.cssText = value; // as an attribute the page's policy would refuse it
      else if (key.startsWith("--")) node.style.setProperty(key, value);
      else node.setAttribute(key, value === true ? "" : value);
    }
    node.append(...children.flat(Infinity).filter(child => child !== null && child !== undefined));
    return node;
  }
  const h = (tag, attributes, ...children) => fill(document.createElement(tag), attributes, children);
  const s = (tag, attributes, ...children) => fill(document.createElementNS(SVG, tag), attributes, children);

  // Half up and in decimal, as the program rounds, so that a share is the same wherever it is written.
  const fixed = (value, digits) => Math.abs(value) < 1e-6 || Math.abs(value) > 1e15 ? value.toFixed(digits)
    : Number(Math.round(Number(`${value}e${digits}`)) + "e-" + digits).toFixed(digits);
  const whole = n => n.toLocaleString("en-US");
  const percent = (part, digits = 2) => part === null || !isFinite(part) ? "–" : fixed(100 * part, digits) + " %";
  const measure = value => value === null ? "–" : fixed(value, 4);
  const share = (count, total, digits = 1) => total === 0 ? "–" : fixed(100 * count / total, digits) + " %";
  const plural = (count, word) => `${whole(count)} ${word}${count === 1 ? "" : "s"}`;
  const short = value => {
    if (value === null) return "–";
    const size = Math.abs(value);
    return size !== 0 && (size < 1e-4 || size >= 1e6) ? value.toExponential(2).replace(/\.?0+e/, "e") : String(+value.toPrecision(4));
  };

  // ---- Theme

  const wantsDark = matchMedia("(prefers-color-scheme: dark)");
  let ownTheme = null;
  try { ownTheme = localStorage.getItem("digitscope-report-theme"); } catch (e) { /* files may have no storage */ }
  const redrawn = [];
  function applyTheme() {
    const theme = ownTheme || (wantsDark.matches ? "dark" : "light");
    root.dataset.theme = theme;
    document.getElementById("theme").textContent = theme === "dark" ? "☀" : "☾";
    redrawn.forEach(draw => draw());
  }
  document.getElementById("theme").addEventListener("click", () => {
    ownTheme = root.dataset.theme === "dark" ? "light" : "dark";
    try { localStorage.setItem("digitscope-report-theme", ownTheme); } catch (e) { /* as above */ }
    applyTheme();
  });
  wantsDark.addEventListener("change", applyTheme);

  // Printed pages are light: shades of the matrix are mixed for the theme.
  addEventListener("beforeprint", () => { root.dataset.theme = "light"; redrawn.forEach(draw => draw()); });
  addEventListener("afterprint", applyTheme);

  // ---- Page

  const main = document.getElementById("main");
  const nav = document.getElementById("nav");
  function section(id, title, subtitle, ...children) {
    nav.append(h("a", { href: "#" + id }, title));
    const node = h("section", { id, "aria-labelledby": id + "-title" },
      h("div", { class: "section-head" }, h("h2", { id: id + "-title" }, title), subtitle && h("p", {}, subtitle)),
      ...children);
    main.append(node);
    return node;
  }
  function facts(...pairs) {
    return h("dl", {}, pairs.filter(pair => pair[1] !== null && pair[1] !== undefined)
      .map(([term, value]) => [h("dt", {}, term), h("dd", {}, value)]));
  }
  const stat = (value, label) => h("div", { class: "stat" }, h("b", {}, value), h("span", {}, label));

  function head() {
    const wrong = evaluation.images - sum(confusion.map((row, k) => row[k]));
    main.append(
      h("h1", {}, run.name),
      h("p", { class: "lead" },
        `Trained on ${whole(run.trainingImages)} images of ${run.data}, ${plural(evaluation.step, "step")}; ` +
        `tested on ${whole(evaluation.images)} other images.`),
      ...(data.notes || []).map(note => h("p", { class: "note" }, note)),
      h("div", { class: "tiles" },
        stat(percent(evaluation.accuracy), "test accuracy"),
        stat(whole(wrong), `of ${whole(evaluation.images)} test images misread`),
        stat(short(evaluation.loss), "test loss"),
        stat(percent(data.calibration.expectedError), "expected calibration error"),
        stat(whole(run.parameters), run.statistics > 0 ? "parameters, " + whole(run.statistics) + " statistics" : "parameters"),
        stat(run.epoch === null ? whole(evaluation.step) : short(run.epoch), run.epoch === null ? "steps" : "epochs")));
  }

  // ---- Curves

  /** Round values between two bounds, about `count` of them. */
  function ticks(low, high, count) {
    const raw = (high - low) / count || 1;
    const power = 10 ** Math.floor(Math.log10(raw));
    const step = [1, 2, 5, 10].map(k => k * power).find(k => k >= raw * 0.999);
    const result = [];
    for (let i = Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) result.push(+(i * step).toPrecision(12));
    return result;
  }
  function logTicks(low, high) {
    const result = [];
    for (let e = Math.floor(Math.log10(low)); e <= Math.ceil(Math.log10(high)); e++) {
      for (const k of high / low > 1e3 ? [1] : [1, 2, 5]) {
        const value = +(k * 10 ** e).toPrecision(2);
        if (value >= low * 0.999 && value <= high * 1.001) result.push(value);
      }
    }
    return result;
  }

  function chart(title, curves, options) {
    curves = curves.filter(curve => curve.steps.length > 0);
    if (curves.length === 0) return null;
    const format = options.format;
    let isLog = options.log === true;
    let at = null;
    const picture = s("svg", { role: "img", tabindex: "0", "aria-label": title + ": use the arrow keys to read values" });
    const readout = h("div", { class: "readout", hidden: true, role: "status" });
    const box = h("div", { class: "chart" },
      h("div", { class: "chart-head" }, h("h3", {}, title),
        options.log === undefined ? null : h("button", {
          type: "button", class: "small ghost", style: "width:auto;padding:2px 8px;height:28px", "aria-pressed": String(isLog),
          onclick: event => { isLog = !isLog; event.currentTarget.setAttribute("aria-pressed", String(isLog)); event.currentTarget.textContent = isLog ? "log scale" : "linear scale"; draw(); },
        }, isLog ? "log scale" : "linear scale"),
        h("div", { class: "legend" }, curves.map(curve => h("span", { class: "s" + curve.color }, h("i"), h("span", {}, curve.name))))),
      picture, readout);
    const steps = [...new Set(curves.flatMap(curve => curve.steps))].sort((a, b) => a - b);
    const lastStep = steps[steps.length - 1] || 1;
    const drawn = curve => curve.low ? [...curve.low, ...curve.high] : curve.values;

    function draw() {
      const width = Math.max(240, picture.clientWidth || 560), height = 260;
      const left = 52, right = width - 14, top = 12, bottom = height - 28;
      let all = curves.flatMap(drawn).filter(value => value !== null);
      if (isLog) all = all.filter(value => value > 0);
      if (all.length === 0) all = [0, 1];
      let low = Math.min(...all), high = Math.max(...all);
      if (options.range) [low, high] = options.range(low, high);
      if (!isLog && low >= 0 && low < high / 2) low = 0;
      if (low === high) { low -= Math.abs(low) / 10 || 0.1; high += Math.abs(high) / 10 || 0.1; }
      const place = value => isLog ? Math.log10(Math.max(value, low)) : value;
      const x = step => left + (right - left) * step / lastStep;
      const y = value => bottom - (bottom - top) * (place(value) - place(low)) / (place(high) - place(low));
      const round = value => value.toFixed(1);
      picture.setAttribute("viewBox", `0 0 ${width} ${height}`);
      picture.replaceChildren();
      for (const value of isLog ? logTicks(low, high) : ticks(low, high, 5)) {
        picture.append(s("line", { class: "grid", x1: left, x2: right, y1: round(y(value)), y2: round(y(value)) }),
          s("text", { x: left - 8, y: round(y(value) + 4), "text-anchor": "end" }, format(value, true)));
      }
      for (const step of ticks(0, lastStep, width / 110)) {
        if (step % 1 === 0) picture.append(s("text", { x: round(x(step)), y: height - 8, "text-anchor": step === 0 ? "start" : x(step) > right - 24 ? "end" : "middle" }, whole(step)));
      }
      for (const curve of curves) {
        const group = s("g", { class: "s" + curve.color });
        const known = curve.steps.map((step, i) => i).filter(i => curve.values[i] !== null && (!isLog || curve.values[i] > 0));
        if (curve.low) {
          const up = known.map(i => `${round(x(curve.steps[i]))},${round(y(curve.high[i]))}`);
          const down = known.map(i => `${round(x(curve.steps[i]))},${round(y(curve.low[i]))}`).reverse();
          group.append(s("polygon", { class: "band", points: [...up, ...down].join(" ") }));
        }
        group.append(s("polyline", { class: "line", points: known.map(i => `${round(x(curve.steps[i]))},${round(y(curve.values[i]))}`).join(" ") }));
        if (known.length <= 60 && !curve.low) known.forEach(i => group.append(s("circle", { class: "dot", r: 2.6, cx: round(x(curve.steps[i])), cy: round(y(curve.values[i])) })));
        picture.append(group);
      }
      readout.hidden = at === null;
      if (at === null) return;
      picture.append(s("line", { class: "cursor", x1: x(at), x2: x(at), y1: top, y2: bottom }));
      const rows = [h("b", {}, `step ${whole(at)}` + (run.stepsPerEpoch ? `, epoch ${(at / run.stepsPerEpoch).toFixed(2)}` : ""))];
      for (const curve of curves) {
        const i = nearest(curve.steps, at);
        if (curve.values[i] === null) continue;
        picture.append(s("g", { class: "s" + curve.color }, s("circle", { class: "ring", r: 4.5, cx: x(curve.steps[i]), cy: y(curve.values[i]) })));
        rows.push(h("div", {}, h("span", {}, curve.name + (curve.steps[i] === at ? "" : ` (step ${whole(curve.steps[i])})`)), h("b", {}, format(curve.values[i], false))));
      }
      readout.replaceChildren(...rows);
      const offset = x(at) / width * picture.clientWidth;
      readout.style.top = picture.offsetTop + 14 + "px";
      readout.style.left = offset > picture.clientWidth / 2 ? "auto" : offset + 14 + "px";
      readout.style.right = offset > picture.clientWidth / 2 ? picture.clientWidth - offset + 14 + "px" : "auto";
    }
    function nearest(list, step) {
      let low = 0, high = list.length - 1;
      while (high - low > 1) { const middle = (low + high) >> 1; if (list[middle] <= step) low = middle; else high = middle; }
      return Math.abs(list[high] - step) < Math.abs(list[low] - step) ? high : low;
    }
    picture.addEventListener("pointermove", event => {
      const bounds = picture.getBoundingClientRect();
      const inner = (event.clientX - bounds.left - 52) / (bounds.width - 66);
      at = steps[nearest(steps, inner * lastStep)];
      draw();
    });
    const clear = () => { at = null; draw(); };
    picture.addEventListener("pointerleave", clear);
    picture.addEventListener("blur", clear);
    picture.addEventListener("keydown", event => {
      const i = at === null ? -1 : steps.indexOf(at);
      const jump = event.shiftKey ? 20 : 1;
      const next = { ArrowLeft: i - jump, ArrowRight: i + jump, Home: 0, End: steps.length - 1 }[event.key];
      if (next === undefined) { if (event.key === "Escape") clear(); return; }
      event.preventDefault();
      at = steps[Math.max(0, Math.min(steps.length - 1, next))];
      draw();
    });
    new ResizeObserver(() => draw()).observe(picture);
    later.push(draw);
    return box;
  }

  const later = [];

  function curves() {
    const curve = (metric, name, color) => ({ name, color, ...(data.curves[metric] || { steps: [], values: [] }) });
    const charts = [
      chart(data.curves.penalty ? "Data loss, without penalty" : "Loss", [curve("batch_loss", "mini-batch", 1), curve("validation_loss", "validation", 3), curve("test_loss", "test", 2)],
        { format: value => short(value), log: false }),
      chart("Mean absolute error of the outputs", [curve("batch_absolute_error", "mini-batch", 1)], { format: value => short(value) }),
      chart("Weight penalty (L1, L2)", [curve("penalty", "before each step", 2)], { format: value => short(value) }),
      chart("Accuracy", [curve("batch_accuracy", "mini-batch", 1), curve("validation_accuracy", "validation", 3), curve("test_accuracy", "test", 2)],
        { format: (value, isTick) => percent(value, isTick ? 0 : 2) }),
      chart("Learning rate", [curve("learning_rate", "per step", 2)], { format: value => short(value), range: (low, high) => [Math.min(0, low), high] }),
    ].filter(Boolean);
    if (charts.length > 0) {
      section("curves", "Curves", data.curvesNote, h("div", { class: "charts" }, charts));
    }
  }

  // ---- Confusion

  const verb = count => count === 1 ? "was" : "were";
  const digitPlurals = ["zeros", "ones", "twos", "threes", "fours", "fives", "sixes", "sevens", "eights", "nines"];
  const many = k => isDigits ? digitPlurals[k] : "images of " + names[k];

  /** What can be chosen: a cell, a row's misread images, a column's, or every error. */
  function parse(hash) {
    const found = /^#(?:cell=(\d+)-(\d+)|actual=(\d+)|predicted=(\d+)|(errors))$/.exec(hash);
    if (!found) return null;
    const [, a, p, row, column] = found.map(part => part === undefined ? null : part);
    const choice = { actual: a ?? row, predicted: p ?? column, isCell: a !== null };
    for (const key of ["actual", "predicted"]) {
      if (choice[key] !== null) choice[key] = Number(choice[key]);
      if (choice[key] !== null && choice[key] >= classes) return null;
    }
    return choice;
  }
  function hashOf(choice) {
    if (choice.isCell) return `#cell=${choice.actual}-${choice.predicted}`;
    if (choice.actual !== null) return `#actual=${choice.actual}`;
    return choice.predicted !== null ? `#predicted=${choice.predicted}` : "#errors";
  }
  const includes = (choice, actual, predicted) =>
    (choice.actual === null || choice.actual === actual) && (choice.predicted === null || choice.predicted === predicted) &&
    (choice.isCell || actual !== predicted);
  function describe(choice) {
    let count = 0;
    confusion.forEach((row, a) => row.forEach((n, p) => { if (includes(choice, a, p)) count += n; }));
    if (choice.isCell) {
      const end = choice.actual === choice.predicted ? "read correctly" : "read as " + names[choice.predicted];
      return [count, `${whole(count)} of ${whole(rowTotals[choice.actual])} ${many(choice.actual)} ${verb(count)} ${end} (${share(count, rowTotals[choice.actual])})`];
    }
    if (choice.actual !== null) return [count, `${whole(count)} of ${whole(rowTotals[choice.actual])} ${many(choice.actual)} ${verb(count)} misread (${share(count, rowTotals[choice.actual])})`];
    if (choice.predicted !== null) return [count, `${whole(count)} of ${whole(columnTotals[choice.predicted])} images read as ${names[choice.predicted]} ${count === 1 ? "belongs" : "belong"} to another class (${share(count, columnTotals[choice.predicted])})`];
    return [count, `${whole(count)} of ${whole(evaluation.images)} images ${verb(count)} misread (${share(count, evaluation.images)})`];
  }

  let chosen = { actual: null, predicted: null, isCell: false };
  let mode = "counts";
  const cells = new Map();
  const hint = h("p", { class: "hint muted", "aria-live": "polite" });
  const isDense = classes > 26;

  function luminance(rgb) {
    const [r, g, b] = rgb.map(c => c / 255).map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }
  function color(name) {
    const hex = getComputedStyle(root).getPropertyValue(name).trim().slice(1);
    return [0, 2, 4].map(i => parseInt(hex.slice(i, i + 2), 16));
  }

  function shares(actual, predicted) {
    const total = mode === "columns" ? columnTotals[predicted] : rowTotals[actual];
    return total === 0 ? 0 : confusion[actual][predicted] / total;
  }
  function paintMatrix() {
    let worst = 0;
    confusion.forEach((row, a) => row.forEach((_, p) => { if (a !== p) worst = Math.max(worst, shares(a, p)); }));
    const none = color("--none"), right = color("--right"), wrong = color("--wrong");
    const dark = luminance(color("--on-cell")), light = luminance(color("--on-strong"));
    const contrast = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    for (const [key, cell] of cells) {
      const [a, p] = key.split("-").map(Number);
      const count = confusion[a][p], total = mode === "columns" ? columnTotals[p] : rowTotals[a];
      const amount = a === p ? shares(a, p) * 0.8 : worst > 0 ? Math.sqrt(shares(a, p) / worst) : 0;
      const mixed = luminance(none.map((c, i) => c + amount * ((a === p ? right : wrong)[i] - c)));
      cell.style.setProperty("--shade", a === p ? "var(--right)" : "var(--wrong)");
      cell.style.setProperty("--amount", amount.toFixed(4));
      cell.classList.toggle("strong", contrast(light, mixed) > contrast(dark, mixed));
      cell.classList.toggle("empty", count === 0);
      const part = share(count, total);
      const first = mode === "counts" && a !== p ? whole(count) : count === 0 && a !== p ? "0" : part;
      const second = count === 0 && a !== p ? "" : mode === "counts" && a !== p ? part : a === p ? `${count}/${total}` : whole(count);
      const narrow = first === part ? share(count, total, 0).replace(" ", "") : first;
      cell.replaceChildren(h("b", {}, h("span", { class: "roomy" }, first), h("span", { class: "narrow", "aria-hidden": "true" }, narrow)), h("small", {}, second));
    }
    scaleEnd.textContent = percent(worst, 1);
  }
  const scaleEnd = h("span");

  function matrix() {
    const head = (choice, text, label) => {
      const button = h("button", { type: "button", class: "head", tabindex: "-1", "aria-label": label, title: label,
        "data-hash": hashOf(choice), onclick: () => choose(choice) }, h("span", {}, text));
      return watch(button, choice);
    };
    function watch(button, choice) {
      button.addEventListener("pointerenter", () => { hint.textContent = describe(choice)[1]; });
      button.addEventListener("focus", () => { hint.textContent = describe(choice)[1]; });
      return button;
    }
    const nothing = { actual: null, predicted: null, isCell: false };
    const grid = [[head(nothing, "≠", "All errors"), ...names.map((name, k) => head({ ...nothing, predicted: k }, name, `Misread as ${name}`))]];
    names.forEach((name, a) => {
      const row = [head({ ...nothing, actual: a }, name, `Misread images of ${name}`)];
      names.forEach((_, p) => {
        const choice = { actual: a, predicted: p, isCell: true };
        const sentence = describe(choice)[1];
        const cell = watch(h("button", { type: "button", class: "cell", id: `cell-${a}-${p}`, tabindex: "-1", "data-hash": hashOf(choice),
          "aria-label": sentence, title: isDense ? sentence : null, onclick: () => choose(choice) }), choice);
        cells.set(`${a}-${p}`, cell);
        row.push(cell);
      });
      grid.push(row);
    });
    grid[1][1].tabIndex = 0;
    const longest = Math.max(...names.map(name => name.length));
    const table = h("table", { class: "matrix" + (isDense ? " dense" : "") + (classes > 14 ? " single" : "") + (Math.max(...names.map(name => name.length)) > 4 ? " long" : ""),
      "--head": `min(${Math.min(110, Math.max(28, longest * 8 + 14))}px, 24cqw)`,
      // As large as the widest text of a cell allows.
      "--cell-font": `clamp(6px, calc((100cqw - var(--head) - 72px) / ${classes} * 0.23), 15px)` },
      h("caption", { class: "hidden" }, "Confusion matrix: rows are actual classes, columns are predicted classes"),
      h("colgroup", {}, h("col", { class: "c-side" }), h("col", { class: "c-head" }), names.map(() => h("col")), h("col", { class: "c-total" })),
      h("thead", {},
        h("tr", {}, h("td"), h("td"), h("td", { class: "axis", colspan: classes }, "Predicted"), h("td")),
        h("tr", {}, h("td"), grid[0].map(button => h("th", { scope: "col" }, button)), h("td"))),
      h("tbody", {}, grid.slice(1).map((row, a) => h("tr", {},
        a === 0 ? h("td", { class: "axis", rowspan: classes }, h("div", { class: "side" }, "Actual")) : null,
        row.map((button, i) => i === 0 ? h("th", { scope: "row" }, button) : h("td", {}, button)),
        h("td", { class: "total" }, whole(rowTotals[a]))))),
      h("tfoot", {}, h("tr", {}, h("td"), h("td"), columnTotals.map(total => h("td", { class: "total" }, whole(total))), h("td"))));
    table.addEventListener("keydown", event => {
      const row = grid.findIndex(buttons => buttons.includes(document.activeElement));
      if (row < 0) return;
      const column = grid[row].indexOf(document.activeElement);
      const move = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], Home: [0, -classes], End: [0, classes] }[event.key];
      if (!move) return;
      event.preventDefault();
      const clamp = value => Math.max(0, Math.min(classes, value));
      grid.flat().forEach(button => { button.tabIndex = -1; });
      const next = grid[clamp(row + move[0])][clamp(column + move[1])];
      next.tabIndex = 0;
      next.focus();
    });
    table.addEventListener("pointerleave", () => { hint.textContent = describe(chosen)[1]; });
    return table;
  }

  // ---- Pictures

  function sheetStyle(name, sheet) {
    root.style.setProperty(`--${name}`, `url(${sheet.uri})`);
  }
  /** A picture of a sheet: its place is in percent, so that it scales with the picture. */
  function pixels(name, sheet, place, label, tag = "span") {
    const column = place % sheet.columns, row = Math.floor(place / sheet.columns);
    const part = (index, count) => count <= 1 ? 0 : 100 * index / (count - 1);
    const node = h(tag, { class: "pixels " + name, role: "img", "aria-label": label, "--ratio": `${sheet.width} / ${sheet.height}` });
    node.style.backgroundImage = `var(--${name})`;
    node.style.backgroundSize = `${100 * sheet.columns}% ${100 * sheet.rows}%`;
    node.style.backgroundPosition = `${part(column, sheet.columns)}% ${part(row, sheet.rows)}%`;
    return node;
  }
  const gallery = h("div", { class: "gallery", id: "gallery" });
  const galleryTitle = h("h3", { id: "gallery-title" });
  const galleryNote = h("p", { class: "muted small" });
  let shownPlaces = [];

  function showGallery() {
    const [count, sentence] = describe(chosen);
    galleryTitle.textContent = sentence;
    shownPlaces = images.index.map((_, i) => i).filter(i => includes(chosen, images.actual[i], images.predicted[i]));
    const isRight = chosen.isCell && chosen.actual === chosen.predicted;
    const order = isRight ? "The least certain come first." : "The largest mistakes come first.";
    galleryNote.textContent = count === 0 ? "" : shownPlaces.length < count ? `${order} ${whole(shownPlaces.length)} of ${whole(count)} are in this report.` : order;
    gallery.replaceChildren(...(shownPlaces.length === 0 ? [h("p", { class: "empty-note" }, count === 0 ? "No images in this selection." : "This report contains no pictures of these images.")]
      : shownPlaces.map((place, i) => {
        const label = `Image ${images.index[place]}: ${names[images.actual[place]]}, read as ${names[images.predicted[place]]}`;
        return h("button", { type: "button", class: "shot", "data-image": images.index[place], "aria-label": label, onclick: () => openCard(i) },
          pixels("shots", images.sheet, place, ""),
          h("b", {}, `${names[images.actual[place]]} → ${names[images.predicted[place]]}`),
          h("span", { class: "fact" }, percent(images.confidence[place], 1)),
          h("span", { class: "fact" }, "#" + images.index[place]));
      })));
    gallery.scrollTop = 0;
    document.querySelectorAll(".matrix button").forEach(button => {
      const own = parse(button.dataset.hash);
      const isChosen = own.isCell ? includes(chosen, own.actual, own.predicted) && chosen.isCell : button.dataset.hash === hashOf(chosen);
      button.classList.toggle("chosen", isChosen);
      button.setAttribute("aria-pressed", String(isChosen));
    });
    hint.textContent = sentence;
  }
  function choose(choice) {
    if (location.hash === hashOf(choice)) show(choice);
    else location.hash = hashOf(choice);
  }
  function show(choice) {
    chosen = choice;
    showGallery();
  }

  const card = document.getElementById("card");
  function openCard(i) {
    const place = shownPlaces[i];
    const actual = images.actual[place], predicted = images.predicted[place];
    const step = (by, text, label) => h("button", { type: "button", class: "ghost", disabled: shownPlaces[i + by] === undefined, "aria-label": label, onclick: () => openCard(i + by) }, text);
    card.replaceChildren(
      h("div", { class: "card-head" }, h("h2", { id: "card-title" }, `Image ${whole(images.index[place])}`),
        step(-1, "←", "Previous image"), step(1, "→", "Next image"),
        h("button", { type: "button", class: "ghost", "aria-label": "Close", onclick: () => card.close() }, "✕")),
      h("div", { class: "card-body" },
        pixels("shots", images.sheet, place, `Image ${images.index[place]}`, "div"),
        h("div", {},
          h("div", { class: "bars" }, images.top[place].map(([label, probability]) => [
            h("span", {}, names[label]),
            h("span", { class: "track" + (label === actual ? " is-actual" : label === predicted ? " is-wrong" : "") }, (() => { const bar = h("i"); bar.style.width = 100 * probability + "%"; return bar; })()),
            h("span", {}, percent(probability, 1))])),
          facts(["Actual", names[actual]], ["Predicted", names[predicted]], ["Confidence", percent(images.confidence[place], 2)],
            ["Rank of actual class", `${images.rank[place]} of ${classes}`]))));
    if (!card.open) card.showModal();
    card.onkeydown = event => {
      const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (by && shownPlaces[i + by] !== undefined) { event.preventDefault(); openCard(i + by); }
    };
  }
  card.addEventListener("click", event => { if (event.target === card) card.close(); });

  function confusionSection() {
    if (images.sheet.uri) sheetStyle("shots", images.sheet);
    const modes = [["counts", "Counts"], ["rows", "Row %"], ["columns", "Col. %"]];
    const buttons = modes.map(([id, text]) => h("button", { type: "button", "aria-pressed": String(id === mode), onclick: event => {
      mode = id;
      buttons.forEach(button => button.setAttribute("aria-pressed", String(button === event.currentTarget)));
      paintMatrix();
    } }, text));
    const node = section("confusion", "Confusion", "Choose a cell, row, or column to see its images.", h("div", { class: "confusion" },
      h("div", { class: "matrix-box" }, matrix(), hint, h("div", { class: "scale" }, h("span", {}, "correct"), h("i", { class: "to-right" }), h("span", {}, "100 %"),
        h("span", {}, "incorrect"), h("i", { class: "to-wrong" }), scaleEnd)),
      h("div", {}, h("div", { class: "gallery-head" }, galleryTitle, galleryNote), gallery)));
    node.querySelector(".section-head").append(h("div", { class: "switch", role: "group", "aria-label": "Values in the cells" }, buttons));
    paintMatrix();
    redrawn.push(paintMatrix);
  }

  // ---- Classes

  function sortable(columns, rows) {
    const body = h("tbody");
    let by = -1, direction = 1;
    const heads = columns.map((column, i) => h("th", { scope: "col", class: column.words ? "words" : null, title: column.help }, h("button", { type: "button", onclick: () => {
      direction = by === i ? -direction : column.words ? 1 : -1;
      by = i;
      heads.forEach((head, k) => head.setAttribute("aria-sort", k === i ? (direction > 0 ? "ascending" : "descending") : "none"));
      show();
    } }, column.title)));
    function show() {
      const sorted = [...rows];
      // What is undefined stands below, whichever way the rest is sorted.
      if (by >= 0) sorted.sort((a, b) => { const [x, y] = [columns[by].key(a), columns[by].key(b)]; return x === null ? 1 : y === null ? -1 : direction * (x - y); });
      body.replaceChildren(...sorted.map(row => h("tr", {}, columns.map(column => column.cell(row)))));
    }
    show();
    return h("div", { class: "scroll" }, h("table", { class: "data", id: "class-table" }, h("thead", {}, h("tr", {}, heads)), body));
  }
  function classesSection() {
    const count = (key, title, help) => ({ title, help, key: row => row[key], cell: row => h("td", {}, whole(row[key])) });
    const part = (key, title, help) => ({ title, help, key: row => row[key], cell: row => h("td", { class: "measure" }, measure(row[key]), row[key] === null ? null : h("i", { "--amount": row[key] })) });
    section("classes", "Classes", "A dash means undefined.", sortable([
      { title: "Class", words: true, key: row => row.label, cell: row => h("th", { scope: "row", class: "words" }, names[row.label]) },
      part("precision", "Precision", "TP / (TP + FP)"), part("recall", "Recall (class accuracy)", "TP / (TP + FN): the share of the class's images that were read correctly"), part("f1", "F1", "2 TP / (2 TP + FP + FN)"),
      count("tp", "TP", "True positives: images of the class that were read correctly"), count("fp", "FP", "False positives: images of other classes that were read as this class"),
      count("fn", "FN", "False negatives: images of the class that were misread"), count("actual", "Images", "Number of images of the class")], evaluation.classes));
  }

  // ---- Calibration

  function calibrationSection() {
    const bins = data.calibration.bins;
    const size = 310, left = 50, bottom = 264, plot = 240;
    const most = Math.max(1, ...bins.map(bin => bin.images));
    const x = part => left + plot * part, y = part => bottom - plot * part;
    const picture = s("svg", { viewBox: `0 0 ${size} ${size}`, role: "img", "aria-label": "Accuracy by confidence", style: "height:auto;max-width:340px" });
    for (const part of [0, 0.25, 0.5, 0.75, 1]) {
      picture.append(s("line", { class: "grid", x1: left, x2: left + plot, y1: y(part), y2: y(part) }),
        s("text", { x: left - 6, y: y(part) + 4, "text-anchor": "end" }, percent(part, 0)),
        s("text", { x: x(part), y: bottom + 16, "text-anchor": "middle" }, percent(part, 0)));
    }
    for (const bin of bins) {
      if (bin.images === 0) continue;
      picture.append(s("g", { class: "s2" }, s("rect", { class: "band", style: "opacity:.75", x: x(bin.from) + 1.5, width: plot / bins.length - 3, y: y(bin.accuracy), height: plot * bin.accuracy, rx: 2 },
        s("title", {}, `Confidence ${percent(bin.from, 0)} to ${percent(bin.to, 0)}: ${plural(bin.images, "image")}, ${percent(bin.accuracy, 1)} correct, mean confidence ${percent(bin.confidence, 1)}`))));
    }
    picture.append(s("line", { class: "cursor", x1: x(0), x2: x(1), y1: y(0), y2: y(1) }), s("text", { x: x(0.5), y: size - 4, "text-anchor": "middle" }, "confidence"));
    section("calibration", "Calibration", "Does confidence match accuracy? On the dashed line, the two agree.",
      h("div", { class: "columns" }, h("div", { class: "chart" }, picture),
        h("div", {}, facts(["Expected calibration error", percent(data.calibration.expectedError)], ["Largest difference", percent(data.calibration.largestError)]),
          h("div", { class: "scroll", style: "margin-top:16px" }, h("table", { class: "data" },
            h("thead", {}, h("tr", {}, ["Confidence", "Images", "Mean confidence", "Accuracy"].map((title, i) => h("th", { scope: "col", class: i === 0 ? "words" : null }, title)))),
            h("tbody", {}, bins.filter(bin => bin.images > 0).map(bin => h("tr", {}, h("td", { class: "words" }, `${percent(bin.from, 0)} – ${percent(bin.to, 0)}`),
              h("td", {}, whole(bin.images)), h("td", {}, percent(bin.confidence, 1)), h("td", {}, percent(bin.accuracy, 1))))))))));
  }

  // ---- Filters

  function kernel(values, side, largest, label) {
    const node = h("div", { class: "kernel", role: "img", "aria-label": label, title: label });
    node.style.gridTemplateColumns = `repeat(${side}, 1fr)`;
    values.forEach(value => node.append(h("i", { class: value < 0 ? "minus" : "plus", "--amount": largest === 0 ? 0 : (Math.abs(value) / largest).toFixed(3) })));
    return node;
  }
  function filtersSection() {
    const parts = [];
    if (data.kernels) {
      const { layer, width, values } = data.kernels;
      const largest = Math.max(...values.flat().map(Math.abs));
      parts.push(h("div", { class: "layer", id: "kernels" }, h("div", { class: "layer-head" }, h("h3", {}, `Kernels of layer ${layer}`), h("span", { class: "muted small" }, data.kernels.note)),
        h("div", { class: "patterns", "--size": "44px" }, values.map((one, i) => h("figure", { class: "pattern" }, kernel(one, width, largest, `Kernel ${i}: ${one.map(short).join(" ")}`), h("figcaption", {}, String(i)))))));
    }
    data.filters.forEach((layer, k) => {
      if (layer.sheet === null) {
        parts.push(h("div", { class: "layer" }, h("div", { class: "layer-head" }, h("h3", {}, `Layer ${layer.layer}: ${layer.title}`), h("span", { class: "muted small" }, layer.note))));
        return;
      }
      sheetStyle("layer-" + k, layer.sheet);
      const isOutput = layer.layer >= data.layers.length;
      const dead = layer.dead.filter(Boolean).length;
      parts.push(h("div", { class: "layer" }, h("div", { class: "layer-head" }, h("h3", {}, `Layer ${layer.layer}: ${layer.title}`),
        h("span", { class: "muted small" }, plural(layer.excitation.length, "pattern") + (dead > 0 ? `, ${whole(dead)} dead: no image activates them` : ""))),
        h("div", { class: "patterns" }, layer.excitation.map((value, i) => {
          const label = `${isOutput ? names[i] : "Filter " + i}: ${layer.dead[i] ? "dead" : "activation " + short(value)}`;
          return h("figure", { class: "pattern" + (layer.dead[i] ? " dead" : ""), title: label }, pixels("layer-" + k, layer.sheet, i, label), h("figcaption", {}, isOutput ? names[i] : String(i)));
        }))));
    });
    if (parts.length > 0) section("filters", "Filters", "The image that activates each filter most, found by gradient ascent on the input.", ...parts);
  }

  // ---- Setup and origin

  function flatten(value, path = "") {
    if (value === null || typeof value !== "object") return [[path, String(value)]];
    if (Array.isArray(value)) return value.length === 0 ? [] : [[path, value.map(String).join(", ")]];
    return Object.entries(value).flatMap(([key, inner]) => flatten(inner, path ? `${path} · ${key}` : key));
  }
  const spaced = name => name.replace("isation", "ization").replace(/([a-z])([A-Z])/g, (_, a, b) => `${a} ${b.toLowerCase()}`).replace(/^./, first => first.toUpperCase());
  function setupSection() {
    const training = flatten(data.config.training).map(([key, value]) => [key.split(" · ").map((part, i) => i === 0 ? spaced(part) : spaced(part).toLowerCase()).join(", "), value]);
    section("setup", "Setup", "With the same data, this setup reproduces the same weights.", h("div", { class: "columns" },
      h("div", {}, h("h3", {}, "Network"), h("div", { class: "scroll" }, h("table", { class: "data" },
        h("thead", {}, h("tr", {}, ["", "Layer", "Output", "Parameters"].map((title, i) => h("th", { scope: "col", class: i === 1 ? "words" : null }, title)))),
        h("tbody", {}, layers.map(layer => h("tr", {}, h("td", { class: "muted" }, layer.number), h("td", { class: "words" }, layer.title), h("td", {}, layer.output), h("td", {}, whole(layer.parameters) + (layer.statistics > 0 ? ", " + whole(layer.statistics) + " statistics" : "")))))))),
      h("div", {}, h("h3", {}, "Training"), facts(...training))),
      h("details", {}, h("summary", {}, "Configuration as JSON"), h("pre", { tabindex: "0" }, JSON.stringify(data.config, null, 2))));
  }
  function originSection() {
    section("origin", "Origin", null, h("div", { class: "columns" },
      h("div", {}, h("h3", {}, "Data"), facts(["Source", run.data], ["SHA-256", h("code", { id: "data-sha256" }, run.dataSha256)],
        ["Training images", whole(run.trainingImages)], ["Test images", whole(evaluation.images)], ["Image", run.imageShape + " (channels × height × width)"], ["Classes", names.join(", ")])),
      h("div", {}, h("h3", {}, "Run"), facts(["Started", run.created.replace("T", " ").replace("Z", " UTC")], ["Trained by", "Digitscope " + run.program], ["Step", whole(evaluation.step)],
        ["Weights (SHA-256)", h("code", {}, run.weightsSha256)], ["Report created", data.made.time.replace("T", " ").replace("Z", " UTC")], ["Report created by", "Digitscope " + data.made.program],
        ["Java", data.made.java], ["Hardware", data.made.hardware], ["System", data.made.system]))));
  }

  head();
  curves();
  confusionSection();
  classesSection();
  calibrationSection();
  filtersSection();
  setupSection();
  originSection();
  document.getElementById("footer").append(`Created by Digitscope ${data.made.program}. This file is self-contained and makes no network requests.`);
  later.forEach(draw => draw());
  redrawn.push(...later);
  applyTheme();

  function follow() {
    const choice = parse(location.hash);
    if (choice) show(choice);
    return choice !== null;
  }
  addEventListener("hashchange", follow);
  if (follow()) document.getElementById("confusion").scrollIntoView();
  else showGallery();

  const links = [...nav.children];
  const seen = new IntersectionObserver(entries => entries.filter(entry => entry.isIntersecting).forEach(entry => links.forEach(link => {
    if (link.getAttribute("href") === "#" + entry.target.id) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  })), { rootMargin: "-80px 0px -60% 0px" });
  document.querySelectorAll("section").forEach(node => seen.observe(node));
  root.dataset.ready = "true";
})();
