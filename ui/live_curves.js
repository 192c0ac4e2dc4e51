// Loss and metric (accuracy, or mean absolute error) of one run, growing while it trains. One Plotly node for its whole life, so that zoom, hover and
// legend survive new points, reruns of the page and a restart of the server.

const loadPlotly = (path) =>
  window.Plotly
    ? Promise.resolve(window.Plotly)
    : (window.labPlotly ??= new Promise((resolve, reject) => {
        const script = document.createElement('script');
        script.src = path;
        script.onload = () => resolve(window.Plotly);
        script.onerror = () => { window.labPlotly = undefined; reject(new Error('plotly.js did not load')); };
        document.head.appendChild(script);
      }));

const ENDED = ['finished', 'stopped', 'failed'];
const NARROW = 620; // pixels; below it the two charts stand one above the other
const charts = new WeakMap(); // parentElement -> its chart, across calls

// How each metric is written: beside the curves of the loss stand those of the metric.
const METRICS = {
  accuracy: { title: 'accuracy', hover: '%{y:.1%}', axis: { tickformat: '.0%' }, loss: 'loss (nats)', lossHover: '%{y:.4f}', lossAxis: { rangemode: 'tozero' } },
  mae: { title: 'mean absolute error', hover: '%{y:.4~g}', axis: { rangemode: 'tozero' }, loss: 'loss (squared error, log scale)', lossHover: '%{y:.3~g}', lossAxis: { type: 'log', exponentformat: 'power' } },
};
const metricOf = (data) => METRICS[data.metric] ?? METRICS.accuracy;

function emptyTraces(data) {
  const { colors } = data, metric = metricOf(data);
  const trace = (split, axis) => ({
    x: [], y: [], name: split, legendgroup: split, showlegend: axis === '', mode: split === 'training' ? 'lines' : 'lines+markers',
    line: { color: colors[split], width: split === 'training' ? 1.5 : 2.5 }, marker: { size: 5, symbol: 'diamond' },
    xaxis: 'x' + axis, yaxis: 'y' + axis,
    hovertemplate: axis ? metric.hover : metric.lossHover,
  });
  return [trace('training', ''), trace('training', '2'), trace('validation', ''), trace('validation', '2')];
}

function layoutOf(chart, data) {
  const style = getComputedStyle(chart.div);
  const themed = (name, otherwise) => style.getPropertyValue(name).trim() || otherwise;
  const text = themed('--st-text-color', '#445'), lines = themed('--st-border-color', '#8884');
  const narrow = chart.div.clientWidth < NARROW;
  const axis = (title, extra) => ({ title: { text: title, standoff: 8 }, gridcolor: lines, linecolor: lines, zeroline: false, ...extra });
  const shapes = [], notes = [], metric = metricOf(data);
  const vertical = (axis) => ({ type: 'line', xref: 'x' + axis, yref: `y${axis} domain`, x0: data.mark.epoch, x1: data.mark.epoch, y0: 0, y1: 1, line: { color: text, width: 1.5, dash: 'dash' } });
  if (data.baseline != null) {
    shapes.push({ type: 'line', xref: 'x2 domain', yref: 'y2', x0: 0, x1: 1, y0: data.baseline, y1: data.baseline, line: { color: text, width: 1, dash: 'dot' } });
    notes.push({ text: 'most frequent class', xref: 'x2 domain', yref: 'y2', x: 1, y: data.baseline, xanchor: 'right', yanchor: 'top', showarrow: false, font: { size: 11 } });
  }
  if (data.mark) {
    const late = data.mark.epoch > (chart.traces[0].x.at(-1) ?? 0) / 2; // the words stand where there is room
    shapes.push(vertical(''), vertical('2'));
    notes.push({ text: data.mark.text, xref: 'x', yref: 'y domain', x: data.mark.epoch, y: 1, xanchor: late ? 'right' : 'left', yanchor: 'top', xshift: late ? -4 : 4, showarrow: false, font: { size: 12 } });
  }
  if (chart.note) notes.push({ text: chart.note, xref: 'paper', yref: 'paper', x: 0.5, y: 0.5, showarrow: false, font: { size: 14 } });
  return {
    uirevision: data.run, datarevision: chart.next, height: narrow ? data.height * 1.8 : data.height, autosize: true,
    margin: { l: 56, r: 12, t: 32, b: 44 }, paper_bgcolor: 'rgba(0,0,0,0)', plot_bgcolor: 'rgba(0,0,0,0)',
    font: { color: text, family: themed('--st-font', 'sans-serif'), size: 13 },
    legend: { orientation: 'h', x: 0, y: 1.02, yanchor: 'bottom' }, hovermode: 'x unified',
    grid: narrow ? { rows: 2, columns: 1, pattern: 'independent', ygap: 0.25 } : { rows: 1, columns: 2, pattern: 'independent', xgap: 0.14 },
    xaxis: axis('epoch', { rangemode: 'tozero' }), yaxis: axis(metric.loss, metric.lossAxis),
    xaxis2: axis('epoch', { rangemode: 'tozero', matches: 'x' }), yaxis2: axis(metric.title, metric.axis),
    shapes, annotations: notes,
  };
}

function append(chart, rows) {
  for (const [, , epoch, split, loss, metric] of rows) {
    const first = split === 'validation' ? 2 : 0;
    chart.traces[first].x.push(epoch);
    chart.traces[first].y.push(loss);
    chart.traces[first + 1].x.push(epoch);
    chart.traces[first + 1].y.push(metric);
  }
}

async function draw(chart) {
  const config = { responsive: true, displaylogo: false, modeBarButtonsToRemove: ['lasso2d', 'select2d'] };
  await chart.Plotly.react(chart.div, chart.traces, layoutOf(chart, chart.data), config);
}

async function poll(chart) {
  const answer = await fetch(`/api/runs/${encodeURIComponent(chart.run)}/metrics?after=${chart.next}`);
  if (answer.status === 404) return { status: 'failed', rows: [] };
  if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
  return answer.json();
}

async function follow(chart) {
  const turn = (chart.turn = {}); // a run that is left and opened again must not be followed twice
  const current = () => !chart.dead && chart.turn === turn;
  let wait = chart.data.milliseconds;
  try {
    if (!document.hidden) {
      const answer = await poll(chart);
      if (!current()) return;
      const note = chart.traces[0].x.length || answer.rows.length ? '' : ENDED.includes(answer.status) ? 'There are no points: the training did not begin.' : 'Waiting for the first points …';
      if (answer.rows.length || note !== chart.note) {
        append(chart, answer.rows);
        chart.next = answer.next ?? chart.next;
        chart.note = note;
        await draw(chart);
      }
      if (ENDED.includes(answer.status) && !answer.rows.length) return;
      if (answer.rows.length >= 1000) wait = 0; // a long run being opened: fetch the rest at once
    }
  } catch {
    wait = 3000; // the server is away: what is drawn stays, and it is asked again
  }
  if (current()) chart.timer = setTimeout(() => follow(chart), wait);
}

export default function ({ data, parentElement }) {
  let chart = charts.get(parentElement);
  if (!chart) {
    const div = document.createElement('div');
    div.className = 'live-curves';
    div.setAttribute('role', 'img');
    parentElement.appendChild(div);
    chart = { div, run: null };
    charts.set(parentElement, chart);
  }
  chart.dead = false;
  chart.data = data;
  chart.div.setAttribute('aria-label', `Loss and ${metricOf(data).title} over the epochs, for training and validation`);
  if (data.run !== null) chart.div.style.minHeight = `${data.height}px`;
  loadPlotly(data.plotly).then(async (Plotly) => {
    chart.Plotly = Plotly;
    if (data.run === null) return undefined; // nothing to draw yet, but now it is loaded
    if (chart.run === data.run) return draw(chart); // the theme, the size, the baseline or the mark changed
    clearTimeout(chart.timer);
    Object.assign(chart, { run: data.run, next: 0, note: '', traces: emptyTraces(data) });
    await draw(chart);
    return follow(chart);
  }).catch(() => { chart.div.textContent = 'The chart could not be loaded. Reload the page.'; });
  return () => {
    chart.dead = true;
    clearTimeout(chart.timer);
    window.Plotly?.purge(chart.div);
    charts.delete(parentElement);
    chart.div.remove();
  };
}
