import type { Catalogue } from './catalogue.ts';
import app from './fr/app.json' with { type: 'json' };
import archive from './fr/archive.json' with { type: 'json' };
import cli from './fr/cli.json' with { type: 'json' };
import common from './fr/common.json' with { type: 'json' };
import report from './fr/report.json' with { type: 'json' };
import schools from './fr/schools.json' with { type: 'json' };
import shell from './fr/shell.json' with { type: 'json' };
import tools from './fr/tools.json' with { type: 'json' };

export const catalogue: Catalogue = { app, archive, cli, common, report, schools, shell, tools };
