// The answer as it is seen, without what only the page can do: for tickets, files and paper. What is folded stays so on paper.
function ticket(unfolds = true) {
  const sheet = document.createElement('main');
  for (const part of document.querySelectorAll('.answer, .fixes, .rules, .routes, .findings, .sources')) sheet.append(part.cloneNode(true));
  for (const folded of sheet.querySelectorAll('details')) folded.open ||= unfolds;
  // What a title says while its part is closed, the part says itself.
  for (const own of sheet.querySelectorAll('[open] > summary > .what, button:not(.link), p > .link, select, input, label, svg, .tabs, .packet, .look-up, .again, .copied, td .label, td .sr, .end .sr')) own.remove();
  for (const below of sheet.querySelectorAll('.asked, .fate')) below.prepend(' — ');
  for (const part of sheet.querySelectorAll('*')) {
    for (const { name } of [...part.attributes]) if (!/colspan|open/.test(name)) part.removeAttribute(name);
    if (part.matches('button')) part.replaceWith(...part.childNodes);
    else if (part.matches('span')) part.replaceWith(...part.childNodes, ' ');
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
  // Rows stand together, or they are no table.
  if (/^T(HEAD|BODY)$/.test(tag)) return [...node.children].map(markdown).join('');
  if (tag === 'LI') return '\n- ' + inner();
  if (/^(CODE|SPAN|TD|TH|DT|B|STRONG)$/.test(tag)) return inner() + ' ';
  return '\n' + ({ H2: '\n## ', H3: '\n### ', SUMMARY: '\n#### ' }[tag] ?? '') + inner() + '\n';
}

function save(name, parts) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob(parts, { type: 'text/html' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 9999);
}

// What the program lets the browser do for it.
window.rdpcheck = {
  copy(type) {
    const sheet = ticket();
    const text = markdown(sheet).trim().replace(/\n{3,}/g, '\n\n') + '\n';
    const { clipboard } = navigator;
    if (!type) return this.write(text);
    const part = (type, content) => ({ [type]: new Blob([content], { type }) });
    return clipboard.write([new ClipboardItem({ ...part('text/plain', text), ...part(type, sheet.innerHTML) })]);
  },
  save(title) {
    const head = `<!doctype html><html lang="${document.documentElement.lang}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><title>${title}</title><style>:root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;max-width:70rem;margin:1rem auto;padding:0 1rem}pre{white-space:pre-wrap}td,th{padding:.1rem .6rem .1rem 0;vertical-align:top;text-align:left}</style>`;
    save('rdpcheck-answer.html', [head, ticket().outerHTML]);
  },
  // Without what stands behind it: in a frame, that of the page in it.
  address() {
    const { protocol, origin, pathname } = location;
    return document.documentElement.dataset.address ?? (protocol === 'file:' ? '' : origin + pathname);
  },
  decoded(buffer, encoding) {
    return new TextDecoder(encoding).decode(buffer);
  },
  write(text) {
    return navigator.clipboard.writeText(text);
  },
  saveLink(link) {
    save('rdpcheck-link.txt', [link]);
  },
  forget() {
    history.replaceState(null, '', location.pathname + location.search);
  },
  print() {
    const sheet = ticket(false);
    sheet.id = 'ticket';
    document.body.append(sheet);
    addEventListener('afterprint', () => sheet.remove(), { once: true });
    print();
  },
};

// Of a long text only a part is in the box, which nobody can edit: who selects all of that means all of the text.
const isWhole = (box) => box.readOnly && box.selectionEnd - box.selectionStart === box.value.length;
const clear = () => document.querySelector('.evidence button').click();
addEventListener('keydown', ({ target, key }) => {
  if (target.id === 'paste' && isWhole(target) && /^(Delete|Backspace)$/.test(key)) clear();
});

// Paper gets what the button prints: of a long table the page itself has only the rows in view.
addEventListener('keydown', (event) => {
  const button = document.querySelector('.share > .tabs > :last-child');
  if (event.key !== 'p' || !event.ctrlKey && !event.metaKey || !button) return;
  event.preventDefault();
  button.click();
});

// Laying out a text of many lines takes longer than the answer, which is drawn first; one that takes seconds goes the way
// of a file. Into a text that is there already the browser puts it, so that this can be undone.
addEventListener('paste', async (event) => {
  const box = event.target;
  let text = box.id === 'paste' && event.clipboardData.getData('text/plain');
  // Into a box that holds only part of its text the browser puts nothing.
  const isFile = text.length >= 1e6 || box.readOnly;
  if (!text || !isFile && (box.value || text.length < 9e3)) return;
  event.preventDefault();
  if (isWhole(box)) clear();
  if (!isFile) {
    text = text.replaceAll('\r\n', '\n');
    // The program asks for the value, which is not there yet.
    Object.defineProperty(box, 'value', { value: text, configurable: true, writable: true });
    box.dispatchEvent(new Event('input', { bubbles: true }));
    delete box.value;
    requestAnimationFrame(() => setTimeout(() => { if (!box.readOnly) box.value = text; }));
    return;
  }
  const files = new DataTransfer();
  // All of it at once would take longer than a blink.
  const parts = [];
  for (let from = 0, to; from < text.length; from = to) {
    to = text.indexOf('\n', from + 2e6) + 1 || text.length;
    parts.push(new Blob([text.slice(from, to)]));
    await new Promise(requestAnimationFrame);
  }
  files.items.add(new File(parts, ''));
  const chooser = document.querySelector('.evidence [type=file]');
  chooser.files = files.files;
  chooser.dispatchEvent(new Event('change', { bubbles: true }));
});
