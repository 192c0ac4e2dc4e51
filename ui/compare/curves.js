// Loss and metric of several runs, growing while they train. Runs that differ in their seed alone are one line: their mean, in a band
// from the lowest to the highest of them.

const DASHES = { solid: 'solid', dash: '9px,4px', dot: '2px,4px', dashdot: '9px,4px,2px,4px' };
const PLACES = { step: 1, epoch: 2, seconds: 6 }; // in a row: n, step, epoch, split, loss, metric, seconds
const TITLES = { step: 'step', epoch: 'epoch', seconds: 'seconds of training' };
const LOSS = 4, METRIC = 5, STEP = 1;

// What the runs of an entrant have at the same step: mean of the places, mean, lowest and highest of the values.
function gathered(chart, entrant, value) {
  const steps = new Map();
  for (const run of entrant.runs)
    for (const row of chart.runs.get(run).rows) {
      if (row[3] !== chart.data.part) continue;
      const at = steps.get(row[STEP]) ?? { x: 0, y: 0, low: Infinity, high: -Infinity, count: 0 };
      at.x += row[PLACES[chart.data.x]];
      at.y += row[value];
      at.low = Math.min(at.low, row[value]);
      at.high = Math.max(at.high, row[value]);
      at.count += 1;
      steps.set(row[STEP], at);
    }
  const most = Math.max(0, ...[...steps.values()].map((at) => at.count));
  const places = [...steps.keys()].sort((a, b) => a - b).map((step) => steps.get(step));
  return { x: places.map((at) => at.x / at.count), y: places.map((at) => at.y / at.count), low: places.map((at) => at.low), high: places.map((at) => at.high), most };
}

// A mean of the past in which weights fade by `share` a point, as if it had begun long ago (Kingma and Ba's correction).
function smoothed(values, share) {
  let sum = 0, weight = 0;
  return values.map((value) => { sum = share * sum + (1 - share) * value; weight = share * weight + (1 - share); return sum / weight; });
}

const clear = (color) => color.replace(/^#(..)(..)(..)$/, (_, r, g, b) => `rgba(${parseInt(r, 16)},${parseInt(g, 16)},${parseInt(b, 16)},0.16)`);

function tracesOf(chart, entrant, value, axis, scale) {
  const { smoothing } = chart.data, metric = metricOf(chart.data), found = gathered(chart, entrant, value);
  const common = { legendgroup: entrant.label, showlegend: false, xaxis: 'x' + axis, yaxis: 'y' + axis };
  const bare = { ...common, mode: 'lines', hoverinfo: 'skip', line: { width: 0 } };
  const called = toTheLetter(entrant.label), name = found.most > 1 ? `${called} (mean of ${found.most} seeds)` : called;
  const marks = chart.data.part === 'validation' && found.x.length <= 60;
  const line = {
    ...common, name, showlegend: axis === '', x: found.x, y: smoothing ? smoothed(found.y, smoothing) : found.y, mode: marks ? 'lines+markers' : 'lines',
    line: { color: entrant.color, width: 2.5 * scale, dash: DASHES[entrant.dash] }, marker: { color: entrant.color, size: 7 * scale, symbol: entrant.symbol },
    hovertemplate: axis ? metric.hover : metric.lossHover,
  };
  const band = [{ ...bare, x: found.x, y: found.low }, { ...bare, x: found.x, y: found.high, fill: 'tonexty', fillcolor: clear(entrant.color) }];
  const raw = { ...bare, x: found.x, y: found.y, line: { width: scale, color: clear(entrant.color).replace('0.16', '0.4') } };
  return [...(found.most > 1 ? band : []), ...(smoothing ? [raw] : []), line];
}

function layoutOf(chart) {
  const { data } = chart, theme = themeOf(chart), { text, scale } = theme, metric = metricOf(data);
  const shapes = [], notes = [];
  if (data.baseline) {
    shapes.push({ type: 'line', xref: 'x2 domain', yref: 'y2', x0: 0, x1: 1, y0: data.baseline.value, y1: data.baseline.value, line: { color: text, width: 1.5 * scale, dash: 'dot' } });
    notes.push({ text: toTheLetter(data.baseline.text), xref: 'x2 domain', yref: 'y2', x: 1, y: data.baseline.value, xanchor: 'right', yanchor: 'top', showarrow: false, font: { size: 12 * scale } });
  }
  if (chart.note) notes.push({ text: chart.note, xref: 'x domain', yref: 'y domain', x: 0.5, y: 0.5, showarrow: false, font: { size: 14 * scale } });
  const across = axisOf(theme, TITLES[data.x], { rangemode: 'tozero' });
  const part = data.part === 'training' ? 'training ' : 'validation ', smooth = data.smoothing ? `, smoothed over about ${Math.round(1 / (1 - data.smoothing))} points` : '';
  // all of what can be reached is on the axis: who stays at the dotted line is seen to stay far below
  const shares = data.metric === 'accuracy' ? { autorangeoptions: { include: [1, ...(data.baseline ? [data.baseline.value - 0.05] : [])] } } : {};
  const empty = chart.traces.every((trace) => !trace.x.length); // nothing to find limits by
  const { type: _, ...plain } = metric.lossAxis;
  const lossAxis = data.log ? { type: 'log', exponentformat: 'power' } : { ...plain, rangemode: 'tozero' };
  const lossTitle = metric.loss.replace(', log scale', '').replace(')', data.log ? ', log scale)' : ')');
  return {
    ...pairLayout(chart, theme), uirevision: `${chart.identity} ${data.x} ${data.log}`,
    xaxis: across, yaxis: axisOf(theme, part + lossTitle + smooth, lossAxis),
    xaxis2: { ...across, matches: 'x' }, yaxis2: axisOf(theme, part + metric.title + smooth, { ...metric.axis, ...(empty ? { range: [0, 1] } : shares) }),
    shapes, annotations: notes,
  };
}

function draw(chart) {
  const { scale } = themeOf(chart), { entrants } = chart.data;
  chart.traces = [[LOSS, ''], [METRIC, '2']].flatMap(([value, axis]) => entrants.flatMap((one) => tracesOf(chart, one, value, axis, scale)));
  return react(chart, layoutOf(chart));
}

async function step(chart, current) {
  const open = [...chart.runs].filter(([, run]) => !run.ended);
  const answer = await fetch(`/api/curves?runs=${open.map(([id, run]) => `${encodeURIComponent(id)}:${run.next}`).join(',')}`);
  if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
  const found = await answer.json();
  if (!current()) return 'never';
  let rows = 0, more = false;
  for (const [id, run] of open) {
    const news = found[id] ?? { status: 'failed', rows: [], next: run.next }; // deleted meanwhile
    run.rows.push(...news.rows);
    run.next = news.next;
    run.ended = ENDED.includes(news.status) && !news.rows.length;
    rows += news.rows.length;
    more ||= news.more ?? false;
  }
  const over = [...chart.runs.values()].every((run) => run.ended);
  const any = [...chart.runs.values()].some((run) => run.rows.length);
  const note = any ? '' : over ? 'There are no points:<br>no training began.' : 'Waiting for the first points …';
  if (rows || note !== chart.note || over === chart.live) {
    Object.assign(chart, { note, live: !over });
    await draw(chart);
  }
  return over ? 'never' : more ? 'now' : 'later';
}

export default liveChart({
  className: 'comparison-curves',
  label: (data) => `Loss and ${metricOf(data).title} of ${data.entrants.map((one) => one.label).join(', ')}`,
  identity: (data) => data.entrants.flatMap((one) => one.runs).join(' ') || null,
  begin: (chart) => Object.assign(chart, { note: '', live: true, runs: new Map(chart.data.entrants.flatMap((one) => one.runs).map((id) => [id, { rows: [], next: 0, ended: false }])) }),
  draw,
  step,
});
