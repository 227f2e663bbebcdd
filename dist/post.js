/** Lies beside the bundle as dist/post.js: the runner starts it at the end of the job. */
process.argv.push('post');
await import('./index.js');
export {};
