import js from '@eslint/js';
import globals from 'globals';
import tseslint from 'typescript-eslint';

/** The rooms below electron/, lowest first: a room may import only rooms that stand before it (design.md, Layout). */
const rooms = ['platform', 'net', 'runs', 'archive', 'download', 'walk', 'hosts', 'app'];
/** Peers that may not see each other although the order alone would allow it. */
const blind = {
  net: ['runs'],
  runs: ['net'],
  archive: ['net'],
  walk: ['archive', 'download', 'runs'],
  hosts: ['walk', 'download', 'archive', 'runs'],
};

const electronRule = {
  name: 'electron',
  message: "Only main.ts, preload.ts, engineProcess.ts and hosts/electronHost.ts may import 'electron'.",
};

const roomRules = rooms.map((room, index) => ({
  files: [`electron/${room}/**/*.ts`],
  ignores: ['electron/hosts/electronHost.ts'],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        paths: [electronRule],
        patterns: [
          {
            group: [
              ...new Set([...rooms.slice(index + 1), ...(blind[room] ?? [])].map((other) => `**/${other}/**`)),
              '**/renderer/**',
              'react',
              'react-dom',
            ],
            message: `electron/${room} may not reach up or across (see ARCHITECTURE.md).`,
          },
        ],
      },
    ],
  },
}));

export default tseslint.config(
  { ignores: ['node_modules/', 'out/', 'dist/', 'coverage/', 'exports/'] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked.map((config) => ({ ...config, files: ['**/*.{ts,tsx}'] })),
  {
    files: ['**/*.{ts,tsx}'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'as' }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
      'no-restricted-imports': ['error', { paths: [electronRule] }],
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      'no-console': 'error',
    },
  },
  ...roomRules,
  {
    files: ['electron/main.ts', 'electron/preload.ts', 'electron/engineProcess.ts', 'electron/hosts/electronHost.ts'],
    rules: { 'no-restricted-imports': 'off' },
  },
  {
    files: ['tests/**/*.{ts,tsx}'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off', 'no-console': 'off' },
  },
  { files: ['**/*.{js,mjs,cjs}'], languageOptions: { globals: { ...globals.node } } },
);
