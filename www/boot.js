// Starts the program. While it loads, or when it cannot, the plain page stays and keeps what is typed into it.
const loading = fetch(new URL('rdpcheck_bg.wasm', import.meta.url));
import('./rdpcheck.js')
  .then(async (program) => {
    const buffer = await (await loading).arrayBuffer();
    await program.default(unsorted(buffer));
  })
  .catch((error) => {
    console.warn(error);
    document.getElementById('failed')?.classList.add('now');
  });

// The answer as it is seen, without what only the page can do: for tickets, files and paper.
function ticket() {
  const sheet = document.createElement('main');
  for (const part of document.querySelectorAll('.answer, .fixes, .rules, .routes, .findings, .sources')) sheet.append(part.cloneNode(true));
  for (const own of sheet.querySelectorAll('button:not(.link), p > .link, select, input, label, svg, .tabs, .packet, .again, .copied')) own.remove();
  for (const part of sheet.querySelectorAll('*')) {
    for (const { name } of [...part.attributes]) if (name !== 'colspan') part.removeAttribute(name);
    if (part.matches('button')) part.replaceWith(...part.childNodes);
    else if (part.matches('span')) part.replaceWith(...part.childNodes, ' ');
    else if (part.matches('details')) part.open = true;
  }
  return sheet;
}

function markdown(node) {
  if (!node.tagName) return node.data.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>|#~]/g, '\\$&');
  const tag = node.tagName;
  const inner = () => {
    const text = [...node.childNodes].map(markdown).join('').trim();
    // What holds no command is put together from pieces that each have their blanks.
    return text.includes('`') ? text : text.replace(/ +/g, ' ').replace(/ :/g, ':');
  };
  if (tag === 'PRE') return '\n```\n' + node.textContent.replaceAll('`', "'") + '\n```\n';
  if (tag === 'TR') return '\n|' + [...node.children].map((cell) => ' ' + markdown(cell).trim() + ' |').join('') + (node.matches('thead *') ? '\n|' + '---|'.repeat(node.children.length) : '');
  if (tag === 'LI') return '\n- ' + inner();
  if (/^(CODE|SPAN|TD|TH|DT|B|STRONG)$/.test(tag)) return inner() + ' ';
  return '\n' + ({ H2: '\n## ', H3: '\n### ', SUMMARY: '\n#### ' }[tag] ?? '') + inner() + '\n';
}

// What the program lets the browser do for it.
window.rdpcheck = {
  copy(type) {
    const sheet = ticket();
    const text = markdown(sheet).trim().replace(/\n{3,}/g, '\n\n') + '\n';
    const { clipboard } = navigator;
    if (!type) return clipboard.writeText(text);
    const part = (type, content) => ({ [type]: new Blob([content], { type }) });
    return clipboard.write([new ClipboardItem({ ...part('text/plain', text), ...part(type, sheet.innerHTML) })]);
  },
  save(title) {
    const head = `<!doctype html><html lang="${document.documentElement.lang}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><title>${title}</title><style>:root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;max-width:70rem;margin:1rem auto;padding:0 1rem}pre{white-space:pre-wrap}td,th{padding:.1rem .6rem .1rem 0;vertical-align:top;text-align:left}</style>`;
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([head, ticket().outerHTML], { type: 'text/html' }));
    link.download = 'rdpcheck.html';
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 9999);
  },
  print() {
    const sheet = ticket();
    sheet.id = 'ticket';
    document.body.append(sheet);
    addEventListener('afterprint', () => sheet.remove(), { once: true });
    print();
  },
};

// The packed site has its code sorted, so that there is less to load: xtask/src/sorted_code.rs says how. This puts it
// together again.
function unsorted(buffer) {
  const bytes = new Uint8Array(buffer);
  // A module begins with a zero.
  if (!bytes[0]) return buffer;
  const [streams, length, before] = new Uint32Array(buffer, 0, 3);
  let from = 12 + 4 * streams;
  const take = (size) => bytes.subarray(from, (from += size));
  const numbers = take(256);
  const module = new Uint8Array(length);
  let end = before;
  module.set(take(before));
  const places = [];
  for (const size of new Uint32Array(buffer, 12, streams)) {
    places.push(from);
    from += size;
  }

  const byte = (stream) => (module[end++] = bytes[places[stream]++]);
  const number = (stream) => {
    let last = byte(stream);
    let value = last & 127;
    for (let shift = 7; last > 127; shift += 7) {
      last = byte(stream + 1);
      value |= (last & 127) << shift;
    }
    return value;
  };
  // Its size stands before it, in five bytes.
  const sized = (write) => {
    let at = end;
    end += 5;
    write();
    let size = end - at - 5;
    for (let left = 5; left--; size >>= 7) module[at++] = (size & 127) | (left ? 128 : 0);
  };
  const run = () => {
    for (let locals = 2 * number(2); locals--; ) number(2);
    for (let depth = 1; depth; ) {
      const opcode = byte(0);
      const stream = numbers[opcode] & 63;
      if (opcode > 1 && opcode < 5) depth++;
      if (opcode === 11) depth--;
      // i32.const: what comes behind it says what it is for.
      if (opcode === 65) number(26 + 2 * bytes[places[0]]);
      // br_table, f32.const and f64.const, and the long opcodes
      if (opcode === 14) for (let targets = number(stream) + 1; targets--; ) number(stream);
      if (opcode === 67 || opcode === 68) for (let left = opcode === 67 ? 4 : 8; left--; ) byte(stream);
      if (opcode === 252) {
        const which = number(stream);
        for (let left = which === 10 ? 2 : which > 10; left--; ) number(stream);
      }
      for (let at = 0; at < numbers[opcode] >> 6; at++) number(stream + 2 * at);
    }
  };
  module[end++] = 10;
  sized(() => {
    for (let functions = number(2); functions--; ) sized(run);
  });
  module.set(bytes.subarray(from), end);
  return module;
}
