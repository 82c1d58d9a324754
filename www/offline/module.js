// The program as the offline copy has it: in the page itself, deflated, 7 bits a character.
// xtask/src/offline_file.rs writes it and says which characters.
export const isSite = false;

export const loading = unpacked(document.getElementById('packed'));

async function unpacked({ textContent: text, dataset }) {
  const bytes = new Uint8Array(dataset.bytes);
  let end = 0;
  let bits = 0;
  let count = 0;
  const push = (value) => {
    bits = (bits << 7) | value;
    if ((count += 7) > 7) bytes[end++] = bits >> (count -= 8);
  };
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    // What HTML would take for something else stands in one character with what comes behind it.
    if (code > 127) push([0, 13, 60][(code >> 7) - 1]);
    push(code & 127);
  }
  const inflated = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return new Response(inflated).arrayBuffer();
}
