// Draws a client's traffic and keeps the page of the network sensor fresh. Without it the page says the same in tables.
"use strict";
(() => {
  const LOOK_MILLIS = 5000;
  const HEIGHT = 200;
  const box = document.getElementById("plots");

  const color = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const scaled = (value) => {
    const prefixes = ["", "k", "M", "G", "T"];
    let step = 0;
    while (Math.abs(value) >= 1000 && step < prefixes.length - 1) {
      value /= 1000;
      step++;
    }
    return (Number.isInteger(value) || Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(1)) + " " + prefixes[step];
  };

  // Bands behind the curves, from when a detection began to when it was last seen.
  const marks = (shared) => (plot) => {
    const { left, top, width, height } = plot.bbox;
    plot.ctx.save();
    plot.ctx.fillStyle = color("--bad");
    shared.marks.forEach((mark) => {
      const from = Math.max(left, plot.valToPos(mark.from, "x", true));
      const to = Math.min(left + width, plot.valToPos(Math.max(mark.to, mark.from), "x", true));
      if (to >= left && from <= left + width) {
        plot.ctx.globalAlpha = 0.15;
        plot.ctx.fillRect(from, top, Math.max(2, to - from), height);
        plot.ctx.globalAlpha = 1;
        plot.ctx.fillRect(from, top, 2, height);
      }
    });
    plot.ctx.restore();
  };

  const clock = uPlot.fmtDate("{HH}:{mm}");

  const options = (unit, width, shared) => ({
    width,
    height: HEIGHT,
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), box.dataset.zone),
    legend: { show: false },
    cursor: { drag: { x: false, y: false } },
    scales: { x: { time: true }, y: { range: (plot, min, max) => [0, Math.max(1, max * 1.1)] } },
    axes: [
      {
        stroke: color("--soft"),
        grid: { stroke: color("--line"), width: 1 },
        ticks: { stroke: color("--line") },
        values: (plot, values) => values.map((value) => clock(uPlot.tzDate(new Date(value * 1000), box.dataset.zone))),
      },
      {
        stroke: color("--soft"),
        grid: { stroke: color("--line"), width: 1 },
        ticks: { stroke: color("--line") },
        size: 84,
        values: (plot, values) => values.map((value) => scaled(value) + unit),
      },
    ],
    series: [
      {},
      { stroke: color("--accent"), width: 2, points: { show: false } },
      { stroke: color("--warn"), width: 2, points: { show: false } },
    ],
    hooks: { drawClear: [marks(shared)] },
  });

  const look = (path) => fetch(path, { headers: { Accept: "*/*" }, credentials: "same-origin" }).then((answer) => {
    if (!answer.ok || answer.redirected) {
      throw new Error(path + " answered " + answer.status);
    }
    return answer;
  });

  const every = (work) => {
    const again = () => (document.hidden ? Promise.resolve() : work().catch(() => {})).then(() => setTimeout(again, LOOK_MILLIS));
    setTimeout(again, LOOK_MILLIS);
  };

  if (box) {
    const shared = { marks: [] };
    const path = "/network/traffic?whose=" + encodeURIComponent(box.dataset.whose) + "&hours=" + box.dataset.hours;
    let plots = [];
    const draw = () => look(path).then((answer) => answer.json()).then((curves) => {
      shared.marks = curves.marks;
      const pairs = [[curves.times, curves.bitsOut, curves.bitsIn], [curves.times, curves.packetsOut, curves.packetsIn]];
      if (plots.length === 0) {
        plots = [["bit/s"], ["/s"]].map(([unit], i) => new uPlot(options(unit, box.clientWidth, shared), pairs[i], box));
      } else {
        plots.forEach((plot, i) => plot.setData(pairs[i]));
      }
    });
    draw().catch(() => {});
    every(draw);
    new ResizeObserver(() => plots.forEach((plot) => plot.setSize({ width: box.clientWidth, height: HEIGHT }))).observe(box);
  }

  document.querySelectorAll("[data-live]").forEach((live) => {
    every(() => look(live.dataset.live).then((answer) => answer.text()).then((text) => {
      // Who is at a link in there keeps it.
      if (!live.contains(document.activeElement)) {
        live.innerHTML = text;
      }
    }));
  });
})();
