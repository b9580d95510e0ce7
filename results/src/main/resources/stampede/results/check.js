(() => {
  const {colour, axis, show} = charts;
  const digits = 4;
  const short = value => charts.short(value, digits);

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

  const percents = [25, 50, 75, 90, 95, 99, 99.9];

  const percent = at => at == null ? "-" : "p" + short(100 - 100 / at);

  const across = chart => Object.assign(axis(chart.x, digits), chart.quantiles
    ? {
      splits: () => percents.map(value => 100 / (100 - value)),
      filter: (plot, splits) => splits,
      values: (plot, splits) => splits.map(percent),
    }
    : {incrs: [1, 2, 5, 10, 20, 50, 100, 200]});

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

  show({
    sections: JSON.parse(document.getElementById("data").textContent),
    height: 260,
    lack: chart => chart.at.length > 0
      ? null : "No quantile has enough samples in every pair.",
    columns: chart => [chart.at, ...chart.lines.map(line => line.values)],
    options: chart => ({
      cursor: {drag: {x: true, y: false}},
      scales: {
        x: chart.quantiles
          ? {time: false, distr: 3}
          : {time: false, range: (plot, min, max) => min === 1 && max === chart.at.length
            ? [0.5, max + 0.5] : [min, max]},
      },
      axes: [across(chart), Object.assign(axis(chart.y, digits), {size: 66})],
      bands: chart.quantiles ? [{series: [1, 2], fill: colour("--s0") + "33"}] : [],
      series: [
        {label: chart.x, value: (plot, value) => chart.quantiles ? percent(value) : short(value)},
        ...chart.lines.map(line => series(chart, line)),
      ],
    }),
  });
})();
