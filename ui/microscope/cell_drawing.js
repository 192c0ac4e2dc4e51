// The cell as it is drawn in textbooks, with the numbers of one unit at one step on its wires.

function pen() {
  const svg = shape('svg', { viewBox: '0 0 760 400', class: 'cell', role: 'img' });
  return {
    svg,
    wire: (points, arrow = true) => svg.append(shape('polyline', { points, class: 'wire', ...(arrow ? { 'marker-end': 'url(#arrow)' } : {}) })),
    box: (x, y, text) => svg.append(shape('rect', { x: x - 30, y: y - 17, width: 60, height: 34, rx: 5, class: 'box' }), shape('text', { x, y: y + 6, class: 'in-box' }, text)),
    node: (x, y, sign) => svg.append(shape('circle', { cx: x, cy: y, r: 14, class: 'node' }), shape('text', { x, y: y + 6, class: 'in-box' }, sign)),
    says: (x, y, text, anchor = 'start') => svg.append(shape('text', { x, y, 'text-anchor': anchor, class: 'number' }, text)),
    named: (x, y, text, anchor = 'start') => svg.append(shape('text', { x, y, 'text-anchor': anchor, class: 'name' }, text)),
  };
}

function arrowHead() {
  const head = shape('marker', { id: 'arrow', viewBox: '0 0 8 8', refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, orient: 'auto-start-reverse' });
  head.append(shape('path', { d: 'M0 0L8 4L0 8z', class: 'head' }));
  const defs = shape('defs');
  defs.append(head);
  return defs;
}

function drawLstm(p, v) {
  p.wire('20,60 186,60'); p.wire('214,60 346,60'); p.wire('374,60 735,60');
  p.wire('20,340 520,340', false); p.wire('90,385 90,340', false);
  for (const x of [200, 300, 420, 520]) p.wire(`${x},340 ${x},257`);
  p.wire('200,223 200,74'); p.wire('300,223 300,150 346,150'); p.wire('420,223 420,150 374,150'); p.wire('360,136 360,74');
  p.wire('620,60 620,93'); p.wire('620,127 620,176'); p.wire('520,223 520,190 606,190'); p.wire('620,204 620,340 735,340');
  p.box(200, 240, 'σ'); p.box(300, 240, 'σ'); p.box(420, 240, 'tanh'); p.box(520, 240, 'σ'); p.box(620, 110, 'tanh');
  p.node(200, 60, '×'); p.node(360, 60, '+'); p.node(360, 150, '×'); p.node(620, 190, '×');
  p.says(24, 48, `c′ ${digits(v.c0)}`); p.says(222, 48, digits(v.f * v.c0)); p.says(470, 48, `c ${digits(v.c)}`, 'middle');
  p.says(206, 150, `f ${digits(v.f)}`); p.says(294, 178, `i ${digits(v.i)}`, 'end'); p.says(426, 178, `g ${digits(v.g)}`); p.says(366, 110, digits(v.i * v.g));
  p.says(528, 182, `o ${digits(v.o)}`); p.says(628, 154, digits(Math.tanh(v.c))); p.says(640, 328, `h ${digits(v.h)}`);
  p.says(24, 328, `h′ ${digits(v.h0)}`);
  for (const [x, gate] of [[200, 'f'], [300, 'i'], [420, 'g'], [520, 'o']]) p.says(x + 5, 302, digits(v.sums[gate]));
  p.named(206, 200, 'forget'); p.named(306, 200, 'input'); p.named(426, 200, 'candidate'); p.named(556, 245, 'output');
}

function drawGru(p, v) {
  p.wire('20,60 166,60'); p.wire('194,60 506,60'); p.wire('534,60 735,60'); p.wire('20,340 376,340', false); p.wire('404,340 520,340', false); p.wire('90,385 90,340', false);
  for (const x of [180, 300, 520]) p.wire(`${x},340 ${x},257`);
  p.wire('180,223 180,74'); p.wire('180,150 506,150'); p.wire('520,223 520,164'); p.wire('520,136 520,74'); p.wire('300,223 300,200 390,200 390,326');
  p.box(180, 240, 'σ'); p.box(300, 240, 'σ'); p.box(520, 240, 'tanh');
  p.node(180, 60, '×'); p.node(520, 60, '+'); p.node(520, 150, '×'); p.node(390, 340, '×');
  p.says(24, 48, `h′ ${digits(v.h0)}`); p.says(205, 48, digits(v.z * v.h0)); p.says(600, 48, `h ${digits(v.h)}`);
  p.says(186, 130, `z ${digits(v.z)}`); p.says(340, 140, `1 − z ${digits(1 - v.z)}`, 'middle'); p.says(528, 195, `n ${digits(v.n)}`); p.says(528, 110, digits((1 - v.z) * v.n));
  p.says(398, 260, `r ${digits(v.r)}`); p.says(24, 328, 'h′ of all units');
  for (const [x, gate] of [[180, 'z'], [300, 'r'], [520, 'n']]) p.says(x + 5, 302, digits(v.sums[gate]));
  p.named(186, 200, 'update'); p.named(306, 192, 'reset'); p.named(556, 245, 'candidate');
}

function drawRnn(p, v) {
  p.wire('20,200 286,200'); p.wire('300,385 300,214'); p.wire('314,200 430,200'); p.wire('490,200 735,200');
  p.node(300, 200, '+'); p.box(460, 200, 'tanh');
  p.says(24, 186, `h′ ${digits(v.h0)}`); p.says(280, 230, `memory ${digits(v.parts.h.memory)}`, 'end');
  p.says(310, 300, `input ${digits(v.parts.h.input)}`); p.says(330, 186, digits(v.sums.h)); p.says(560, 186, `h ${digits(v.h)}`);
}

const DRAWINGS = { lstm: drawLstm, gru: drawGru, rnn: drawRnn };

function cellDrawing(cell, values, token) {
  const p = pen();
  p.svg.append(arrowHead());
  p.svg.setAttribute('aria-label', `The ${cell.toUpperCase()} cell with its numbers at this step`);
  DRAWINGS[cell](p, values);
  p.says(cell === 'rnn' ? 312 : 102, 380, `x: ${shortened(token, 24)}`);
  return p.svg;
}
