import type { Catalogue } from './catalogue.ts';
import app from './sl/app.json' with { type: 'json' };
import archive from './sl/archive.json' with { type: 'json' };
import cli from './sl/cli.json' with { type: 'json' };
import common from './sl/common.json' with { type: 'json' };
import report from './sl/report.json' with { type: 'json' };
import schools from './sl/schools.json' with { type: 'json' };
import shell from './sl/shell.json' with { type: 'json' };
import tools from './sl/tools.json' with { type: 'json' };

export const catalogue: Catalogue = { app, archive, cli, common, report, schools, shell, tools };
