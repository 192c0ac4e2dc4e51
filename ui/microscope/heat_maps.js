// Gates and states of all units over all steps, a map a letter: bytes from the server painted on a canvas.

const bytes = (text) => Uint8Array.from(atob(text), (one) => one.charCodeAt(0));

const rgb = (color) => {
  const context = element('canvas', { width: 1, height: 1 }).getContext('2d', { willReadFrequently: true });
  context.fillStyle = color;
  context.fillRect(0, 0, 1, 1);
  return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3);
};

// 256 colours: from ground to blue, or from orange over ground to blue.
function palette(signed, ground, colors) {
  const from = rgb(ground), up = rgb(colors.positive), down = rgb(colors.negative);
  return Array.from({ length: 256 }, (_, value) => {
    const share = signed ? value / 127.5 - 1 : value / 255;
    const towards = share < 0 ? down : up;
    return from.map((start, place) => Math.round(start + (towards[place] - start) * Math.abs(share)));
  });
}

function paint(canvas, heat, ground, colors) {
  const shades = palette(heat.signed, ground, colors), cells = bytes(heat.cells);
  canvas.width = heat.columns;
  canvas.height = heat.rows;
  const image = new ImageData(heat.columns, heat.rows);
  cells.forEach((value, place) => image.data.set([...shades[value], 255], place * 4));
  canvas.getContext('2d').putImageData(image, 0, 0);
}

// Returns the maps and how to move their cursor. onPick(step, unit) is called for a click.
function heatMaps(data, ground, onPick) {
  const moving = [];
  const grid = element('div', { class: 'heats' });
  const row = Math.floor(data.order.indexOf(data.unit.number) / data.units_a_row);
  const steps = data.tokens.length;
  for (const [letter, heat] of Object.entries(data.heat)) {
    const canvas = element('canvas', { role: 'img', 'aria-label': `${LETTERS[letter].name} of ${data.hidden} units over ${steps} steps` });
    paint(canvas, heat, ground, data.colors);
    const cursor = element('div', { class: 'heat-cursor' }), chosen = element('div', { class: 'heat-unit' });
    chosen.style.top = `${(100 * row) / heat.rows}%`;
    chosen.style.height = `${100 / heat.rows}%`;
    const frame = element('div', { class: 'heat-frame' }, canvas, chosen, cursor);
    frame.style.height = `${Math.max(72, Math.min(192, heat.rows * 6))}px`;
    frame.addEventListener('click', (event) => {
      const box = frame.getBoundingClientRect();
      const step = Math.min(steps - 1, Math.floor(((event.clientX - box.left) / box.width) * steps));
      const line = Math.min(heat.rows - 1, Math.floor(((event.clientY - box.top) / box.height) * heat.rows));
      onPick(step, data.order[line * data.units_a_row]);
    });
    const scale = heat.signed ? `−${heat.limit.toPrecision(2)} orange · 0 · ${heat.limit.toPrecision(2)} blue` : '0 closed · 1 open (blue)';
    grid.append(element('figure', {}, element('figcaption', {}, element('b', {}, letter), ` ${LETTERS[letter].name} `, element('small', {}, scale)), frame));
    moving.push(cursor);
  }
  const moveTo = (step) => moving.forEach((cursor) => { cursor.style.left = `${(100 * step) / steps}%`; cursor.style.width = `max(2px, ${100 / steps}%)`; });
  return { node: grid, moveTo };
}
