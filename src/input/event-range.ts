import type { Event } from 'js-yaml';
import {
  EVENT_ALIAS,
  EVENT_MAPPING,
  EVENT_SCALAR,
  EVENT_SEQUENCE,
  SCALAR_STYLE_DOUBLE_QUOTED,
  SCALAR_STYLE_SINGLE_QUOTED,
} from 'js-yaml';
import type { Range } from './range.ts';

/**
 * Where the node that an event opens is written: scalars with their quotes, aliases with `*`, collections with their first character alone
 * (the parser gives no end). An empty node has the range of its tag or anchor, or the empty range at `otherwise`.
 */
export function eventRange(text: string, event: Event, otherwise = 0): Range {
  switch (event.type) {
    case EVENT_ALIAS:
      return { start: event.anchorStart - 1, end: event.anchorEnd };
    case EVENT_SEQUENCE:
    case EVENT_MAPPING:
      return { start: event.start, end: Math.min(event.start + 1, text.length) };
    case EVENT_SCALAR: {
      if (event.valueStart < 0) return propertyRange(event, otherwise);
      const quote = event.style === SCALAR_STYLE_SINGLE_QUOTED || event.style === SCALAR_STYLE_DOUBLE_QUOTED ? 1 : 0;
      return { start: event.valueStart - quote, end: event.valueEnd + quote };
    }
    default:
      return { start: otherwise, end: otherwise };
  }
}

interface Properties {
  readonly anchorStart: number;
  readonly anchorEnd: number;
  readonly tagStart: number;
  readonly tagEnd: number;
}

/** An anchor is given without its `&`. */
function propertyRange(event: Properties, otherwise: number): Range {
  const starts = [event.anchorStart - 1, event.tagStart].filter((start) => start >= 0);
  if (starts.length === 0) return { start: otherwise, end: otherwise };
  return { start: Math.min(...starts), end: Math.max(event.anchorEnd, event.tagEnd) };
}
