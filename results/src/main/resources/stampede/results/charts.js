"use strict";
/** What the pages share: charts that follow the page's width and its colours. */
const charts = (() => {
  const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  /** A number with so many digits; a dash where there is none. */
  const short = (value, digits = 3) =>
    value == null ? "-" : Number(value.toPrecision(digits)).toString();

  /** An axis with a label; without one where that is left out. */
  const axis = (label, digits) => ({
    label,
    labelSize: label === undefined ? 0 : 18,
    stroke: colour("--soft"),
    grid: {stroke: colour("--line"), width: 1},
    ticks: {stroke: colour("--line"), width: 1},
    values: (plot, splits) => splits.map(value => value == null ? "" : short(value, digits)),
  });

  const element = (name, text, parent) => {
    const made = document.createElement(name);
    made.textContent = text;
    return parent.appendChild(made);
  };

  /**
   * Draws the charts of sections.
   *
   * page: {sections, height, options: chart => of uPlot without its size, columns: chart => the data,
   * lack: chart => why there is nothing to draw, or null}
   */
  const show = page => {
    const root = document.getElementById("charts");
    const places = [];
    const size = place => ({width: place.card.clientWidth - 22, height: page.height});
    const draw = place => {
      place.plot?.destroy();
      place.plot = new uPlot(
        Object.assign(size(place), {padding: [8, 30, 0, 0]}, page.options(place.chart)),
        page.columns(place.chart),
        place.card);
    };
    for (const section of page.sections) {
      element("h2", section.title, root).id = section.id ?? "";
      if (section.note) {
        element("p", section.note, root).className = "note";
      }
      const grid = element("div", "", root);
      grid.className = "grid";
      for (const chart of section.charts) {
        const card = element("div", "", grid);
        card.className = "chart";
        element("h3", chart.title, card);
        const lack = page.lack?.(chart);
        if (lack) {
          element("p", lack, card).className = "note";
        } else {
          places.push({card, chart});
        }
      }
    }
    places.forEach(draw);
    let pending = 0;
    addEventListener("resize", () => {
      cancelAnimationFrame(pending);
      pending = requestAnimationFrame(
        () => places.forEach(place => place.plot.setSize(size(place))));
    });
    matchMedia("(prefers-color-scheme: dark)")
      .addEventListener("change", () => places.forEach(draw));
  };

  return {colour, short, axis, show};
})();
