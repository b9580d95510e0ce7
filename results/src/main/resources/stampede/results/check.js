"use strict";
(() => {
  const sections = JSON.parse(document.getElementById("data").textContent);
  const root = document.getElementById("charts");
  const plots = [];

  const looks = {
    "edge": {colour: "--s0", width: 0},
    "ratio": {colour: "--s0", width: 2},
    "one": {colour: "--ink", width: 1},
    "margin": {colour: "--s3", width: 1.5, dash: [8, 6]},
    "candidate": {colour: "--s0", point: 7},
    "control": {colour: "--s2", point: 5},
    "slowed": {colour: "--s4", point: 5},
    "confirmation": {colour: "--s5", point: 7},
    "noise": {colour: "--s1", width: 1.5},
  };

  const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  const short = value => value == null ? "-" : Number(value.toPrecision(4)).toString();

  const percents = [25, 50, 75, 90, 95, 99, 99.9];

  const percent = at => at == null ? "-" : "p" + Number((100 - 100 / at).toPrecision(4));

  const axis = label => ({
    label,
    labelSize: 18,
    stroke: colour("--soft"),
    grid: {stroke: colour("--line"), width: 1},
    ticks: {stroke: colour("--line"), width: 1},
    values: (plot, splits) => splits.map(value => value == null ? "" : short(value)),
  });

  const across = chart => chart.quantiles
    ? Object.assign(axis(chart.x), {
      splits: () => percents.map(value => 100 / (100 - value)),
      filter: (plot, splits) => splits,
      values: (plot, splits) => splits.map(percent),
    })
    : Object.assign(axis(chart.x), {incrs: [1, 2, 5, 10, 20, 50, 100, 200]});

  const series = (chart, line) => {
    const look = looks[line.look];
    return {
      label: line.label,
      stroke: colour(look.colour),
      width: look.width,
      dash: look.dash,
      paths: look.point ? () => null : undefined,
      points: look.point
        ? {show: true, size: look.point, fill: colour(look.colour)}
        : {show: chart.at.length === 1 || line.look === "noise", size: 5},
      value: (plot, value) => short(value),
    };
  };

  const options = (chart, width) => ({
    width,
    height: 260,
    padding: [8, 30, 0, 0],
    cursor: {drag: {x: true, y: false}},
    scales: {
      x: chart.quantiles
        ? {time: false, distr: 3}
        : {time: false, range: (plot, min, max) => min === 1 && max === chart.at.length
          ? [0.5, max + 0.5] : [min, max]},
    },
    axes: [across(chart), Object.assign(axis(chart.y), {size: 66})],
    bands: chart.quantiles ? [{series: [1, 2], fill: colour("--s0") + "33"}] : [],
    series: [{label: chart.x, value: (plot, value) => chart.quantiles ? percent(value) : short(value)},
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
      if (chart.at.length > 0) {
        plots.push({card, chart});
      } else {
        element("p", "No quantile has enough samples in every pair.", card).className = "note";
      }
    }
  }
  plots.forEach(draw);

  let pending = 0;
  addEventListener("resize", () => {
    cancelAnimationFrame(pending);
    pending = requestAnimationFrame(() => plots.forEach(place =>
      place.plot.setSize({width: place.card.clientWidth - 22, height: 260})));
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => plots.forEach(draw));
})();
