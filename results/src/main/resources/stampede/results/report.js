(() => {
  const {colour, short, axis, show} = charts;
  const data = JSON.parse(document.getElementById("data").textContent);
  const axisOf = chart => chart.own ?? data.axis;

  const steps =
    [.1, .2, .5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 21600, 86400];

  const times = (plot, splits, index, space, step) => splits.map(seconds =>
    new Date(seconds * 1e3).toISOString().slice(11, step < 1 ? 21 : step < 60 ? 19 : 16));

  const positive = chart => value => chart.logarithmic && !(value > 0) ? null : value;

  const xRange = ({fromSeconds, endSeconds: ends}) => (plot, min, max) =>
    ends.length === 1 ? [fromSeconds, 2 * ends[0] - fromSeconds]
      : min === ends[0] && max === ends[ends.length - 1] ? [fromSeconds, max]
      : [min, max];

  const yRange = (plot, min, max) =>
    [Math.min(0, 1.08 * min), max > 0 ? 1.08 * max : min < 0 ? 0 : 1];

  /** Of two lines the colours are far apart, and the first is seen beneath the second. */
  const look = (chart, index) => chart.lines.length === 2
    ? {stroke: colour("--s" + 3 * index), width: index === 0 ? 3 : 1.5}
    : {stroke: colour("--s" + index), width: 1.5};

  show({
    sections: data.sections,
    height: 250,
    lack: chart => chart.lines.some(line => line.values.some(value => value != null))
      ? null : "No interval has a sample.",
    columns: chart => [
      axisOf(chart).endSeconds, ...chart.lines.map(line => line.values.map(positive(chart)))],
    options: chart => ({
      tzDate: seconds => uPlot.tzDate(new Date(seconds * 1e3), "Etc/UTC"),
      cursor: {sync: {key: "stampede"}, drag: {x: true, y: false}},
      scales: {
        x: {time: true, range: xRange(axisOf(chart))},
        y: chart.logarithmic ? {distr: 3} : {range: yRange},
      },
      axes: [
        Object.assign(axis(), {values: times, space: 84, incrs: steps}),
        Object.assign(axis(chart.unit), {size: 58}),
      ],
      series: [
        {label: "UTC", value: chart.own ? "{HH}:{mm}:{ss}.{fff}" : "{HH}:{mm}:{ss}"},
        ...chart.lines.map((line, index) => ({
          ...look(chart, index),
          label: line.label,
          value: (plot, value) => short(value),
          points: {show: axisOf(chart).endSeconds.length < 60, size: 4},
        })),
      ],
    }),
  });
})();
