// The formulas of the cell filled in with the numbers of one unit at one step, for a calculator.

// Everything about one unit at one step, from what the server sent.
function numbersAt(data, step) {
  const unit = data.unit, values = {}, parts = {}, sums = {};
  for (const letter in unit.values) values[letter] = unit.values[letter][step];
  for (const letter in unit.before) values[`${letter}0`] = unit.before[letter][step];
  for (const [gate, sum] of Object.entries(unit.sums)) {
    parts[gate] = { input: sum.input[step], memory: sum.memory[step], bias: sum.bias, memory_bias: sum.memory_bias };
    const reset = gate === 'n' ? values.r : 1;
    sums[gate] = parts[gate].input + parts[gate].bias + reset * (parts[gate].memory + parts[gate].memory_bias);
  }
  return { ...values, parts, sums };
}

const filled = (p) => `${digits(p.input)} ${signed(p.memory)} ${signed(p.bias)}`;
const gateLine = (v, gate, squash = 'σ') => [gate, `${squash}(W x + U h′ + b)`, `${squash}(${filled(v.parts[gate])})`, `${squash}(${digits(v.sums[gate])})`, digits(v[gate])];

const FORMULAS = {
  lstm: (v) => [
    gateLine(v, 'i'), gateLine(v, 'f'), gateLine(v, 'g', 'tanh'), gateLine(v, 'o'),
    ['c', 'f · c′ + i · g', `${digits(v.f)} · ${digits(v.c0)} + ${digits(v.i)} · ${digits(v.g)}`, `${digits(v.f * v.c0)} ${signed(v.i * v.g)}`, digits(v.c)],
    ['h', 'o · tanh(c)', `${digits(v.o)} · tanh(${digits(v.c)})`, `${digits(v.o)} · ${digits(Math.tanh(v.c))}`, digits(v.h)],
  ],
  gru: (v) => [
    gateLine(v, 'r'), gateLine(v, 'z'),
    ['n', 'tanh(W x + b + r · (U h′ + d))', `tanh(${digits(v.parts.n.input)} ${signed(v.parts.n.bias)} + ${digits(v.r)} · (${digits(v.parts.n.memory)} ${signed(v.parts.n.memory_bias)}))`, `tanh(${digits(v.sums.n)})`, digits(v.n)],
    ['h', '(1 − z) · n + z · h′', `${digits(1 - v.z)} · ${digits(v.n)} + ${digits(v.z)} · ${digits(v.h0)}`, `${digits((1 - v.z) * v.n)} ${signed(v.z * v.h0)}`, digits(v.h)],
  ],
  rnn: (v) => [gateLine(v, 'h', 'tanh')],
};

// The last state computed once more here, from the sums alone.
const AGAIN = {
  lstm: (v) => sigmoid(v.sums.o) * Math.tanh(sigmoid(v.sums.f) * v.c0 + sigmoid(v.sums.i) * Math.tanh(v.sums.g)),
  gru: (v) => (1 - sigmoid(v.sums.z)) * Math.tanh(v.sums.n) + sigmoid(v.sums.z) * v.h0,
  rnn: (v) => Math.tanh(v.sums.h),
};

function formulas(cell, v) {
  const table = element('table', { class: 'formulas' });
  for (const [letter, formula, numbers, short, result] of FORMULAS[cell](v)) {
    const name = letter in LETTERS && !(cell === 'rnn') ? LETTERS[letter].name : 'hidden state';
    table.append(element('tr', {}, element('th', { title: name }, letter), element('td', {}, element('div', { class: 'formula' }, `= ${formula}`), element('div', {}, `= ${numbers}`), element('div', {}, `= ${short} = `, element('b', {}, result)))));
  }
  return table;
}

function check(data, v, step) {
  const fused = data.unit.fused[step], again = AGAIN[data.cell](v), apart = Math.abs(again - fused);
  const right = apart < 1e-5 && data.difference < 1e-5;
  const count = apart > 0 ? Math.min(12, Math.max(6, 1 - Math.floor(Math.log10(apart)))) : 6; // so many that the two differ by what is said
  const text = `${right ? '✓' : '✗'} Computed again from these numbers: h = ${digits(again, count)}. PyTorch’s nn.${data.cell.toUpperCase()}: h = ${digits(fused, count)}. Difference ${apart.toExponential(0)}; the largest over all units and steps is ${data.difference.toExponential(0)}.`;
  return element('p', { class: `check ${right ? 'right' : 'wrong'}`, role: 'status' }, text);
}
