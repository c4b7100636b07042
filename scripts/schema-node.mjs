/** @typedef {{ [keyword: string]: unknown }} Schema */

/**
 * Whether a value is a JSON object, as all parts of schemas are but lists and scalars.
 * @param {unknown} value
 * @returns {value is Schema}
 */
export function isSchema(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
