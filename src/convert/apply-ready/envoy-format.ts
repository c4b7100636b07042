/** What may come next in a format string, and what each character leads to; nothing for a character that is an error there. */
type State = (character: string) => State | undefined;

const isSpace = (character: string) => /\s/.test(character);

const literal: State = (character) => (character === '%' ? percent : literal);
/** Behind a `%`: a second one makes it literal, anything else begins the name of an operator. */
const percent: State = (character) => (character === '%' ? literal : operator(character));
const operator: State = (character) => (character === '%' ? literal : character === '(' ? argumentList : operator);
const argumentList: State = (character) =>
  character === '[' ? listItem : isSpace(character) ? argumentList : text(character);
const text: State = (character) => (character === ')' ? closed : character === '\\' ? escaped : text);
const escaped: State = () => text;
const listItem: State = (character) => (character === '"' ? quoted : isSpace(character) ? listItem : undefined);
const quoted: State = (character) => (character === '"' ? afterItem : character === '\\' ? quotedEscape : quoted);
const quotedEscape: State = () => quoted;
const afterItem: State = (character) => {
  if (character === ',') return listItem;
  if (character === ']') return text;
  return isSpace(character) ? afterItem : undefined;
};
const closed: State = (character) => (character === '%' ? literal : isSpace(character) ? closed : undefined);

/** Whether Envoy takes a header value: every `%` is doubled or belongs to an operator such as `%REQ(name)%` (AP-82). */
export function isEnvoyFormat(value: string): boolean {
  let state: State | undefined = literal;
  for (const character of value) {
    state = state(character);
    if (state === undefined) return false;
  }
  return state === literal;
}
