import { defineConfig } from 'vitest/config';
import type { Plugin } from 'vite';

/** The page forbids itself everything but its own files, whatever server hands it out. */
const contentSecurityPolicy: Plugin = {
  name: 'content-security-policy',
  apply: 'build',
  transformIndexHtml: () => [
    {
      tag: 'meta',
      attrs: {
        'http-equiv': 'Content-Security-Policy',
        content:
          "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; require-trusted-types-for 'script'",
      },
      injectTo: 'head-prepend',
    },
  ],
};

export default defineConfig({
  plugins: [contentSecurityPolicy],
  build: {
    outDir: '../../../target/classes/web',
    emptyOutDir: true,
    target: 'es2022',
    // A file inlined as a data: address would break default-src 'self'.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { '/api': { target: 'http://127.0.0.1:8080', ws: true } } },
  test: { include: ['test/unit/**/*.test.ts'], environment: 'node' },
});
