(() => {
  const {colour, short, axis, show} = charts;
  const data = JSON.parse(document.getElementById("data").textContent);
  const ends = data.endSeconds;

  const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 21600, 86400];

  const times = (plot, splits, index, space, step) => splits.map(seconds =>
    new Date(seconds * 1e3).toISOString().slice(11, step < 60 ? 19 : 16));

  const positive = chart => value => chart.logarithmic && !(value > 0) ? null : value;

  show({
    sections: data.sections.map(section =>
      Object.assign({}, section, {title: section.title + " over time"})),
    height: 250,
    lack: chart => chart.lines.some(line => line.values.some(value => value != null))
      ? null : "No interval has a sample.",
    columns: chart => [ends, ...chart.lines.map(line => line.values.map(positive(chart)))],
    options: chart => ({
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
        Object.assign(axis(chart.unit), {size: 58}),
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
    }),
  });
})();
