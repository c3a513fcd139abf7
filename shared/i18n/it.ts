import type { Catalogue } from './catalogue.ts';
import app from './it/app.json' with { type: 'json' };
import archive from './it/archive.json' with { type: 'json' };
import cli from './it/cli.json' with { type: 'json' };
import common from './it/common.json' with { type: 'json' };
import report from './it/report.json' with { type: 'json' };
import schools from './it/schools.json' with { type: 'json' };
import shell from './it/shell.json' with { type: 'json' };
import tools from './it/tools.json' with { type: 'json' };

export const catalogue: Catalogue = { app, archive, cli, common, report, schools, shell, tools };
