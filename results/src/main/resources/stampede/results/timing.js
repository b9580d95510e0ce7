"use strict";
(() => {
  const sections = JSON.parse(document.getElementById("data").textContent);
  const root = document.getElementById("charts");
  const plots = [];

  const looks = {
    "truth": {colour: "--ink", width: 1.5},
    "per-entry": {colour: "--s1", width: 3, dash: [2, 6]},
    "single-stamp": {colour: "--s3", width: 1.5},
    "shared-handle": {colour: "--s5", width: 1.5},
    "law": {colour: "--s2", width: 2.5, dash: [8, 6]},
  };

  const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  const short = value => value == null ? "-" : Number(value.toPrecision(3)).toString();

  const axis = label => ({
    label,
    labelSize: 18,
    stroke: colour("--soft"),
    grid: {stroke: colour("--line"), width: 1},
    ticks: {stroke: colour("--line"), width: 1},
    values: (plot, splits) => splits.map(value => value == null ? "" : short(value)),
  });

  const series = (chart, line) => {
    const look = looks[line.look];
    const points = chart.points && line.look !== "truth";
    return {
      label: line.label,
      stroke: colour(look.colour),
      width: look.width,
      dash: look.dash,
      paths: points ? () => null : undefined,
      points: {show: points || chart.at.length < 20, size: points ? 3 : 6},
      value: (plot, value) => short(value),
    };
  };

  const options = (chart, width) => ({
    width,
    height: 280,
    padding: [8, 30, 0, 0],
    cursor: {drag: {x: true, y: false}},
    scales: {x: {time: false, distr: 3}, y: {distr: 3}},
    axes: [axis(chart.x), Object.assign(axis(chart.y), {size: 66})],
    series: [{label: chart.x, value: (plot, value) => short(value)},
      ...chart.lines.map(line => series(chart, line))],
  });

  const draw = place => {
    place.plot?.destroy();
    place.plot = new uPlot(
      options(place.chart, place.card.clientWidth - 22),
      [place.chart.at, ...place.chart.lines.map(line => line.values)],
      place.card);
  };

  const element = (name, text, parent) => {
    const made = document.createElement(name);
    made.textContent = text;
    return parent.appendChild(made);
  };

  for (const section of sections) {
    element("h2", section.title, root);
    element("p", section.note, root).className = "note";
    const grid = element("div", "", root);
    grid.className = "grid";
    for (const chart of section.charts) {
      const card = element("div", "", grid);
      card.className = "chart";
      element("h3", chart.title, card);
      plots.push({card, chart});
    }
  }
  plots.forEach(draw);

  let pending = 0;
  addEventListener("resize", () => {
    cancelAnimationFrame(pending);
    pending = requestAnimationFrame(() => plots.forEach(place =>
      place.plot.setSize({width: place.card.clientWidth - 22, height: 280})));
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => plots.forEach(draw));
})();
