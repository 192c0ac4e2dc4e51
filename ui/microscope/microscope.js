// The gate microscope: a text in a trained network, one step after the other. Everything a step needs is here already,
// so moving asks nobody; only another unit or another text comes from the server.

const scopes = new WeakMap(); // parentElement -> its scope, across calls
const PLAY = 800; // milliseconds a step

const TAKES_KEYS = 'input:not([type=checkbox]), textarea, select, [role=slider], [role=radio], [role=combobox], [contenteditable]';

const last = (scope) => scope.data.tokens.length - 1;

function moveTo(scope, step) {
  const began = performance.now();
  scope.step = Math.max(0, Math.min(last(scope), step));
  scope.moving.forEach((move) => move(scope.step));
  scope.root.dataset.milliseconds = (performance.now() - began).toFixed(1);
}

function name(playButton, on) {
  playButton.textContent = on ? 'Pause' : 'Play';
  playButton.title = on ? 'pause' : 'play';
  playButton.setAttribute('aria-label', playButton.title);
}

function play(scope, on) {
  clearInterval(scope.timer);
  scope.timer = on ? setInterval(() => (scope.step < last(scope) ? moveTo(scope, scope.step + 1) : play(scope, false)), PLAY) : null;
  name(scope.playButton, on);
  if (on && scope.step === last(scope)) moveTo(scope, 0);
}

function controls(scope) {
  const button = (text, label, onClick) => element('button', { type: 'button', title: label, 'aria-label': label, onclick: onClick }, text);
  const slider = element('input', { type: 'range', min: '0', max: String(last(scope)), 'aria-label': 'step', oninput: (event) => moveTo(scope, Number(event.target.value)) });
  const where = element('span', { class: 'where' });
  scope.playButton = button('Play', 'play', () => play(scope, !scope.timer));
  scope.moving.push((step) => { slider.value = step; where.textContent = `step ${step + 1} of ${last(scope) + 1}`; });
  return element('div', { class: 'controls' },
    button('«', 'first step', () => moveTo(scope, 0)), button('‹', 'step back', () => moveTo(scope, scope.step - 1)),
    button('›', 'step forward', () => moveTo(scope, scope.step + 1)), button('»', 'last step', () => moveTo(scope, last(scope))), scope.playButton, slider, where);
}

// The words; those the model does not know are underlined. The one at hand is framed.
function words(scope) {
  const { tokens, known } = scope.data;
  const spans = tokens.map((token, step) => element('span', { class: known[step] ? '' : 'unknown', title: known[step] ? '' : 'not in the vocabulary', onclick: () => moveTo(scope, step) }, token));
  const strip = element('div', { class: 'words' });
  spans.forEach((span) => strip.append(span, ' '));
  let before = spans[0];
  scope.moving.push((step) => {
    before.classList.remove('here');
    before = spans[step];
    before.classList.add('here');
    const { offsetTop, offsetHeight } = before;
    if (offsetTop < strip.scrollTop || offsetTop + offsetHeight > strip.scrollTop + strip.clientHeight) strip.scrollTop = offsetTop - strip.clientHeight / 2;
  });
  return strip;
}

// What the model would answer if the text ended here.
function answer(scope) {
  const { data } = scope, shown = data.classes.length ? data.classes.length - 1 : 0;
  const values = data.answers.map((row) => row[shown]);
  const low = data.classes.length ? 0 : Math.min(...values), high = data.classes.length ? 1 : Math.max(...values);
  const label = data.classes.length ? data.classes[shown] : 'answer';
  const chart = lineChart(scope.width, scope.projector ? 150 : 110, data.tokens.length, [{ label: label.slice(0, 14), places: data.places, values, width: 2.6 }],
    { low, high, at: scope.step, onStep: (step) => moveTo(scope, step), title: 'The answer after every step', tokens: data.tokens });
  const said = element('p', { class: 'said', role: 'status' });
  scope.moving.push((step) => {
    chart.moveTo(step);
    let place = data.places.findIndex((one) => one >= step);
    const row = data.answers[place], best = row.indexOf(Math.max(...row));
    const until = data.places[place] + 1;
    said.textContent = data.classes.length ? `After ${until} of ${data.tokens.length} steps the model says: ${data.classes[best]}, ${(100 * row[best]).toFixed(1)}%` : `After ${until} of ${data.tokens.length} steps the model answers ${row.slice(0, 4).map((one) => digits(one)).join(', ')}`;
  });
  const asked = data.places.length, steps = data.tokens.length;
  const note = asked < steps ? [element('p', { class: 'hint' }, `This model reads the text anew for every answer, so it was asked after ${asked} of the ${steps} steps, evenly spread.`)] : [];
  return element('div', {}, said, chart, ...note);
}

function unitLines(scope) {
  const { values, number } = scope.data.unit, steps = scope.data.tokens.length, holder = element('div', { class: 'unit-lines' });
  const letters = Object.keys(values), of = (chosen) => chosen.map((letter) => ({ label: `${letter} ${LETTERS[letter].name}`, values: values[letter], ...LETTERS[letter] }));
  const add = (chosen, low, high) => {
    if (!chosen.length) return;
    const chart = lineChart(scope.width, scope.projector ? 190 : 140, steps, of(chosen), { low, high, at: scope.step, onStep: (step) => moveTo(scope, step), title: `Unit ${number + 1}: ${chosen.join(', ')}`, tokens: scope.data.tokens });
    scope.moving.push(chart.moveTo);
    holder.append(chart);
  };
  const states = letters.filter((letter) => !isGate(letter)), all = states.flatMap((letter) => values[letter]);
  const size = Math.max(1e-3, ...all.map(Math.abs));
  add(letters.filter(isGate), 0, 1);
  add(states, -size, size);
  return element('div', {}, element('h4', {}, `Unit ${number + 1} over the steps`), holder);
}

function stepByStep(scope) {
  const drawing = element('div', { class: 'drawing' }), numbers = element('div', { class: 'numbers' });
  const button = element('button', { type: 'button', class: 'check-button', onclick: () => { scope.checking = !scope.checking; moveTo(scope, scope.step); } }, 'Check with PyTorch');
  scope.moving.push((step) => {
    const v = numbersAt(scope.data, step);
    drawing.replaceChildren(cellDrawing(scope.data.cell, v, scope.data.tokens[step]));
    numbers.replaceChildren(formulas(scope.data.cell, v), element('p', { class: 'hint' }, 'W x comes from the word, U h′ from the hidden state before, b is the bias. Rounded to four digits, so your last one may differ.'), button, ...(scope.checking ? [check(scope.data, v, step)] : []));
  });
  return element('div', { class: 'bench' }, drawing, numbers);
}

const counted = (count, one) => `${count} ${one}${count === 1 ? '' : 's'}`;

function maps(scope) {
  const { data } = scope;
  const heats = heatMaps(data, scope.ground, (step, unit) => { scope.step = step; moveTo(scope, step); scope.pick(unit); });
  scope.moving.push(heats.moveTo);
  const averaged = data.units_a_row > 1 || data.steps_a_column > 1;
  const note = averaged ? ` To fit the screen a cell is the mean of ${counted(data.units_a_row, 'unit')} and ${counted(data.steps_a_column, 'step')}; the lines and formulas are exact.` : '';
  return element('div', {}, heats.node, element('p', { class: 'hint' }, `Units from top to bottom as sorted, steps from left to right. Click a cell to follow its unit.${note}`));
}

function build(scope) {
  const { data, root } = scope, style = getComputedStyle(root);
  scope.ground = style.getPropertyValue('--st-background-color').trim() || '#fff';
  scope.width = Math.max(280, root.clientWidth);
  scope.moving = [];
  root.classList.toggle('projector', scope.projector);
  root.replaceChildren(words(scope), controls(scope), answer(scope), ...(data.view === 'step' ? [stepByStep(scope), unitLines(scope)] : [maps(scope), unitLines(scope)]));
  if (scope.timer) name(scope.playButton, true);
  moveTo(scope, scope.step);
}

function keys(scope) {
  const moves = { ArrowLeft: () => scope.step - 1, ArrowRight: () => scope.step + 1, Home: () => 0, End: () => last(scope) };
  return (event) => {
    const free = scope.root.contains(event.target) || !event.target.closest?.(TAKES_KEYS);
    if (!free || !(event.key in moves) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    moveTo(scope, moves[event.key]());
  };
}

function opened(parentElement) {
  const root = element('div', { class: 'microscope', tabindex: '0' });
  parentElement.appendChild(root);
  const scope = { root, step: 0, moving: [], timer: null, checking: false };
  scope.onKey = keys(scope);
  document.addEventListener('keydown', scope.onKey);
  scope.watcher = new ResizeObserver(() => { if (scope.data && Math.abs(root.clientWidth - scope.width) > 4) build(scope); });
  scope.watcher.observe(root);
  scopes.set(parentElement, scope);
  return scope;
}

export default function ({ data, parentElement, setStateValue }) {
  const scope = scopes.get(parentElement) ?? opened(parentElement);
  const another = scope.data?.tokens.join(' ') !== data.tokens.join(' ');
  if (another) { play(Object.assign(scope, { data, playButton: scope.playButton ?? element('button') }), false); scope.step = 0; }
  Object.assign(scope, { data, projector: data.projector, pick: (unit) => setStateValue('unit', unit) });
  build(scope);
  return () => {
    clearInterval(scope.timer);
    scope.watcher.disconnect();
    document.removeEventListener('keydown', scope.onKey);
    scopes.delete(parentElement);
    scope.root.remove();
  };
}
