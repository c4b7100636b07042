/** What is expected next in a value that Envoy formats. */
type State =
  | 'literal'
  | 'name'
  | 'arguments'
  | 'array item'
  | 'string'
  | 'array end'
  | 'arguments end'
  | 'operator end';

/** Where the parser stands: at the character `index` of `text`, in an operator that began behind the percent sign before `start`. */
interface Position {
  readonly text: string;
  readonly index: number;
  readonly start: number;
}

/** A step of the parser: the next state, how many further characters it takes, or what is wrong. */
interface Step {
  readonly state: State;
  readonly skip?: number;
  readonly problem?: string;
}

/** Envoy's parser of header values, as istiod repeats it. The name of an operator is not looked at. */
const steps: Readonly<Record<State, (character: string, position: Position) => Step>> = {
  literal(character, { text, index }) {
    if (character !== '%') return { state: 'literal' };
    if (index + 1 < text.length) return { state: 'name' };
    return { state: 'name', problem: `Un-escaped % at position ${Buffer.byteLength(text) - 1}` };
  },
  // `%%`, a literal percent sign, reads like an operator without a name.
  name(character) {
    if (character === '%') return { state: 'literal' };
    return { state: character === '(' ? 'arguments' : 'name' };
  },
  arguments(character) {
    if (character === '[') return { state: 'array item' };
    return { state: isSpace(character) ? 'arguments' : 'string' };
  },
  'array item'(character, position) {
    return expect(character, position, { '"': 'string' }, "'\"' or whitespace", 'array item');
  },
  // A plain argument is read like the inside of a JSON string.
  string(character, { text, index, start }) {
    if (character === '\\') {
      if (index + 1 < text.length) return { state: 'string', skip: 1 };
      return { state: 'string', problem: `Un-terminated backslash in JSON string after '${text.slice(start, index)}'` };
    }
    if (character === ')') return { state: 'operator end' };
    return { state: character === '"' ? 'array end' : 'string' };
  },
  'array end'(character, position) {
    const next = { ',': 'array item', ']': 'arguments end' } as const;
    return expect(character, position, next, "',', ']', or whitespace", 'array end');
  },
  'arguments end'(character, position) {
    return expect(character, position, { ')': 'operator end' }, "')' or whitespace", 'arguments end');
  },
  'operator end'(character, position) {
    return expect(character, position, { '%': 'literal' }, "'%' or whitespace", 'operator end');
  },
};

/** Why Envoy would refuse a value of a header (AP-82); `undefined` if it would not. */
export function headerValueError(value: string): string | undefined {
  if (/[^\t -~\u0080-\u{10ffff}]/u.test(value)) return `header value configuration ${value} is invalid`;
  const { problem } = readHeaderFormat(value);
  return problem && `header value configuration: invalid header configuration. ${problem}`;
}

/** What the percent signs of a value are to Envoy. */
export interface HeaderFormat {
  /** The operators, as they are written: `%START_TIME%`. `%%`, a literal percent sign, is none. */
  readonly operators: readonly string[];
  /** Why the value is refused. */
  readonly problem?: string;
}

/** Reads a value as a format of Envoy's. */
export function readHeaderFormat(text: string): HeaderFormat {
  const operators: string[] = [];
  if (!text.includes('%')) return { operators };
  let state: State = 'literal';
  let start = 0;
  for (let index = 0; index < text.length; index++) {
    const step: Step = steps[state](text.charAt(index), { text, index, start });
    if (step.problem !== undefined) return { operators, problem: step.problem };
    if (state === 'literal' && step.state === 'name') start = index + 1;
    if (state !== 'literal' && step.state === 'literal' && index > start) {
      operators.push(text.slice(start - 1, index + 1));
    }
    state = step.state;
    index += step.skip ?? 0;
  }
  return {
    operators,
    ...(state !== 'literal' && { problem: `Un-terminated variable expression '${text.slice(start)}'` }),
  };
}

function expect(
  character: string,
  { text, index, start }: Position,
  next: Readonly<Record<string, State>>,
  expected: string,
  state: State,
): Step {
  const found = next[character];
  if (found !== undefined) return { state: found };
  if (isSpace(character)) return { state };
  return { state, problem: `Expecting ${expected} after '${text.slice(start, index)}', but found '${character}'` };
}

/** Of the characters that a header value can have. */
function isSpace(character: string): boolean {
  return character === ' ' || character === '\t';
}
