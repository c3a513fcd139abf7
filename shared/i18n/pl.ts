import type { Catalogue } from './catalogue.ts';
import app from './pl/app.json' with { type: 'json' };
import archive from './pl/archive.json' with { type: 'json' };
import cli from './pl/cli.json' with { type: 'json' };
import common from './pl/common.json' with { type: 'json' };
import report from './pl/report.json' with { type: 'json' };
import schools from './pl/schools.json' with { type: 'json' };
import shell from './pl/shell.json' with { type: 'json' };
import tools from './pl/tools.json' with { type: 'json' };

export const catalogue: Catalogue = { app, archive, cli, common, report, schools, shell, tools };
