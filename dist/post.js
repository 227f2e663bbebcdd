/** Starts the bundle as post. It becomes dist/post.js, which the runner starts at the end of the job. */
process.argv.push('post');
await import('./index.js');
export {};
