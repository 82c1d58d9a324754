// LZMA as its specification has it, with no context for literals and positions (lc, lp and pb are 0) and without a header:
// xtask/src/offline_file.rs packs so. It is an eighth less than what browsers can inflate by themselves.

// Where the probabilities of each kind stand among all.
const IS_MATCH = 0;
const IS_AGAIN = 12;
const IS_NOT_LAST = 24;
const IS_NOT_SECOND = 36;
const IS_NOT_THIRD = 48;
const IS_LONG = 60;
const SLOTS = 72;
const NEAR = SLOTS + 4 * 64;
const ALIGNED = NEAR + 128;
const LENGTH = ALIGNED + 16;
const LENGTH_AGAIN = LENGTH + 274;
const LITERAL = LENGTH_AGAIN + 274;

// The `length` bytes that were packed into `bytes`; these may begin anywhere in their buffer.
export function expand(bytes, length) {
  const out = new Uint8Array(length);
  const odds = new Uint16Array(LITERAL + 768).fill(1024);
  let from = 5;
  let range = 2 ** 32 - 1;
  let code = new DataView(bytes.buffer, bytes.byteOffset).getUint32(1);

  const filled = () => {
    if (range >= 2 ** 24) return;
    range *= 256;
    code = code * 256 + bytes[from++];
  };
  const bit = (at) => {
    const bound = (range >>> 11) * odds[at];
    const is = code >= bound;
    if (is) {
      range -= bound;
      code -= bound;
      odds[at] -= odds[at] >> 5;
    } else {
      range = bound;
      odds[at] += (2048 - odds[at]) >> 5;
    }
    filled();
    return +is;
  };
  const number = (at, bits) => {
    let node = 1;
    for (let left = bits; left--; ) node = (node << 1) | bit(at + node);
    return node - (1 << bits);
  };
  // The lowest bit first.
  const backwards = (at, bits) => {
    let value = 0;
    for (let node = 1, place = 0; place < bits; place++) {
      const one = bit(at + node);
      node = (node << 1) | one;
      value |= one << place;
    }
    return value;
  };
  const lengthAt = (at) => {
    if (!bit(at)) return 2 + number(at + 2, 3);
    return bit(at + 1) ? 18 + number(at + 18, 8) : 10 + number(at + 10, 3);
  };
  const distance = (copied) => {
    const slot = number(SLOTS + 64 * Math.min(copied - 2, 3), 6);
    if (slot < 4) return slot;
    let bits = (slot >> 1) - 1;
    let far = (2 | (slot & 1)) << bits;
    if (slot < 14) return far + backwards(NEAR + far - slot, bits);
    while (bits-- > 4) {
      range >>>= 1;
      if (code >= range) {
        code -= range;
        far += 1 << bits;
      }
      filled();
    }
    return far + backwards(ALIGNED, 4);
  };

  let state = 0;
  let last = [0, 0, 0, 0];
  for (let at = 0; at < length; ) {
    if (!bit(IS_MATCH + state)) {
      let node = 1;
      // Behind a copy, the byte that would have come next is a hint until it is wrong.
      for (let hint = state > 6 ? out[at - last[0] - 1] | 256 : 0; node < 256; ) {
        hint <<= 1;
        const one = bit(LITERAL + (hint >> 9 ? 256 + (hint & 256) : 0) + node);
        node = (node << 1) | one;
        if (one !== ((hint >> 8) & 1)) hint = 0;
      }
      out[at++] = node;
      state -= state < 4 ? state : state < 10 ? 3 : 6;
      continue;
    }
    let copied = 1;
    let next = 9;
    if (!bit(IS_AGAIN + state)) {
      copied = lengthAt(LENGTH);
      next = 7;
      last = [distance(copied), ...last.slice(0, 3)];
    } else {
      const isOther = bit(IS_NOT_LAST + state);
      if (isOther) {
        const which = bit(IS_NOT_SECOND + state) ? 2 + bit(IS_NOT_THIRD + state) : 1;
        last.unshift(...last.splice(which, 1));
      }
      if (isOther || bit(IS_LONG + state)) {
        copied = lengthAt(LENGTH_AGAIN);
        next = 8;
      }
    }
    state = state < 7 ? next : next < 8 ? 10 : 11;
    while (copied--) out[at] = out[at++ - last[0] - 1];
  }
  return out;
}
