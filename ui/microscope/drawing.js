// Small pieces all drawings are made of: elements, numbers, and the line of a value over the steps.

const SVG = 'http://www.w3.org/2000/svg';

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) key in made && typeof value !== 'string' ? (made[key] = value) : made.setAttribute(key, value);
  made.append(...children);
  return made;
}

function shape(name, attributes = {}, text = '') {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== '') made.textContent = text;
  return made;
}

// Four digits behind the point, a true minus sign.
const digits = (value, count = 4) => (value < 0 && Number(value.toFixed(count)) !== 0 ? '−' : '') + Math.abs(value).toFixed(count);
const signed = (value) => (Number(value.toFixed(4)) < 0 ? '− ' : '+ ') + Math.abs(value).toFixed(4);
// What was cut says so, and several numbers are cut between two of them: half a number would be another one.
const shortened = (token, most = 9) => (token.length <= most ? token : `${token.slice(0, most - 1).replace(/\s\S*$/, ' ')}…`);
const sigmoid = (x) => 1 / (1 + Math.exp(-x));

// How each letter is drawn and what it is called. No colour: dash and weight tell lines apart.
const LETTERS = {
  i: { name: 'input gate', dash: '7 3', width: 1.8 }, f: { name: 'forget gate', dash: '', width: 2.6 }, o: { name: 'output gate', dash: '2 3', width: 1.8 },
  g: { name: 'candidate', dash: '2 3', width: 1.6 }, c: { name: 'cell state', dash: '', width: 2.6 }, h: { name: 'hidden state', dash: '7 3', width: 1.8 },
  r: { name: 'reset gate', dash: '7 3', width: 1.8 }, z: { name: 'update gate', dash: '', width: 2.6 }, n: { name: 'candidate', dash: '2 3', width: 1.6 },
};
const isGate = (letter) => 'ifozr'.includes(letter);

// lines: [{ label, places, values, dash, width }]; a click says which step it was. Redrawn whole: it has few points.
function lineChart(width, height, steps, lines, { low, high, at, onStep, title, tokens = [] }) {
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize); // what the page's own type is measured in
  const right = rem * (lines.some((line) => line.dash !== undefined) ? 8.6 : 6), left = rem * 2.9, top = 10, bottom = rem * 1.4;
  const x = (step) => left + ((width - left - right) * step) / Math.max(1, steps - 1);
  const y = (value) => top + ((height - top - bottom) * (high - value)) / (high - low || 1);
  const svg = shape('svg', { width, height, role: 'img', 'aria-label': title, class: 'lines' });
  for (const tick of [low, (low + high) / 2, high]) {
    svg.append(shape('line', { x1: left, x2: width - right, y1: y(tick), y2: y(tick), class: 'grid' }));
    svg.append(shape('text', { x: left - 6, y: y(tick) + 4, 'text-anchor': 'end', class: 'tick' }, Number(tick.toPrecision(2)).toString().replace('-', '−')));
  }
  const cursor = shape('line', { x1: x(at), x2: x(at), y1: top, y2: height - bottom, class: 'cursor' });
  svg.append(cursor);
  const ends = lines.map((line) => ({ line, y: y(line.values.at(-1)) })).sort((one, other) => one.y - other.y);
  ends.forEach((end, place) => { end.y = Math.max(end.y, place ? ends[place - 1].y + rem * 0.95 : top); });
  for (const { line, y: labelY } of ends) {
    const points = line.values.map((value, place) => `${x(line.places ? line.places[place] : place).toFixed(1)},${y(value).toFixed(1)}`);
    svg.append(shape('polyline', { points: points.join(' '), class: 'line', 'stroke-dasharray': line.dash ?? '', style: `--line: ${line.width ?? 2}px` }));
    const sample = line.dash !== undefined ? 26 : 0; // how its line is drawn, before its name
    if (sample) svg.append(shape('line', { x1: width - right + 6, x2: width - right + 28, y1: labelY, y2: labelY, class: 'line', 'stroke-dasharray': line.dash, style: `--line: ${line.width}px` }));
    svg.append(shape('text', { x: width - right + 6 + sample, y: labelY + 4, class: 'label' }, line.label));
  }
  if ((width - left - right) / steps > 55) tokens.forEach((token, step) => svg.append(shape('text', { x: x(step), y: height - 5, 'text-anchor': 'middle', class: 'tick' }, shortened(token))));
  svg.addEventListener('click', (event) => {
    const place = event.clientX - svg.getBoundingClientRect().left;
    onStep(Math.round(((place - left) / (width - left - right)) * (steps - 1)));
  });
  svg.moveTo = (step) => { cursor.setAttribute('x1', x(step)); cursor.setAttribute('x2', x(step)); };
  return svg;
}
