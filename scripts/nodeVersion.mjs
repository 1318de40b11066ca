// The first thing every script imports. It ends the program with one line on a Node that is too old, so nothing in here,
// and no import or syntax of the scripts themselves, may be newer than modules are: the rest is loaded afterwards.
const oldest = [20, 20];
const [major, minor] = process.versions.node.split('.').map(Number);

if (major < oldest[0] || (major === oldest[0] && minor < oldest[1])) {
  console.error(
    `NetCrab Portal needs Node ${oldest.join('.')} or newer; this is ${process.versions.node}. Install a newer Node and start again.`,
  );
  process.exit(1);
}
