// The packed site has its code sorted, so that there is less to load: xtask/src/sorted_code.rs says how. This puts it
// together again.
export function unsorted(buffer) {
  const bytes = new Uint8Array(buffer);
  // A module begins with a zero.
  if (!bytes[0]) return buffer;
  const [streams, length, before] = new Uint32Array(buffer, 0, 3);
  let from = 12 + 4 * streams;
  const take = (size) => bytes.subarray(from, (from += size));
  const spelled = [...take(256)].map((opcodes) => [...take(opcodes)]);
  const likes = take(256);
  const numbers = take(256);
  const module = new Uint8Array(length);
  let end = before;
  module.set(take(before));
  const places = [];
  for (const size of new Uint32Array(buffer, 12, streams)) {
    places.push(from);
    from += size;
  }
  // The first stream: some bytes stand for more than one.
  const opcodes = [...bytes.subarray(places[0], places[1])].flatMap((byte) => spelled[byte]);
  let next = 0;

  const byte = (stream) => (module[end++] = bytes[places[stream]++]);
  const number = (stream, rest = stream + 1) => {
    let last = byte(stream);
    let value = last & 127;
    for (let shift = 7; last > 127; shift += 7) {
      last = byte(rest);
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
  // As it is, or how far it is from the last one.
  const offset = (opcode, last) => {
    const start = end;
    let value = number(4 * opcode + 2 * (last === undefined));
    if (last !== undefined) value = last + (value & 1 ? ~(value >> 1) : value >> 1);
    end = start;
    for (let left = value; (module[end++] = left & 127), (left >>= 7); ) module[end - 1] |= 128;
    return value;
  };
  const run = () => {
    // The last offset behind each local since it was set, counted from 1; the local that is read behind, or 0; and the last
    // offset that is written to.
    const read = [];
    let base = 0;
    let stored;
    // The constant behind the last global that was read: how much of the stack the function takes.
    let taken;
    for (let locals = 2 * number(2); locals--; ) number(2);
    for (let depth = 1; depth; ) {
      const opcode = (module[end++] = opcodes[next++]);
      let stream = 4 * likes[opcode];
      if (opcode > 1 && opcode < 5) depth++;
      if (opcode === 11) depth--;
      // i32.const and local.get: what comes behind it says what it is for, and what comes behind i32.const or call.
      if (opcode === 65 || opcode === 32) {
        const behind = opcodes[next];
        const past = opcode === 32 && (behind === 65 ? 2 : behind === 16 && 3);
        stream = 1024 * (opcode === 65 ? 1 : past ? past + 1 : 2) + 4 * likes[past ? opcodes[next + 1] : behind];
      }
      if (opcode === 65) {
        const start = end;
        // Added before the global is set, that is given back.
        if (stream === 1448 && opcodes[next + 1] === 36) stream = 146;
        if (stream === 146 && !bytes[places[stream]]) {
          places[stream]++;
          module.set(taken, end);
          end += taken.length;
        } else number(stream);
        if (opcodes[next - 2] === 35) taken = module.slice(start, end);
      }
      // br_table, f32.const and f64.const, and the long opcodes
      if (opcode === 14) for (let targets = number(stream) + 1; targets--; ) number(stream);
      if (opcode === 67 || opcode === 68) for (let left = opcode === 67 ? 4 : 8; left--; ) byte(stream);
      if (opcode === 252) {
        const which = number(stream);
        for (let left = which === 10 ? 2 : which > 10; left--; ) number(stream);
      }
      // Memory: alignment and offset.
      if (opcode > 39 && opcode < 63) {
        number(4);
        if (opcode > 53) stored = offset(opcode, stored);
        else read[base] = offset(opcode, read[base]);
      }
      let value;
      for (let left = numbers[opcode] & 3; left--; stream += 2) value = number(stream, stream + (numbers[opcode] < 4));
      // local.get, local.set, local.tee
      base = opcode === 32 || opcode === 34 ? value + 1 : 0;
      if (opcode === 33 || opcode === 34) read[value + 1] = undefined;
    }
  };
  module[end++] = 10;
  sized(() => {
    for (let functions = number(2); functions--; ) sized(run);
  });
  module.set(bytes.subarray(from), end);
  return module;
}
