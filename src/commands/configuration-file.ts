import { readSources } from '../input/read.ts';
import { readYamlText } from '../input/yaml-text.ts';
import { isObject, type JsonObject } from '../model/json.ts';
import type { Io } from './io.ts';
import { UsageError } from './usage-error.ts';

/** Which key of a ConfigMap of istiod holds what the file may also hold itself. */
type ConfigMapKey = 'mesh' | 'values';

/**
 * The mapping in a YAML or JSON file that a flag names: the file's own, or the one in the ConfigMap of istiod that the file holds.
 * Throws UsageError.
 */
export async function readConfiguration(flag: string, file: string, key: ConfigMapKey, io: Io): Promise<JsonObject> {
  if (file === '-' || file === '') throw new UsageError(`${flag} ${file}: expected the name of a file`);
  const request = { paths: [file], context: [], ignore: [], stdinName: '-', stdin: io.stdin };
  const { sources, problems } = await readSources(request);
  const [source, ...others] = sources;
  const problem = problems[0]?.message ?? (source === undefined || others.length > 0 ? 'not a file' : undefined);
  if (source === undefined || problem !== undefined) throw new UsageError(`${flag} ${file}: ${problem}`);
  const written = mappingOf(flag, file, source.text);
  const { kind, data } = written;
  const held = kind === 'ConfigMap' && isObject(data) ? data[key] : undefined;
  return typeof held === 'string' ? mappingOf(flag, `${file}, data.${key}`, held) : written;
}

function mappingOf(flag: string, name: string, text: string): JsonObject {
  const read = readYamlText(text);
  if ('problem' in read) {
    const line = text.slice(0, read.start).split('\n').length;
    throw new UsageError(`${flag} ${name}: invalid YAML in line ${line}: ${read.problem}`);
  }
  if (read.value === null) return {};
  if (!isObject(read.value)) throw new UsageError(`${flag} ${name}: expected a mapping`);
  return read.value;
}
