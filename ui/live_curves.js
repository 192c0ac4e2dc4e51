// Loss and metric (accuracy, or mean absolute error) of one run, growing while it trains.

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

// Powers of ten where there are several, else also twice and five times those, written out.
function ticksOfLog(chart) {
  const losses = [...chart.traces[0].y, ...chart.traces[2].y].filter((loss) => loss > 0);
  const [least, most] = losses.reduce(([low, high], loss) => [Math.min(low, loss), Math.max(high, loss)], [Infinity, 0]);
  return most > 100 * least ? { dtick: 1 } : { dtick: 'D2', tickformat: '~g' };
}

function layoutOf(chart) {
  const { data } = chart, theme = themeOf(chart), { text, scale } = theme;
  const shapes = [], notes = [], metric = metricOf(data);
  const lossAxis = metric.lossAxis.type === 'log' ? { ...metric.lossAxis, ...ticksOfLog(chart) } : metric.lossAxis;
  const vertical = (axis) => ({ type: 'line', xref: 'x' + axis, yref: `y${axis} domain`, x0: data.mark.epoch, x1: data.mark.epoch, y0: 0, y1: 1, line: { color: text, width: 1.5 * scale, dash: 'dash' } });
  if (data.baseline != null) {
    shapes.push({ type: 'line', xref: 'x2 domain', yref: 'y2', x0: 0, x1: 1, y0: data.baseline, y1: data.baseline, line: { color: text, width: scale, dash: 'dot' } });
    notes.push({ text: 'most frequent class', xref: 'x2 domain', yref: 'y2', x: 1, y: data.baseline, xanchor: 'right', yanchor: 'top', showarrow: false, font: { size: 11 * scale } });
  }
  if (data.mark) {
    const late = data.mark.epoch > (chart.traces[0].x.at(-1) ?? 0) / 2; // the words stand where there is room
    shapes.push(vertical(''), vertical('2'));
    notes.push({ text: data.mark.text, xref: 'x', yref: 'y domain', x: data.mark.epoch, y: 1, xanchor: late ? 'right' : 'left', yanchor: 'top', xshift: late ? -4 : 4, showarrow: false, font: { size: 12 * scale } });
  }
  const empty = chart.traces.every((trace) => !trace.x.length); // nothing to find limits by
  if (chart.note) notes.push({ text: chart.note, xref: 'x domain', yref: 'y domain', x: 0.5, y: 0.5, showarrow: false, font: { size: 14 * scale } });
  return {
    ...pairLayout(chart, theme), uirevision: data.run,
    xaxis: axisOf(theme, 'epoch', { rangemode: 'tozero' }), yaxis: axisOf(theme, metric.loss, lossAxis),
    xaxis2: axisOf(theme, 'epoch', { rangemode: 'tozero', matches: 'x' }), yaxis2: axisOf(theme, metric.title, empty ? { ...metric.axis, range: [0, 1] } : metric.axis),
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

function draw(chart) {
  const { scale } = themeOf(chart);
  chart.traces.forEach((trace, place) => { trace.line.width = (place < 2 ? 1.5 : 2.5) * scale; trace.marker.size = 5 * scale; });
  return react(chart, layoutOf(chart));
}

async function poll(chart) {
  const answer = await fetch(`/api/runs/${encodeURIComponent(chart.data.run)}/metrics?after=${chart.next}`);
  if (answer.status === 404) return { status: 'failed', rows: [] };
  if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
  return answer.json();
}

async function step(chart, current) {
  const answer = await poll(chart);
  if (!current()) return 'never';
  const note = chart.traces[0].x.length || answer.rows.length ? '' : ENDED.includes(answer.status) ? 'There are no points:<br>the training did not begin.' : 'Waiting for the first points …';
  if (answer.rows.length || note !== chart.note) {
    append(chart, answer.rows);
    chart.next = answer.next ?? chart.next;
    chart.note = note;
    await draw(chart);
  }
  if (ENDED.includes(answer.status) && !answer.rows.length) return 'never';
  return answer.rows.length >= 1000 ? 'now' : 'later'; // a long run being opened: fetch the rest at once
}

export default liveChart({
  className: 'live-curves',
  label: (data) => `Loss and ${metricOf(data).title} over the epochs, for training and validation`,
  identity: (data) => data.run,
  begin: (chart) => Object.assign(chart, { next: 0, note: '', traces: emptyTraces(chart.data) }),
  draw,
  step,
});
