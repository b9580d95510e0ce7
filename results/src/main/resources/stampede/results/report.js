"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const root = document.getElementById("charts");
  const ends = data.endSeconds;
  const plots = [];

  const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  const axis = () => ({
    stroke: colour("--soft"),
    grid: {stroke: colour("--line"), width: 1},
    ticks: {stroke: colour("--line"), width: 1},
  });

  const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 21600, 86400];

  const times = (plot, splits, index, space, step) => splits.map(seconds =>
    new Date(seconds * 1e3).toISOString().slice(11, step < 60 ? 19 : 16));

  const short = value => value == null ? "-" : Number(value.toPrecision(3)).toString();

  const options = (chart, width) => ({
    width,
    height: 250,
    padding: [8, 30, 0, 0],
    tzDate: seconds => uPlot.tzDate(new Date(seconds * 1e3), "Etc/UTC"),
    cursor: {sync: {key: "stampede"}, drag: {x: true, y: false}},
    scales: {
      x: {time: true, range: (plot, min, max) =>
        ends.length === 1 ? [data.fromSeconds, 2 * ends[0] - data.fromSeconds]
          : min === ends[0] && max === ends[ends.length - 1] ? [data.fromSeconds, max]
          : [min, max]},
      y: chart.logarithmic
        ? {distr: 3}
        : {range: (plot, min, max) => [0, max > 0 ? 1.08 * max : 1]},
    },
    axes: [
      Object.assign(axis(), {values: times, space: 84, incrs: steps}),
      Object.assign(axis(), {
        label: chart.unit,
        labelSize: 18,
        size: 58,
        values: (plot, splits) => splits.map(value => value == null ? "" : short(value)),
      }),
    ],
    series: [
      {label: "UTC", value: "{HH}:{mm}:{ss}"},
      ...chart.lines.map((line, index) => ({
        label: line.label,
        stroke: colour("--s" + index),
        width: 1.5,
        value: (plot, value) => short(value),
        points: {show: ends.length < 60, size: 4},
      })),
    ],
  });

  const positive = chart => value => chart.logarithmic && !(value > 0) ? null : value;

  const draw = place => {
    place.plot?.destroy();
    const rows = place.chart.lines.map(line => line.values.map(positive(place.chart)));
    place.plot =
      new uPlot(options(place.chart, place.card.clientWidth - 22), [ends, ...rows], place.card);
  };

  const element = (name, text, parent) => {
    const made = document.createElement(name);
    made.textContent = text;
    return parent.appendChild(made);
  };

  for (const section of data.sections) {
    element("h2", section.title + " over time", root).id = section.id;
    const grid = element("div", "", root);
    grid.className = "grid";
    for (const chart of section.charts) {
      const card = element("div", "", grid);
      card.className = "chart";
      element("h3", chart.title, card);
      if (chart.lines.some(line => line.values.some(value => value != null))) {
        plots.push({card, chart});
      } else {
        element("p", "No interval has a sample.", card).className = "note";
      }
    }
  }
  plots.forEach(draw);

  let pending = 0;
  addEventListener("resize", () => {
    cancelAnimationFrame(pending);
    pending = requestAnimationFrame(() => plots.forEach(place =>
      place.plot.setSize({width: place.card.clientWidth - 22, height: 250})));
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => plots.forEach(draw));
})();
