(() => {
  const {colour, short, axis, show} = charts;

  const looks = {
    "truth": {colour: "--ink", width: 1.5},
    "per-entry": {colour: "--s1", width: 3, dash: [2, 6]},
    "single-stamp": {colour: "--s3", width: 1.5},
    "shared-handle": {colour: "--s5", width: 1.5},
    "law": {colour: "--s2", width: 2.5, dash: [8, 6]},
  };

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

  show({
    sections: JSON.parse(document.getElementById("data").textContent),
    height: 280,
    columns: chart => [chart.at, ...chart.lines.map(line => line.values)],
    options: chart => ({
      cursor: {drag: {x: true, y: false}},
      scales: {x: {time: false, distr: 3}, y: {distr: 3}},
      axes: [axis(chart.x), Object.assign(axis(chart.y), {size: 66})],
      series: [{label: chart.x, value: (plot, value) => short(value)},
        ...chart.lines.map(line => series(chart, line))],
    }),
  });
})();
