import type { Catalogue } from './catalogue.ts';
import app from './pt/app.json' with { type: 'json' };
import archive from './pt/archive.json' with { type: 'json' };
import cli from './pt/cli.json' with { type: 'json' };
import common from './pt/common.json' with { type: 'json' };
import report from './pt/report.json' with { type: 'json' };
import schools from './pt/schools.json' with { type: 'json' };
import shell from './pt/shell.json' with { type: 'json' };
import tools from './pt/tools.json' with { type: 'json' };

export const catalogue: Catalogue = { app, archive, cli, common, report, schools, shell, tools };
