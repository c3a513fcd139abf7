import type { Catalogue } from './catalogue.ts';
import app from './ro/app.json' with { type: 'json' };
import archive from './ro/archive.json' with { type: 'json' };
import cli from './ro/cli.json' with { type: 'json' };
import common from './ro/common.json' with { type: 'json' };
import report from './ro/report.json' with { type: 'json' };
import schools from './ro/schools.json' with { type: 'json' };
import shell from './ro/shell.json' with { type: 'json' };
import tools from './ro/tools.json' with { type: 'json' };

export const catalogue: Catalogue = { app, archive, cli, common, report, schools, shell, tools };
