import type { Catalogue } from './catalogue.ts';
import app from './en/app.json' with { type: 'json' };
import archive from './en/archive.json' with { type: 'json' };
import cli from './en/cli.json' with { type: 'json' };
import common from './en/common.json' with { type: 'json' };
import report from './en/report.json' with { type: 'json' };
import schools from './en/schools.json' with { type: 'json' };
import shell from './en/shell.json' with { type: 'json' };
import tools from './en/tools.json' with { type: 'json' };

export const catalogue: Catalogue = { app, archive, cli, common, report, schools, shell, tools };
