import type { Catalogue } from './catalogue.ts';
import app from './hr/app.json' with { type: 'json' };
import archive from './hr/archive.json' with { type: 'json' };
import cli from './hr/cli.json' with { type: 'json' };
import common from './hr/common.json' with { type: 'json' };
import report from './hr/report.json' with { type: 'json' };
import schools from './hr/schools.json' with { type: 'json' };
import shell from './hr/shell.json' with { type: 'json' };
import tools from './hr/tools.json' with { type: 'json' };

export const catalogue: Catalogue = { app, archive, cli, common, report, schools, shell, tools };
