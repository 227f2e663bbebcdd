/** What a parsed JSON or YAML value is. */

/** An object of keys and values, neither null nor a list. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
