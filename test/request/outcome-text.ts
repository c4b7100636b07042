import type { Choice, Outcome } from '../../src/request/request.ts';

/**
 * What becomes of a request in a few words: `v1`, `v1 90%, v2 10%`, `v1 50%, 500 50%`, `301 http://a.com/`, `404`,
 * `404 grpc 12`, `rejected`, `default-forward`. Backends are called by the first label of their host.
 */
export function outcomeText(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'backends':
      return sharesText(outcome.choices, ({ response }) => response ?? 500);
    case 'tcp':
    case 'tls-passthrough':
      return sharesText(outcome.choices, () => 'rejected');
    case 'redirect':
      return `${outcome.status} ${outcome.location}`;
    case 'direct':
    case 'not-found':
      return `${outcome.status}${outcome.grpcStatus === undefined ? '' : ` grpc ${outcome.grpcStatus}`}`;
    case 'misdirected':
    case 'bad-request':
      return String(outcome.status);
    case 'rejected':
    case 'default-forward':
    case 'undefined':
      return outcome.kind;
  }
}

/** Shares by the answer; unusable backends are called by what answers in their place. */
function sharesText(choices: readonly Choice[], refusal: (choice: Choice) => number | string): string {
  const shares = new Map<string, number>();
  for (const choice of choices) {
    const isUsable = choice.response === undefined && ['ok', 'missing?', 'no-endpoints?'].includes(choice.status);
    const answer = isUsable ? firstLabel(choice.host) : String(refusal(choice));
    if (choice.probability > 0) shares.set(answer, (shares.get(answer) ?? 0) + choice.probability);
  }
  const [only, ...others] = shares.keys();
  if (only !== undefined && others.length === 0) return only;
  return [...shares].map(([answer, share]) => `${answer} ${Math.round(share * 100)}%`).join(', ');
}

function firstLabel(host: string): string {
  return /^([^.]+)\..*\.svc\./.exec(host)?.[1] ?? host;
}
