import type { Catalogue } from './catalogue.ts';
import app from './es/app.json' with { type: 'json' };
import archive from './es/archive.json' with { type: 'json' };
import cli from './es/cli.json' with { type: 'json' };
import common from './es/common.json' with { type: 'json' };
import report from './es/report.json' with { type: 'json' };
import schools from './es/schools.json' with { type: 'json' };
import shell from './es/shell.json' with { type: 'json' };
import tools from './es/tools.json' with { type: 'json' };

export const catalogue: Catalogue = { app, archive, cli, common, report, schools, shell, tools };
