// The program as the offline copy has it: in the page itself, deflated, 13 bits in two characters.
// xtask/src/offline_file.rs writes it and says which characters.
export const isSite = false;

export const loading = unpacked(document.getElementById('packed'));

async function unpacked({ textContent: text, dataset }) {
  const digit = (at) => {
    const code = text.charCodeAt(at);
    return code === 33 ? 25 : code - 35;
  };
  const bytes = new Uint8Array(dataset.bytes);
  let end = 0;
  let bits = 0;
  let count = 0;
  for (let at = 0; at < text.length; at += 2) {
    bits |= (digit(at) * 91 + digit(at + 1)) << count;
    for (count += 13; count > 7; count -= 8) {
      bytes[end++] = bits;
      bits >>= 8;
    }
  }
  const inflated = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return new Response(inflated).arrayBuffer();
}
