import { takeConfigFiles } from './configFiles';

it('takes the files out of the command line of any command', () => {
  expect(
    takeConfigFiles(['events.ndjson', '--config', 'a.yaml', '--opt-in', '--config=/etc/b.yaml'], '/srv'),
  ).toEqual({ files: ['/srv/a.yaml', '/etc/b.yaml'], others: ['events.ndjson', '--opt-in'] });
});
it.each([[['--config']], [['--config=']], [['--config', '--port', '1']]])('asks for the file in %j', argv => {
  expect(() => takeConfigFiles(argv, '/')).toThrow('--config: name the file after it');
});
