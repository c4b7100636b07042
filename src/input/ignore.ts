/** Whether a path is not to be read: as it is shown in messages, and below the directory that is walked. */
export type IsIgnored = (shown: string, belowRoot: string) => boolean;

/**
 * The test for `--ignore` patterns (`*`, `**`, `?`, `[a-z]`, `{a,b}`). A pattern without a slash is compared with names,
 * one with a slash with paths. What is matched is left out with everything below it.
 */
export async function ignoring(patterns: readonly string[]): Promise<IsIgnored> {
  if (patterns.length === 0) return () => false;
  // Loaded only when asked for: most runs need no globs.
  const { default: picomatch } = await import('picomatch');
  const bare = patterns.map((pattern) => pattern.replace(/^\.\//, '').replace(/\/$/, ''));
  const matchers = (withSlash: boolean) =>
    picomatch(
      bare.filter((pattern) => pattern.includes('/') === withSlash),
      { dot: true },
    );
  const matchesName = matchers(false);
  const matchesPath = matchers(true);
  return (shown, belowRoot) =>
    matchesName(shown.slice(shown.lastIndexOf('/') + 1)) || matchesPath(shown) || matchesPath(belowRoot);
}
