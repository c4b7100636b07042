import type { ObjectStatus } from '../convert/status/index.ts';
import { type JsonObject, objectsIn } from '../model/json.ts';
import { namespacedName } from '../model/resource.ts';
import { type ConditionProblem, parentName, problemsOf } from './condition-problems.ts';
import { escapeUnsafe } from './escape.ts';
import { type Cell, displayWidth, paragraph } from './paragraph.ts';
import type { StatusPrinter } from './printed-status.ts';
import { plain } from './style.ts';
import { columnGap, tableLines } from './table.ts';

/** A column: what stands before its value below a row, and in capitals its heading. A cell without text: it does not apply. */
interface Column {
  readonly name: string;
  readonly cell: (status: ObjectStatus) => Cell;
}

/** What has to go below the row in a narrow terminal comes last. */
const columns: readonly Column[] = [
  { name: 'kind', cell: ({ resource }) => ({ text: resource.kind }) },
  { name: 'name', cell: ({ resource }) => ({ text: namespacedName(resource.metadata) }) },
  ...['Accepted', 'Programmed', 'ResolvedRefs'].map((type) => ({ name: type, cell: conditionCell(type) })),
  { name: 'routes', cell: attachedRoutes },
  { name: 'listeners', cell: listeners },
  { name: 'address', cell: addresses },
  { name: 'parents', cell: parents },
];

type NonEmpty<T> = readonly [T, ...T[]];

/** A column with the cells of all objects. */
interface FilledColumn {
  readonly name: string;
  readonly cells: readonly Cell[];
  readonly width: number;
}

/** Statuses for people: a line for each object as `kubectl get` prints it, and under it what is not as it should be. */
export const printStatusTable: StatusPrinter = (statuses, options = {}) => {
  if (statuses.length === 0) return '';
  const { style = plain, width = Number.POSITIVE_INFINITY } = options;
  const filled = columns.flatMap((column) => fillColumn(column, statuses));
  const beside = filled.slice(0, fittingColumns(filled, width));
  const below = filled.slice(beside.length);
  const heading = beside.map(({ name }): Cell => ({ text: name.toUpperCase(), tone: 'bold' }));
  const rows = statuses.map((_status, i) => beside.map(({ cells }) => cells[i] ?? noCell));
  const widths = beside.map((column) => column.width);
  const [firstLine, ...lines] = tableLines([heading, ...rows], widths, style);
  const described = statuses.map((status, i) => {
    const details = [valuesBelow(below, i), ...problemTexts(status)].filter((texts) => texts.length > 0);
    return `${lines[i]}\n${details.map((texts) => paragraph(texts, width, style)).join('')}`;
  });
  return `${firstLine}\n${described.join('')}`;
};

const noCell: Cell = { text: '' };

/** A column that is empty for every object tells nothing. */
function fillColumn({ name, cell }: Column, statuses: readonly ObjectStatus[]): readonly FilledColumn[] {
  const cells = statuses.map((status) => {
    const filled = cell(status);
    return { ...filled, text: escapeUnsafe(filled.text) };
  });
  const width = cells.reduce((widest, { text }) => Math.max(widest, displayWidth(text)), 0);
  return width === 0 ? [] : [{ name, cells, width: Math.max(width, name.length) }];
}

/** How many columns fit beside each other. The conditions stay together, as do kind and name. */
function fittingColumns(filled: readonly FilledColumn[], width: number): number {
  let total = -columnGap;
  const ends = filled.map((column) => {
    total += columnGap + column.width;
    return total;
  });
  const fitting = ends.filter((end) => end <= width).length;
  const firstAfterConditions = filled.findLastIndex(({ name }) => /^[A-Z]/.test(name)) + 1;
  return fitting < firstAfterConditions ? 2 : fitting;
}

/** The values of a row that have no room in it, with the names of their columns. */
function valuesBelow(below: readonly FilledColumn[], row: number): readonly Cell[] {
  const values = below
    .map(({ name, cells }) => ({ name, cell: cells[row] ?? noCell }))
    .filter(({ cell }) => cell.text !== '');
  return values.flatMap(({ name, cell }, i) => {
    const text = i === values.length - 1 ? cell.text : `${cell.text},`;
    return [{ text: name }, { ...cell, text }];
  });
}

/** One word for a condition that several parents may see differently: `True`, or how many say True. */
function conditionCell(type: string): Column['cell'] {
  return ({ status, own, assumed }) => {
    const holders: readonly JsonObject[] = own.length === 0 ? [status] : own;
    const found = holders.flatMap((holder) => objectsIn(holder, 'conditions').filter((one) => one['type'] === type));
    const words = found.map((condition) => String(condition['status']));
    const [first, ...others] = new Set(words);
    if (first === undefined) return noCell;
    const isAssumed = assumed.includes(type);
    const good = words.filter((word) => word === 'True').length;
    const text = others.length === 0 ? first : `${good}/${words.length} True`;
    const tone = isAssumed || text === 'Unknown' ? 'yellow' : 'red';
    return { text: markAssumed(text, isAssumed), ...(text !== 'True' && { tone }) };
  };
}

function markAssumed(text: string, assumed: boolean): string {
  return assumed ? `${text} (assumed)` : text;
}

function attachedRoutes({ status }: ObjectStatus): Cell {
  const counts = objectsIn(status, 'listeners').map((listener) => Number(listener['attachedRoutes'] ?? 0));
  return counts.length === 0 ? noCell : { text: String(counts.reduce((sum, count) => sum + count, 0)) };
}

function listeners({ status }: ObjectStatus): Cell {
  const { length } = objectsIn(status, 'listeners');
  return length === 0 ? noCell : { text: String(length) };
}

/** A file knows the address of a Gateway only where it holds the Service. */
function addresses({ resource, status, assumed }: ObjectStatus): Cell {
  const known = objectsIn(status, 'addresses').map(({ value }) => value);
  if (known.length > 0 || resource.kind !== 'Gateway') return { text: known.join(', ') };
  if (!assumed.includes('Programmed')) return noCell;
  const programmed = objectsIn(status, 'conditions').find(({ type }) => type === 'Programmed');
  return { text: programmed?.['status'] === 'True' ? '(unknown)' : '(pending)', tone: 'yellow' };
}

function parents({ resource, status, own }: ObjectStatus): Cell {
  if (own.length === 0) return 'conditions' in status ? noCell : { text: '(none)', tone: 'yellow' };
  return { text: own.map((entry) => parentName(entry, resource.metadata.namespace)).join(', ') };
}

/** A text for each problem; what is the same for several conditions, listeners or parents is said once. */
function problemTexts(status: ObjectStatus): readonly (readonly Cell[])[] {
  const problems = problemsOf(status);
  const perSubject = groupBy(problems, ({ subject, condition: { reason, message } }) => [subject, reason, message]);
  const groups = groupBy(perSubject, (list) =>
    list.map(({ subject, condition, assumed }) => [subject.what, condition, assumed]),
  );
  return groups.map((group) => problemText(group, status.own.length));
}

/** Groups of what has the same key, which may be any JSON value, in the order of their first members. */
function groupBy<T>(items: readonly T[], keyOf: (item: T) => unknown): readonly NonEmpty<T>[] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const item of items) {
    const key = JSON.stringify(keyOf(item));
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return [...groups.values()];
}

/** The problems, for one reason, of each of several listeners or parents. Where all parents agree there is none to tell apart. */
function problemText(perSubject: NonEmpty<NonEmpty<ConditionProblem>>, parentCount: number): readonly Cell[] {
  const [problems] = perSubject;
  const [{ subject, condition }] = problems;
  const names = perSubject.map(([first]) => first.subject.name).join(', ');
  const isUnnamed = subject.what === 'object' || (subject.what === 'parent' && perSubject.length === parentCount);
  const subjects = `${subject.what}${perSubject.length === 1 ? '' : 's'} ${names}:`;
  return [
    ...(isUnnamed ? [] : [{ text: escapeUnsafe(subjects) }]),
    ...problems.map(conditionStatus),
    { text: escapeUnsafe(`${condition['reason']}: ${condition['message']}`) },
  ];
}

function conditionStatus({ condition: { type, status }, assumed }: ConditionProblem): Cell {
  const text = escapeUnsafe(`${type} ${markAssumed(String(status), assumed)},`);
  return { text, tone: assumed || status === 'Unknown' ? 'yellow' : 'red' };
}
