/** Asks again and again until `probe` neither throws nor gives null, and says after `seconds` what stood in the way. */
export async function until<T>(what: string, seconds: number, probe: () => Promise<T | null>): Promise<T> {
  const deadline = performance.now() + seconds * 1000;
  for (;;) {
    let why: unknown = 'it was not so';
    try {
      const found = await probe();
      if (found !== null) return found;
    } catch (error) {
      why = error;
    }
    if (performance.now() > deadline) throw new Error(`${what}: not within ${seconds} s: ${String(why)}`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}
