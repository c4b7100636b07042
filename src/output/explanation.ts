import type { ConditionReason } from '../convert/condition-reasons.ts';
import type { Rule } from '../lint/rule.ts';
import { severityStyle } from './finding-line.ts';
import { paragraph } from './paragraph.ts';
import { plain, type Style } from './style.ts';
import type { TextOptions } from './text.ts';

/** What `gwx explain` prints of a rule; `category` is its name. */
export function explainRule(rule: Rule, category: string, { style = plain, width = 100 }: TextOptions): string {
  const { code, name, severity, description, rationale, remedy, examples, equivalents = {}, openWorld } = rule;
  const { istioctl = [], kiali = [], feature = [] } = equivalents;
  const others = [
    ...labelled('istioctl analyze', istioctl),
    ...labelled('Kiali', kiali),
    ...labelled('feature of the conformance tests', feature),
  ];
  return [
    `${style.bold(`${code} ${name}`)}, ${style[severityStyle[severity]](severity)} (${category})\n`,
    paragraphs([`${upperFirst(description)}.`, rationale, ...(openWorld ? [openWorldNote] : [])], width),
    section('What to do', [upperFirst(`${remedy}.`)], width, style),
    example('Reported', examples.bad, style),
    example('Not reported', examples.good, style),
    section('Known elsewhere as', others, width, style),
  ]
    .filter((part) => part !== '')
    .join('\n');
}

const openWorldNote =
  'The object may be in another repository, so unless --complete says that the input is the whole cluster, this is reported only where the input seems to hold all objects of the kind and namespace.';

/** What `gwx explain` prints of a reason in a condition. `rules` are those that say where the mistake is. */
export function explainReason(
  reason: string,
  { types, on, meaning, remedy }: ConditionReason,
  rules: readonly Rule[],
  { style = plain, width = 100 }: TextOptions,
): string {
  return [
    `${style.bold(reason)}, reason of the condition${types.length === 1 ? '' : 's'} ${types.join(', ')}\n`,
    paragraphs([`On ${on}.`, meaning], width),
    section('What to do', remedy === undefined ? [] : [upperFirst(`${remedy}.`)], width, style),
    section(
      'Rules of gwx lint',
      rules.map(({ code, name, description }) => `${code} ${name}: ${description}`),
      width,
      style,
    ),
  ]
    .filter((part) => part !== '')
    .join('\n');
}

function labelled(label: string, names: readonly string[]): readonly string[] {
  return names.length === 0 ? [] : [`${label}: ${names.join(', ')}`];
}

function section(title: string, texts: readonly string[], width: number, style: Style): string {
  return texts.length === 0
    ? ''
    : `${style.bold(title)}\n${texts.map((text) => paragraph([{ text }], width, style)).join('')}`;
}

function paragraphs(texts: readonly string[], width: number): string {
  return texts.map((text) => paragraph([{ text }], width)).join('');
}

function example(title: string, yaml: string, style: Style): string {
  if (yaml === '') return '';
  const lines = yaml.split('\n').map((line) => `    ${line}\n`);
  return `${style.bold(title)}\n${lines.join('')}`;
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
