/** The parser that says best what is wrong. A module of its own: bundlers give a dynamic import of CommonJS no names. */
export { parseDocument } from 'yaml';
