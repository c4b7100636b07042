import { type Event, parseEvents, YAMLException } from 'js-yaml';
import { isJson } from './json.ts';
import { maxDepth } from './values.ts';
import { tooDeep, YamlProblem } from './yaml-problem.ts';

/** What ends a line, and so a comment, in the YAML 1.1 that kubectl reads, and nothing to the parser. */
const otherLineBreaks = /[\u0085\u2028\u2029]/;
const everyOtherLineBreak = new RegExp(otherLineBreaks, 'g');

/** The parser takes this for a marker if nothing but blanks stands before it, which the YAML that kubectl reads does not. */
const indentedMarker = /^\ufeff?[ \t]+---(?!\S)/;

/**
 * The parser's events for the text of one document, offsets counting from its start. `content` is where its content begins.
 * Tabs may indent JSON but not YAML, so JSON is read with spaces for tabs: no offset moves.
 * Throws YamlProblem, with the parser's own words.
 */
export function documentEvents(text: string, content: number): Event[] {
  const end = indentedMarker.exec(text)?.[0].length;
  if (end !== undefined) {
    throw new YamlProblem(
      'the document marker is indented',
      { start: end - 3, end },
      'move it to the start of the line',
    );
  }
  try {
    const readable = text.includes('\t') && isJson(text, content) ? text.replaceAll('\t', ' ') : text;
    return (otherLineBreaks.test(readable) && eventsByLines(readable)) || events(readable);
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const position = Math.min(error.mark?.position ?? 0, text.length);
    const range = { start: position, end: Math.min(position + 1, text.length) };
    if (error.reason.startsWith('nesting exceeded')) {
      throw tooDeep(range);
    }
    throw new YamlProblem(error.reason, range, undefined, true);
  }
}

function events(text: string): Event[] {
  // The parser counts a scalar, and its look for a key, as levels too. Composing counts collections alone.
  return parseEvents(text, { maxDepth: maxDepth + 2 });
}

/** With the line breaks that the parser does not know. Undefined if it wants what follows one, inside quotes, to be indented. */
function eventsByLines(text: string): Event[] | undefined {
  try {
    return events(text.replace(everyOtherLineBreak, '\n'));
  } catch (error) {
    if (error instanceof YAMLException) return undefined;
    throw error;
  }
}
