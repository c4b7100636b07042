import type { Event } from 'js-yaml';
import { EVENT_DOCUMENT } from 'js-yaml';

const yamlPrefix = 'tag:yaml.org,2002:';

/**
 * The name of a tag after `tag:yaml.org,2002:`, or undefined for any other tag.
 * `source` is how it is written (`!!int`, `!<tag:yaml.org,2002:int>`, or with a handle that `document` declares).
 */
export function yamlTag(source: string, document: Event | undefined): string | undefined {
  const full = fullTag(source, document);
  return full.startsWith(yamlPrefix) ? full.slice(yamlPrefix.length) : undefined;
}

function fullTag(source: string, document: Event | undefined): string {
  if (source.startsWith('!<')) return source.slice(2, -1);
  const handle = /^!(?:[0-9A-Za-z-]*!)?/.exec(source)?.[0] ?? '!';
  const suffix = source.slice(handle.length);
  if (document?.type === EVENT_DOCUMENT) {
    for (const directive of document.directives) {
      if (directive.kind === 'tag' && directive.handle === handle) return directive.prefix + suffix;
    }
  }
  return handle === '!!' ? yamlPrefix + suffix : source;
}
