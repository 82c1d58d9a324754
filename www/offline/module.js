// The program as the offline copy has it: unpack.js took it out of the page itself.
export const isSite = false;

export const loading = Promise.resolve(window.rdpcheck);
