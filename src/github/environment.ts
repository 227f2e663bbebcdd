/** The environment of a process: its variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;
