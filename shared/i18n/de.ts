import type { Catalogue } from './catalogue.ts';
import app from './de/app.json' with { type: 'json' };
import archive from './de/archive.json' with { type: 'json' };
import cli from './de/cli.json' with { type: 'json' };
import common from './de/common.json' with { type: 'json' };
import report from './de/report.json' with { type: 'json' };
import schools from './de/schools.json' with { type: 'json' };
import shell from './de/shell.json' with { type: 'json' };
import tools from './de/tools.json' with { type: 'json' };

export const catalogue: Catalogue = { app, archive, cli, common, report, schools, shell, tools };
