import type { AnswerPrinter } from './printed-answer.ts';
import type { CompletionPrinter } from './printed-completion.ts';
import type { FindingPrinter } from './printed-findings.ts';
import type { ResourcePrinter } from './printed-resource.ts';
import type { RulesPrinter } from './printed-rules.ts';
import type { StatusPrinter } from './printed-status.ts';
import { printJson } from './resource-json.ts';
import { printName } from './resource-name.ts';
import { printYaml } from './resource-yaml.ts';

/** The values of `convert -o`. */
export type ResourceFormat = 'json' | 'name' | 'yaml';

/** The printers of `convert`, by the value of `-o`. */
export const resourcePrinters: Readonly<Record<ResourceFormat, ResourcePrinter>> = {
  json: printJson,
  name: printName,
  yaml: printYaml,
};

/** The values of `status -o`. */
export type StatusFormat = 'json' | 'table' | 'yaml';

/** The printers of `status`, by the value of `-o`, each loaded when it is used. */
export const statusPrinters: Readonly<Record<StatusFormat, () => Promise<StatusPrinter>>> = {
  json: async () => (await import('./status-json.ts')).printStatusJson,
  table: async () => (await import('./status-table.ts')).printStatusTable,
  yaml: async () => (await import('./status-yaml.ts')).printStatusYaml,
};

/** The values of `request -o`. */
export type AnswerFormat = 'json' | 'text';

/** The printers of `request`, by the value of `-o`, for one request and for the requests of a file; each loaded when it is used. */
export const answerPrinters: Readonly<
  Record<AnswerFormat, Readonly<Record<'one' | 'many', () => Promise<AnswerPrinter>>>>
> = {
  json: {
    one: async () => (await import('./answer-json.ts')).printAnswerJson,
    many: async () => (await import('./answer-json.ts')).printAnswersJson,
  },
  text: {
    one: async () => (await import('./answer-text.ts')).printAnswerText,
    many: async () => (await import('./answer-table.ts')).printAnswerTable,
  },
};

/** The values of `rules -o`. */
export type RulesFormat = 'json' | 'table';

/** The printers of `rules`, by the value of `-o`, each loaded when it is used. */
export const rulesPrinters: Readonly<Record<RulesFormat, () => Promise<RulesPrinter>>> = {
  json: async () => (await import('./rules-json.ts')).printRulesJson,
  table: async () => (await import('./rules-table.ts')).printRulesTable,
};

/** The values of `lint -o`. */
export type FindingFormat = 'concise' | 'github' | 'gitlab' | 'istioctl' | 'json' | 'junit' | 'sarif' | 'text';

/** The printers of `lint`, by the value of `-o`, each loaded when it is used. */
export const findingPrinters: Readonly<Record<FindingFormat, () => Promise<FindingPrinter>>> = {
  concise: async () => (await import('./lint-concise.ts')).printLintConcise,
  github: async () => (await import('./lint-github.ts')).printLintGithub,
  gitlab: async () => (await import('./lint-gitlab.ts')).printLintGitlab,
  istioctl: async () => (await import('./lint-istioctl.ts')).printLintIstioctl,
  json: async () => (await import('./lint-json.ts')).printLintJson,
  junit: async () => (await import('./lint-junit.ts')).printLintJunit,
  sarif: async () => (await import('./lint-sarif.ts')).printLintSarif,
  text: async () => (await import('./lint-text.ts')).printLintText,
};

/** The shells of `completion`. */
export type Shell = 'bash' | 'fish' | 'zsh';

/** The printers of `completion`, by shell, each loaded when it is used. */
export const completionPrinters: Readonly<Record<Shell, () => Promise<CompletionPrinter>>> = {
  bash: async () => (await import('./completion-bash.ts')).printCompletionBash,
  fish: async () => (await import('./completion-fish.ts')).printCompletionFish,
  zsh: async () => (await import('./completion-zsh.ts')).printCompletionZsh,
};
