/** The bundle of both entries: the runner starts it as main, start-post.ts as post. */
await (process.argv[2] === 'post' ? import('./post.ts') : import('./main.ts'));

export {};
