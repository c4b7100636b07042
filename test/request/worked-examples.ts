import type { WorkedExample } from './worked-example.ts';
import { backendExamples } from './worked-examples/backends.ts';
import { hostExamples } from './worked-examples/hosts.ts';
import { matchExamples } from './worked-examples/matches.ts';
import { meshExamples } from './worked-examples/mesh.ts';
import { redirectExamples } from './worked-examples/redirects.ts';
import { tlsExamples } from './worked-examples/tls.ts';

/** The rows of section 5 of chapter 60. A new row has its line in one of these tables. */
export const workedExamples: readonly WorkedExample[] = [
  ...hostExamples,
  ...tlsExamples,
  ...matchExamples,
  ...redirectExamples,
  ...backendExamples,
  ...meshExamples,
];
