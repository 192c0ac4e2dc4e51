// What the live charts share; put before the text of each of them. A chart has one Plotly node for its whole life, so that zoom, hover
// and legend survive new points, reruns of the page and a restart of the server.

// Always the same one: window.Plotly becomes Streamlit's own, of another version, with the first st.plotly_chart, and zoom is lost where
// two of them draw in one node.
const loadPlotly = (path) =>
  (window.labPlotly ??= new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = path;
    script.onload = () => resolve(window.Plotly);
    script.onerror = () => { window.labPlotly = undefined; reject(new Error('plotly.js did not load')); };
    document.head.appendChild(script);
  }));

// Plotly reads tags and entities; a person's own names are shown as they are.
const toTheLetter = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

const ENDED = ['finished', 'stopped', 'failed'];
const NARROW = 620; // pixels; below it the two charts stand one above the other

// How each metric is written: beside the curves of the loss stand those of the metric.
const METRICS = {
  accuracy: { title: 'accuracy', hover: '%{y:.1%}', axis: { tickformat: '.0%' }, loss: 'loss (nats)', lossHover: '%{y:.4f}', lossAxis: { rangemode: 'tozero' } },
  mae: { title: 'absolute error', hover: '%{y:.4~g}', axis: { rangemode: 'tozero' }, loss: 'loss (squared error)', lossHover: '%{y:.3~g}', lossAxis: { type: 'log', exponentformat: 'power' } },
};
METRICS['scaled mae'] = { ...METRICS.mae, title: 'absolute error (scaled)' };
const metricOf = (data) => METRICS[data.metric] ?? METRICS.accuracy;

// Colours and font of the page; scale is 1 where type has its usual size, more where it was made larger for a projector.
function themeOf(chart) {
  const style = getComputedStyle(chart.div);
  const themed = (name, otherwise) => style.getPropertyValue(name).trim() || otherwise;
  return {
    text: themed('--st-text-color', '#445'), lines: themed('--st-border-color', '#8884'), family: themed('--st-font', 'sans-serif'),
    scale: chart.data.scale ?? 1,
  };
}

const isNarrow = (chart) => chart.div.clientWidth < NARROW * (chart.data.scale ?? 1);

// Two charts beside each other, or one above the other where it is narrow.
function pairLayout(chart, theme) {
  const { data } = chart, { scale } = theme, narrow = chart.narrow = isNarrow(chart);
  const height = data.height * scale;
  return {
    datarevision: chart.revision = (chart.revision ?? 0) + 1, height: narrow ? height * 1.8 : height, autosize: true,
    margin: { l: 56 * scale, r: 12, t: 32 * scale, b: 44 * scale }, paper_bgcolor: 'rgba(0,0,0,0)', plot_bgcolor: 'rgba(0,0,0,0)',
    font: { color: theme.text, family: theme.family, size: 13 * scale },
    legend: { orientation: 'h', x: 0, y: 1.02, yanchor: 'bottom' }, hovermode: 'x unified',
    grid: narrow ? { rows: 2, columns: 1, pattern: 'independent', ygap: 0.25 } : { rows: 1, columns: 2, pattern: 'independent', xgap: 0.14 },
  };
}

const axisOf = (theme, title, extra) => ({ title: { text: title, standoff: 8 }, gridcolor: theme.lines, linecolor: theme.lines, zeroline: false, ...extra });

const react = (chart, layout) =>
  chart.Plotly.react(chart.div, chart.traces, layout, { responsive: true, displaylogo: false, modeBarButtonsToRemove: ['lasso2d', 'select2d'] });

// Calls step(chart, current) again and again; it answers 'now', 'later' or 'never'. current() is false once something else is followed.
async function follow(chart, step) {
  const turn = (chart.turn = {}); // what is left and opened again must not be followed twice
  const current = () => !chart.dead && chart.turn === turn;
  let wait = chart.data.milliseconds;
  try {
    if (!document.hidden) {
      const next = await step(chart, current);
      if (next === 'never') return;
      if (next === 'now') wait = 0;
    }
  } catch {
    wait = 3000; // the server is away: what is drawn stays, and it is asked again
  }
  if (current()) chart.timer = setTimeout(() => follow(chart, step), wait);
}

// A component: identity(data) says what is followed, null for nothing yet; begin(chart) empties the chart for it.
const liveChart = ({ className, label, identity, begin, draw, step }) => {
  const charts = new WeakMap(); // parentElement -> its chart, across calls
  return function ({ data, parentElement }) {
    let chart = charts.get(parentElement);
    if (!chart) {
      const div = document.createElement('div');
      div.className = className;
      div.setAttribute('role', 'img');
      parentElement.appendChild(div);
      chart = { div, identity: null };
      chart.sized = new ResizeObserver(() => { // a telephone was turned, a window made smaller
        if (chart.narrow !== undefined && div.clientWidth && chart.narrow !== isNarrow(chart)) draw(chart);
      });
      chart.sized.observe(div);
      charts.set(parentElement, chart);
    }
    chart.dead = false;
    chart.data = data;
    chart.div.setAttribute('aria-label', label(data));
    if (identity(data) !== null) chart.div.style.minHeight = `${data.height}px`;
    loadPlotly(data.plotly).then(async (Plotly) => {
      chart.Plotly = Plotly;
      if (identity(chart.data) === null) return undefined; // nothing to draw yet, but now it is loaded
      if (chart.identity === identity(chart.data)) return draw(chart); // the theme, the size or the way it is shown changed
      clearTimeout(chart.timer);
      chart.identity = identity(chart.data);
      begin(chart);
      await draw(chart);
      return follow(chart, step);
    }).catch(() => { chart.div.textContent = 'The chart could not be loaded. Reload the page.'; });
    return () => {
      chart.dead = true;
      clearTimeout(chart.timer);
      chart.sized.disconnect();
      chart.Plotly?.purge(chart.div);
      charts.delete(parentElement);
      chart.div.remove();
    };
  };
};
