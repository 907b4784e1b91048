// Bundle every src/NAME.entry.js into ../templates/NAME.js, and record what it was made of in ../templates/bundle.json.
// The same sources and the same esbuild (pinned in package-lock.json) give the same bytes; tests/exports/test_frontend.py holds both.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2] || join(here, '..', 'templates');
const sha = (bytes) => createHash('sha256').update(bytes).digest('hex');
const sources = readdirSync(join(here, 'src')).filter((name) => name.endsWith('.js')).sort();

mkdirSync(out, { recursive: true });
await build({
  absWorkingDir: here,
  entryPoints: sources.filter((name) => name.endsWith('.entry.js')).map((name) => ({ in: `src/${name}`, out: name.replace('.entry.js', '') })),
  outdir: out,
  bundle: true,
  minify: true,
  format: 'iife',
  target: 'es2022',
  charset: 'utf8',
  legalComments: 'none',
  logLevel: 'warning',
});
const digest = sources.map((name) => `${name} ${sha(readFileSync(join(here, 'src', name)))}\n`).join('');
writeFileSync(join(out, 'bundle.json'), `${JSON.stringify({ sources: sha(digest) })}\n`);
