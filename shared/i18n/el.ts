import type { Catalogue } from './catalogue.ts';
import app from './el/app.json' with { type: 'json' };
import archive from './el/archive.json' with { type: 'json' };
import cli from './el/cli.json' with { type: 'json' };
import common from './el/common.json' with { type: 'json' };
import report from './el/report.json' with { type: 'json' };
import schools from './el/schools.json' with { type: 'json' };
import shell from './el/shell.json' with { type: 'json' };
import tools from './el/tools.json' with { type: 'json' };

export const catalogue: Catalogue = { app, archive, cli, common, report, schools, shell, tools };
