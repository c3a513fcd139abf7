// Run by electron-builder after all artifacts: whatever was not signed says so in its name, so that it is not handed out by
// mistake. Linux packages are not signed by anybody's habit; their checksums are.
const { renameSync } = require('node:fs');
const { basename, dirname, join } = require('node:path');

const SIGNED_BY = {
  '.exe': ['WIN_CSC_LINK', 'CSC_LINK', 'AZURE_CLIENT_ID'],
  '.dmg': ['CSC_LINK', 'CSC_NAME'],
};

/** @returns {string} the name that an artifact should have */
function nameOf(file, env) {
  const name = basename(file);
  const ending = Object.keys(SIGNED_BY).find((one) => name.endsWith(one));
  if (ending === undefined || SIGNED_BY[ending].some((variable) => env[variable])) return name;
  return name.replace(ending, `-TEST-BUILD-unsigned${ending}`);
}

module.exports = async ({ artifactPaths }) => {
  for (const file of artifactPaths) {
    const name = nameOf(file, process.env);
    if (name !== basename(file)) renameSync(file, join(dirname(file), name));
  }
  return [];
};
module.exports.nameOf = nameOf;
