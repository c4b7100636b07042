import { requestUriFault, urlFault, urlScheme } from '../../model/go-url.ts';
import { type Outcome, textRule } from './rule.ts';
import type { RuleTree } from './rule-tree.ts';

const ofWeb = ['http', 'https'];
// Without a scheme it is the path of a file.
const ofPlugins = ['', ...ofWeb, 'file', 'oci'];

/** Whether a URL has one of some schemes; the API server fails to tell of what is no URL. */
function hasScheme(text: string, schemes: readonly string[]): Outcome {
  const fault = requestUriFault(text) ?? urlFault(text);
  if (fault !== undefined) return { at: [], error: `URL parse error during conversion from string: ${fault}` };
  return schemes.includes(urlScheme(text));
}

/** The URL of keys that requests are authenticated by. */
export const keysUrl: RuleTree = {
  rules: [textRule('url must have scheme http:// or https://', (text) => hasScheme(text, ofWeb))],
};

/** The URL of a WasmPlugin, or the name of an image without `oci://`. */
export const pluginUrl: RuleTree = {
  rules: [
    textRule(
      'url must have schema one of [http, https, file, oci]',
      (text) => {
        if (requestUriFault(text) === undefined) return hasScheme(text, ofPlugins);
        const complete = `http://${text}`;
        return requestUriFault(complete) === undefined && hasScheme(complete, ofPlugins);
      },
      { help: 'begin an image of a registry with oci://, as what stands before a colon counts as the scheme' },
    ),
  ],
};
