import type { Catalogue } from './catalogue.ts';
import app from './tr/app.json' with { type: 'json' };
import archive from './tr/archive.json' with { type: 'json' };
import cli from './tr/cli.json' with { type: 'json' };
import common from './tr/common.json' with { type: 'json' };
import report from './tr/report.json' with { type: 'json' };
import schools from './tr/schools.json' with { type: 'json' };
import shell from './tr/shell.json' with { type: 'json' };
import tools from './tr/tools.json' with { type: 'json' };

export const catalogue: Catalogue = { app, archive, cli, common, report, schools, shell, tools };
