/**
 * Prints one line per suite of upstream data: how many cases were found, passed and failed.
 * A case is a test below a `describe('cases')`, whose parent is the suite (see suite.ts).
 * Below the lines stand the exceptions that suites make: the tests below a `describe('exceptions')`.
 */
export default class SummaryReporter {
  /**
   * @param {unknown} _contexts
   * @param {{ testResults: { testResults: { ancestorTitles: string[], title: string, status: string }[] }[] }} results
   */
  onRunComplete(_contexts, results) {
    /** @type {Map<string, { found: number, passed: number, failed: number }>} */
    const suites = new Map();
    for (const { ancestorTitles, status } of results.testResults.flatMap((file) => file.testResults)) {
      const [suite, group] = ancestorTitles;
      if (suite === undefined || group !== 'cases') continue;
      const counts = suites.get(suite) ?? { found: 0, passed: 0, failed: 0 };
      counts.found++;
      // Whatever did not pass has failed: no case is skipped.
      counts[status === 'passed' ? 'passed' : 'failed']++;
      suites.set(suite, counts);
    }
    if (suites.size === 0) return;
    const exceptions = results.testResults
      .flatMap((file) => file.testResults)
      .filter(({ ancestorTitles }) => ancestorTitles[1] === 'exceptions')
      .map(({ ancestorTitles, title }) => `${ancestorTitles[0]}, except ${title}\n`);
    const rows = [...suites].sort(([a], [b]) => (a < b ? -1 : 1));
    const table = [
      ['suite', 'found', 'passed', 'failed'],
      ...rows.map(([suite, counts]) => [suite, ...Object.values(counts)]),
    ];
    console.log(
      `\n${table.map(([suite, ...counts]) => String(suite).padEnd(32) + counts.map(pad).join('')).join('\n')}\n${exceptions.join('')}`,
    );
  }
}

/** @param {string | number | undefined} count */
function pad(count) {
  return String(count).padStart(8);
}
