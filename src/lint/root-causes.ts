/** What a cause and the findings it hides have in common. */
export type Scope =
  /** They are at the same field, the hidden one at it or below. */
  | 'field'
  /** They are about the same listener, parentRef or rule of one object. */
  | 'listener'
  | 'parentRef'
  | 'rule'
  /** They are on the same object. */
  | 'object'
  /** They are about the same two objects. */
  | 'pair'
  /** The hidden one is at a field, or below one, that the cause tells of. */
  | 'related'
  /** The cause is on the object that the hidden one refers to, and tells of it. */
  | 'target';

/** In a scope, a finding of an earlier group hides those of all later groups. */
export interface RootCause {
  readonly within: Scope;
  readonly ranking: readonly (readonly string[])[];
}

/** Everything that reading and the schemas report about a field. */
const fieldFaults = [
  'GWX0107',
  'GWX0201',
  'GWX0202',
  'GWX0203',
  'GWX0204',
  'GWX0205',
  'GWX0206',
  'GWX0207',
  'GWX0208',
  'GWX0209',
];

/** Rules whose findings at or below a field are no news where that field is at fault: all others (LN-60). */
const everythingElse = '*';

/**
 * One root cause, one finding (section 7 of the catalogue): which finding hides which. What conversion never gets to, because a parent,
 * class or listener is missing (LN-62), needs no row.
 */
export const rootCauses: readonly RootCause[] = [
  // LN-60.
  { within: 'field', ranking: [fieldFaults, [everythingElse]] },
  // LN-61.
  {
    within: 'parentRef',
    ranking: [
      ['GWX0301', 'GWX0302'],
      ['GWX0805', 'GWX0806'],
      ['GWX0303'],
      ['GWX0409'],
      ['GWX0304'],
      ['GWX0401'],
      ['GWX0402'],
      ['GWX0403'],
    ],
  },
  // LN-62: the cause may as well be that the parent of a ListenerSet is missing or ignored.
  {
    within: 'target',
    ranking: [['GWX0301', 'GWX0303', 'GWX0314', 'GWX0406', 'GWX0501', 'GWX0604', 'GWX0609', 'GWX0703'], ['GWX0409']],
  },
  // LN-63.
  { within: 'rule', ranking: [['GWX0305', 'GWX0306', 'GWX0307', 'GWX0308', 'GWX0602', 'GWX0604'], ['GWX0701']] },
  // LN-66.
  { within: 'listener', ranking: [['GWX0203'], ['GWX0501']] },
  { within: 'listener', ranking: [['GWX0204'], ['GWX0703', 'GWX0705']] },
  { within: 'field', ranking: [['GWX0901', 'GWX0902', 'GWX0911'], ['GWX1001']] },
  { within: 'field', ranking: [['GWX0903'], ['GWX1001', 'GWX1002', 'GWX1003']] },
  { within: 'field', ranking: [['GWX1015'], ['GWX1002']] },
  // What the entries of the rules say themselves.
  { within: 'field', ranking: [['GWX0209'], ['GWX0207']] },
  { within: 'field', ranking: [['GWX0704'], ['GWX0308', 'GWX0311', 'GWX0312']] },
  { within: 'field', ranking: [['GWX0802'], ['GWX0606']] },
  { within: 'field', ranking: [['GWX0803'], ['GWX0604']] },
  { within: 'object', ranking: [['GWX0309'], ['GWX0310']] },
  // Of a listener that istiod refuses the Service does not matter, nor of an address.
  { within: 'listener', ranking: [['GWX0203', 'GWX0501', 'GWX0605'], ['GWX1103']] },
  { within: 'object', ranking: [['GWX0317', 'GWX0609'], ['GWX1107']] },
  { within: 'field', ranking: [['GWX1105'], ['GWX1104']] },
  // A port that lacks what the route needs is no news for its name.
  { within: 'related', ranking: [['GWX0717'], ['GWX1021']] },
  { within: 'pair', ranking: [['GWX0912'], ['GWX0904', 'GWX0905', 'GWX0908']] },
];

/** Whether a group of a ranking names a rule. */
export function isIn(group: readonly string[], code: string): boolean {
  return (
    group.includes(code) || (group[0] === everythingElse && !fieldFaults.includes(code) && !code.startsWith('GWX01'))
  );
}
